"""Rooms that ``custom`` lines wake: what is accrued, closed, objected to or signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.closing.open_years import open_years
from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import customs
from fellesbok.woken.sleeping import Asked
from fellesbok.woken.sleeping import SleepingRoom

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.accruals import booked_and_reversed
    from fellesbok.accruals import incurred
    from fellesbok.accruals.incurred import Accrual
    from fellesbok.agreement import Agreement
    from fellesbok.approvals import checks as signed
    from fellesbok.budgets import shares
    from fellesbok.closing import closed_orders
    from fellesbok.closing import corrections
    from fellesbok.entries import closed_years
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.errors import LedgerError
    from fellesbok.funds import moves
    from fellesbok.funds import orders as decided
    from fellesbok.funds import uses
    from fellesbok.funds.orders import FundOrder
    from fellesbok.objections import checks as objected

    Year = tuple[str, int]
    """A cooperation, by its slug or account, and a year."""
else:
    booked_and_reversed = SleepingRoom("accruals.booked_and_reversed")
    incurred = SleepingRoom("accruals.incurred")
    signed = SleepingRoom("approvals.checks")
    shares = SleepingRoom("budgets.shares")
    closed_orders = SleepingRoom("closing.closed_orders")
    corrections = SleepingRoom("closing.corrections")
    closed_years = SleepingRoom("entries.closed_years")
    moves = SleepingRoom("funds.moves")
    decided = SleepingRoom("funds.orders")
    uses = SleepingRoom("funds.uses")
    objected = SleepingRoom("objections.checks")


def has_line(rest: Iterable[Entry], *kinds: str) -> bool:
    """Whether there is a ``custom`` line of any of these kinds."""
    return next(customs(rest, *kinds), None) is not None


# What is incurred and not billed: lines of its own kind.
accruals = Asked(lambda: incurred.accruals).where(
    lambda entries, *_: has_line(entries, vocabulary.ACCRUED), lambda *_: ([], [])
)


def booked(
    entries: list[Entry],
    rest: Entries,
    accrued: Sequence[Accrual],
    agreement: Agreement,
) -> tuple[list[Entry], Sequence[LedgerError], Collection[Year]]:
    """The books with what is accrued, errors, and the years that these belong to."""
    if not accrued:
        return entries, (), ()
    found = booked_and_reversed.booked(entries, rest, accrued, agreement)
    return found.entries, found.errors, found.faulty


# Decisions about funds: lines of their own kind; the rest where there is one.
fund_orders = Asked(lambda: decided.fund_orders).where(
    lambda entries, *_: has_line(entries, vocabulary.FUND), lambda *_: ([], [])
)
used_by_year = Asked(lambda: uses.used_by_year).where(
    lambda orders: orders, lambda *_: {}
)
count_uses = Asked(lambda: uses.count_uses).where(
    lambda orders, *_: orders, lambda *_: None
)
useless_uses = Asked(lambda: uses.useless_uses).where(
    lambda orders, *_: orders, lambda *_: iter(())
)
without_told = Asked(lambda: uses.without_told).where(
    lambda orders, *_: orders, lambda *_: []
)


def fund_moves(
    entries: Entries,
    agreement: Agreement,
    orders: Sequence[FundOrder],
    made: Sequence[Transaction],
) -> tuple[Sequence[Transaction], Sequence[LedgerError], Collection[Year]]:
    """What becomes of the decisions, errors, and the years that these belong to."""
    if not orders:
        return (), (), ()
    of = moves.fund_moves(entries, agreement, orders, made, first_number=len(made))
    return of.transactions, of.errors, of.refused


# Closed years: lines of their own kinds; the rest where there is one.
closings = Asked(lambda: closed_years.closings).where(
    lambda rest, *_: has_line(rest, vocabulary.CLOSED, vocabulary.FIXED_BY_CLOSING),
    lambda *_: ([], []),
)
without_late = Asked(lambda: closed_orders.without_late).where(
    lambda orders, closed: closed, lambda orders, *_: (list(orders), [])
)
in_open_years = Asked(lambda: closed_orders.in_open_years).where(
    lambda orders, closed: closed, lambda orders, *_: list(orders)
)
settled = Asked(lambda: corrections.settled).where(
    lambda entries, agreement, vouchers, results, closed: closed,
    lambda entries, agreement, vouchers, results, *_: open_years(agreement, results),
)

# Objections that cannot be, and what is attested or signed: lines of their own kinds.
objection_faults = Asked(lambda: objected.objection_faults).where(
    lambda entries, made, rest, *_: has_line(rest, vocabulary.OBJECTION),
    lambda *_: ([], []),
)
signing_faults = Asked(lambda: signed.signing_faults).where(
    lambda entries, rest, *_: has_line(
        rest, vocabulary.ATTESTATION, vocabulary.COUNTERSIGNED
    ),
    lambda *_: ([], []),
)

# Budgets as they are shared: lines of their own kind.
share_budgets = Asked(lambda: shares.share_budgets).where(
    lambda entries, *_: has_line(entries, vocabulary.BUDGET), lambda *_: ([], [], {})
)
