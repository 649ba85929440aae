"""What counts of the attestations of a voucher, what does not, and why.

Of a voucher that several cooperations bear, each needs its own: an attestation counts
for those whose agreement names the person, and says nothing to the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals import attached_documents
from fellesbok.approvals.records import DONE
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.approvals.attached_documents import Attached
    from fellesbok.approvals.attached_documents import Listed
    from fellesbok.approvals.records import Attestation

    Told = tuple[tuple[Attestation, Text], ...]


WITHOUT_DOCUMENT = Text("dokumentet er ikke med i attestasjonen")
EARLY = Text("datert før bilaget")
"""What is dated ahead, as rent is, may be signed before its date; it is only told."""


class Counted(NamedTuple):
    """Who attested and who approved, what does not count, and what to know of it."""

    attested: Attestation | None
    approved: Attestation | None
    refused: Told
    remarks: Told


@frozen
class Signed:
    """A voucher with the attestations of its number.

    Attributes:
        entry: The voucher.
        digest: Its digest as it is now.
        own: The attestations of its number.
        known: The digests of all vouchers that have the number.
        terms: What the agreement of each cooperation that bears it says.
        listed: The documents that the books list.
    """

    entry: Transaction
    digest: str
    own: Sequence[Attestation]
    known: Collection[str]
    terms: Mapping[str, ApprovalTerms]
    listed: Listed


def counted(of: Signed, cooperation: Cooperation) -> Counted:
    """What counts for one of the cooperations that bear a voucher."""
    refused: list[tuple[Attestation, Text]] = []
    remarks: list[tuple[Attestation, Text]] = []
    found: dict[Approval, list[Attestation]] = {each: [] for each in Approval}
    for each in of.own:
        if each.digest != of.digest:
            if each.digest not in of.known:
                refused.append((each, _changed(each)))
        elif each.person not in of.terms[cooperation.slug].who_may(each.approval):
            if not names(of.terms.values(), each):
                refused.append((each, _may_not(each, cooperation)))
        elif attached_documents.are_others(each.documents, now := _now(each, of)):
            refused.append((each, _swapped(each)))
        else:
            found[each.approval].append(each)
            remarks += [(each, text) for text in _remarks(each, of.entry, now)]
    attested = next(iter(found[Approval.ATTESTED]), None)
    approved = next(iter(found[Approval.APPROVED]), None)
    for first, second in _pairs(found):
        attested, approved = first, second
        break
    else:
        if attested is not None and approved is not None:
            refused.append((approved, _same_person(approved)))
            approved = None
    return Counted(attested, approved, tuple(refused), tuple(remarks))


def names(terms: Collection[ApprovalTerms], each: Attestation) -> bool:
    """Whether one of the agreements says that the person may."""
    return any(each.person in one.who_may(each.approval) for one in terms)


def has_other_names(each: Attestation, entry: Transaction) -> bool:
    """Whether the voucher's documents have other names than those that were signed.

    What holds none was signed without them, and is of the voucher alone.
    """
    held = each.documents
    return bool(held) and attached_documents.are_others(
        held, attached_documents.named(entry)
    )


def _now(each: Attestation, of: Signed) -> tuple[Attached, ...]:
    """The voucher's documents as they are, where the line holds any; reads them."""
    if not each.documents:
        return ()
    return attached_documents.attached_to(of.entry, of.listed)


def _remarks(
    each: Attestation, entry: Transaction, now: Sequence[Attached]
) -> Iterator[Text]:
    """What to know of an attestation that counts."""
    if each.day < entry.date:
        yield EARLY
    if each.documents:
        for name in attached_documents.unread(each.documents, now):
            yield Text("innholdet i {name} er ikke kontrollert", name=name)
        return
    # What came in with an import names the file that both came from.
    own = {*attached_documents.ways_in(each.entry.meta)}
    if any(way not in own for way in attached_documents.ways(entry)):
        yield WITHOUT_DOCUMENT


def _pairs(
    counted: Mapping[Approval, Sequence[Attestation]],
) -> Iterator[tuple[Attestation, Attestation]]:
    """Who attested and who approved, where they are two."""
    for first in counted[Approval.ATTESTED]:
        for second in counted[Approval.APPROVED]:
            if first.person != second.person:
                yield first, second


def _changed(each: Attestation) -> Text:
    return Text(
        "endret etter at det ble {done} {day}", done=DONE[each.approval], day=each.day
    )


def _swapped(each: Attestation) -> Text:
    return Text(
        "dokumentet er byttet etter at bilaget ble {done} {day}",
        done=DONE[each.approval],
        day=each.day,
    )


def _may_not(each: Attestation, cooperation: Cooperation) -> Text:
    return Text(
        "{done} {day} av {person}, som ikke kan det for {cooperation}",
        done=DONE[each.approval],
        day=each.day,
        person=each.person or "–",
        cooperation=cooperation.title,
    )


def _same_person(each: Attestation) -> Text:
    return Text(
        "anvist {day} av {person}, som også attesterte",
        day=each.day,
        person=each.person,
    )
