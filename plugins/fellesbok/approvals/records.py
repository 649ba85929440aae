"""Attestations and what vouchers have and lack of them, as values."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.attached_documents import attached_to
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.objections.concerned import unsettled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.approvals.attached_documents import Attached
    from fellesbok.approvals.attached_documents import Listed
    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Voucher
    from fellesbok.objections import Objection

DONE = {
    Approval.ATTESTED: Text("attestert"),
    Approval.APPROVED: Text("anvist"),
}
"""What is done with a voucher, as it is said."""


def unnumbered(voucher: Voucher) -> Text:
    """That a voucher has no number, and what is written where, so that it has one."""
    template = (
        'har ikke bilagsnummer. Skriv «bilag: "…"» rett under linjen «paaloept» i'
        " {file}:{line}: det påløpte attesteres som et bilag, til fakturaen kommer"
        if ACCRUED in voucher.meta
        else 'har ikke bilagsnummer. Skriv «bilag: "…"» på bilaget i {file}:{line}'
    )
    path, line = voucher.place
    return Text(template, file=Path(path).name, line=line)


PAPERS = "."
"""Stands between the digest of a voucher and that of its documents."""


@frozen
class Attestation:
    """That somebody attested or approved a voucher (*attestasjon*).

    Attributes:
        number: The voucher number.
        approval: What was done.
        person: Who did it; blank where the line does not say.
        digest: The digest of the voucher as it was then; blank likewise.
        day: The day.
        entry: The line in the books.
        documents: The documents that the line holds, as they were then.
    """

    number: str
    approval: Approval
    person: str
    digest: str
    day: dt.date
    entry: Entry
    documents: tuple[Attached, ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line that it stands on."""
        return str(self.entry.meta["filename"]), int(self.entry.meta["lineno"])


@frozen
class VoucherApproval:
    """What a voucher of a cooperation's year has and lacks.

    Attributes:
        cooperation: The cooperation that bears it.
        year: The year that it is shared in.
        voucher: The voucher.
        number: The voucher number; blank where it has none.
        amount: What goes through it, in kroner: its debits.
        digest: The digest of it as it is now.
        terms: What the agreement says.
        attested: Who attested it as it is now, or ``None``.
        approved: Who approved it as it is now, or ``None``.
        refused: Attestations of it that do not count, each with why.
        remarks: What to know of those that count, each with which.
        listed: The documents that the books list.
        objections: What payers object to it, as a voucher that their shares of the
            year rest on.
    """

    cooperation: Cooperation
    year: int
    voucher: Voucher
    number: str
    amount: Decimal
    digest: str
    terms: ApprovalTerms
    attested: Attestation | None
    approved: Attestation | None
    refused: tuple[tuple[Attestation, Text], ...]
    remarks: tuple[tuple[Attestation, Text], ...] = ()
    listed: Listed = ()
    objections: tuple[Objection, ...] = ()

    @property
    def documents(self) -> tuple[Attached, ...]:
        """Its documents as they are now; reads them."""
        return attached_to(self.voucher.entry, self.listed)

    @property
    def seen(self) -> str:
        """What whoever signs it has seen: its digest, and that of its documents."""
        return self.seen_with(self.documents)

    def seen_with(self, documents: Sequence[Attached]) -> str:
        """The same, of documents that have been read already."""
        written = "\n".join(each.written for each in documents)
        papers = hashlib.sha256(written.encode()).hexdigest()
        return f"{self.digest}{PAPERS}{papers}" if written else self.digest

    @property
    def needed(self) -> tuple[Approval, ...]:
        """What the agreement asks for at this amount."""
        return self.terms.needed(self.amount)

    @property
    def lacking(self) -> tuple[Approval, ...]:
        """What it asks for and the voucher does not have."""
        return tuple(each for each in self.needed if self.given(each) is None)

    def given(self, approval: Approval) -> Attestation | None:
        """What counts of that kind."""
        is_first = approval is Approval.ATTESTED
        return self.attested if is_first else self.approved

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it lacks what it lacks, one sentence each."""
        if not self.number and self.lacking:
            return (unnumbered(self.voucher),)
        return tuple(text for approval in self.lacking for text in self._why(approval))

    def _why(self, approval: Approval) -> tuple[Text, ...]:
        """What was done in vain, or that nothing was."""
        found = [why for each, why in self.refused if each.approval is approval]
        return tuple(found) or (Text("ikke {done}", done=DONE[approval]),)


@frozen
class ApprovalRow:
    """The same for programs; amounts in kroner, blank where there is nothing.

    ``objections`` are those that are open, or granted and not put right.
    """

    cooperation: str
    year: int
    voucher: str
    date: dt.date
    payee: str
    text: str
    amount: Decimal
    needed: tuple[str, ...]
    attested_by: str | None
    attested: dt.date | None
    approved_by: str | None
    approved: dt.date | None
    lacking: tuple[str, ...]
    reasons: tuple[str, ...]
    digest: str
    remarks: tuple[str, ...]
    objections: tuple[str, ...]


def approval_row(found: VoucherApproval) -> ApprovalRow:
    """What a voucher has and lacks as programs read it."""
    first, second = found.attested, found.approved
    return ApprovalRow(
        cooperation=found.cooperation.account,
        year=found.year,
        voucher=found.number,
        date=found.voucher.day,
        payee=found.voucher.payee,
        text=found.voucher.narration,
        amount=found.amount,
        needed=tuple(each.value for each in found.needed),
        attested_by=None if first is None else first.person,
        attested=None if first is None else first.day,
        approved_by=None if second is None else second.person,
        approved=None if second is None else second.day,
        lacking=tuple(each.value for each in found.lacking),
        reasons=tuple(map(str, found.reasons)),
        digest=found.digest,
        remarks=tuple(str(text) for _, text in found.remarks),
        objections=unsettled(found.objections),
    )
