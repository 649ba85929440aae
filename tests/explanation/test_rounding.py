"""Who got the øre that were left, and how equal fractions were told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Weights
from fellesbok.explanation.rounding import rounding_rows
from fellesbok.shared import Shared
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Version

WEIGHTS = Weights(
    {"kafjord": Fraction(1), "lyngen": Fraction(2), "storfjord": Fraction(4)}
)
THREE = version(WEIGHTS, ("kafjord", "lyngen", "storfjord"))


def told(
    ore: int, terms: Version = THREE, *, reader: str | None = None
) -> list[tuple[str, Fraction | None]]:
    """What is said of a cost, as Lyngen explains it."""
    of: Agreement = agreement(terms)
    result = settle(of, [Voucher(date(2018, 5, 1), ore)])
    shared = replace(Shared(of, (result,)), reader=reader)
    rows = rounding_rows(shared, result, result.periods[-1], of.payer("lyngen"))
    return [(str(row.label), row.amount_ore) for row in rows]


def test_whole_ore_need_no_rounding() -> None:
    assert told(700) == [("Alle beløp er hele øre; ingenting å avrunde.", None)]


def test_the_largest_fraction_gets_what_is_left() -> None:
    """Of 10 øre: 10/7, 20/7 and 40/7, so 1, 2 and 5 and two left for 6/7 and 5/7."""
    first, *rows = told(10)
    assert first[0].startswith("Alle rundes ned til hele øre. 2 øre er igjen")
    assert rows == [
        ("▸ Lyngen: 0,857142… øre → +1 øre", Fraction(3)),
        ("· Storfjord: 0,714285… øre → +1 øre", Fraction(6)),
        ("· Kafjord: 0,428571… øre → –", Fraction(1)),
    ]


def test_one_payer_sees_its_own_fraction_and_its_place_among_all() -> None:
    _, *rows = told(10, reader="kafjord")
    assert rows == [
        ("· Kafjord: 0,428571… øre → –", Fraction(1)),
        ("brøkdelen er nummer 3 av 3", None),
    ]


def test_a_tie_is_told_with_the_draw_that_can_be_repeated() -> None:
    *_, last = told(1, version(Equal(), ("kafjord", "lyngen")))
    assert "loddtrekning med SHA-256 av «ikt|2018|kommune»" in last[0]
