"""What is written when a voucher is attested or approved, or a checkpoint signed.

Gives values; another room writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.attached_documents import as_meta
from fellesbok.approvals.attested import DIGEST
from fellesbok.approvals.attested import PERSON
from fellesbok.approvals.records import PAPERS
from fellesbok.approvals.records import unnumbered
from fellesbok.entries.custom_values import custom
from fellesbok.entries.declared import Declared
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.errors import InWordsError
from fellesbok.filing.listing import Listing
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.approvals.attached_documents import Attached
    from fellesbok.approvals.records import VoucherApproval

ATTESTED = Listing(
    "attestert",
    "; Attestasjon og anvisning av bilag. Skrives av «fellesbok serve --edit».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er attestert. Prøv igjen"
        " når de er ferdige."
    ),
    Text(
        "Bøkene er endret siden bilaget ble vist, så ingenting er attestert. Se på"
        " bilaget og prøv igjen."
    ),
)
COUNTERSIGNATURES = Listing(
    "godkjent",
    "; Sjekkpunkter som kommunene har godkjent. Skrives av «fellesbok verify».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er skrevet. Prøv igjen"
        " når de er ferdige."
    ),
    Text("Bøkene er endret siden mappen ble kontrollert. Kjør kommandoen på nytt."),
)


class CannotApproveError(InWordsError):
    """The voucher cannot be attested or approved; ``text`` says why."""


def attestation_line(  # noqa: PLR0913, PLR0917 -- what stands on it
    number: str,
    digest: str,
    approval: Approval,
    person: str,
    day: date,
    documents: Sequence[Attached] = (),
) -> Declared:
    """The line that says that a voucher with a digest is attested or approved."""
    meta = {PERSON: person, DIGEST: digest, **as_meta(documents)}
    return Declared(custom(ATTESTATION, day, (number, approval.value), meta))


def new_line(
    found: Sequence[VoucherApproval],
    seen: str,
    approval: Approval,
    person: str,
    day: date,
) -> Declared:
    """The line for one voucher of those that are shown.

    Args:
        found: The vouchers of the year.
        seen: The voucher as it was shown to who attests it, with its documents.
        approval: What is done.
        person: Who does it.
        day: The day.

    Raises:
        CannotApproveError: The voucher is not there as it was shown, lacks a number,
            has it already, is not attested yet, or the person may not.
    """
    digest, _, _ = seen.partition(PAPERS)
    same = [each for each in found if each.digest == digest]
    documents = same[0].documents if same else ()
    if not same or same[0].seen_with(documents) != seen:
        raise CannotApproveError(ATTESTED.changed)
    first = same[0]
    if not first.number:
        raise CannotApproveError(
            Text(
                "Bilaget kan ikke attesteres: det {why}.", why=unnumbered(first.voucher)
            )
        )
    # Of a voucher that several cooperations bear, a person signs for those that say so.
    own = [each for each in same if person in each.terms.who_may(approval)]
    if all(each.given(approval) is not None for each in own or same):
        raise CannotApproveError(
            Text("Bilag {number} er gjort ferdig fra før.", number=first.number)
        )
    if not own:
        known = first.terms.who_may(approval)
        raise CannotApproveError(
            Text(
                "{person} kan ikke gjøre dette for {cooperation}. De som kan: {known}.",
                person=person or "–",
                cooperation=first.cooperation.title,
                known=", ".join(known) or Text("ingen"),
            )
        )
    for each in own:
        _must_be_next(each, approval, person)
    return attestation_line(first.number, digest, approval, person, day, documents)


def _must_be_next(each: VoucherApproval, approval: Approval, person: str) -> None:
    """Another has done the one, and what is attested is attested before that.

    Raises:
        CannotApproveError: It is not so.
    """
    other = each.approved if approval is Approval.ATTESTED else each.attested
    if other is not None and other.person == person:
        raise CannotApproveError(
            Text(
                "{person} har gjort det ene for bilag {number} og kan ikke gjøre det"
                " andre også. Det skal være to forskjellige.",
                person=person,
                number=each.number,
            )
        )
    # Attested on a later day, it would be one that was approved before that.
    if approval is Approval.APPROVED and Approval.ATTESTED in each.lacking:
        raise CannotApproveError(
            Text(
                "Bilag {number} er ikke attestert ennå. Det attesteres før det"
                " anvises.",
                number=each.number,
            )
        )
