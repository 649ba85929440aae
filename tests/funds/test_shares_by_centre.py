"""What each bears of each cost centre adds up to what is shared, by hand.

Kåfjord and Lyngen share IKT; cost centre 155 has the parts 25 % and 75 %.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from contra_books import CENTRE
from contra_books import COST
from contra_books import GRANT
from contra_books import books
from contra_books import charged
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from fellesbok.funds.shares_by_centre import shares_by_centre

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded
    from fellesbok.funds.shares_by_centre import HostShares

KEY = "{amounts: {kafjord: 100, lyngen: 300}, per: year}"
OTHER = "Expenses:IKT:Ansvar-160"
OPEN = f"2020-01-01 open {OTHER}\n\n"


def with_160(text: str) -> str:
    """The agreement with a cost centre more, which has no rule of its own."""
    known = "      155: {account: Ansvar-155, title: Felles}\n"
    assert known in text
    return text.replace(known, f"{known}      160: {{account: Ansvar-160, title: X}}\n")


def of_ikt(loaded: Loaded) -> tuple[HostShares, ...]:
    """The shares of IKT, year by year."""
    agreement = shared(loaded).agreement
    return shares_by_centre(loaded.entries, agreement, agreement.cooperations["ikt"])


def test_a_grant_covers_the_same_part_of_every_cost_centre(tmp_path: Path) -> None:
    """300 of 600 are covered, so 150 of the 300 on 155: 37.50 and 112.50.

    The 100 and 300 that are agreed for the rest are a third of what is outside any cost
    centre, 100, and two thirds of 160, 200.
    """
    loaded = books(
        tmp_path,
        OPEN
        + voucher("2020-03-01", f"{COST} 100.00 NOK")
        + voucher("2020-03-02", f"{OTHER} 200.00 NOK")
        + voucher("2020-03-03", f"{CENTRE} 300.00 NOK")
        + voucher("2020-12-31", f"{GRANT} -300.00 NOK"),
        with_160(rules(key=KEY, basis="net")),
    )
    (year,) = of_ikt(loaded)
    assert year.shares == {
        "kafjord": {"": Fraction(100_00, 3), "155": 37_50, "160": Fraction(200_00, 3)},
        "lyngen": {"": 100_00, "155": 112_50, "160": 200_00},
    }


def test_a_year_without_vouchers_comes_before_what_comes_late_for_it(
    tmp_path: Path,
) -> None:
    """Base amounts of 100 each are due in 2021, which has no vouchers of its own.

    1 000 that come for it in 2022 are 800 by 1 : 3 when 200 are paid: 200 and 600.  The
    100 each of 2022 come on top.
    """
    key = "{base: 100, rest: {weights: {kafjord: 1, lyngen: 3}}}"
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 200.00 NOK")
        + voucher("2022-12-31", f"{COST} 1000.00 NOK", said='periode: "2021-06-01"'),
        rules(key=key),
    )
    sums = [
        (of.year, {payer: sum(parts.values()) for payer, parts in of.shares.items()})
        for of in of_ikt(loaded)
    ]
    each = {"kafjord": 100_00, "lyngen": 100_00}
    assert sums == [
        (2020, each),
        (2021, each),
        (2022, {"kafjord": 300_00, "lyngen": 700_00}),
    ]
    assert charged(loaded, 2022) == {"Kåfjord": 300, "Lyngen": 700}
