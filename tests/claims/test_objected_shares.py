"""What is objected to stands beside the share, wherever somebody sees the share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shown_shares
from fellesbok.sharing import statement
from fellesbok.sharing.tables import payers_table
from fellesbok.tables.csv_file import csv_of
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import claimed
from objected_books import corrected
from pagebook import reader_of
from pagebook import with_pages
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

WHY = {
    OBJECTED: "Lisensene gjelder Nordvik alene",
    SHARE: "Nøkkelen er fra 2016",
    VOUCHER: "Gjelder skolen",
}


def told(folder: Folder, *of: str, day: date | None = None) -> list[str]:
    """The objections to the shares of some payers, by their ids."""
    loaded = folder.load()
    shares = [s for s in statement.shares(loaded.entries) if s.municipality in of]
    objected = objected_shares(loaded.entries, loaded.settled.agreement, day)
    tables = objected.table(shown_shares(shares))
    return [str(line.cells[0].value) for table in tables for line in table.lines]


def test_an_objection_is_beside_the_share_that_it_is_about(tmp_path: Path) -> None:
    """To the share, a voucher in it, or a claim for it; and beside nobody else's."""
    folder = claimed(tmp_path).add(OBJECTED).add(SHARE).add(VOUCHER)
    every = ["2018-midvik-1", "2018-midvik-2", "2018-midvik-3"]
    assert told(folder, "Midvik", "Sørvik") == every
    assert told(folder, "Sørvik") == []
    assert told(folder, "Midvik", day=date(2018, 2, 1)) == every[:1]
    assert told(folder, "Midvik", day=date(2018, 1, 31)) == []


@pytest.mark.parametrize("objected", WHY)
def test_shares_and_their_explanation_tell_it(tmp_path: Path, objected: str) -> None:
    folder = claimed(tmp_path).add(objected)
    explain = ("explain", "ikt", "--year", "2018")
    for command in (("shares", "2018"), (*explain, "midvik")):
        assert WHY[objected] in folder.run(*command).output
    assert WHY[objected] not in folder.run(*explain, "sorvik").output


def test_the_pages_of_shares_tell_it(tmp_path: Path) -> None:
    """A municipality that is signed in sees its own alone."""
    folder = claimed(tmp_path).add(SHARE)
    main = folder.path / "ledger" / "main.beancount"
    with_pages(main)
    reader, said = reader_of(main), WHY[SHARE]
    assert said in reader.page("Fordeling", time="2018").words
    of = {"samarbeid": "ikt", "time": "2018"}
    assert said in reader.page("Forklaring", kommune="midvik", **of).words
    assert said not in reader.page("Forklaring", kommune="sorvik", **of).words
    for slug in ("midvik", "sorvik"):
        client = signed_in(with_sign_in(main, slugs=(slug,)), slug)
        page = client.get("/vika/extension/Fordeling/?time=2018").text
        assert (said in page) == (slug == "midvik")


IN_2019 = """
2019-01-31 * "Leverandør" "Kostnad"
  bilag: "C-1"
  Expenses:IKT  10.00 NOK
  Assets:Bank
"""
TOO_LATE = "Det sene bilaget gjelder Sørvik alene"


@pytest.mark.parametrize("more", ["", IN_2019], ids=["alone", "beside shares"])
def test_an_objection_is_beside_what_corrects_a_closed_year(
    tmp_path: Path, more: str
) -> None:
    """In the year that is corrected, and where the correction stands."""
    folder = corrected(tmp_path, more)
    main = folder.path / "ledger" / "main.beancount"
    with_pages(main)
    reader = reader_of(main)
    explain = ("explain", "ikt", "--year")
    for year in ("2018", "2019"):
        for command in (("shares", year), (*explain, year, "midvik")):
            assert TOO_LATE in folder.run(*command).output, command
        assert TOO_LATE not in folder.run(*explain, year, "sorvik").output
        assert TOO_LATE in reader.page("Fordeling", time=year).words
        if year == "2019" and not more:
            continue  # the page explains shares, and there are none
        of = {"samarbeid": "ikt", "time": year}
        assert TOO_LATE in reader.page("Forklaring", kommune="midvik", **of).words
        assert TOO_LATE not in reader.page("Forklaring", kommune="sorvik", **of).words


def test_a_municipality_sees_its_own_beside_a_correction_and_nobody_elses(
    tmp_path: Path,
) -> None:
    main = corrected(tmp_path).path / "ledger" / "main.beancount"
    with_pages(main)
    for slug in ("midvik", "sorvik"):
        client = signed_in(with_sign_in(main, slugs=(slug,)), slug)
        page = client.get("/vika/extension/Fordeling/?time=2019").text
        assert "B-9" in page
        assert (TOO_LATE in page) == (slug == "midvik")


def test_the_choice_of_a_figure_marks_those_that_are_objected_to(
    tmp_path: Path,
) -> None:
    folder = claimed(tmp_path)
    main = folder.path / "ledger" / "main.beancount"
    with_pages(main)
    assert "Innsigelse" not in reader_of(main).page("Forklaring", time="2018").words
    folder.add(SHARE)
    rows = reader_of(main).csv("Forklaring", time="2018")
    assert [row[1::3] for row in rows if row[-1:] == ["2018-midvik-2: åpen"]] == [
        ["Midvik", "2018-midvik-2: åpen"]
    ]


def test_a_table_is_marked_line_by_line(tmp_path: Path) -> None:
    """The lines that are of shares come first; a sum has no mark."""
    loaded = claimed(tmp_path).add(SHARE).load()
    agreement = loaded.settled.agreement
    shares = statement.shares(loaded.entries)
    payers = [p for p in agreement.payers if p.slug in {"midvik", "nordvik"}]
    table = payers_table(payers, shares)
    of = [("IKT", payer.name, 2018) for payer in payers]
    objected = objected_shares(loaded.entries, agreement)
    marks = [row[-1] for row in csv_of(objected.marked(table, of), "nb")]
    by_name = dict(zip([p.name for p in payers], marks[1:], strict=False))
    assert marks[0] == "Innsigelse"
    assert by_name == {"Midvik": "2018-midvik-2: åpen", "Nordvik": ""}
    assert marks[-1] == ""
    assert objected.marked(table, [("IKT", "Nordvik", 2018)]) is table
