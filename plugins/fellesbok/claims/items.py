"""Open claims (*åpne krav*): what is claimed, paid and left of each, and how old it is.

A payment says which claim it is for: by the link ``^krav-<number>``, or by ``krav`` in
its metadata; the number of its credit note will do.  One that names no claim of its
account pays the oldest that is open there, and that is told.  A credit note takes its
claim back.  What is left of the claims of an account, less what nothing could be paid
with, is the balance of the account.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.disputed import disputed_amounts
from fellesbok.claims.heard_objections import objected_claims
from fellesbok.claims.written import is_claim
from fellesbok.claims.written import read_claims
from fellesbok.contradictions import must_equal
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import TAG
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import booked_under
from fellesbok.entries.records import until
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.claims.written import Written
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection

AGES = (0, 30, 60, 90)
"""Days after the due date at which a claim gets older (*aldersfordeling*)."""


@frozen
class Payment:
    """What a voucher pays of a claim, in kroner; negative where the payer gets it."""

    voucher: Voucher
    amount: Decimal

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim with a fault, and stands for itself."""
        return is_claim(self.voucher.entry)


@frozen
class ClaimItem:
    """One claim and what is left of it on a day, in kroner.

    Attributes:
        claim: The claim.
        credited: What is taken back.
        paid: What is paid; negative where the payer got money.
        on: The day it is seen from.
        voucher: Where the claim is written.
        credits: The credit notes that take it back, and where they are written.
        payments: What it is paid with.
        objections: What its payer objects to it, or to what it rests on.
        disputed: What of what is left to pay those hold back that are not settled.
    """

    claim: Claim
    credited: Decimal
    paid: Decimal
    on: date
    voucher: Voucher
    credits: tuple[Written, ...]
    payments: tuple[Payment, ...]
    objections: tuple[Objection, ...] = ()
    disputed: Decimal = Decimal("0.00")

    @property
    def is_objected(self) -> bool:
        """Whether an objection to it, or to what it rests on, is not settled."""
        return any(each.holds_back for each in self.objections)

    @property
    def undisputed(self) -> Decimal:
        """What is left to pay that no objection holds back."""
        return self.left_to_pay - self.disputed

    @property
    def left_to_pay(self) -> Decimal:
        """What is left to pay; nothing where the payer is owed."""
        return max(Decimal("0.00"), self.remaining)

    @property
    def remaining(self) -> Decimal:
        """What is left of it; negative where the payer is owed."""
        return self.claim.payable - self.credited - self.paid

    @property
    def is_internal(self) -> bool:
        """Whether it is the host's note to itself, which nobody is to pay."""
        return self.claim.kind is ClaimKind.INTERNAL

    @property
    def days_overdue(self) -> int:
        """Days since it fell due; 0 where it has not, or the payer owes nothing of it.

        What a payer has to its credit, and a host's note to itself, are never overdue.
        """
        is_owed = self.remaining > 0 and not self.is_internal
        dues = [self.claim.due]
        if self.claim.payable < 0:  # what is owed of it, its credit notes ask for
            dues += [note.claim.due for note in self.credits]
        return max(0, (self.on - max(dues)).days) if is_owed else 0

    @property
    def age(self) -> int:
        """Which part of ``AGES`` it is in: 0 is not overdue, 4 is the oldest."""
        return sum(self.days_overdue > days for days in AGES)


@frozen
class OpenClaims:
    """Every claim on a day, what was paid for none of them, and what must be told.

    ``unplaced`` is by account, in kroner; positive is paid too much, with
    ``unplaced_payments``.
    """

    items: tuple[ClaimItem, ...]
    unplaced: dict[str, Decimal]
    unplaced_payments: dict[str, tuple[Payment, ...]]
    notes: tuple[Text, ...]


@dataclass
class _Ledger:
    """One account: its claims and what has been put against them."""

    written: list[Written] = field(default_factory=list)
    credits: dict[str, list[Written]] = field(default_factory=lambda: defaultdict(list))
    paid: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))
    unplaced: list[Payment] = field(default_factory=list)
    balance: Decimal = Decimal(0)

    @property
    def claims(self) -> list[Claim]:
        """The claims, in the order of the books."""
        return [each.claim for each in self.written]

    def left(self, claim: Claim) -> Decimal:
        """What is left of a claim."""
        return claim.payable - self.credited(claim) - _sum(self.paid[claim.id])

    def credited(self, claim: Claim) -> Decimal:
        """What is taken back of a claim."""
        notes = self.credits[claim.id]
        return -sum((note.claim.payable for note in notes), Decimal(0)) + 0

    def take(self, each: Written) -> bool:
        """Add a claim, or what takes one back; whether there was one to take back."""
        if each.claim.kind is not ClaimKind.CREDIT:
            self.written.append(each)
            return True
        is_known = each.claim.credits in {other.id for other in self.claims}
        if is_known:
            self.credits[each.claim.credits].append(each)
        return is_known

    def named(self, said: Collection[str]) -> list[str]:
        """The claims that are named, by their own number or their credit note's."""
        return [
            claim.id
            for claim in self.claims
            if claim.id in said
            or any(note.claim.id in said for note in self.credits[claim.id])
        ]

    def pay(self, payment: Payment, ids: Sequence[str]) -> Payment:
        """Pay claims in that order; gives what is left when they are paid."""
        amount = payment.amount
        for claim_id in ids:
            claim = next(c for c in self.claims if c.id == claim_id)
            left = self.left(claim)
            if left * amount > 0:
                part = min(left, amount, key=abs)
                self.paid[claim_id].append(Payment(payment.voucher, part))
                amount -= part
        return Payment(payment.voucher, amount)

    def item(self, each: Written, on: date) -> ClaimItem:
        """A claim as it stands."""
        claim = each.claim
        return ClaimItem(
            claim,
            self.credited(claim),
            _sum(self.paid[claim.id]),
            on,
            Voucher(each.entry),
            tuple(self.credits[claim.id]),
            tuple(self.paid[claim.id]),
        )


def open_claims(
    entries: Entries,
    agreement: Agreement,
    on: date,
    waiting: Iterable[Objection] = (),
) -> OpenClaims:
    """Every claim that is made by a day, and what has been paid by then.

    Args:
        entries: The books.
        agreement: For the names of the accounts.
        on: The day.
        waiting: What is objected to and lies in the inbox; it is heard on any day.
    """
    ledgers: dict[str, _Ledger] = defaultdict(_Ledger)
    counted: set[int] = set()
    taken: set[str] = set()
    every = read_claims(entries, agreement)[0]
    for each in every:
        if each.claim.day <= on and each.claim.id not in taken:
            of = each.claim.payer, each.claim.cooperation
            if ledgers[agreement.accounts.claim(*of)].take(each):
                counted.add(id(each.entry))
                taken.add(each.claim.id)
    ids = {claim.id for ledger in ledgers.values() for claim in ledger.claims}
    unnamed: list[tuple[Payment, str, tuple[str, ...]]] = []
    prefix = f"{agreement.accounts.claims}:"
    known = until(on, entries)
    for entry, posting, number in booked_under(known, prefix, agreement.currency):
        ledger, paid = ledgers[posting.account], Payment(Voucher(entry), -number)
        ledger.balance += number
        if is_claim(entry):
            # One with a fault, such as a number that stands twice, is told of as an
            # error, and stands for itself here.
            if id(entry) not in counted:
                ledger.unplaced.append(paid)
            continue
        own = posting.meta or {}
        said = named_by(paid.voucher, own)
        named = ledger.named({str(own.get(ID, ""))}) or ledger.named(said)
        if named:
            rest = ledger.pay(paid, named)
            ledger.paid[named[-1]] += [rest] if rest.amount else []
        else:
            unnamed.append((paid, posting.account, said))
    notes = []
    for paid, account, said in unnamed:
        ledger = ledgers[account]
        oldest = sorted(ledger.claims, key=lambda claim: (claim.due, claim.id))
        rest = ledger.pay(paid, [claim.id for claim in oldest])
        ledger.unplaced += [rest] if rest.amount else []
        notes.append(_unnamed(paid, account, rest.amount, said, ids))
    written = [each.claim for each in every]
    objected = objected_claims(entries, agreement, on, written, waiting)
    return _of(ledgers, tuple(notes), objected, on)


def _of(
    ledgers: dict[str, _Ledger],
    notes: tuple[Text, ...],
    objections_to: Callable[[Claim], tuple[Objection, ...]],
    on: date,
) -> OpenClaims:
    """The claims of all accounts; each account is what its claims say."""
    items: list[ClaimItem] = []
    for account, ledger in ledgers.items():
        left = sum((ledger.left(claim) for claim in ledger.claims), Decimal(0))
        rest = left - _sum(ledger.unplaced)
        must_equal(
            "Kravene på {account} og saldoen", rest, ledger.balance, account=account
        )
        items.extend(
            replace(ledger.item(each, on), objections=objections_to(each.claim))
            for each in ledger.written
        )
    items.sort(key=lambda item: (item.claim.due, item.claim.id))
    others = {a: tuple(led.unplaced) for a, led in sorted(ledgers.items())}
    sums = {account: _sum(payments) for account, payments in others.items()}
    unplaced = {account: amount for account, amount in sums.items() if amount}
    told = tuple(
        replace(item, disputed=amount)
        for item, amount in zip(items, disputed_amounts(items), strict=True)
    )
    return OpenClaims(told, unplaced, others, notes)


def paid_for_none(
    found: OpenClaims, agreement: Agreement
) -> Iterator[tuple[str, str, str, Payment]]:
    """What was paid and belongs to no claim: account, payer, cooperation and payment.

    Both are components of the account; the cooperation is blank where that names none.
    A claim with a fault is told of as an error, and is no payment.
    """
    prefix = f"{agreement.accounts.claims}:"
    for account, payments in found.unplaced_payments.items():
        payer, _, cooperation = account.removeprefix(prefix).partition(":")
        for payment in payments:
            if not payment.is_claim:
                yield account, payer, cooperation, payment


def _sum(payments: Sequence[Payment]) -> Decimal:
    """What payments come to."""
    return sum((payment.amount for payment in payments), Decimal(0))


def named_by(voucher: Voucher, own: Mapping[str, Any]) -> tuple[str, ...]:
    """The numbers of the claims that a line of a payment names, sorted.

    Args:
        voucher: The payment.
        own: What stands beside the line.
    """
    links = {
        link.removeprefix(f"{TAG}-")
        for link in voucher.links
        if link.startswith(f"{TAG}-")
    }
    written = {str(voucher.meta.get(ID, "")), str(own.get(ID, ""))}
    return tuple(sorted(links | written - {""}))


def _unnamed(
    paid: Payment,
    account: str,
    rest: Decimal,
    said: Sequence[str],
    known: Collection[str],
) -> Text:
    """What a payment that names no claim of its account was put against."""
    others = [claim for claim in said if claim in known]
    if others:
        lack = Text("gjelder {claims}, som er på en annen konto", claims=_list(others))
    elif said:
        lack = Text("oppgir {claims}, som ikke er noe krav", claims=_list(said))
    else:
        lack = Text("sier ikke hvilket krav det gjelder")
    template = (
        "{day}: {amount} kr på {account} {lack}, og ingen krav på kontoen er åpne."
        if rest == paid.amount
        else "{day}: {amount} kr på {account} {lack}, og er regnet mot det eldste åpne."
    )
    return Text(
        template, day=paid.voucher.day, amount=paid.amount, account=account, lack=lack
    )


def _list(ids: Sequence[str]) -> str:
    return ", ".join(ids)
