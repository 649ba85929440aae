"""What stands in the funds on a day, and whose it is, in one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fellesbok.funds.history import FundYear
from fellesbok.funds.in_short import funds_in_short
from fellesbok.funds.in_short import owners_in_short
from fellesbok.funds.records import OwnedFund
from fellesbok.messages import say

DAY = date(2018, 12, 31)
NOTHING = Decimal("0.00")
NONE = FundYear(
    cooperation="IKT",
    payer="Bø",
    municipality="Bø",
    year=2018,
    opening=NOTHING,
    set_aside=NOTHING,
    paid_in=NOTHING,
    used=NOTHING,
    transferred=NOTHING,
    paid_out=NOTHING,
    booked=NOTHING,
    closing=NOTHING,
)


def fund(title: str, **owners: str) -> OwnedFund:
    """A fund with what each owner has of it when the year is over."""
    years = tuple(
        replace(NONE, payer=name, municipality=name, closing=Decimal(closing))
        for name, closing in owners.items()
    )
    before = replace(NONE, year=2017, closing=Decimal("999.00"))
    return OwnedFund(
        "ikt", title, "Liabilities:Fond:IKT", (before, *years), NOTHING, ()
    )


VILT = fund("Viltlaget", Nes="1000.00", Vik="500.50", Strand="0.00")
IKT = fund("IKT", Nes="10.00", Bø="-5.00")


@pytest.mark.parametrize(
    ("funds", "is_whole", "told"),
    [
        (
            [VILT],
            True,
            "Per 31.12.2018 står det 1 500,50 kr på fondet til Viltlaget; 2 eier det.",
        ),
        # Nes owns of both and is one owner; who owes a fund is an owner of it too.
        (
            [VILT, IKT],
            True,
            "Per 31.12.2018 står det 1 505,50 kr på 2 bundne fond, som 3 eier.",
        ),
        ([VILT], False, "Per 31.12.2018 eier kommunen 1 500,50 kr på bundne fond."),
    ],
)
def test_what_stands_there_is_the_owners_parts_of_the_last_year(
    funds: list[OwnedFund], told: str, *, is_whole: bool
) -> None:
    found = funds_in_short(funds, DAY, is_whole=is_whole)
    assert found is not None
    assert say(found.sentence, "nb").replace("\N{NO-BREAK SPACE}", " ") == told
    assert len(found.figures) == 1 + is_whole


def test_books_without_funds_have_nothing_to_tell() -> None:
    assert funds_in_short([], DAY, is_whole=True) is None


def test_owners_are_those_that_have_something_left() -> None:
    assert owners_in_short(VILT, is_whole=True) == "2 eiere"
    assert owners_in_short(VILT, is_whole=False) == "Din del av fondet"
