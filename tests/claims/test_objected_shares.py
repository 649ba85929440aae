"""What is objected to stands beside the share, wherever somebody sees the share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.objected_shares import objected_shares_table
from fellesbok.sharing import statement
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import claimed
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
    agreement = loaded.settled.agreement
    tables = objected_shares_table(loaded.entries, agreement, shares, day)
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
