"""Documents are read in one after another, and one that is refused stops no other."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.intake import reading_in
from fellesbok_importers.intake import taking_in
from fellesbok_importers.intake.reading_in import MOST_FAULTS
from fellesbok_importers.intake.reading_in import ReadingIn
from fellesbok_importers.intake.reading_in import tell_faults
from fellesbok_importers.intake.reading_in import watch
from intake_books import document
from intake_books import make_books
from intake_runs import numbers
from places import tree
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path

    from beangulp.importer import Importer

    from fellesbok.filing.folder import Books
    from fellesbok_importers.intake.taking_in import Preview

OTHER = "3;21.3.2018;120;155;120;;Mer;1,00\n"


def reading(main: Path, *, dry_run: bool = False) -> ReadingIn:
    return ReadingIn(main, "nb", None, dry_run=dry_run, yes=True)


@pytest.fixture
def main(tmp_path: Path) -> Path:
    return make_books(tmp_path / "bok")


def test_what_is_read_is_booked_and_the_second_time_known(
    main: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(tmp_path)
    assert reading(main).one(path)
    assert numbers(main) == ["nordvik-1", "nordvik-2"]
    assert reading(main).one(path)
    assert "Ingenting nytt; bøkene er som før." in capsys.readouterr().out
    assert len(numbers(main)) == 2


def test_what_is_only_looked_at_is_not_written(main: Path, tmp_path: Path) -> None:
    before = tree(main.parent)
    assert reading(main, dry_run=True).one(document(tmp_path))
    assert tree(main.parent) == before


def test_a_document_that_is_refused_is_told_with_what_it_is(
    main: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(tmp_path, "1;14.13.2018;120;155;120;;x;1,00\n")
    before = tree(main.parent)
    assert not reading(main).one(path)
    said = capsys.readouterr().err
    assert f"{path} (" in said.splitlines()[0]
    assert "er ikke lest inn:" in said.splitlines()[0]
    assert "mars.csv:2: Dato: " in said
    assert tree(main.parent) == before


def test_what_is_told_once_is_not_told_for_each_document(
    main: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = taking_in.preview

    def with_notice(path: Path, importer: Importer, books: Books) -> Preview:
        found = shown(path, importer, books)
        return replace(found, notices=(Text("Dette sies én gang."),))

    monkeypatch.setattr(reading_in, "preview", with_notice)
    by = reading(main)
    assert by.one(document(tmp_path))
    first = capsys.readouterr().out
    assert by.one(document(tmp_path, OTHER, "april.csv"))
    second = capsys.readouterr().out
    assert first.count("Dette sies én gang.") == 1
    assert "Dette sies én gang." not in second


def inbox(folder: Path) -> Path:
    made = folder / "innboks"
    made.mkdir()
    return made


def test_every_document_of_a_folder_is_read_and_the_refused_are_given(
    main: Path, tmp_path: Path
) -> None:
    box = inbox(tmp_path)
    document(box, name="b.csv")
    bad = document(box, "x;y\n", "a.csv")
    document(box, OTHER, ".skjult.csv")
    (box / "mappe.csv").mkdir()
    assert watch(box, reading(main), once=True) == [bad]
    assert numbers(main) == ["nordvik-1", "nordvik-2"]


@needs("symlink")
def test_a_link_is_nobodys_document(main: Path, tmp_path: Path) -> None:
    box = inbox(tmp_path)
    (box / "lenke.csv").symlink_to(document(tmp_path))
    assert watch(box, reading(main), once=True) == []
    assert numbers(main) == []


def test_a_file_is_read_when_it_is_no_longer_being_copied(
    main: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look and the second it grows; after the third it is read."""
    box = inbox(tmp_path)
    path = document(box, "1;14.3.2018;120;155;120;;Lisenser;1,00\n")
    looks: list[int] = []

    def slept(_: float) -> None:
        looks.append(len(numbers(main)))
        if len(looks) == 1:
            with path.open("a", encoding="utf-8") as file:
                file.write(OTHER)
        if len(looks) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", slept)
    assert watch(box, reading(main), once=False) == []
    assert looks == [0, 0, 2, 2]


def test_of_very_many_faults_the_first_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    faults = [
        Fault("a.csv", n, None, "", Text("Feil.")) for n in range(MOST_FAULTS + 7)
    ]
    tell_faults(tuple(faults), "nb")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1] == "… og 7 feil til."
    tell_faults(tuple(faults[:MOST_FAULTS]), "nb")
    assert len(capsys.readouterr().err.splitlines()) == MOST_FAULTS
