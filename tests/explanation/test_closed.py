"""What a closed year was fixed as, and each correction to what it would be now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.explanation.closed import closed_rows
from fellesbok.shared import Shared
from fellesbok.sharing.statement import Correction
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

VIKA = agreement(version(Equal(), ("kafjord", "lyngen")))
RESULT = settle(VIKA, [Voucher(date(2018, 5, 1), 100_00)])
DAY, PLACE = date(2019, 2, 1), ("main.beancount", 9)
CLOSED = ClosedYear(
    VIKA.cooperations["ikt"], 2018, (), Path("basis.csv"), {}, DAY, PLACE
)


def correction(amount: str) -> Correction:
    """A correction of 2018 that stands in 2019."""
    return Correction(
        cooperation="IKT",
        municipality="Lyngen",
        year=2018,
        period="2019",
        debit="Assets:Fordringer:Lyngen:IKT",
        credit="Income:IKT:Kommuner:Lyngen",
        before=Decimal(0),
        after=Decimal(amount),
        amount=Decimal(amount),
        reason="bilag 7",
        day=date(2019, 12, 31),
    )


def test_what_it_was_is_what_it_is_less_its_corrections() -> None:
    """50 kr now, of which 15 have come and 5 have gone since: 40 were fixed."""
    shared = Shared(VIKA, (RESULT,), closed=(CLOSED,))
    found = list(
        closed_rows(shared, RESULT, 50_00, [correction("15.00"), correction("-5.00")])
    )
    assert [(str(row.label), row.amount_ore, row.total) for row in found] == [
        ("Fastsatt da 2018 ble avsluttet", Fraction(40_00), False),
        ("Korreksjon i 2019: bilag 7", Fraction(15_00), False),
        ("Korreksjon i 2019: bilag 7", Fraction(-5_00), False),
        ("Året nå", Fraction(50_00), True),
    ]
    assert found[0].place == PLACE


def test_a_year_that_is_open_has_no_such_rows() -> None:
    assert list(closed_rows(Shared(VIKA, (RESULT,)), RESULT, 50_00, [])) == []
    other = replace(CLOSED, year=2017)
    shared = Shared(VIKA, (RESULT,), closed=(other,))
    assert list(closed_rows(shared, RESULT, 50_00, [])) == []
