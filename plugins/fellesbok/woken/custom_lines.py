"""Rooms that ``custom`` lines wake: what is accrued, closed, objected to or signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.closing.open_years import open_years
from fellesbok.entries import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.accruals.incurred import Accrual
    from fellesbok.agreement.model import Agreement
    from fellesbok.closing.open_years import Settled
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.errors import LedgerError
    from fellesbok.funds.orders import FundOrder
    from fellesbok.sharing.findings import Finding
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.service_accounts import Carried
    from fellesbok.sharing.settlement import YearResult

    Year = tuple[str, int]
    """A cooperation, by its slug or account, and a year."""


def has_line(rest: Iterable[Directive], *kinds: str) -> bool:
    """Whether there is a ``custom`` line of any of these kinds."""
    return any(isinstance(e, data.Custom) and e.type in kinds for e in rest)


def accruals(
    rest: Sequence[Directive], agreement: Agreement
) -> tuple[list[Accrual], list[LedgerError]]:
    """What is incurred and not billed: lines of its own kind."""
    if not has_line(rest, vocabulary.ACCRUED):
        return [], []
    from fellesbok.accruals import incurred

    return incurred.accruals(rest, agreement)


def booked(
    entries: list[Directive],
    rest: Sequence[Directive],
    accrued: Sequence[Accrual],
    agreement: Agreement,
) -> tuple[list[Directive], Sequence[LedgerError], Collection[Year]]:
    """The books with what is accrued, errors, and the years that these belong to."""
    if not accrued:
        return entries, (), ()
    from fellesbok.accruals import booked_and_reversed

    found = booked_and_reversed.booked(entries, rest, accrued, agreement)
    return found.entries, found.errors, found.faulty


def fund_orders(
    rest: Sequence[Directive], agreement: Agreement
) -> tuple[list[FundOrder], list[LedgerError]]:
    """Decisions about funds: lines of their own kind."""
    if not has_line(rest, vocabulary.FUND):
        return [], []
    from fellesbok.funds import orders

    return orders.fund_orders(rest, agreement)


def years_used_in(orders: Sequence[FundOrder]) -> set[Year]:
    """The years that funds cover costs of."""
    if not orders:
        return set()
    from fellesbok.funds import uses

    return uses.years_used_in(orders)


def count_uses(orders: Sequence[FundOrder], vouchers: Vouchers) -> None:
    """Add what is used of funds to the years that it covers costs of."""
    if orders:
        from fellesbok.funds import uses

        uses.count_uses(orders, vouchers)


def useless_uses(
    orders: Sequence[FundOrder],
    vouchers: YearOfVouchers,
    agreement: Agreement,
    before: Carried,
    result: YearResult,
) -> Iterable[LedgerError]:
    """What is used of a fund in a year without a cost that it covers."""
    if not orders:
        return ()
    from fellesbok.funds import uses

    return uses.useless_uses(orders, vouchers, agreement, before, result)


def without_told(
    orders: Sequence[FundOrder], errors: Sequence[LedgerError]
) -> list[FundOrder]:
    """The decisions that no error is about."""
    if not orders:
        return []
    from fellesbok.funds import uses

    return uses.without_told(orders, errors)


def fund_moves(
    entries: Sequence[Directive],
    agreement: Agreement,
    orders: Sequence[FundOrder],
    made: Sequence[Transaction],
) -> tuple[Sequence[Transaction], Sequence[LedgerError], Collection[Year]]:
    """What becomes of the decisions, errors, and the years that these belong to."""
    if not orders:
        return (), (), ()
    from fellesbok.funds import moves

    of = moves.fund_moves(entries, agreement, orders, made, first_number=len(made))
    return of.transactions, of.errors, of.refused


def closings(
    rest: Sequence[Directive], agreement: Agreement, with_vouchers: Collection[Year]
) -> tuple[list[ClosedYear], list[LedgerError]]:
    """Closed years: lines of their own kinds."""
    if not has_line(rest, vocabulary.CLOSED, vocabulary.FIXED_BY_CLOSING):
        return [], []
    from fellesbok.entries import closed_years

    return closed_years.closings(rest, agreement, with_vouchers)


def without_late(
    orders: list[FundOrder], closed: Sequence[ClosedYear]
) -> tuple[list[FundOrder], list[LedgerError]]:
    """The decisions about funds that hold, whatever years are closed."""
    if not closed:
        return orders, []
    from fellesbok.closing import closed_orders

    return closed_orders.without_late(orders, closed)


def in_open_years(
    orders: list[FundOrder], closed: Sequence[ClosedYear]
) -> list[FundOrder]:
    """The decisions about funds in years that are not closed."""
    if not closed:
        return orders
    from fellesbok.closing import closed_orders

    return closed_orders.in_open_years(orders, closed)


def settled(
    entries: Sequence[Directive],
    agreement: Agreement,
    vouchers: Vouchers,
    results: Sequence[YearResult],
    closed: Sequence[ClosedYear],
) -> Settled:
    """The years as the books are to show them, corrected where one is closed."""
    if not closed:
        return open_years(agreement, results)
    from fellesbok.closing import corrections

    return corrections.settled(entries, agreement, vouchers, results, closed)


def objection_faults(  # noqa: PLR0913, PLR0917 -- the books in three parts
    entries: Sequence[Directive],
    made: Sequence[Transaction],
    rest: Sequence[Directive],
    agreement: Agreement,
    claims_of: Callable[[], Sequence[Claim]],
    without: Collection[Year] = (),
) -> list[LedgerError]:
    """Objections that cannot be: lines of their own kind."""
    if not has_line(rest, vocabulary.OBJECTION):
        return []
    from fellesbok.objections import checks

    return checks.objection_faults(entries, made, rest, agreement, claims_of, without)


def signing_faults(
    entries: Sequence[Directive],
    rest: Sequence[Directive],
    agreement: Agreement,
    results: Sequence[YearResult],
) -> tuple[list[LedgerError], list[Finding]]:
    """What is wrong with what is attested or signed: lines of their own kinds."""
    if not has_line(rest, vocabulary.ATTESTATION, vocabulary.COUNTERSIGNED):
        return [], []
    from fellesbok.approvals import checks

    return checks.signing_faults(entries, rest, agreement, results)


def share_budgets(
    rest: Sequence[Directive], agreement: Agreement
) -> tuple[list[YearResult], list[LedgerError]]:
    """Budgets as they are shared: lines of their own kind."""
    if not has_line(rest, vocabulary.BUDGET):
        return [], []
    from fellesbok.budgets import shares

    return shares.share_budgets(rest, agreement)
