"""A fault of either state is told with the figures, which may lack what it hides."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from claimbook import cost
from compared_books import EQUAL
from compared_books import FIGURE
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import in_git
from compared_books import source
from fellesbok.compare.in_short import effect_in_short
from fellesbok.compare.own_part import own_answer
from fellesbok.compare.own_part import own_part
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.reservations import MOST_TOLD
from fellesbok.compare.trying import Source
from fellesbok.compare.trying import compare
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.records import Comparison

MORE = cost("2018-05-01", "100.00")
UNREADABLE = MORE.replace('"Kostnad"', 'Kostnad"')
"""The same with a quotation mark too few: the voucher is not read."""
SAID = "Det er 1 feil i revisjon HEAD~1, og tallene kan mangle noe."


def told(found: Comparison) -> list[tuple[str, int]]:
    """Each reservation, and how many faults it tells."""
    return [(str(of.text), len(of.reasons)) for of in found.reservations]


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    """A line of the revision before cannot be read; it is mended since."""
    folder = compared_books(tmp_path / "a", UNREADABLE)
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "Først")):
        in_git(folder.path, *words)
    main = folder.path / "ledger" / "main.beancount"
    main.write_text(main.read_text(encoding="utf-8").replace(UNREADABLE, MORE))
    in_git(folder.path, "commit", "-qam", "Så")
    return folder


@pytest.mark.parametrize("form", ["text", "md"])
def test_it_is_read_before_the_sums(books: Folder, form: str) -> None:
    done = books.run("compare", "--before", "HEAD~1", "--format", form)
    assert done.exit_code == 0, done.output
    lines = [line for line in done.stdout.splitlines() if line]
    first = lines.index(SAID)
    assert lines[:first] == ([] if form == "text" else ["# Virkning"])
    assert lines[first + 1].startswith("main.beancount:")
    assert "kan ikke leses her" in lines[first + 1]
    assert "Nordvik betaler 50,00" in lines[first + 2].replace("\N{NBSP}", " ")


def test_every_line_of_a_file_to_add_up_has_it(books: Folder) -> None:
    done = books.run("compare", "--before", "HEAD~1", "--format", "csv")
    heading, *rows = done.stdout.lstrip("\ufeff").splitlines()
    assert heading == "Samarbeid;Betaler;År;Før;Etter;Endring;Forbehold"
    assert len(rows) == 3
    assert {row.rpartition(";")[2] for row in rows} == {SAID}


def test_programs_and_spreadsheets_have_it(books: Folder, tmp_path: Path) -> None:
    run = ("compare", "--before", "HEAD~1", "--format")
    (found,) = json.loads(books.run(*run, "json").stdout)["reservations"]
    assert found["text"] == SAID
    assert [reason.split(":")[0] for reason in found["reasons"]] == ["main.beancount"]
    path = tmp_path / "virkning.xlsx"
    done = books.run(*run, "xlsx", "--output", str(path))
    assert done.exit_code == 0, done.output
    sheets = load_workbook(path)
    rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    assert SAID in {cell for row in rows for cell in row}


def test_the_other_way_it_is_the_state_after(books: Folder) -> None:
    done = books.run("compare", "--before", "HEAD", "--after", "HEAD~1")
    assert done.stdout.splitlines()[0] == SAID


def test_another_folder_is_told_by_its_name(tmp_path: Path) -> None:
    here = source(compared_books(tmp_path / "a"))
    there = source(compared_books(tmp_path / "b", UNREADABLE))
    there = Source(there.main, Text("mappen b"))
    assert told(compare(here, there, ())) == [
        ("Det er 1 feil i mappen b, og tallene kan mangle noe.", 1)
    ]
    equal = proposed_text(EQUAL, "forslag.yaml")
    assert told(compare(here, there, (equal,))) == [
        ("Det er 1 feil i mappen b med det som prøves, og tallene kan mangle noe.", 1)
    ]


def test_what_is_wrong_in_both_is_told_once(tmp_path: Path) -> None:
    here = source(compared_books(tmp_path, UNREADABLE))
    found = compare(here, here, (proposed_text(EQUAL, "forslag.yaml"),))
    assert told(found) == [
        ("Det er 1 feil i bøkene, både før og etter, og tallene kan mangle noe.", 1)
    ]


def test_what_a_proposal_makes_wrong_in_the_books_is_told(
    tmp_path: Path,
    undrawn_pdf: None,  # noqa: ARG001 -- a fixture
) -> None:
    """What Nordvik has claimed cannot be, where Midvik was host all the time."""
    books = compared_books(tmp_path)
    words = ("--cooperation", "IKT", "--payer", "Sørvik", "--settlement", "--yes")
    done = books.run("claim", "2018", *words, "--date", "2019-01-31")
    assert done.exit_code == 0, done.output
    here = source(books)
    text = EQUAL.replace("key: equal", "host: midvik")
    found = compare(here, here, (proposed_text(text, "forslag.yaml"),))
    state = "bøkene slik de er med det som prøves"
    assert told(found) == [(f"Det er 1 feil i {state}, og tallene kan mangle noe.", 1)]


def test_a_voucher_that_is_tried_before_a_closed_year_is_told(tmp_path: Path) -> None:
    """Its 90 kr are of an open year, and it cannot stand there."""
    books = closed_comparison(tmp_path / "a")
    path = tmp_path / "sent.beancount"
    path.write_text(cost("2017-05-03", "90.00", "Barnevern"), encoding="utf-8")
    rules = books.path / "allocation_rules.yaml"
    terms = rules.read_text(encoding="utf-8")
    rules.write_text(terms.replace("from: 2018-01-01", "from: 2017-01-01"))
    found = compare(source(books), source(books), (proposed_vouchers(path),))
    assert found.difference == 90
    ((_, late),) = [(of.text, of.reasons[0]) for of in found.reservations]
    assert late.startswith("sent.beancount:2: Barnevernet 2017 er åpent, men 2018 er")


def test_what_is_told_elsewhere_is_no_reservation(tmp_path: Path) -> None:
    """A year that lacks a figure is not known; an account to open moves no figure."""
    books = compared_books(tmp_path, cost("2019-03-01", "10.00"))
    main = books.path / "ledger" / "main.beancount"
    lines = main.read_text(encoding="utf-8").splitlines()
    main.write_text("\n".join(line for line in lines if "Utvik:IKT" not in line))
    members = "        participants: [midvik, nordvik, sorvik, utvik]\n"
    here = source(books)
    text = EQUAL.replace("        key: equal\n", members)
    found = compare(here, here, (proposed_text(text, "forslag.yaml"),))
    assert [(of.cooperation, of.year) for of in found.lacking] == [("ikt", 2019)]
    assert found.faults
    assert not found.reservations
    (note,) = found.notes
    assert note.startswith("allocation_rules.yaml:25: ")
    assert "Assets:Fordringer:Utvik:IKT" in note


def test_many_are_counted(tmp_path: Path) -> None:
    here = source(compared_books(tmp_path, *[UNREADABLE] * (MOST_TOLD + 2)))
    changes, _ = proposed_figures([FIGURE])
    (one,) = compare(here, here, changes).reservations
    assert len(one.reasons) == MOST_TOLD + 1
    assert one.reasons[-1] == "2 feil til."


def test_a_municipality_is_told_that_and_not_what(tmp_path: Path) -> None:
    here = source(compared_books(tmp_path, UNREADABLE))
    found = compare(here, here, (proposed_text(EQUAL, "forslag.yaml"),))
    unsure = "Bøkene har feil, og tallene kan mangle noe."
    own = own_part(found, "sorvik")
    assert next(own_answer(own, "Sørvik")) == unsure
    assert told(own) == [(unsure, 0)]
    short = effect_in_short(found)
    assert short is not None
    assert str(short.sentence).endswith(unsure)
    none = effect_in_short(replace(found, reservations=()))
    assert none is not None
    assert unsure not in none.sentence
