"""Claims as programs and questions read them: open items, dues and payment plans.

The names of the fields are those of JSON and, where they are the same, of the tables of
the query language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.reminders import NOTHING
from fellesbok.frozen import frozen
from fellesbok.messages import kroner

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement.model import Agreement
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding


@frozen
class OpenClaim:
    """What is left of a claim, for programs; amounts in kroner."""

    claim: str
    kind: str
    cooperation: str
    municipality: str
    host: str
    period: str
    instalment: str | None
    date: dt.date
    due: dt.date
    kid: str
    amount: Decimal
    credited: Decimal
    paid: Decimal
    remaining: Decimal
    days_overdue: int
    objected: Decimal
    credit: Decimal
    to_remind: Decimal
    remind: bool
    on: dt.date
    objections: tuple[str, ...]


def open_claim(item: ClaimItem, seen: Outstanding) -> OpenClaim:
    """A claim as programs and questions read it."""
    claim, reminder = item.claim, seen.reminder(item)
    return OpenClaim(
        claim=claim.id,
        kind=claim.kind.value,
        cooperation=claim.cooperation.account,
        municipality=claim.payer.name,
        host=claim.host.name,
        period=claim.period,
        instalment=claim.instalment or None,
        date=claim.day,
        due=claim.due,
        kid=claim.kid,
        amount=claim.payable,
        credited=item.credited,
        paid=item.paid,
        remaining=item.remaining,
        days_overdue=item.days_overdue,
        objected=reminder.objected if reminder else NOTHING,
        credit=reminder.credit if reminder else NOTHING,
        to_remind=reminder.amount if reminder else NOTHING,
        remind=reminder is not None and reminder.amount > 0,
        on=seen.on,
        objections=tuple(each.id for each in item.objections if each.is_open),
    )


@frozen
class CreditOf:
    """Something that a payer has to its credit, for programs; in kroner."""

    claim: str | None
    account: str | None
    amount: Decimal


@frozen
class PayerDues:
    """What is between a payer and a host, for programs; in kroner."""

    municipality: str
    host: str
    overdue: Decimal
    credit: Decimal
    to_remind: Decimal
    credits: tuple[CreditOf, ...]


def payer_dues(dues: Dues) -> PayerDues:
    """What is between a payer and a host as programs read it."""
    return PayerDues(
        municipality=dues.payer.name,
        host=dues.host.name,
        overdue=dues.overdue,
        credit=dues.credit,
        to_remind=dues.amount,
        credits=tuple(
            CreditOf(c.item.claim.id if c.item else None, c.account, c.amount)
            for c in dues.credits
        ),
    )


@frozen
class PlannedInstalment:
    """What one payer pays on one due date, for programs; in kroner."""

    cooperation: str
    year: int
    instalment: int
    instalments: int
    due: dt.date
    municipality: str
    amount: Decimal
    claim: str | None
    settled: bool


def planned_instalments(
    plans: Iterable[Plan], agreement: Agreement
) -> Iterator[PlannedInstalment]:
    """Payment plans as programs and questions read them."""
    for plan in plans:
        for row in plan.instalments:
            yield PlannedInstalment(
                cooperation=row.cooperation.account,
                year=row.year,
                instalment=row.number,
                instalments=row.count,
                due=row.due,
                municipality=agreement.payer(row.payer).name,
                amount=kroner(row.amount_ore),
                claim=None if row.claim is None else row.claim.id,
                settled=row.is_settled,
            )
