"""Budget beside accounts: two figures that may be blank or hidden, and their variance.

A variance (*avvik*) is good for the municipalities if positive: less cost or more
income than budgeted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import percent_of
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal


@frozen
class Amount:
    """A figure in kroner as the filters leave it; a blank (``None``) is not a zero."""

    shown: Decimal | None = None
    is_hidden: bool = False


@frozen
class Pair:
    """Budget and accounts side by side.

    Attributes:
        budget: Of the whole year.
        accounts: Of the period.
        variance: Good for the municipalities if positive; ``None`` where there are not
            both, or one is only a part.
        compared: The budget that the variance is to be seen against.
    """

    budget: Amount
    accounts: Amount
    variance: Decimal | None = None
    compared: Decimal | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the filters hide something of it."""
        return self.budget.is_hidden or self.accounts.is_hidden

    @property
    def percent(self) -> Decimal | None:
        """The variance in per cent of its budget, rounded to two decimals."""
        return variance_percent(self.variance, self.compared)


def pair_of(
    budget: Amount, accounts: Amount, *, less_is_good: bool, whole_year: bool
) -> Pair:
    """Two figures, and how far apart they are where that can be said."""
    alone = Pair(budget, accounts)
    if alone.is_hidden or not whole_year:
        return alone
    off = variance_of(budget.shown, accounts.shown, less_is_good=less_is_good)
    return alone if off is None else Pair(budget, accounts, off, budget.shown)


def summed(pairs: Iterable[Pair]) -> Pair:
    """Pairs added up; with a variance where it is that of the sums as they stand.

    Where a row has a budget or accounts alone, the sum of the others' variances would
    stand beside two figures that it is not the difference of.
    """
    rows = list(pairs)
    budget = _summed([pair.budget for pair in rows])
    accounts = _summed([pair.accounts for pair in rows])
    variance = added(pair.variance for pair in rows)
    if not is_difference(variance, budget.shown, accounts.shown):
        return Pair(budget, accounts)
    return Pair(budget, accounts, variance, budget.shown)


@frozen
class InAll:
    """Pairs of several cooperations together, and how many have each figure.

    The variance is the sum of those that have one, and not the difference of the two
    sums where some have a budget or accounts alone; so the numbers are told with it.
    ``other_days`` is how many budgets the sum leaves out.
    """

    pair: Pair
    budgets: int
    accounts: int
    variances: int
    other_days: int
    of: int

    @property
    def is_of_all(self) -> bool:
        """Whether the variance is of every one, and so the difference of the sums."""
        return self.variances == self.of


def in_all(pairs: Iterable[tuple[Pair, bool]]) -> InAll:
    """Cooperations together: each column added up, and the variances of who has both.

    Args:
        pairs: The figures of each, and whether its budget is for the days of the year
            alone; one of other days is in none of the sums, and nor is its variance.
    """
    found = list(pairs)
    rows = [
        pair if is_of_year else Pair(Amount(), pair.accounts)
        for pair, is_of_year in found
    ]
    known = [pair for pair in rows if pair.variance is not None]
    return InAll(
        Pair(
            _summed([pair.budget for pair in rows]),
            _summed([pair.accounts for pair in rows]),
            added(pair.variance for pair in known),
            added(pair.compared for pair in known),
        ),
        budgets=sum(pair.budget.shown is not None for pair in rows),
        accounts=sum(pair.accounts.shown is not None for pair in rows),
        variances=len(known),
        other_days=sum(
            pair.budget.shown is not None
            for pair, is_of_year in found
            if not is_of_year
        ),
        of=len(rows),
    )


def variance_of(
    budget: Decimal | None, accounts: Decimal | None, *, less_is_good: bool
) -> Decimal | None:
    """What is left of a budget, or is more than it; nothing where there is not both."""
    if budget is None or accounts is None:
        return None
    return budget - accounts if less_is_good else accounts - budget


def variance_percent(
    variance: Decimal | None, budget: Decimal | None
) -> Decimal | None:
    """A variance in per cent of its budget, where there is one."""
    return (
        percent_of(variance, abs(budget)) if variance is not None and budget else None
    )


def is_difference(
    variance: Decimal | None, budget: Decimal | None, accounts: Decimal | None
) -> bool:
    """Whether a variance is, on either side of nought, that of the two figures."""
    if variance is None or budget is None or accounts is None:
        return False
    return abs(variance) == abs(budget - accounts)


def _summed(amounts: Sequence[Amount]) -> Amount:
    hidden = any(amount.is_hidden for amount in amounts)
    return Amount(added(amount.shown for amount in amounts), hidden)
