"""Claims as programs read them (*krav*): written, open, planned, and what became of it.

The fields are the keys of JSON, and the columns of questions and exports.  Everything
is read from the entries that are given, which may be a part of the books; only a
payment plan comes from what the plugin kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.heard_objections import objected_claims
from fellesbok.claims.items import open_claims
from fellesbok.claims.items import paid_for_none
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.reminders import NOTHING
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.claims.tied import first_unknown
from fellesbok.claims.written import claims as claims_of
from fellesbok.entries.days import last_day
from fellesbok.frozen import frozen
from fellesbok.messages import kroner
from fellesbok.objections.concerned import unsettled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.items import Payment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection
    from fellesbok.shared import Shared


@frozen
class WrittenClaim:
    """A claim or a credit note as it was written; amounts in kroner."""

    year: int
    claim: str
    kind: str
    cooperation: str
    municipality: str
    host: str
    period: str
    instalment: str | None
    date: dt.date
    due: dt.date
    amount: Decimal
    set_off: Decimal
    received: Decimal
    tax: Decimal
    kid: str | None
    credits: str | None
    reason: str | None
    objections: tuple[str, ...]


def claims(
    entries: Entries, agreement: Agreement, whole: Entries
) -> Iterator[WrittenClaim]:
    """Every claim and credit note, as it was written, and what is objected to in it.

    Args:
        entries: What is asked.
        agreement: The agreements.
        whole: All entries that the reader may read.
    """
    every = claims_of(whole, agreement)
    objected = objected_claims(whole, agreement, date.max, every)
    for claim in claims_of(entries, agreement):
        yield WrittenClaim(
            **_of(claim),
            amount=claim.amount,
            set_off=claim.laid_out,
            received=claim.received,
            tax=claim.tax,
            credits=claim.credits or None,
            reason=claim.reason or None,
            objections=unsettled(objected(claim)),
        )


def _of(claim: Claim) -> dict[str, Any]:
    """What is told of a claim wherever it is told."""
    return {
        "year": claim.year,
        "claim": claim.id,
        "kind": claim.kind.value,
        "cooperation": claim.cooperation.account,
        "municipality": claim.payer.name,
        "host": claim.host.name,
        "period": claim.period,
        "instalment": claim.instalment or None,
        "date": claim.day,
        "due": claim.due,
        "kid": claim.kid or None,
    }


@frozen
class OpenClaim:
    """What is left of a claim, for programs; amounts in kroner.

    ``overdue`` is what is not objected to of it: ``credit`` and ``to_remind``.
    """

    year: int
    claim: str
    kind: str
    cooperation: str
    municipality: str
    host: str
    period: str
    instalment: str | None
    date: dt.date
    due: dt.date
    kid: str | None
    amount: Decimal
    credited: Decimal
    paid: Decimal
    remaining: Decimal
    days_overdue: int
    overdue: Decimal
    objected: Decimal
    credit: Decimal
    to_remind: Decimal
    remind: bool
    on: dt.date
    objections: tuple[str, ...]


def open_claim(item: ClaimItem, seen: Outstanding) -> OpenClaim:
    """A claim as programs and questions read it."""
    claim, reminder = item.claim, seen.reminder(item)
    credit = reminder.credit if reminder else NOTHING
    to_remind = reminder.amount if reminder else NOTHING
    return OpenClaim(
        **_of(claim),
        amount=claim.payable,
        credited=item.credited,
        paid=item.paid,
        remaining=item.remaining,
        days_overdue=item.days_overdue,
        overdue=credit + to_remind,
        objected=reminder.objected if reminder else NOTHING,
        credit=credit,
        to_remind=to_remind,
        remind=to_remind > 0,
        on=seen.on,
        objections=unsettled(item.objections),
    )


def outstanding_claims(entries: Entries, shared: Shared) -> Iterator[OpenClaim]:
    """What is left of each claim on the last day that something is written.

    The query language takes a table whose name begins with ``open`` for something else.
    """
    unknown = first_unknown(entries, shared)
    on = last_day(entries)
    seen = outstanding(entries, shared.agreement, on, unknown=unknown)
    return (open_claim(item, seen) for item in seen.open)


@frozen
class PaidAmount:
    """What a voucher pays of a claim, or of none that is known, in kroner.

    It is negative where the payer gets it.
    """

    year: int
    date: dt.date
    voucher: str | None
    claim: str | None
    cooperation: str
    municipality: str
    amount: Decimal
    text: str | None


def payments(entries: Entries, agreement: Agreement) -> list[PaidAmount]:
    """What is paid of each claim, and what is paid and belongs to none, by day."""
    seen = open_claims(entries, agreement, last_day(entries))
    paid: list[tuple[str | None, str, str, Payment]] = [
        (item.claim.id, item.claim.cooperation.account, item.claim.payer.name, payment)
        for item in seen.items
        for payment in item.payments
    ]
    for _, payer, cooperation, payment in paid_for_none(seen, agreement):
        name = agreement.name_by_account.get(payer, payer)
        paid.append((None, cooperation, name, payment))
    found = [
        PaidAmount(
            year=voucher.day.year,
            date=voucher.day,
            voucher=voucher.number or None,
            claim=claim,
            cooperation=cooperation,
            municipality=payer,
            amount=payment.amount,
            text=voucher.text or None,
        )
        for claim, cooperation, payer, payment in paid
        for voucher in [payment.voucher]
    ]
    return sorted(found, key=lambda each: (each.date, each.voucher or ""))


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
    objections: tuple[str, ...]


def planned_instalments(
    plans: Iterable[Plan],
    agreement: Agreement,
    objected: Callable[[Claim], Iterable[Objection]],
) -> Iterator[PlannedInstalment]:
    """Payment plans as programs and questions read them.

    Args:
        plans: The payment plans.
        agreement: The agreements.
        objected: The objections to a claim; told are those that are not settled.
    """
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
                objections=unsettled(objected(row.claim)) if row.claim else (),
            )


def payment_plan(
    entries: Entries, shared: Shared, whole: Entries
) -> Iterator[PlannedInstalment]:
    """Payments on account of every year that has a budget, accounts or claims.

    Args:
        entries: What is asked.
        shared: What the plugin kept.
        whole: All entries that the reader may read.
    """
    found = claims_of(entries, shared.agreement)
    years = {result.year for result in (*shared.results, *shared.budget_results)}
    years |= {claim.year for claim in found}
    every = claims_of(whole, shared.agreement)
    objected = objected_claims(whole, shared.agreement, date.max, every)
    slug = shared.reader
    reader = None if slug is None else shared.agreement.payer(slug).name
    for year in sorted(years):
        plans = payment_plans(shared, found, year)
        for row in planned_instalments(plans, shared.agreement, objected):
            if reader in {None, row.municipality}:
                yield row


@frozen
class SettledShare:
    """What has become of a share, in kroner."""

    year: int
    cooperation: str
    municipality: str
    brought_forward: Decimal | None
    share: Decimal | None
    corrected: Decimal | None
    given_back: Decimal | None
    fund: Decimal | None
    paid_directly: Decimal | None
    advance: Decimal | None
    settlement: Decimal | None
    credited: Decimal | None
    claimed: Decimal
    to_settle: Decimal
    set_off: Decimal | None
    received: Decimal | None
    tax: Decimal | None
    paid: Decimal | None
    outstanding: Decimal


def settlements(entries: Entries, agreement: Agreement) -> Iterator[SettledShare]:
    """What has become of each share: claimed, set off, paid and open."""
    for account in share_accounts(entries, agreement):
        yield SettledShare(
            year=account.year,
            cooperation=account.cooperation.account,
            municipality=account.payer.name,
            brought_forward=account.brought_forward,
            share=account.total(Step.SHARE),
            corrected=account.corrected,
            given_back=account.total(Step.GIVEN_BACK),
            fund=account.total(Step.FUND),
            paid_directly=account.total(Step.PAID_DIRECTLY),
            advance=account.total(Step.ADVANCE),
            settlement=account.total(Step.SETTLEMENT),
            credited=account.total(Step.CREDIT),
            claimed=account.claimed,
            to_settle=account.to_settle,
            set_off=account.total(Step.SET_OFF),
            received=account.total(Step.RECEIVED),
            tax=account.total(Step.TAX),
            paid=account.total(Step.PAYMENT),
            outstanding=account.outstanding,
        )
