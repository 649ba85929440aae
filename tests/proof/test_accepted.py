"""A certificate is accepted where the checkers accept it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.proof.accepted import why_refused
from proved import prove
from small_proof import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


def test_what_is_right_is_accepted_and_one_ore_more_is_not(
    small: Books, tmp_path: Path
) -> None:
    folder = tmp_path / "bevis"
    names = prove(small.main, folder)
    assert len(names) == 6
    name = "ikt-2018-midvik.json"
    assert why_refused(folder, name) is None
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"30000", b"30001"))
    assert why_refused(folder, name)
    assert why_refused(folder, name, is_member=True)
    assert why_refused(folder, "ikt-2018-sorvik.json") is None


def test_a_file_that_is_gone_is_named(small: Books, tmp_path: Path) -> None:
    folder = tmp_path / "bevis"
    prove(small.main, folder)
    (folder / "bok~allocation_rules.yaml.txt").unlink()
    refused = why_refused(folder, "ikt-2018-midvik.json")
    assert refused is not None
    assert "bok~allocation_rules.yaml.txt" in refused
