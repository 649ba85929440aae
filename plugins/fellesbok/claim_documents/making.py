"""One claim → its documents; an e-invoice → what is known of it before it leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement import Municipality
from fellesbok.claim_documents.conditions import why_no_ehf
from fellesbok.claim_documents.content import CannotDocumentError
from fellesbok.claim_documents.page import page
from fellesbok.claim_documents.paper import paper
from fellesbok.claim_documents.paper import terms_of
from fellesbok.claim_documents.payloads import Payload
from fellesbok.claim_documents.plain import plain
from fellesbok.claim_documents.ubl import Embedded
from fellesbok.claim_documents.ubl import ubl
from fellesbok.claim_documents.validation import NoValidatorError
from fellesbok.claim_documents.validation import RuleFault
from fellesbok.claim_documents.validation import against_claim
from fellesbok.claim_documents.validation import validate
from fellesbok.claims import claims
from fellesbok.contradictions import ContradictionError
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.frozen import frozen
from fellesbok.pdf import NoPdfError
from fellesbok.pdf import pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.claim_documents.content import ClaimPaper
    from fellesbok.entries.claim import Claim
    from fellesbok.messages import Text


@frozen
class ClaimDocuments:
    """The documents of one claim.

    Attributes:
        claim: The claim.
        paper: What they say, as values.
        html: The printed claim as a page; always there.
        pdf: The same as PDF, or ``None``.
        why_no_pdf: What is lacking; empty where there is a PDF.
        ehf: The e-invoice or credit note, or ``None``.
        why_no_ehf: Every reason; empty where there is an e-invoice.
        attachment_name: The name of the file that is embedded in the e-invoice.
        pdf_name: The name of the PDF file.
        ehf_name: The name of the e-invoice's file.
    """

    claim: Claim
    paper: ClaimPaper
    html: bytes
    pdf: bytes | None
    why_no_pdf: tuple[Text, ...]
    ehf: bytes | None
    why_no_ehf: tuple[Text, ...]
    attachment_name: str
    pdf_name: str
    ehf_name: str


@frozen
class Examination:
    """What is known of an e-invoice before it leaves.

    Attributes:
        faults: The rules that it breaks; with one of these it must not be sent.
        warnings: What the rules only advise.
        why_not_examined: Why the official rules have not been run, or nothing.  Then
            nobody may say that the invoice is valid.
    """

    faults: tuple[RuleFault, ...]
    warnings: tuple[RuleFault, ...]
    why_not_examined: tuple[Text, ...]


def documents(  # noqa: PLR0913 -- two are for who makes many
    claim: Claim,
    books: Books,
    language: str = "nb",
    *,
    also: Sequence[Claim] = (),
    written: Sequence[Claim] | None = None,
    is_draft: bool = False,
) -> ClaimDocuments:
    """The documents of a claim, the same bytes each time.

    Args:
        claim: The claim.
        books: The loaded books, with or without the claim.
        language: ``nb`` or ``en``.
        also: Claims that are made together with it and may not be written yet.
        written: The claims of the books, where somebody has read them already.
        is_draft: Whether the page is marked as a draft, without number and KID.

    Raises:
        CannotDocumentError: The books do not give the claim's amount.
    """
    if written is None:
        written = claims(books.entries, books.settled.agreement)
    try:
        read = paper(claim, books.entries, books.settled, written, also)
    except ContradictionError as error:
        raise CannotDocumentError(not_shown(error)) from None
    shown = page(replace(read, is_draft=is_draft), language)
    made, why_no_pdf = _pdf(shown)
    name = f"krav-{claim.id}"
    embedded = (
        Embedded(f"{name}.csv", "text/csv", plain(read, language))
        if made is None
        else Embedded(f"{name}.pdf", "application/pdf", made)
    )
    reasons = why_no_ehf(claim, read, terms_of(claim))
    ehf = None
    if not reasons:
        if not read.taxes:
            raise ContradictionError("Avgiften på krav {claim}", {"claim": claim.id})
        currency = books.settled.agreement.currency
        ehf = ubl(claim, read, embedded, currency=currency, language=language)
    return ClaimDocuments(
        claim=claim,
        paper=read,
        html=shown.encode(),
        pdf=made,
        why_no_pdf=why_no_pdf,
        ehf=ehf,
        why_no_ehf=reasons,
        attachment_name=embedded.name,
        pdf_name=f"{name}.pdf",
        ehf_name=f"{name}.xml",
    )


def examine(made: ClaimDocuments) -> Examination:
    """Hold an e-invoice against the official rules and against the claim.

    Raises:
        ValueError: There is no e-invoice.
    """
    if made.ehf is None:
        raise ValueError(made.claim.id)
    found = against_claim(made.ehf, made.paper)
    not_examined: tuple[Text, ...] = ()
    try:
        found += validate(made.ehf)
    except NoValidatorError as error:
        not_examined = (error.text,)
    return Examination(
        tuple(fault for fault in found if not fault.is_warning),
        tuple(fault for fault in found if fault.is_warning),
        not_examined,
    )


def payload(made: ClaimDocuments) -> Payload:
    """An e-invoice as a row of the list for the access point.

    Raises:
        ValueError: There is no e-invoice.
    """
    payer = made.claim.payer
    if made.ehf is None or not isinstance(payer, Municipality):
        raise ValueError(made.claim.id)
    return Payload(
        number=made.claim.id,
        payer=payer.name,
        endpoint=payer.invoicing.endpoint or "",
        amount=made.paper.payable,
        kid=made.paper.kid,
        due=made.paper.due,
        file=made.ehf_name,
    )


def _pdf(written: str) -> tuple[bytes | None, tuple[Text, ...]]:
    try:
        return pdf(written), ()
    except NoPdfError as error:
        return None, (error.text,)
