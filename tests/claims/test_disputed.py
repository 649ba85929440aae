"""What is disputed: an amount is taken off once, the oldest claim first.

Midvik bears 30 %: 3 600 kr of the first half-year of 2018 and 1 530 kr of the second.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claims.reminders import outstanding
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

BOTH_DUE = date(2019, 6, 1)


def numbered(number: str, day: str, amount: str) -> str:
    return cost(day, amount).replace('"Kostnad"', f'"Kostnad"\n  bilag: "{number}"')


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Two half-years, settled and claimed."""
    made = Folder(tmp_path).write(
        rules(version(settlement="half_year", claims="claims: {due_days: 30}")),
        chart(),
        numbered("B-1", "2018-04-01", "12000.00"),
        numbered("B-2", "2018-09-01", "5000.00"),
        cost("2018-12-31", "100.00"),
    )
    made.run("claim", "2018", "--settlement", "--yes")
    claimed = {c.id: str(c.payable) for c in made.claims() if c.payer.name == "Midvik"}
    assert list(claimed.values()) == ["3600.00", "1530.00"]
    return made


def objected(about: str, amount: str, number: int = 1) -> str:
    said = f"  beloep: {amount} NOK\n" if amount else ""
    return (
        f'\n2019-01-20 custom "innsigelse" "2019-midvik-{number}" {about}\n'
        f'  kommune: "Midvik"\n{said}  aarsak: "For mye"\n'
    )


SHARE = '"andel" "IKT" 2018'
VOUCHER = '"bilag" "IKT" 2018 "B-2"'


def reminded(folder: Folder, on: date) -> dict[str, tuple[str, str]]:
    """By the period of Midvik's claims: what is disputed, and reminded of."""
    books = folder.load()
    seen = outstanding(books.entries, books.settled.agreement, on, of_undisputed=True)
    return {
        each.item.claim.period: (str(each.objected), str(each.amount))
        for dues in seen.dues
        if dues.payer.name == "Midvik"
        for each in dues.reminders
    }


@pytest.mark.parametrize("about", [SHARE, VOUCHER])
def test_an_amount_is_disputed_once_however_many_claims_ask_for_the_year(
    folder: Folder, about: str
) -> None:
    folder.add(objected(about, "1000.00"))
    assert reminded(folder, BOTH_DUE) == {
        "2018-H1": ("1000.00", "2600.00"),
        "2018-H2": ("0.00", "1530.00"),
    }


def test_what_the_oldest_has_no_room_for_is_disputed_of_the_next(
    folder: Folder,
) -> None:
    """4 000 kr of 3 600 and 1 530; then all of both."""
    folder.add(objected(SHARE, "4000.00"))
    assert reminded(folder, BOTH_DUE) == {"2018-H2": ("400.00", "1130.00")}
    folder.add(objected(SHARE, "1130.00", 2))
    assert reminded(folder, BOTH_DUE) == {}


def test_two_objections_are_added_up_and_one_without_an_amount_holds_all(
    folder: Folder,
) -> None:
    folder.add(objected(SHARE, "1000.00"), objected(VOUCHER, "3000.00", 2))
    assert reminded(folder, BOTH_DUE) == {"2018-H2": ("400.00", "1130.00")}
    folder.add(objected(SHARE, "", 3))
    assert reminded(folder, BOTH_DUE) == {}


def test_a_claim_that_an_amount_does_not_reach_is_reminded_of_whole(
    folder: Folder,
) -> None:
    """It is not told as held back; without ``--undisputed`` it still is."""
    folder.add(objected(SHARE, "1000.00"))
    books = folder.load()
    known = books.entries, books.settled.agreement, BOTH_DUE
    told = [say(t, "nb") for t in outstanding(*known, of_undisputed=True).objected]
    assert len(told) == 1
    assert "1\N{NO-BREAK SPACE}000,00 kr av nordvik-" in told[0]
    assert len(outstanding(*known).objected) == 2


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_the_order_of_the_objections_decides_nothing(
    folder: Folder, numbers: tuple[int, int]
) -> None:
    """Of the first half-year alone, and of the year: together all of both."""
    first = next(
        each.id
        for each in folder.claims()
        if (each.payer.name, each.period) == ("Midvik", "2018-H1")
    )
    of_claim, of_share = numbers
    folder.add(
        *sorted(
            (
                objected(f'"krav" "{first}"', "3600.00", of_claim),
                objected(SHARE, "1530.00", of_share),
            )
        )
    )
    assert reminded(folder, BOTH_DUE) == {}
