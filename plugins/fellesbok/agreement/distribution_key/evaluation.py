"""What using a key means: the circumstances, the exact result, the reasons against.

This room knows statistics and the shape of a result; it does not know any key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import Protocol

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

    from fellesbok.agreement.distribution_key.bounds import Kept
    from fellesbok.agreement.distribution_key.lots import Lot

Entitlements = Mapping[str, Fraction]
YearRule = Literal["accounting_year", "year_before"]


class CannotShareError(Exception):
    """A key cannot be used in these circumstances; the message is a template."""

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep template and values apart, so that the message can be translated."""
        self.template = template
        self.values = values
        super().__init__(template)


class MissingFigureError(CannotShareError):
    """A statistic has no figure of a payer for the day that a key asks for."""


class CannotKeepBoundsError(CannotShareError):
    """No split of the year's cost keeps the yearly bounds of a key."""


@frozen
class Observation:
    """One value of a statistic, with its source.

    ``newest_of`` is its own day, where it stands for one that is not published yet.
    """

    value: Fraction
    source: str
    newest_of: date | None = None


@frozen
class Statistic:
    """A dated series of figures per municipality (*statistikk*), such as population.

    ``place`` is the file and the line where its figures begin.
    """

    name: str
    title: str
    unit: str
    source: str
    observations: Mapping[tuple[str, date], Observation]
    place: tuple[str, int] | None = None

    def on(self, payer: str, day: date) -> Observation:
        """The value of exactly that day: nothing is carried over or interpolated."""
        try:
            return self.observations[payer, day]
        except KeyError:
            raise MissingFigureError(
                "Statistikken «{statistic}» mangler tall for {payer} per {day}.",
                statistic=self.name,
                payer=payer,
                day=day,
            ) from None


@frozen
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


@frozen
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


@frozen
class ServiceYear:
    """What a key must know of the year of service (*tjenesteåret*), beside the lots.

    All parts are of the days of the year, from 0 to 1.

    Attributes:
        year: The year that the cost belongs to, which decides a statistic's date.
        statistics: All series by name.
        held: On how many days the key holds.
        held_so_far: How many of them are over.
        takes_part: On how many of them a payer takes part; others as long as it holds.
        so_far: How many of those are over.
        is_over: Whether the year is over, so that what is due so far is all, and every
            bound must hold.
    """

    year: int
    statistics: Mapping[str, Statistic]
    held: Fraction = Fraction(1)
    held_so_far: Fraction = Fraction(1)
    takes_part: Mapping[str, Fraction] = field(default_factory=dict)
    so_far: Mapping[str, Fraction] = field(default_factory=dict)
    is_over: bool = True

    def whole(self, payer: str) -> Fraction:
        """How much of a yearly amount is the payer's when the year is over."""
        return self.takes_part.get(payer, self.held)

    def due(self, payer: str) -> Fraction:
        """How much of a yearly amount is the payer's so far."""
        return self.so_far.get(payer, self.held_so_far)

    def with_parties(self, named: Iterable[str]) -> ServiceYear:
        """The same, where some pay as long as the key holds: a group names them."""
        parties = set(named)
        return replace(
            self,
            takes_part={p: d for p, d in self.takes_part.items() if p not in parties},
            so_far={p: d for p, d in self.so_far.items() if p not in parties},
        )

    def circumstances(self, lot: Lot) -> Circumstances:
        """What a linear key must know to share a lot."""
        return Circumstances(
            lot.members, self.year, self.statistics, self.held, bearer=lot.bearer
        )


@frozen
class Evaluation:
    """A key used on an amount: the entitlements, and the steps that led to them.

    Attributes:
        key: The key.
        amount_ore: What it was used on.
        entitlements_ore: What each payer bears of it, exactly.
        steps: Each part of the key with what it was used on; where there are ``lots``,
            a step for each of them.
        figures: What a leaf looked up or was told for each payer (a population, a
            percent); of a threshold what each bears below it, of a base the base.
        statistic_date: The day of the statistic that was looked up.
        lots: The lots that the steps are of.
        kept: Of bounds: the split within them, and what proves it.
        bounds: Of bounds: the least and the greatest amount of each payer that counted,
            for the part of the year that it takes part in.
    """

    key: DistributionKey
    amount_ore: Fraction
    entitlements_ore: Entitlements
    steps: tuple[Evaluation, ...] = ()
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    statistic_date: date | None = None
    lots: tuple[Lot, ...] = ()
    kept: Kept | None = None
    bounds: Mapping[str, tuple[Fraction | None, Fraction | None]] = field(
        default_factory=dict
    )


class DistributionKey(Protocol):
    """What every key can do."""

    @property
    def shares_cost(self) -> bool:
        """Whether the entitlements add up to the amount."""

    @property
    def is_linear(self) -> bool:
        """Whether the shares do not depend on the amount."""

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """Exact entitlement of each payer in øre; raises ``CannotShareError``."""


def values_on(name: str, day: date, now: Circumstances) -> dict[str, Fraction]:
    """The members' values of a statistic on a day."""
    series = now.statistics[name]
    return {payer: series.on(payer, day).value for payer in now.members}


def figures_of(
    figures: Mapping[str, Fraction], members: Collection[str]
) -> dict[str, Fraction]:
    """The members' figures in a key that names more payers than take part."""
    missing = sorted(set(members) - figures.keys())
    if missing:
        raise CannotShareError(
            "Nøkkelen har ikke noe tall for {payers}.", payers=", ".join(missing)
        )
    return {payer: figures[payer] for payer in members}


def require_same_payers(figures: Mapping[str, Fraction], now: Circumstances) -> None:
    """Refuse a key with fixed figures for other payers than those who take part."""
    if figures.keys() != set(now.members):
        raise CannotShareError(
            "Nøkkelen gjelder {named}, men deltakerne er {members}. Oppgi en annen"
            " nøkkel for dette utvalget.",
            named=", ".join(sorted(figures)),
            members=", ".join(now.members),
        )


def added(parts: Iterable[Entitlements]) -> dict[str, Fraction]:
    """Entitlements of several steps, added by payer."""
    total: dict[str, Fraction] = {}
    for part in parts:
        for payer, amount in part.items():
            known = total.get(payer)
            total[payer] = amount if known is None else known + amount
    return total
