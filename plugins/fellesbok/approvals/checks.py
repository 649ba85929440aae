"""What is wrong with attestations, and which vouchers were changed after them.

A line that cannot be meant is an error with its place.  A voucher that was changed is
none: it has lost what it had, and that is a finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.attested import DIGEST
from fellesbok.approvals.attested import PERSON
from fellesbok.approvals.attested import attestation_of
from fellesbok.approvals.attested import cooperations_of
from fellesbok.approvals.attested import terms_of
from fellesbok.approvals.countersigned import countersigned_faults
from fellesbok.approvals.counting import has_other_names
from fellesbok.approvals.counting import names
from fellesbok.approvals.digests import voucher_digest
from fellesbok.approvals.records import DONE
from fellesbok.entries.declared import declared
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.approvals.records import Attestation
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher
    from fellesbok.sharing.settlement import YearResult

_DIGEST = re.compile(r"[0-9a-f]{64}")

Numbered = dict[str, list[tuple[str, "Voucher"]]]
"""Vouchers by number, each with its digest."""


def signing_faults(
    entries: Entries,
    rest: Entries,
    agreement: Agreement,
    results: Sequence[YearResult],
) -> tuple[list[LedgerError], list[Finding]]:
    """What is wrong with attestations and signatures, and what was changed after them.

    Args:
        entries: The books.
        rest: Those of them that are no transactions.
        agreement: The agreements.
        results: The years as they are now.
    """
    errors, lost = approval_faults(entries, rest, agreement)
    signed_errors, since = countersigned_faults(rest, agreement, results)
    return [*errors, *signed_errors], [*lost, *since]


def approval_faults(
    entries: Entries, rest: Entries, agreement: Agreement
) -> tuple[list[LedgerError], list[Finding]]:
    """Every attestation that is wrong, and every voucher that has lost one.

    Args:
        entries: The books.
        rest: Those of them that are no transactions.
        agreement: The agreements.
    """
    lines = [*declared(rest, ATTESTATION)]
    if not lines:
        return [], []
    errors, read = [], []
    for line in lines:
        each = attestation_of(line)
        if each is None:
            text = Text(
                'En attestasjon skrives slik: custom "attestasjon" "bilagsnummer"'
                ' "attestert", eller "anvist".'
            )
            errors.append(LedgerError(line.meta, text, line.entry))
        else:
            read.append(each)
    wanted = {each.number for each in read}
    vouchers: Numbered = defaultdict(list)
    for voucher in vouchers_in(entries, generated=False):
        if voucher.number in wanted:
            known = voucher_digest(voucher.entry), voucher
            vouchers[voucher.number].append(known)
    for each in read:
        errors += _alone(each, vouchers)
        errors += _by_whom(each, vouchers, agreement)
    errors += _together(read, vouchers, agreement)
    return errors, list(_lost(read, vouchers, agreement))


def _error(each: Attestation, template: str, /, **values: object) -> LedgerError:
    text = Text(template, number=each.number, done=DONE[each.approval], **values)
    return LedgerError(each.entry.meta, text, each.entry)


def _alone(each: Attestation, vouchers: Numbered) -> Iterator[LedgerError]:
    """One line by itself: which voucher, who, and the digest."""
    known = vouchers.get(each.number, [])
    if not known:
        yield _error(each, "Bilag {number} finnes ikke, så det kan ikke være {done}.")
    if not each.person:
        yield _error(
            each,
            "Bilag {number} er {done}, men «{field}» mangler: skriv hvem som har gjort"
            " det.",
            field=PERSON,
        )
    if not _DIGEST.fullmatch(each.digest):
        found = f"«{each.digest}»" if each.digest else Text("ikke oppgitt")
        for digest, voucher in known:
            yield _error(
                each,
                "Bilag {number} er {done}, men «{field}» er {found}. For bilaget fra"
                " {day}, slik det er nå, er den {digest}.",
                field=DIGEST,
                found=found,
                day=voucher.day,
                digest=digest,
            )


def _by_whom(
    each: Attestation, vouchers: Numbered, agreement: Agreement
) -> Iterator[LedgerError]:
    """Whether who did it may, in one of the cooperations that the voucher is of."""
    for digest, voucher in vouchers.get(each.number, ()):
        if digest != each.digest or not each.person:
            continue
        terms = terms_of(voucher, agreement)
        if names(terms.values(), each):
            continue
        for slug, one in terms.items():
            yield _error(
                each,
                "Bilag {number} er {done} av {person}, som avtalen for"
                " {cooperation} ikke nevner. De som kan: {known}.",
                person=each.person,
                cooperation=agreement.cooperations[slug].title,
                known=", ".join(one.who_may(each.approval)) or Text("ingen"),
            )


def _together(
    read: Sequence[Attestation], vouchers: Numbered, agreement: Agreement
) -> Iterator[LedgerError]:
    """Lines about the same voucher: two persons, in their order, each once."""
    by_voucher: dict[tuple[str, str], list[Attestation]] = defaultdict(list)
    for each in read:
        if each.digest:
            by_voucher[each.number, each.digest].append(each)
    for (number, digest), lines in by_voucher.items():
        seen: dict[tuple[object, ...], Attestation] = {}
        for each in lines:
            done = each.approval, each.person, each.documents
            first = seen.setdefault(done, each)
            if first is not each:
                yield _error(
                    each,
                    "Bilag {number} er {done} to ganger av {person}: også {day}.",
                    person=each.person,
                    day=first.day,
                )
        terms = [
            one
            for known, voucher in vouchers.get(number, ())
            if known == digest
            for one in terms_of(voucher, agreement).values()
        ]
        yield from _in_each(lines, terms)


def _in_each(
    lines: Sequence[Attestation], terms: Sequence[ApprovalTerms]
) -> Iterator[LedgerError]:
    """The same of each cooperation's own lines; a line is told of once."""
    told: set[int] = set()
    for one in terms or (None,):
        of_one = [
            each
            for each in lines
            if one is None
            or each.person in one.who_may(each.approval)
            or not names(terms, each)
        ]
        errors = [
            error for error in _two_persons(of_one) if id(error.entry) not in told
        ]
        told.update(id(error.entry) for error in errors)
        yield from errors


def _two_persons(lines: Sequence[Attestation]) -> Iterator[LedgerError]:
    """Whether who approved is another than who attested, and did it afterwards."""
    attested = [each for each in lines if each.approval is Approval.ATTESTED]
    for each in lines:
        if each.approval is not Approval.APPROVED or not attested:
            continue
        if all(first.person == each.person for first in attested):
            yield _error(
                each,
                "Bilag {number} er både attestert og anvist av {person}. Det skal være"
                " to forskjellige.",
                person=each.person,
            )
        first_day = min(first.day for first in attested)
        if each.day < first_day:
            yield _error(
                each,
                "Bilag {number} er anvist {day}, før det ble attestert {first}.",
                day=each.day,
                first=first_day,
            )


def _lost(
    read: Sequence[Attestation], vouchers: Numbered, agreement: Agreement
) -> Iterator[Finding]:
    """A finding for each voucher that was changed after it was attested or approved.

    Documents are held by their names; what is in them is read where a year is claimed
    or closed, and not each time that the books are loaded.
    """
    stands = [
        any(
            digest == each.digest and not has_other_names(each, voucher.entry)
            for digest, voucher in vouchers.get(each.number, ())
        )
        for each in read
    ]
    still = {
        (each.number, each.approval, each.digest)
        for each, is_standing in zip(read, stands, strict=True)
        if is_standing
    }
    told: set[tuple[str, Approval]] = set()
    for each, is_standing in zip(read, stands, strict=True):
        is_changed = _DIGEST.fullmatch(each.digest) and not is_standing
        if not is_changed or (each.number, each.approval) in told:
            continue
        told.add((each.number, each.approval))
        for digest, voucher in vouchers.get(each.number, ()):
            if (each.number, each.approval, digest) not in still:
                yield from _changed(each, voucher, agreement)


def _changed(
    each: Attestation, voucher: Voucher, agreement: Agreement
) -> Iterator[Finding]:
    """The finding on each cooperation that bears the voucher, where it is posted."""
    text = Text(
        "Bilag {number} er endret etter at det ble {done} {day}, så det må gjøres på"
        " nytt.",
        number=each.number,
        done=DONE[each.approval],
        day=each.day,
    )
    for cooperation in cooperations_of(voucher, agreement):
        account = next(
            account
            for account in voucher.accounts
            if account.split(":")[1:2] == [cooperation.account]
            and account.startswith(("Expenses:", "Income:"))
        )
        yield Finding(
            cooperation,
            voucher.day.year,
            "endret etter attestasjon",
            text,
            account,
            voucher.day,
        )
