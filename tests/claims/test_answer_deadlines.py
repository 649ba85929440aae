"""The days by which objections are to be answered stand among the deadlines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.answer_deadlines import answer_deadlines
from fellesbok.objections import objections
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import claimed
from objected_books import corrected
from objected_books import decided
from pagebook import reader_of
from pagebook import with_pages
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

TEXT = "Svar på innsigelsen fra Midvik"


def test_an_open_objection_is_a_deadline_until_it_has_an_outcome(
    tmp_path: Path,
) -> None:
    """One that says no deadline is none."""
    folder = claimed(tmp_path).add(OBJECTED).add(SHARE)
    shown = folder.run("deadlines").output
    line = f"01.03.2018  {TEXT}"
    assert [each.split("  ")[1] for each in shown.splitlines() if line in each] == [
        TEXT
    ]
    folder.add(decided("opprettholdt"))
    assert TEXT not in folder.run("deadlines").output


def test_programs_get_what_it_is_of_and_about(tmp_path: Path) -> None:
    folder = claimed(tmp_path).add(OBJECTED)
    told = json.loads(folder.run("deadlines", "--format", "json").stdout)
    (due,) = [d for d in told["deadlines"] if d["kind"] == "innsigelse"]
    assert due == {
        "day": "2018-03-01",
        "kind": "innsigelse",
        "of": "2018-midvik-1",
        "title": f"krav {MIDVIK}",
        "cooperation": "IKT",
        "text": TEXT,
        "days": due["days"],
        "source": "Innsigelse 2018-midvik-1",
    }


def test_a_day_knows_the_objections_that_were_made_by_then(tmp_path: Path) -> None:
    """Without a day, all: one is made after the last voucher as often as not."""
    folder = corrected(tmp_path)
    line = f"01.04.2019  {TEXT}"
    assert line in folder.run("deadlines").output
    assert line in folder.run("deadlines", "--on", "2019-02-01").output
    assert line not in folder.run("deadlines", "--on", "2019-01-31").output


def test_what_was_not_answered_in_time_is_told(tmp_path: Path) -> None:
    folder = claimed(tmp_path).add(OBJECTED)
    late = (
        "Innsigelse 2018-midvik-1: fristen 01.03.2018 for å svare er over, og den har"
        " ikke noe utfall."
    )
    shown = folder.run("deadlines", "--on", "2018-03-02").output
    assert late in " ".join(shown.split())
    assert "over, og den" not in folder.run("deadlines", "--on", "2018-03-01").output


def test_a_calendar_has_it_by_the_objections_own_id(tmp_path: Path) -> None:
    folder = claimed(tmp_path).add(OBJECTED)
    file = tmp_path / "frister.ics"
    assert folder.run("deadlines", "--output", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8").replace("\r\n ", "")
    assert f"SUMMARY:{TEXT}: krav {MIDVIK}" in text
    assert "UID:2018-midvik-1-innsigelse-2018-03-01@fellesbok" in text


def test_the_coming_year_tells_what_is_to_be_answered_in_it(tmp_path: Path) -> None:
    shown = corrected(tmp_path).run("year", "2019", "--dry-run").output
    assert TEXT in shown


def test_the_first_page_tells_it_to_whose_it_is_and_who_keeps_the_books(
    tmp_path: Path,
) -> None:
    main = corrected(tmp_path).path / "ledger" / "main.beancount"
    with_pages(main)
    reader = reader_of(main)
    assert TEXT in reader.page("Oversikt").words
    assert TEXT in reader.page("Oversikt", kommune="midvik").words
    assert TEXT not in reader.page("Oversikt", kommune="sorvik").words
    for slug in ("midvik", "sorvik"):
        client = signed_in(with_sign_in(main, slugs=(slug,)), slug)
        norwegian = {"Accept-Language": "nb"}
        page = client.get("/vika/extension/Oversikt/", headers=norwegian).text
        assert (TEXT in page) == (slug == "midvik")


def test_a_claim_that_the_books_do_not_have_has_no_deadline(tmp_path: Path) -> None:
    folder = replace(claimed(tmp_path), faults=("som ikke er et krav i bøkene",))
    loaded = folder.add(OBJECTED.replace(MIDVIK, "krav-0")).load()
    found = objections(loaded.entries, loaded.settled.agreement)
    assert found
    assert answer_deadlines(found, loaded.entries, loaded.settled.agreement) == []
