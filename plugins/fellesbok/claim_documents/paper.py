"""A claim and the books → what its documents say, and which terms it is made under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement import Municipality
from fellesbok.agreement import terms_at
from fellesbok.claim_documents.attachment import Behind
from fellesbok.claim_documents.attachment import attachment
from fellesbok.claim_documents.carried import carried
from fellesbok.claim_documents.content import ClaimPaper
from fellesbok.claim_documents.content import Party
from fellesbok.claim_documents.planned import planned
from fellesbok.claim_documents.preceding import claims_on
from fellesbok.claim_documents.preceding import movements
from fellesbok.claim_documents.preceding import years_of
from fellesbok.claim_documents.reckoning import counted
from fellesbok.claim_documents.reckoning import earlier
from fellesbok.claim_documents.reckoning import instalment_numbers
from fellesbok.claim_documents.reckoning import is_part
from fellesbok.claim_documents.reckoning import reckoning
from fellesbok.claim_documents.tax import booked_tax
from fellesbok.claim_documents.tax import credited_tax
from fellesbok.claim_documents.tax import written_taxes
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.proof.made_of import made_of
from fellesbok.sharing.host_times import agreed_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.agreement import Version
    from fellesbok.agreement.claim_terms import Vat
    from fellesbok.claim_documents.content import Tax
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


def terms_of(claim: Claim) -> Version:
    """The terms that a claim is made under.

    Those of an instalment, and of what takes it back, hold on its agreed due date;
    those of a settlement on its day, or on the day of its period that is nearest.
    """
    first, last = claim.days
    held = [
        v
        for v in claim.cooperation.versions
        if v.first_day <= last and v.last_day >= first
    ]
    if not held:  # a late voucher's year, or one of what was paid ahead
        held = [terms_at(claim.cooperation, last)]
    number, due = claim.instalment_number, None
    if number is not None:
        due = agreed_due(claim.cooperation, last.year, number)
    of_host = [v for v in held if v.host == claim.host.slug]
    held = of_host if due is None and of_host else held
    begun = [v for v in held if v.first_day <= (due or claim.day)]
    return begun[-1] if begun else held[0]


def paper(
    claim: Claim,
    entries: Entries,
    shared: Shared,
    written: Sequence[Claim],
    also: Sequence[Claim] = (),
) -> ClaimPaper:
    """What the documents of a claim say.

    Args:
        claim: The claim, which may be written in the books or not.
        entries: The loaded books.
        shared: What the plugin kept.
        written: The claims of the books.
        also: Claims that are made together with it and may not be written yet.

    Raises:
        CannotDocumentError: The books do not give the claim's amount.
    """
    version = terms_of(claim)
    known = claims_on(claim, written, also)
    found, laid_out = movements(entries, shared.agreement, claim)
    plan = planned(claim, version, entries, shared, known)
    made = reckoning(claim, found, known, plan.advance if plan else None)
    count = counted(claim, found, known)
    behind = Behind(
        years_of(count.found, count.before),
        plan,
        carried(claim, count, laid_out, known),
    )
    is_credit = claim.payable < 0
    is_internal = ClaimKind.INTERNAL is claim.kind or (
        claim.payer.slug == claim.host.slug
    )
    is_paid = claim.payable > 0 and not is_internal
    vat = None if is_internal else version.claims.vat
    buyer = claim.payer.invoicing if isinstance(claim.payer, Municipality) else None
    return ClaimPaper(
        heading=_heading(is_credit=is_credit, is_internal=is_internal),
        title=_title(claim, known),
        number=claim.id,
        day=claim.day,
        due=claim.due if is_paid else None,
        kid=claim.kid if is_paid else None,
        bank_account=claim.host.invoicing.bank_account if is_paid else None,
        seller=party_of(claim.host),
        buyer=party_of(claim.payer),
        buyer_reference=buyer.buyer_reference if buyer else None,
        accounting_cost=buyer.accounting_cost if buyer else None,
        reason=claim.reason,
        is_credit=is_credit,
        is_internal=is_internal,
        reckoning=made,
        tax=None if vat is None or claim.tax_lines else _tax(claim, known, vat),
        tax_lines=written_taxes(claim),
        attachment=attachment(claim, version, behind, entries, shared),
        made_of=made_of(claim),
    )


def _tax(claim: Claim, known: Sequence[Claim], vat: Vat) -> Tax:
    """The tax of a claim, or of what a credit note takes back of one."""
    if claim.kind is ClaimKind.CREDIT:
        return credited_tax(claim, earlier(claim, known), vat)
    return booked_tax(claim, vat)


def _heading(*, is_credit: bool, is_internal: bool) -> Text:
    if is_internal:
        return Text("Intern nota")
    return Text("Kreditnota") if is_credit else Text("Krav")


def _title(claim: Claim, known: Sequence[Claim]) -> Text:
    """What the claim is for, in one line."""
    cooperation, period = claim.cooperation.title, claim.period
    if claim.kind is ClaimKind.CREDIT:
        template = (
            "{cooperation} {period}: delvis kreditering av krav {number}"
            if is_part(claim, known)
            else "{cooperation} {period}: kreditering av krav {number}"
        )
        return Text(
            template,
            cooperation=cooperation,
            period=period,
            number=claim.credits,
        )
    if claim.instalment:
        number, count = instalment_numbers(claim.instalment)
        return Text(
            "{cooperation} {period}: a konto, termin {number} av {count}",
            cooperation=cooperation,
            period=period,
            number=number,
            count=count,
        )
    return Text(
        "{cooperation} {period}: avregning", cooperation=cooperation, period=period
    )


def party_of(payer: Payer) -> Party:
    """A municipality with what is known of it; another party with its name alone."""
    if not isinstance(payer, Municipality):
        return Party(payer.name, None, None)
    name = payer.name
    if not name.casefold().endswith("kommune"):
        name = f"{name} kommune"
    return Party(name, payer.organisation_number, payer.invoicing.address)
