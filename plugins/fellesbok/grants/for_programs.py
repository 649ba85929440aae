"""Grants and in-kind work as programs read them (*tilskudd*): one row a year.

The fields are the keys of JSON, and the columns of questions and exports.  ``None`` is
what nothing in the books or the terms states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import deadlines
from fellesbok.frozen import frozen
from fellesbok.grants import in_kind as work
from fellesbok.grants.in_kind_tables import NOT_VALUED
from fellesbok.grants.in_kind_tables import party_name
from fellesbok.grants.records import next_due
from fellesbok.grants.standing import grant_years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.grants.standing import GrantYear
    from fellesbok.grants.warnings import GrantWarning
    from fellesbok.tables.values import Quantity


@frozen
class GrantClock:
    """A year of a grant, and where it stands at the end of ``day``, in its currency.

    ``carried_over``, ``committed_in_year``, ``available``, ``earned`` and ``received``
    are of the year; the rest is so far.
    """

    year: int
    cooperation: str
    grant: str
    title: str
    grantor: str
    currency: str
    day: dt.date
    carried_over: Decimal | None
    committed_in_year: Decimal | None
    available: Decimal | None
    earned: Decimal | None
    received: Decimal | None
    committed: Decimal | None
    available_so_far: Decimal | None
    earned_so_far: Decimal | None
    received_so_far: Decimal | None
    receivable: Decimal | None
    unused: Decimal | None
    remaining: Decimal | None
    cap: Decimal | None
    cap_by_rate: Decimal | None
    above_cap: Decimal | None
    above_cap_by_rate: Decimal | None
    next_deadline: dt.date | None


def grant_clock(entries: Entries, agreement: Agreement) -> Iterator[GrantClock]:
    """Every grant's years: what the year adds, and where it stands at its end."""
    return grant_clocks(grant_years(entries, agreement), agreement)


def grant_clocks(
    years: Iterable[GrantYear], agreement: Agreement
) -> Iterator[GrantClock]:
    """Years of grants as programs read them."""
    due = deadlines(agreement)
    for row in years:
        grant, stand = row.grant, row.stand
        coming = next_due((d for d in due if d.slug == grant.slug), stand.day)
        yield GrantClock(
            year=row.year,
            cooperation=agreement.cooperations[grant.cooperation].account,
            grant=grant.slug,
            title=grant.title,
            grantor=agreement.payer(grant.grantor).name,
            currency=grant.commodity,
            day=stand.day,
            carried_over=row.carried_over,
            committed_in_year=row.committed,
            available=row.available,
            earned=row.earned,
            received=row.received,
            committed=stand.committed,
            available_so_far=stand.available,
            earned_so_far=stand.earned,
            received_so_far=stand.received,
            receivable=stand.receivable,
            unused=stand.unused,
            remaining=stand.left,
            cap=stand.cap,
            cap_by_rate=stand.cap_by_rate,
            above_cap=stand.not_payable,
            above_cap_by_rate=stand.not_payable_by_rate,
            next_deadline=None if coming is None else coming.day,
        )


@frozen
class ToldWarning:
    """What goes wrong with a grant, with file and line; the amount in kroner."""

    rule: str
    grant: str
    text: str
    amount: Decimal | None
    day: dt.date | None
    file: str
    line: int


def told_warning(warning: GrantWarning) -> ToldWarning:
    """A warning as programs read it."""
    of = (warning.rule, warning.grant.slug, warning.text, warning.amount, warning.day)
    return ToldWarning(*of, *warning.place)


@frozen
class InKindWork:
    """Work of one kind, put in without money: a quantity, and kroner where valued.

    The value is exact, by the price of each day, and may have parts of an øre.
    """

    year: int
    cooperation: str
    party: str
    unit: str
    planned: Quantity | None
    quantity: Quantity | None
    value: Quantity | None
    remark: str | None


def in_kind(entries: Entries, agreement: Agreement) -> Iterator[InKindWork]:
    """Work put in without money: quantity and unit, and a value where there is one."""
    for row in work.in_kind(entries, agreement):
        is_valued = row.value is not None or row.quantity is None
        yield InKindWork(
            year=row.year,
            cooperation=row.cooperation,
            party=party_name(row, agreement),
            unit=row.unit,
            planned=row.planned,
            quantity=row.quantity,
            value=row.value,
            remark=None if is_valued else str(NOT_VALUED),
        )
