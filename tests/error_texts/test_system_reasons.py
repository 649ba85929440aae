"""Why a file or a folder cannot be used is told in words, and not in the system's."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from fellesbok.error_texts.system_reasons import REASONS
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_system_says_of_a_file_is_said_in_norwegian(tmp_path: Path) -> None:
    said = {}
    (tmp_path / "fil").write_bytes(b"")
    for name in ("borte", ".", "fil/under", "n" * 300):
        with pytest.raises(OSError) as refused:  # noqa: PT011 -- several kinds
            (tmp_path / name).read_bytes()
        said[name[:9]] = reason_of(refused.value)
    assert said == {
        "borte": "finnes ikke",
        ".": "er en mappe",
        "fil/under": "er ingen mappe",
        "n" * 9: "navnet er for langt",
    }


def test_a_reason_is_in_the_language_of_the_message_around_it() -> None:
    reason = reason_of(OSError(errno.ENOSPC, "No space left on device"))
    text = Text("Filen kan ikke leses: {why}.", why=reason)
    assert say(text, "nb") == "Filen kan ikke leses: disken er full."
    assert say(text, "en").endswith(": the disk is full.")


def test_a_reason_that_nobody_has_put_in_words_is_the_systems() -> None:
    assert errno.EPIPE not in REASONS
    assert reason_of(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert reason_of(OSError("uten nummer")) == "uten nummer"
    assert reason_of(RuntimeError("Symlink loop")) == "Symlink loop"


def test_what_we_have_said_ourselves_stands() -> None:
    """A file of somebody else is told of by name, under the number for no access."""
    said = Text("{path} eies av en annen bruker", path="krav.beancount")
    reason = reason_of(PermissionError(errno.EPERM, said))
    assert reason == "krav.beancount eies av en annen bruker"
    assert reason_of(PermissionError(errno.EPERM, "Operation not permitted")) == (
        "ingen tilgang"
    )
