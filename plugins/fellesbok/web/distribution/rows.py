"""The shares of a period, laid out as cooperation × payer, and what was to be shared.

Reads the generated entries; what they are compared with is what the settlement kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from fellesbok.claims.open_items import open_items
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing import statement
from fellesbok.web.frame.asked import CannotShowError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Share
    from fellesbok.web.frame.asked import Asked

NOTHING = Decimal(0)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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

    def total_of(self, payer: str) -> Decimal | None:
        """The sum of a payer's shares by its name, ``None`` where it has none."""
        amounts = [r.amounts[payer] for r in self.rows if payer in r.amounts]
        return sum(amounts, NOTHING) if amounts else None


def matrix_of(asked: Asked) -> Matrix:
    """The shares of the period that is asked for.

    Raises:
        CannotShowError: There are none.
    """
    everything = statement.shares(asked.in_period)
    shown = statement.shares(asked.entries)
    if not shown:
        raise CannotShowError(_why_nothing(asked, everything))
    every, ours = _by_cooperation(everything), _by_cooperation(shown)
    to_share = _to_share(asked)
    rows = []
    for cooperation in asked.shared.agreement.cooperations.values():
        all_rows = every.get(cooperation.account, [])
        row = _row(cooperation, all_rows, ours.get(cooperation.account, []), to_share)
        if row.amounts or (row.shared and not all_rows):
            rows.append(row)
    names = {share.municipality for share in shown}
    matrix = Matrix(
        payers=tuple(p for p in asked.shared.agreement.payers if p.name in names),
        rows=tuple(rows),
        hidden=len(everything) - len(shown),
        hidden_amount=_sum(everything) - _sum(shown),
    )
    _assert_adds_up(matrix, asked)
    return matrix


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


def _why_nothing(asked: Asked, everything: list[Share]) -> Text:
    """The period is empty, or the filters hide all that is in it."""
    if everything:
        return Text(
            "Filteret skjuler alle andelene i {period} ({count}).",
            period=asked.period,
            count=len(everything),
        )
    return Text(
        "Ingenting er fordelt i {period}. År med tall: {years}.",
        period=asked.period,
        years=", ".join(map(str, asked.years)) or Text("ingen"),
    )


def _to_share(asked: Asked) -> dict[str, int] | None:
    """By cooperation, the øre that the period was to share among its payers.

    A municipality that is signed in as itself sees its own shares, which add up to
    nothing; the books as a whole are checked by those who see them.
    """
    if asked.reader is not None:
        return None
    found: dict[str, int] = defaultdict(int)
    closed = {(year.cooperation.slug, year.year) for year in asked.shared.closed}
    for result in asked.shared.results:
        slug = result.cooperation.slug
        if (slug, result.year) not in closed:
            found[slug] += _in_days(result, asked)
    for year in asked.shared.closed:
        found[year.cooperation.slug] += _fixed(year, asked)
    return found


def _fixed(year: ClosedYear, asked: Asked) -> int:
    """What a closed year was fixed as within the days that are shown, in øre."""
    first, after = asked.days
    return sum(
        line.amount_ore
        for line in year.lines
        if vocabulary.CHARGE_TAG in line.tags and first <= line.day < after
    )


def _in_days(result: YearResult, asked: Asked) -> int:
    """What the periods add that end within the days that are shown, in øre."""
    first, after = asked.days
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
        pot.shared_ore - pot.unplaced_ore
        if pot.pot.key.shares_cost
        else sum(pot.entitlements_ore.values(), Fraction(0))
        for pot in period.pots
    )
    return floor(sum(amounts, Fraction(0)))


def _by_cooperation(shares: Iterable[Share]) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        found[share.cooperation].append(share)
    return found


def _sum(shares: Iterable[Share]) -> Decimal:
    return sum((share.amount for share in shares), NOTHING)


def _assert_adds_up(matrix: Matrix, asked: Asked) -> None:
    """Sums both ways are what stands on the accounts of the receivables.

    Of others a member sees the shares, where these are common, and no receivables.
    """
    items = open_items(asked.entries, asked.shared.agreement)
    charged = sum((item.charged or NOTHING for item in items), NOTHING)
    across = sum((matrix.total_of(p.name) or NOTHING for p in matrix.payers), NOTHING)
    must_equal("Summene av samarbeidene og av betalerne", matrix.total, across)
    own = [p for p in matrix.payers if asked.reader in {None, p.slug}]
    borne = sum((matrix.total_of(p.name) or NOTHING for p in own), NOTHING)
    must_equal("Andelene og det som er belastet", borne, charged)
