"""Copies that were being made when the programme was stopped: told, and taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.copies import NOTE
from fellesbok.filing.copies import remembered
from fellesbok.filing.copies import tidy_copies
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import locked
from fellesbok.messages import Text
from fellesbok.noted import digest_of

if TYPE_CHECKING:
    from pathlib import Path

BUSY = Text("opptatt")
FILES = {"krav-1.pdf": b"krav", "liste.csv": b"liste"}


@pytest.fixture
def main(tmp_path: Path) -> Path:
    path = tmp_path / "bok" / "main.beancount"
    path.parent.mkdir()
    path.write_bytes(b"")
    return path


def noted(main: Path, folder: Path, **files: bytes) -> None:
    """What the books remember when the programme has been stopped."""
    known = {name.replace("_", "."): digest_of(text) for name, text in files.items()}
    text = json.dumps({"folder": str(folder), "files": known})
    (main.parent / NOTE).write_text(text, "utf-8")


def test_nothing_is_remembered_when_the_copies_are_there(
    main: Path, tmp_path: Path
) -> None:
    with remembered(main, tmp_path / "ut", FILES, BUSY):
        assert (main.parent / NOTE).exists()
        with pytest.raises(CannotFileError), locked(main.parent, BUSY):
            pass
    assert tidy_copies(main) == ()
    assert sorted(path.name for path in main.parent.iterdir()) == [main.name]


def test_what_was_made_is_taken_away_and_told(main: Path, tmp_path: Path) -> None:
    half = beside_of(tmp_path / "ut")
    half.mkdir()
    (half / "krav.pdf").write_bytes(b"krav")
    beside_of(half / "liste.csv").write_bytes(b"li")
    noted(main, tmp_path / "ut", krav_pdf=b"krav", liste_csv=b"liste")
    (told,) = tidy_copies(main)
    assert told == (
        f"Kopiene til {tmp_path / 'ut'} ble avbrutt, og det som var laget, er tatt"
        " bort. «fellesbok documents» lager dem på nytt."
    )
    assert not half.exists()
    assert tidy_copies(main) == ()


def test_what_somebody_else_has_put_there_stays(main: Path, tmp_path: Path) -> None:
    half = beside_of(tmp_path / "ut")
    half.mkdir()
    (half / "krav.pdf").write_bytes(b"et annet krav")
    (half / "notat.txt").write_bytes(b"mitt")
    noted(main, tmp_path / "ut", krav_pdf=b"krav")
    (told,) = tidy_copies(main)
    assert told == (
        f"Kopiene til {tmp_path / 'ut'} ble avbrutt. {half} har annet enn dem, og er"
        " latt ligge."
    )
    assert sorted(p.name for p in half.iterdir()) == ["krav.pdf", "notat.txt"]


def test_books_from_others_take_nothing_away(main: Path, tmp_path: Path) -> None:
    """Neither in a folder of another name, nor behind a link, nor above it."""
    theirs = tmp_path / "mine"
    theirs.mkdir()
    (theirs / "brev.txt").write_bytes(b"kjent innhold")
    noted(main, theirs, brev_txt=b"kjent innhold")
    assert tidy_copies(main) == ()
    beside_of(tmp_path / "ut").symlink_to(theirs)
    noted(main, tmp_path / "ut", brev_txt=b"kjent innhold")
    assert tidy_copies(main) == ()
    beside_of(tmp_path / "ut").unlink()
    beside_of(tmp_path / "ut").mkdir()
    said = {"../mine/brev.txt": digest_of(b"kjent innhold")}
    note = json.dumps({"folder": str(tmp_path / "ut"), "files": said})
    (main.parent / NOTE).write_text(note, "utf-8")
    assert tidy_copies(main) == ()
    assert (theirs / "brev.txt").read_bytes() == b"kjent innhold"


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 9_000, '{"folder": 1, "files": {}}', "\0", '"x"']
)
def test_a_torn_note_says_nothing(main: Path, text: str) -> None:
    (main.parent / NOTE).write_text(text, "utf-8")
    assert tidy_copies(main) == ()
    assert not (main.parent / NOTE).exists()
