"""What a payer owes is told of all its claims, and of no part of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from asked_pages import asked_by
from fellesbok.web.frame.owed_by import claims_on
from fellesbok.web.frame.owed_by import owed_by
from fellesbok.web.frame.owed_by import settlement_by
from fellesbok.web.frame.owed_by import shared_or_owed
from pagebook import NBSP


def claimed(payer: str, day: date) -> Decimal:
    """What is claimed of a payer until a day."""
    with asked_by() as asked:
        book = claims_on(asked, [asked.payer(payer)], day)
        return sum((row.claim.amount for row in book.rows), Decimal(0))


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2018, 1, 15), "0"),
        (date(2018, 1, 16), "60000"),
        (date(2018, 7, 16), "180000"),
        (date(2018, 8, 20), "120000"),  # one is credited
        (date(2018, 8, 21), "180000"),  # and claimed anew
    ],
)
def test_claims_count_from_the_day_that_they_are_dated(day: date, amount: str) -> None:
    assert claimed("sorvik", day) == Decimal(amount)


def test_midvik_owes_what_it_has_not_paid() -> None:
    """270 000 kr is claimed of it, and 90 000 and 50 000 kr are paid."""
    with asked_by() as asked:
        found = owed_by(asked, asked.payer("midvik"))
    assert found is not None
    said = found.in_short.sentence.replace(NBSP, " ")
    assert said.startswith("Midvik skal betale ")
    assert "130 000,00 kr" in said


def test_of_a_part_nothing_is_owed_or_settled() -> None:
    with asked_by(account="Assets:Krav") as asked:
        payer = asked.payer("midvik")
        assert owed_by(asked, payer) is None
        assert settlement_by(asked, payer, 2018) is None
        assert shared_or_owed(asked, asked.every_share()) is None


def test_who_reads_all_is_told_what_is_shared_and_a_municipality_what_it_owes() -> None:
    """290 000 and 512 345,67 kr is the cost, and all of it is shared."""
    with asked_by() as asked:
        every = shared_or_owed(asked, asked.every_share())
    assert every is not None
    assert every.sentence.replace(NBSP, " ").startswith("802 345,67 kr er fordelt")
    with asked_by("midvik") as asked:
        own = shared_or_owed(asked, asked.every_share())
    assert own is not None
    assert own.sentence.startswith("Midvik skal betale ")
