"""The shares of a period as cooperation × payer, and what was to be shared (*matrise*).

Shares are read from the books; what they are compared with is what the settlement kept.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.frozen import frozen
from fellesbok.messages import kroner
from fellesbok.sharing.statement import by_cooperation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Share

NOTHING = Decimal("0.00")
Days = tuple["date", "date"]
"""The first day of a period, and the day after its last."""


@frozen
class Row:
    """One cooperation's shares in a period.

    Attributes:
        cooperation: Whose.
        years: The years in which something is shared, in order.
        amounts: Kroner by the payer's name, of the shares that the filters leave.
        shared: What was to be shared in kroner, or ``None`` where a reader who sees
            only its own shares cannot compare.
        hidden: How many shares of the period the filters hide.
        hidden_amount: What these come to.
    """

    cooperation: Cooperation
    years: tuple[int, ...]
    amounts: Mapping[str, Decimal]
    shared: Decimal | None
    hidden: int
    hidden_amount: Decimal

    @property
    def total(self) -> Decimal:
        """The sum of the shares."""
        return sum(self.amounts.values(), NOTHING)


@frozen
class Matrix:
    """Every row of a period, the payers that stand in any, and what filters hide."""

    payers: tuple[Payer, ...]
    rows: tuple[Row, ...]
    hidden: int
    hidden_amount: Decimal

    @property
    def total(self) -> Decimal:
        """The sum of everything that is shown."""
        return sum((row.total for row in self.rows), NOTHING)

    @property
    def shared(self) -> Decimal | None:
        """What was to be shared in all, ``None`` where a reader cannot compare."""
        parts = [row.shared for row in self.rows if row.shared is not None]
        return sum(parts, NOTHING) if parts else None

    def total_of(self, payer: str) -> Decimal | None:
        """The sum of a payer's shares by its name, ``None`` where it has none."""
        amounts = [r.amounts[payer] for r in self.rows if payer in r.amounts]
        return sum(amounts, NOTHING) if amounts else None


def matrix_of(
    shown: Sequence[Share],
    everything: Sequence[Share],
    agreement: Agreement,
    to_share: Mapping[str, int] | None,
) -> Matrix:
    """The shares of a period.

    Args:
        shown: Those that the filters leave.
        everything: All of the period.
        agreement: The cooperations and the payers, in order.
        to_share: By cooperation the øre that was to be shared, or ``None`` where the
            shares are not all there are, and add up to nothing.
    """
    every, ours = by_cooperation(everything), by_cooperation(shown)
    rows = []
    for cooperation in agreement.cooperations.values():
        all_rows = every.get(cooperation.account, [])
        row = _row(cooperation, all_rows, ours.get(cooperation.account, []), to_share)
        if row.amounts or (row.shared and not all_rows):
            rows.append(row)
    names = {share.municipality for share in shown}
    return Matrix(
        payers=tuple(p for p in agreement.payers if p.name in names),
        rows=tuple(rows),
        hidden=len(everything) - len(shown),
        hidden_amount=_sum(everything) - _sum(shown),
    )


def _row(
    cooperation: Cooperation,
    everything: list[Share],
    shown: list[Share],
    to_share: Mapping[str, int] | None,
) -> Row:
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for share in shown:
        amounts[share.municipality] += share.amount
    shared = None if to_share is None else kroner(to_share.get(cooperation.slug, 0))
    return Row(
        cooperation,
        tuple(sorted({share.day.year for share in shown})),
        dict(amounts),
        shared,
        len(everything) - len(shown),
        _sum(everything) - _sum(shown),
    )


def to_share(
    results: Iterable[YearResult], closed: Sequence[ClosedYear], days: Days
) -> Mapping[str, int]:
    """By cooperation, the øre that a period was to share among its payers.

    Args:
        results: The years that are settled.
        closed: The years that are closed, which are as they were fixed.
        days: The period.
    """
    found: dict[str, int] = defaultdict(int)
    fixed = {(year.cooperation.slug, year.year) for year in closed}
    for result in results:
        slug = result.cooperation.slug
        if (slug, result.year) not in fixed:
            found[slug] += _in_days(result, days)
    for year in closed:
        found[year.cooperation.slug] += _fixed(year, days)
    return found


def _fixed(year: ClosedYear, days: Days) -> int:
    """What a closed year was fixed as within the days, in øre."""
    first, after = days
    return sum(
        line.amount_ore
        for line in year.lines
        if vocabulary.CHARGE_TAG in line.tags and first <= line.day < after
    )


def _in_days(result: YearResult, days: Days) -> int:
    """What the periods add that end within the days, in øre."""
    first, after = days
    total, before = 0, 0
    for period in result.periods:
        so_far = _so_far(period)
        if first <= period.end < after:
            total += so_far - before
        before = so_far
    return total


def _so_far(period: PeriodResult) -> int:
    """What was shared from 1 January to the end of a period, in whole øre.

    It is the cost that the keys were used on; a key that sets amounts shares these,
    whatever the cost is.
    """
    amounts = (
        pot.placed_ore
        if pot.pot.key.shares_cost
        else sum(pot.entitlements_ore.values(), Fraction(0))
        for pot in period.pots
    )
    return floor(sum(amounts, Fraction(0)))


def _sum(shares: Iterable[Share]) -> Decimal:
    return sum((share.amount for share in shares), NOTHING)
