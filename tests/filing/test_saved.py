"""Files that are written over together, where the machine stopped between two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.saved import JOURNAL
from fellesbok.filing.saved import MOST_KEPT_BYTES
from fellesbok.filing.saved import Change
from fellesbok.filing.saved import put_right_saved
from fellesbok.filing.saved import saved_journal
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("a.beancount", "under/b.beancount", "c.beancount")
WAS, MADE = b"; som det var\n", b"; som det skal bli\n"


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """A main file with a journal of three files beside it."""
    found = tmp_path / "ledger" / "main.beancount"
    (found.parent / "under").mkdir(parents=True)
    found.write_bytes(b"")
    for name in NAMES:
        (found.parent / name).write_bytes(WAS)
    changes = [Change(found.parent / name, WAS, MADE) for name in NAMES]
    (found.parent / JOURNAL).write_bytes(saved_journal(found, changes))
    return found


def told(main: Path) -> list[str]:
    """What is said when it is put right; there is no journal after it."""
    said = [say(text, "nb") for text in put_right_saved(main)]
    assert not (main.parent / JOURNAL).exists()
    assert put_right_saved(main) == ()
    return said


def contents(main: Path) -> list[bytes]:
    return [(main.parent / name).read_bytes() for name in NAMES]


@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_all_of_a_saving_is_there_or_none(main: Path, done: int) -> None:
    """Wherever it was cut off, and it is told."""
    for name in NAMES[:done]:
        (main.parent / name).write_bytes(MADE)
    (said,) = told(main)
    assert contents(main) == [MADE if done == len(NAMES) else WAS] * len(NAMES)
    assert said == {
        0: "En lagring i flere filer ble avbrutt før noe var skrevet.",
        3: "En lagring i flere filer ble avbrutt etter at den var gjort.",
    }.get(
        done,
        "En lagring i flere filer ble avbrutt, og det den rakk å skrive, er tatt"
        " tilbake.",
    )


def test_what_somebody_has_written_since_is_left(main: Path) -> None:
    theirs = b"; noen andres\n"
    for name, content in zip(NAMES, (MADE, theirs, WAS), strict=True):
        (main.parent / name).write_bytes(content)
    assert told(main)[1:] == [
        "under/b.beancount er endret siden, og er latt være: se i den."
    ]
    assert contents(main) == [WAS, theirs, WAS]


def test_what_lies_elsewhere_or_is_not_kept_is_told(tmp_path: Path, main: Path) -> None:
    """It is not written over; who reads it can see which it is."""
    away = tmp_path / "annet.beancount"
    large = main.parent / NAMES[1]
    huge = WAS * (MOST_KEPT_BYTES // len(WAS) + 1)
    changes = [
        Change(main.parent / NAMES[0], WAS, MADE),
        Change(away, WAS, MADE),
        Change(large, huge, MADE),
    ]
    (main.parent / JOURNAL).write_bytes(saved_journal(main, changes))
    away.write_bytes(MADE)
    large.write_bytes(MADE)
    cannot = "{} ble skrevet, og kan ikke settes tilbake: se i den."
    assert told(main)[1:] == [cannot.format(away), cannot.format(NAMES[1])]
    assert away.read_bytes() == MADE


@pytest.mark.parametrize("name", ["../b.beancount", "/b.beancount", ".b", "link/b"])
def test_no_other_file_is_written_over(main: Path, name: str) -> None:
    """A journal may come with books from others."""
    journal = main.parent / JOURNAL
    said = json.loads(journal.read_bytes())
    said["files"][0][0] = name
    journal.write_text(json.dumps(said), "utf-8")
    (main.parent / NAMES[1]).write_bytes(MADE)
    with pytest.raises(CannotFileError, match="er ødelagt, eller er ikke skrevet"):
        put_right_saved(main)
    assert contents(main) == [WAS, MADE, WAS]


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b'{"main": "x", "files": []}'])
def test_a_torn_journal_is_told(main: Path, torn: bytes) -> None:
    (main.parent / JOURNAL).write_bytes(torn)
    with pytest.raises(CannotFileError, match="er ødelagt, eller er ikke skrevet"):
        put_right_saved(main)


@pytest.mark.parametrize(
    "command", [("check",), ("serve", "--objections", "{books}", "--port", "0")]
)
def test_it_is_put_right_and_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Also when the books are served again; the option ends it before it answers."""
    folder = Folder(tmp_path).write(rules(), chart())
    main = tmp_path / "ledger" / "main.beancount"
    before = main.read_bytes()
    other = main.parent / "b.beancount"
    other.write_bytes(WAS)
    changes = [Change(main, before, before + MADE), Change(other, WAS, MADE)]
    (main.parent / JOURNAL).write_bytes(saved_journal(main, changes))
    main.write_bytes(before + MADE)
    done = folder.run(*(word.format(books=tmp_path) for word in command))
    assert "det den rakk å skrive, er tatt tilbake" in done.output
    assert main.read_bytes() == before
