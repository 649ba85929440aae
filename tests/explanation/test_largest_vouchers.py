"""The vouchers behind a figure: all, or the twelve largest and how many there are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.records import Voucher as Written
from fellesbok.explanation.largest_vouchers import MOST_VOUCHERS
from fellesbok.explanation.largest_vouchers import voucher_rows
from settled_years import GRANT
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import transaction
from settled_years import version

VIKA = agreement(version(Equal()))
MAY = date(2018, 5, 1)
RESULT = settle(VIKA, [Voucher(MAY, 100)])


def told(
    *vouchers: Voucher, everything: bool = False
) -> tuple[str, list[tuple[str, Fraction | None]]]:
    """The title, and each row with its øre."""
    written = [
        Written(transaction(n, v)._replace(narration="Lisens"))
        for n, v in enumerate(vouchers, 1)
    ]
    title, rows = voucher_rows(written, RESULT, VIKA, everything=everything)
    return title, [(row.label, row.amount_ore) for row in rows]


def test_costs_and_incomes_stand_as_they_are_posted() -> None:
    """The other side of a voucher, and what is of others, is no row."""
    title, rows = told(
        Voucher(MAY, 100_00),
        Voucher(MAY, -40_00, GRANT),
        Voucher(MAY, 5, "Expenses:Vann"),
    )
    assert title == "Bilag (2)"
    assert rows == [
        ("01.05.2018  1  Lisens", Fraction(100_00)),
        ("01.05.2018  2  Lisens", Fraction(-40_00)),
    ]


def test_of_too_many_the_largest_are_told_whatever_their_sign() -> None:
    small = [Voucher(MAY, ore) for ore in range(1, MOST_VOUCHERS + 1)]
    title, rows = told(*small, Voucher(MAY, -500, GRANT))
    assert title == f"Bilag ({MOST_VOUCHERS + 1})"
    assert rows[0][1] == -500
    assert [ore for _, ore in rows[1:-1]] == list(range(MOST_VOUCHERS, 1, -1))
    assert rows[-1] == ("… og 1 til; --all viser alle", None)
    assert len(told(*small)[1]) == MOST_VOUCHERS
    whole = told(*small, Voucher(MAY, -500, GRANT), everything=True)[1]
    assert [ore for _, ore in whole] == [*range(1, MOST_VOUCHERS + 1), -500]
