"""A path as it is found from where somebody stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.cli.from_here import fault_line
from fellesbok.cli.from_here import place_text
from fellesbok.cli.from_here import relative_path
from fellesbok.errors import FileFault

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_lies_below_is_told_from_here_and_the_rest_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bok").mkdir()
    monkeypatch.chdir(tmp_path / "bok")
    below = str(tmp_path / "bok" / "a.beancount")
    beside = str(tmp_path / "b.beancount")
    assert relative_path(below) == "a.beancount"
    assert relative_path(beside) == beside
    assert place_text((below, 7)) == "a.beancount:7"
    assert place_text(None) == ""
    assert fault_line(FileFault(below, 7, "Feil."), "nb") == "a.beancount:7: Feil."
