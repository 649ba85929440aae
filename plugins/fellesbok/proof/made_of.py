"""What a paper is made of (*utgave og sertifikat*): kept with a claim, printed alike.

The revision of the books, and the certificate of the figure: who has the same books
gets both from ``fellesbok certify``.  A claim keeps those of the books that it was made
from, so that its paper prints them whenever it is drawn; the claim itself is not among
them.  An instalment is a part of a budget, and what the year has cost so far proves
nothing of it: it has no certificate, and neither has what takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import CannotFileError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.canonical import short
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import can_be_proved
from fellesbok.proof.certificate import certificate_name
from fellesbok.proof.certificate import certificates
from fellesbok.proof.member import salted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim
    from fellesbok.proof.member import Commitments

REVISION = Text("Bøkenes utgave")
CERTIFICATE = Text("Sertifikat")
NOT_STATED = Text("ikke oppgitt")
PLANNED = Text("ikke oppgitt (hviler på budsjettet)")


@frozen
class MadeOf:
    """What a paper is made of.

    Attributes:
        revision: That of the books, whole or its beginning; blank where nobody knows.
        certificate: The digest of the certificate, likewise; ``None`` of what is no
            claim.
        is_planned: Whether it rests on a budget, which has no certificate.
    """

    revision: str
    certificate: str | None = None
    is_planned: bool = False

    @property
    def facts(self) -> tuple[tuple[Text, str], ...]:
        """What it is called, and its beginning, as every paper prints them."""
        revision = REVISION, short(self.revision) or NOT_STATED
        if self.certificate is None:
            return (revision,)
        lacks = PLANNED if self.is_planned else NOT_STATED
        return revision, (CERTIFICATE, short(self.certificate) or lacks)


def made_of(claim: Claim) -> MadeOf:
    """What a claim was made of; those of before this was kept do not state it."""
    return MadeOf(claim.revision, claim.certificate, not _is_proved(claim))


def with_origins(
    claims: Sequence[Claim], books: Books, salts: Commitments | None = None
) -> list[Claim]:
    """Claims with what they are made of: these books, as they lie now.

    Args:
        claims: Claims that are to be.
        books: The books that they were made from.
        salts: Of the certificates, so that their digests tell nothing of what is in
            them to who tries; ``None`` where there is no key.

    Raises:
        CannotFileError: A file of the books cannot be read any more.
    """
    try:
        sources = Sources.of(books)
    except OSError as error:
        text = Text("Fikk ikke lest bøkene ({reason}).", reason=reason_of(error))
        raise CannotFileError(text) from None
    years = {_of(claim) for claim in claims if _is_proved(claim)}
    found = _digests(books, sources, years, salts)
    return [
        replace(
            claim,
            revision=sources.revision,
            certificate=found.get((*_of(claim), claim.payer.slug), "")
            if _is_proved(claim)
            else "",
        )
        for claim in claims
    ]


def _digests(
    books: Books,
    sources: Sources,
    years: set[tuple[str, int]],
    salts: Commitments | None,
) -> dict[tuple[str, int, str], str]:
    """The digest of each certificate of some cooperations' years, where there is one.

    As ``fellesbok certify``: books with errors have none, and neither has a year whose
    bounds have no room for the cost.
    """
    found: dict[tuple[str, int, str], str] = {}
    if books.errors:
        return found
    results = books.settled.results
    for result in results:
        of = result.cooperation.slug, result.year
        if of not in years or not can_be_proved(result, results):
            continue
        try:
            for payer, made in certificates(books, sources, result):
                name = certificate_name(*of, payer.slug)
                found[(*of, payer.slug)] = digest(canonical(salted(made, name, salts)))
        except ContradictionError:  # it is told where certificates are asked for
            continue
    return found


def _is_proved(claim: Claim) -> bool:
    """Whether it is of a share, or takes back what was, and not of a plan."""
    return not claim.instalment


def _of(claim: Claim) -> tuple[str, int]:
    return claim.cooperation.slug, claim.year
