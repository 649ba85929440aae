"""What the examples of distribution keys are worked out with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import Circumstances
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.agreement.distribution_key import StatisticDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key.lots import Lot


IN_THE_YEAR = StatisticDate()
BY_POPULATION = ByStatistic("population", IN_THE_YEAR)
FORTY_SIXTY = Combined(
    ((Fraction(2, 5), Equal()), (Fraction(3, 5), BY_POPULATION)),
)


def statistic(name: str, values: Mapping[tuple[str, date], int]) -> Statistic:
    """A series with these values."""
    seen = {at: Observation(Fraction(value), "") for at, value in values.items()}
    return Statistic(name, name, "", "", seen)


STATISTICS = {
    "population": statistic(
        "population",
        {
            ("lyngen", date(2017, 1, 1)): 2876,
            ("lyngen", date(2018, 1, 1)): 2877,
            ("lyngen", date(2018, 7, 1)): 3000,
            ("kafjord", date(2017, 1, 1)): 2132,
            ("kafjord", date(2018, 1, 1)): 2132,
            ("kafjord", date(2018, 7, 1)): 1000,
            ("storfjord", date(2017, 1, 1)): 1890,
            ("storfjord", date(2018, 1, 1)): 1856,
        },
    ),
    "crew": statistic(
        "crew",
        {
            ("lyngen", date(2018, 1, 1)): 0,
            ("kafjord", date(2018, 1, 1)): 0,
            ("storfjord", date(2018, 1, 1)): 12,
            ("lyngen", date(2019, 1, 1)): -1,
            ("kafjord", date(2019, 1, 1)): 5,
        },
    ),
}


def now(
    *members: str,
    year: int = 2018,
    year_part: Fraction = Fraction(1),
    agreement_part: tuple[Fraction, Fraction] | None = None,
    bearer: str | None = None,
) -> Circumstances:
    """A whole year with these members."""
    return Circumstances(members, year, STATISTICS, year_part, agreement_part, bearer)


def entitled(
    key: DistributionKey, amount_ore: int, circumstances: Circumstances
) -> dict[str, Fraction]:
    """What each is entitled to bear; a key that shares a cost must share all of it."""
    evaluation = key.evaluate(Fraction(amount_ore), circumstances)
    assert evaluation.amount_ore == amount_ore
    if key.shares_cost:
        assert sum(evaluation.entitlements_ore.values()) == amount_ore
    return dict(evaluation.entitlements_ore)


def refusal(key: DistributionKey, amount_ore: int, circumstances: Circumstances) -> str:
    """What is said when the key cannot be used."""
    with pytest.raises(CannotShareError) as refused:
        key.evaluate(Fraction(amount_ore), circumstances)
    return refused.value.template.format_map(refused.value.values)


# ------------------------------------------------------- what makes two keys the same

ONE, HALF, THIRD = Fraction(1), Fraction(1, 2), Fraction(1, 3)


def days(of: Lot) -> list[tuple[int, int, str]]:
    return [(s.first, s.last, str(s.amount_ore)) for s in of.spans]
