"""A figure that is tried and that no key looks up is told: it changes nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.compare.not_looked_up import not_looked_up
from fellesbok.compare.proposed_change import Change
from fellesbok.messages import Text
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

PEOPLE = ByStatistic("population", StatisticDate())
INSIDE = Combined(((Fraction(1, 2), Equal()), (Fraction(1, 2), PEOPLE)))
VIKA = agreement(version(INSIDE, ("kafjord", "lyngen")))
RESULTS = [settle(VIKA, [Voucher(date(2018, 5, 1), 100_00)])]
NEW_YEAR, JULY = date(2018, 1, 1), date(2018, 7, 1)


def told(
    *figures: tuple[str, date], stands_for: tuple[date, date] | None = None
) -> list[str]:
    """What is said of figures of the population that are tried.

    One day's may stand for those of another, of which nobody has published any.
    """
    tried = {("population", payer, day): Fraction(1) for payer, day in figures}
    change = Change(Text("prøve"), figures=tried)
    days = {}
    if stands_for is not None:
        day, used = stands_for
        days = {("population", payer, day): used for payer in ("kafjord", "lyngen")}
    return list(map(str, not_looked_up(change, RESULTS, VIKA, days)))


def test_a_figure_that_a_key_inside_a_key_looks_up_is_not_told() -> None:
    assert told(("lyngen", NEW_YEAR), ("kafjord", NEW_YEAR)) == []


def test_another_day_and_another_payer_are_told() -> None:
    assert told(("lyngen", NEW_YEAR), ("lyngen", JULY), ("storfjord", NEW_YEAR)) == [
        (
            "Folketall: ingen nøkkel slår opp tallet for Lyngen per 01.07.2018 i det"
            " som er prøvd."
        ),
        (
            "Folketall: ingen nøkkel slår opp tallet for Storfjord per 01.01.2018 i det"
            " som er prøvd."
        ),
    ]


def test_where_no_figure_is_tried_nothing_is_told() -> None:
    assert list(not_looked_up(Change(Text("prøve")), RESULTS, VIKA, {})) == []


def test_a_figure_that_stands_for_a_later_day_is_looked_up_there() -> None:
    before = date(2017, 1, 1)
    assert told(("lyngen", before), stands_for=(NEW_YEAR, before)) == []
    assert len(told(("lyngen", JULY), stands_for=(NEW_YEAR, before))) == 1
