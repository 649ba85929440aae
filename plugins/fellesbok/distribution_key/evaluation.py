"""What using a key means: the circumstances, the exact result, the reasons against.

This room knows statistics and the shape of a result; it does not know any key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import Literal
from typing import Protocol

Entitlements = Mapping[str, Fraction]
YearRule = Literal["accounting_year", "year_before"]


class CannotShareError(Exception):
    """A key cannot be used in these circumstances; the message is a template."""

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep template and values apart, so that the message can be translated."""
        self.template = template
        self.values = values
        super().__init__(template)


@dataclass(frozen=True)
class Observation:
    """One value of a statistic, with its source."""

    value: Fraction
    source: str


@dataclass(frozen=True)
class Statistic:
    """A dated series of figures per municipality (*statistikk*), such as population."""

    name: str
    title: str
    unit: str
    source: str
    observations: Mapping[tuple[str, date], Observation]

    def on(self, payer: str, day: date) -> Observation:
        """The value of exactly that day: nothing is carried over or interpolated."""
        try:
            return self.observations[payer, day]
        except KeyError:
            raise CannotShareError(
                "Statistikken «{statistic}» mangler tall for {payer} per {day}.",
                statistic=self.name,
                payer=payer,
                day=day,
            ) from None


@dataclass(frozen=True)
class StatisticDate:
    """Which date of a statistic holds: in the year, the year before, or a fixed day."""

    year: YearRule | None = "accounting_year"
    month: int = 1
    day: int = 1
    fixed: date | None = None

    def of(self, year: int) -> date:
        """The date of the statistic for costs of ``year``."""
        if self.fixed is not None:
            return self.fixed
        return date(year - (self.year == "year_before"), self.month, self.day)


@dataclass(frozen=True)
class Circumstances:
    """What a key must know beside the amount.

    Attributes:
        members: Slugs of the participating payers, sorted.
        year: The year the cost belongs to.
        statistics: All series by name.
        year_part: The part of the year's fixed amounts that is due so far (0 to 1).
        agreement_part: The part of the agreement period that had passed when the year
            began, and that has passed so far (each 0 to 1); ``None`` if it has no end.
        bearer: Who paid, and bears what is below a threshold.
    """

    members: tuple[str, ...]
    year: int
    statistics: Mapping[str, Statistic]
    year_part: Fraction = Fraction(1)
    agreement_part: tuple[Fraction, Fraction] | None = None
    bearer: str | None = None


@dataclass(frozen=True)
class Evaluation:
    """A key used on an amount: the entitlements, and the steps that led to them.

    ``steps`` pairs each part of the key with the figures it was used on; ``figures``
    holds what a leaf looked up or was told for each payer (a population, a percent).
    """

    key: DistributionKey
    amount_ore: Fraction
    entitlements_ore: Entitlements
    steps: tuple[Evaluation, ...] = ()
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    statistic_date: date | None = None


class DistributionKey(Protocol):
    """What every key can do."""

    @property
    def shares_cost(self) -> bool:
        """Whether the entitlements add up to the amount."""

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """Exact entitlement of each payer in øre; raises ``CannotShareError``."""


def values_on(name: str, day: date, now: Circumstances) -> dict[str, Fraction]:
    """The members' values of a statistic on a day."""
    series = now.statistics[name]
    return {payer: series.on(payer, day).value for payer in now.members}


def figures_of_members(
    figures: Mapping[str, Fraction], now: Circumstances
) -> dict[str, Fraction]:
    """The members' figures in a key that names more payers than take part."""
    missing = sorted(set(now.members) - figures.keys())
    if missing:
        raise CannotShareError(
            "Nøkkelen har ikke noe tall for {payers}.", payers=", ".join(missing)
        )
    return {payer: figures[payer] for payer in now.members}


def require_same_payers(figures: Mapping[str, Fraction], now: Circumstances) -> None:
    """Refuse a key with fixed figures for other payers than those who take part."""
    if figures.keys() != set(now.members):
        raise CannotShareError(
            "Nøkkelen gjelder {named}, men deltakerne er {members}. Oppgi en annen"
            " nøkkel for dette utvalget.",
            named=", ".join(sorted(figures)),
            members=", ".join(now.members),
        )
