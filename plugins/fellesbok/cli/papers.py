"""The documents of claims: the one place where they are made for the commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import examine
from fellesbok.claim_documents import payload
from fellesbok.claims import claims as claims_of
from fellesbok.filing.writing import Paper
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.claim_documents import ClaimDocuments
    from fellesbok.claim_documents import Payload
    from fellesbok.entries.claim import Claim

WITHOUT_PDF = click.option(
    "--without-pdf",
    is_flag=True,
    help="Lag papirene også der PDF ikke kan lages: som HTML.",
)
MANY = 5
"""Documents that somebody waits for: each takes some hundredths of a second."""


@frozen
class Papers:
    """What goes out with the claims of a run.

    Attributes:
        of: The documents of each claim, by its number.
        payloads: The e-invoices, for the list that goes to the access point.
        notes: What there is no document of, and why.
        faults: Why the claims cannot be made as they are.
        without_pdf: How many have their page as HTML, since no PDF could be made.
    """

    of: dict[str, tuple[Paper, ...]]
    payloads: tuple[Payload, ...]
    notes: tuple[Text, ...]
    faults: tuple[Text, ...]
    without_pdf: int = 0

    @property
    def refused(self) -> Text | None:
        """Why they are not made unless somebody means it: a PDF is what people send."""
        if not self.without_pdf:
            return None
        return Text(
            "{count} krav får ingen PDF, se over. Med --without-pdf blir papiret en"
            " HTML-side, og e-fakturaen får en tabell i stedet for PDF-en.",
            count=self.without_pdf,
        )


def papers_of(
    claims: Sequence[Claim], books: Books, language: str, *, is_draft: bool = False
) -> Papers:
    """The documents of the claims, in Norwegian, to be filed with them.

    A claim with a fault has none; the others have theirs.
    Of drafts there is what a person reads alone.  Their e-invoices are made and held
    against the rules, so that what is wrong is told, and then thrown away.

    Args:
        claims: The claims, which may not be written yet.
        books: The loaded books.
        language: Of the bar that is shown while there are many to make.
        is_draft: Whether they are drafts.
    """
    of: dict[str, tuple[Paper, ...]] = {}
    payloads: list[Payload] = []
    lacking: dict[Text, list[str]] = {}
    faults: list[Text] = []
    without_pdf = 0
    written = claims_of(books.entries, books.settled.agreement)
    for claim in _shown(claims, language):
        try:
            made = documents(
                claim, books, also=claims, written=written, is_draft=is_draft
            )
        except CannotDocumentError as error:
            faults.append(error.text)
            continue
        examined = None if made.ehf is None else examine(made)
        broken = () if examined is None else examined.faults
        faults.extend(
            Text(
                "{claim}: e-fakturaen bryter {rule}: {reason}",
                claim=claim.id,
                rule=fault.rule,
                reason=fault.text,
            )
            for fault in broken
        )
        if broken and not is_draft:
            continue
        of[claim.id] = tuple(_papers(made, books))[: 1 if is_draft else None]
        without_pdf += made.pdf is None
        untested = () if examined is None else examined.why_not_examined
        for reason in (*made.why_no_pdf, *made.why_no_ehf, *untested):
            lacking.setdefault(reason, []).append(claim.id)
        if examined is not None:
            payloads.append(payload(made))
    notes = [
        Text("{reason} ({claims})", reason=reason, claims=", ".join(ids))
        for reason, ids in lacking.items()
    ]
    return Papers(of, tuple(payloads), tuple(notes), tuple(faults), without_pdf)


def _shown(claims: Sequence[Claim], language: str) -> Iterator[Claim]:
    """The claims one by one, with a bar for who waits at a terminal."""
    is_short = len(claims) < MANY or not sys.stderr.isatty()
    label = say(Text("Lager dokumenter"), language)
    with click.progressbar(
        claims, label=label, file=sys.stderr, hidden=is_short, show_pos=True
    ) as bar:
        yield from bar


def _papers(made: ClaimDocuments, books: Books) -> Iterator[Paper]:
    """The files of one claim: the PDF (else the page), and the e-invoice."""
    claim = made.claim
    words = books.settled.agreement.accounts
    account = words.claim(claim.payer, claim.cooperation)
    if made.pdf is None:
        name = made.pdf_name.removesuffix(".pdf")
        yield Paper(f"{name}.html", made.html, account)
    else:
        yield Paper(made.pdf_name, made.pdf, account)
    if made.ehf is not None:
        yield Paper(made.ehf_name, made.ehf, account)
