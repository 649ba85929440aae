"""A year's pots, each less its income and put through its key (*fordelt potte*).

What is left of a cost when outside income has come off, the circumstances a key is used
in, and the exact result.  Nothing is rounded here.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import Basis
from fellesbok.contradictions import must_equal
from fellesbok.distribution_key import BasePlusRest
from fellesbok.distribution_key import CannotShareError
from fellesbok.distribution_key import Circumstances
from fellesbok.distribution_key import sets_amounts
from fellesbok.distribution_key import uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Version
    from fellesbok.distribution_key import Evaluation
    from fellesbok.pots import Pot
    from fellesbok.pots import YearOfVouchers


@dataclass(frozen=True)
class PotResult:
    """A pot from 1 January to the end of a period, all in øre.

    Attributes:
        pot: What it is.
        cost_ore: The cost, exactly.
        income_ore: Outside income that came off the cost.
        shared_ore: What is left for the key: cost less income.
        evaluation: The key used on it.
    """

    pot: Pot
    cost_ore: Fraction
    income_ore: Fraction
    shared_ore: Fraction
    evaluation: Evaluation


class CannotSettleError(Exception):
    """A cooperation's year cannot be settled under one of its versions."""

    def __init__(self, version: Version, reason: CannotShareError) -> None:
        """Keep where and why."""
        self.version = version
        self.reason = reason
        super().__init__(str(reason))


class under:  # noqa: N801 -- used as a statement: with _under(version)
    """Says under which version a key could not be used."""

    def __init__(self, version: Version) -> None:
        self._version = version

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: object, error: BaseException | None, trace: object
    ) -> None:
        """Turn a key's refusal into the year's."""
        if isinstance(error, CannotShareError):
            raise CannotSettleError(self._version, error) from error


def pots_until(
    vouchers: YearOfVouchers, agreement: Agreement, period: int
) -> tuple[PotResult, ...]:
    """Every pot from 1 January to the end of a period, its key used on what is left."""
    costs: dict[Pot, Fraction] = {}
    tied: dict[Pot, Fraction] = {}
    free = Fraction(0)
    for pot, row in vouchers.pots.items():
        so_far = row[: period + 1]
        costs[pot] = sum((s.cost_ore() for s in so_far), Fraction(0))
        income = sum((s.income_ore() for s in so_far), Fraction(0))
        tied[pot] = Fraction(0)
        if vouchers.cooperation.versions[pot.version].basis is Basis.NET:
            tied[pot] = income if pot.tied else Fraction(0)
            free += 0 if pot.tied else income
    left = less_income(costs, tied, free)
    results = []
    for pot, cost in costs.items():
        version = vouchers.cooperation.versions[pot.version]
        come_to = vouchers.come_to if _waits(pot, cost) else date.max
        now = _circumstances(vouchers, agreement, pot, version, period, come_to)
        with under(version):
            evaluation = pot.key.evaluate(left[pot], now)
        if pot.key.shares_cost:
            shared = sum(evaluation.entitlements_ore.values(), Fraction(0))
            what = "Det en nøkkel deler ut, og det som er igjen å fordele,"
            must_equal(what, shared / 100, left[pot] / 100)
        results.append(PotResult(pot, cost, cost - left[pot], left[pot], evaluation))
    return tuple(results)


def less_income(
    costs: Mapping[Pot, Fraction], tied: Mapping[Pot, Fraction], free: Fraction
) -> dict[Pot, Fraction]:
    """What is left of each cost when outside income has come off, never below zero.

    Tied income comes off its own pot; free income covers the same part of everything
    that is then left.  Income beyond the cost takes nothing from anybody: it is a
    surplus.  A grant that is paid back is a cost like any other.  A pot with a refund
    (a negative cost) is left as it is.
    """
    left = {
        pot: max(Fraction(0), cost - tied[pot]) if cost > 0 else cost
        for pot, cost in costs.items()
    }
    pool = sum((rest for rest in left.values() if rest > 0), Fraction(0))
    covered = min(free, pool)
    if not covered or not pool:
        return left
    return {p: r * (1 - covered / pool) if r > 0 else r for p, r in left.items()}


def _waits(pot: Pot, cost: Fraction) -> bool:
    """Whether a sum is charged only for periods that the books have come to the end of.

    A fixed sum is, and a base amount that no cost comes with.
    """
    return sets_amounts(pot.key) and not (cost and uses(pot.key, BasePlusRest))


def waiting(vouchers: YearOfVouchers, agreement: Agreement) -> Fraction:
    """What is agreed for the year in øre and not charged yet; the books wait for it."""
    last = len(vouchers.period_ends) - 1
    is_over = vouchers.come_to >= vouchers.period_ends[last]
    if is_over or not any(sets_amounts(pot.key) for pot in vouchers.pots):
        return Fraction(0)
    sums = [
        sum(
            (
                sum(result.evaluation.entitlements_ore.values(), Fraction(0))
                for result in pots_until(year, agreement, last)
                if sets_amounts(result.pot.key)
            ),
            Fraction(0),
        )
        for year in (replace(vouchers, come_to=date.max), vouchers)
    ]
    return sums[0] - sums[1]


def _circumstances(  # noqa: PLR0913, PLR0917 -- the year, the pot and how far they are
    vouchers: YearOfVouchers,
    agreement: Agreement,
    pot: Pot,
    version: Version,
    period: int,
    come_to: date,
) -> Circumstances:
    """What the pot's key must know at the end of a period."""
    ends = _settlements(vouchers, version)
    # What the terms give is earned when they end, also before the period does.
    done = sum(
        end <= vouchers.period_ends[period] and min(end, version.last_day) <= come_to
        for end in ends
    )
    passed = Fraction(done, len(ends)) if ends else Fraction(0)
    before = version.part_passed(date(vouchers.year - 1, 12, 31))
    after = version.part_passed(date(vouchers.year, 12, 31))
    agreement_part = None
    if before is not None and after is not None:
        agreement_part = before, before + (after - before) * passed
    return Circumstances(
        members=pot.participants,
        year=pot.year,
        statistics=agreement.statistics,
        year_part=version.part_of_year(vouchers.year) * passed,
        agreement_part=agreement_part,
        bearer=pot.bearer,
    )


def _settlements(vouchers: YearOfVouchers, version: Version) -> list[date]:
    """The period ends of the year by which something of the version has passed."""
    found = []
    start = date(vouchers.year, 1, 1)
    for end in vouchers.period_ends:
        if version.first_day <= end and version.last_day >= start:
            found.append(end)
        start = end + timedelta(days=1)
    return found
