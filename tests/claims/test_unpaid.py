"""What is claimed and not paid on a day: a host's own notes are no debt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.loose_money import Loose
from fellesbok.claims.unpaid import Unpaid
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.entries.claim import ClaimKind
from items_by_hand import MARCH
from items_by_hand import item
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from objections_by_hand import claim

if TYPE_CHECKING:
    from fellesbok.claims.items import ClaimItem

LATER = claim("kafjord-2018-0002", due=date(2019, 4, 1))
OLDER = claim("kafjord-2018-0003", due=date(2018, 12, 15))
OWN = claim("kafjord-2018-0004", kind=ClaimKind.INTERNAL, payer=KAFJORD)
BACK = claim("kafjord-2018-0005", amount=Decimal("-30.00"))


def loose(amount: str) -> Loose:
    """Money that belongs to no claim."""
    account = "Assets:Krav:Lyngen:IKT"
    return Loose(LYNGEN, "Lyngen", account, "IKT", MARCH, Decimal(amount), (KAFJORD,))


def figures(found: Unpaid) -> tuple[int, str, str, int, str]:
    """How many, what is left, what of it has fallen due, how old, and credit."""
    return (
        found.count,
        str(found.amount),
        str(found.overdue),
        found.oldest,
        str(found.credit),
    )


@pytest.mark.parametrize(
    ("items", "money", "told"),
    [
        ([], [], (0, "0.00", "0.00", 0, "0")),
        ([item()], [], (1, "100.00", "100.00", 13, "0")),
        # On its own day it has not fallen due.
        ([item(on=date(2019, 3, 2))], [], (1, "100.00", "0.00", 0, "0")),
        (
            [item(), item(LATER), item(OLDER, paid="60.00")],
            [],
            (3, "240.00", "140.00", 90, "0"),
        ),
        ([item(paid="100.00"), item(OWN)], [], (0, "0.00", "0.00", 0, "0")),
        ([item(), item(BACK)], [], (1, "100.00", "100.00", 13, "30.00")),
    ],
)
def test_what_is_left_and_what_of_it_has_fallen_due(
    items: list[ClaimItem], money: list[Loose], told: tuple[int, str, str, int, str]
) -> None:
    found = figures(unpaid_of(items, money, MARCH))
    assert found[:4] == told[:4]
    assert Decimal(found[4]) == Decimal(told[4])


def test_what_is_paid_for_no_claim_is_to_the_credit_and_takes_nothing_off() -> None:
    found = unpaid_of([item()], [loose("7.00")], MARCH)
    assert (found.amount, found.credit) == (Decimal("100.00"), Decimal("7.00"))
    assert found.sentence.endswith(" 7,00 kr er til gode.")


def test_the_figures_tell_how_many_and_how_old() -> None:
    late = unpaid_of([item(), item(OLDER)], [], MARCH)
    amount, overdue = late.figures
    assert (amount.value, amount.note) == (Decimal("200.00"), "2 krav")
    assert overdue.note == "det eldste for 90 dager siden"
    assert overdue.is_urgent
    _, none = replace(late, overdue=Decimal("0.00")).figures
    assert (none.note, none.is_urgent) == ("ingen krav", False)
