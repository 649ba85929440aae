"""Terms that take effect where the agreement says so, and nowhere else.

Each pair of books differs in what a clause or a word of a voucher does to a share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handed_out import accepted
from handed_out import charged
from handed_out import figures
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path

# A cost centre's participants, where the key has base amounts -------------------------

BASE = "{base: 10, rest: equal}"
OF_CENTRE = """        cost_centre_rules:
          20: {participants: [dal, vik]}
"""
ON_CENTRE = """
2018-04-04 * "Drift"
  Expenses:X{centre}  7000.05 NOK
  Assets:Bank
"""
YEAR_IS_OVER = """
2019-01-02 * "Bank"
  Equity:Start  1.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize(
    "key", [BASE, "{base: {nes: 0, vik: 20, dal: 5}, rest: equal}"]
)
def test_those_of_a_cost_centre_share_what_is_above_the_base_amounts(
    tmp_path: Path, key: str
) -> None:
    """The base amounts are one for all the year; the rest of the centre is of two."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, ON_CENTRE.format(centre=":C20"), key=key, centres=OF_CENTRE)
    assert charged(right)[1] < 40000
    assert not accepted(right)
    hand_out(lie, ON_CENTRE.format(centre=""), key=key, centres=OF_CENTRE)
    assert charged(lie)[1] > 200000
    refuse_lie(right, lie, "linjen er delt på annen måte")


def test_those_of_a_cost_centre_pay_no_sums_of_their_own(tmp_path: Path) -> None:
    """Two kroner for each inhabitant, in all the cooperation, whatever it costs."""
    folder = tmp_path / "bok"
    key = "{price: 2, statistic: population, date: accounting_year}"
    more = ON_CENTRE.format(centre=":C20") + YEAR_IS_OVER
    hand_out(folder, more, key=key, centres=OF_CENTRE)
    assert charged(folder) == [103600, 200800, 402400]
    assert not accepted(folder)


# A cost that is paid ahead, by a key of its own ---------------------------------------

BY_FIGURES = "{statistic: population, date: accounting_year}"
STEPS = "{steps: [{up_to: 1000, amount: 5}, {up_to: 2500, amount: 9}]"
STEPS += ", statistic: population, date: year_before}"
SUMS = [
    "{amounts: {nes: 1, vik: 2, dal: 3}, per: year}",
    "{price: 3, statistic: population, date: year_before}",
    STEPS,
]
KEYS = f"""keys:
  folk:
    title: Etter folketall
    key: {BY_FIGURES}
"""
AHEAD = """
2018-07-30 * "Lisens"
  periode: "2019-01-01/2019-12-31"
  noekkel: "folk"
  Expenses:X  600.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("key", SUMS)
def test_a_cost_of_a_year_without_figures_waits(tmp_path: Path, key: str) -> None:
    """Under a key that sets sums too; with figures of that year it is shared."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    until = figures(2016, 2017, 2018)
    hand_out(right, AHEAD, key=key, keys=KEYS, population=until)
    assert not accepted(right)
    hand_out(lie, AHEAD, key=key, keys=KEYS)
    assert not accepted(lie)
    assert sum(charged(lie)) == sum(charged(right)) + 60000
    refuse_lie(lie, right, "linjen er delt på annen måte")
