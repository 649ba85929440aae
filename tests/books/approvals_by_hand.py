"""A voucher with what it has and lacks of attestation and approval."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.agreement.approval_terms import ApprovalTerms
from fellesbok.agreement.approval_terms import Step
from fellesbok.agreement.distribution_key import Equal
from fellesbok.approvals.digests import voucher_digest
from fellesbok.approvals.records import Attestation
from fellesbok.approvals.records import VoucherApproval
from fellesbok.approvals.writing import attestation_line
from fellesbok.entries import records
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.messages import Text

TERMS = ApprovalTerms(
    attested_from=Decimal(0),
    approved_from=Decimal(10_000),
    required_by=frozenset({Step.CLAIM}),
    may_attest=("Leder", "Nestleder"),
    may_approve=("Rådmann", "Leder"),
)
DAY = date(2018, 5, 1)
ENTRY = transaction(7, Voucher(DAY, 12_000_00))._replace(
    payee="Firma", narration="Server"
)
IKT = agreement(version(Equal())).cooperations["ikt"]


def done(approval: Approval, person: str, day: date = DAY) -> Attestation:
    """That somebody has attested or approved voucher 7."""
    line = attestation_line("7", voucher_digest(ENTRY), approval, person, day)
    return Attestation("7", approval, person, "sha256:1", day, line.entry)


def voucher(  # noqa: PLR0913 -- what a test says of a voucher
    amount: str = "12000.00",
    *,
    attested: str = "",
    approved: str = "",
    number: str = "7",
    refused: tuple[tuple[Attestation, Text], ...] = (),
    terms: ApprovalTerms = TERMS,
) -> VoucherApproval:
    """Voucher 7 of so many kroner, and who has attested and approved it."""
    return VoucherApproval(
        cooperation=IKT,
        year=2018,
        voucher=records.Voucher(ENTRY),
        number=number,
        amount=Decimal(amount),
        digest="sha256:1",
        terms=terms,
        attested=done(Approval.ATTESTED, attested) if attested else None,
        approved=done(Approval.APPROVED, approved) if approved else None,
        refused=refused,
    )
