"""The books → what each voucher of a year has of attestations, and what it lacks.

An attestation counts where number, digest and documents are those of the voucher as it
is, and who gave it may, by the terms that hold for the voucher; who approves is another
than who attests (``counting``).  What else is wrong is told in ``checks``.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import terms_at
from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.attached_documents import held_by
from fellesbok.approvals.attached_documents import listed_in
from fellesbok.approvals.counting import Signed
from fellesbok.approvals.counting import counted
from fellesbok.approvals.digests import voucher_digest
from fellesbok.approvals.records import Attestation
from fellesbok.approvals.records import VoucherApproval
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import TAG as CLAIM
from fellesbok.entries.declared import declared
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.records import days_told
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.objections import objections
from fellesbok.objections.concerned import to_voucher

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Voucher

PERSON = "av"
DIGEST = "sum"
_VALUES = 2
_KINDS = {approval.value: approval for approval in Approval}


def attestation_of(line: Declared) -> Attestation | None:
    """A line as a value; ``None`` where it does not say which voucher and what."""
    words = line.words
    if len(words) != _VALUES or words[1] not in _KINDS or not words[0].strip():
        return None
    return Attestation(
        words[0],
        _KINDS[words[1]],
        str(line.meta.get(PERSON) or "").strip(),
        str(line.meta.get(DIGEST) or "").strip(),
        line.day,
        line.entry,
        held_by(line.meta),
    )


def attestations(entries: Iterable[Entry]) -> dict[str, list[Attestation]]:
    """Every attestation that can be read, by voucher number, in the books' order."""
    found: dict[str, list[Attestation]] = defaultdict(list)
    for line in declared(entries, ATTESTATION):
        each = attestation_of(line)
        if each is not None:
            found[each.number].append(each)
    return found


def cooperations_of(voucher: Voucher, agreement: Agreement) -> list[Cooperation]:
    """The cooperations whose costs or incomes a voucher has, each once, by slug."""
    found = {}
    for account in voucher.accounts:
        root, _, rest = account.partition(":")
        if root in {"Expenses", "Income"}:
            of = agreement.cooperation_by_account.get(rest.partition(":")[0])
            if of is not None:
                found[of.slug] = of
    return [found[slug] for slug in sorted(found)]


def service_days(voucher: Voucher, cooperation: Cooperation) -> tuple[date, date]:
    """The first and the last day that a voucher is for: of its service, else its own.

    Its lines on the cooperation say it, or the voucher for all of them.
    """
    own = voucher.day, voucher.day
    told = [
        days_told(line.meta.get(SERVICE_PERIOD, voucher.meta.get(SERVICE_PERIOD)))
        for line in voucher.lines
        if line.account.split(":")[:2]
        in (["Expenses", cooperation.account], ["Income", cooperation.account])
    ]
    days = [each or own for each in told] or [own]
    return min(first for first, _ in days), max(last for _, last in days)


def terms_for(voucher: Voucher, cooperation: Cooperation) -> ApprovalTerms | None:
    """What holds on the voucher's date, else what holds for what it is for.

    Who attests is whoever may on the day that the bill is dated; where nothing holds
    then, or nothing is asked then, it is what the terms that share it ask: those of the
    last day of its service, or the nearest to it.
    """
    version = cooperation.version_on(voucher.day)
    if version is not None and version.approval is not None:
        return version.approval
    _, last = service_days(voucher, cooperation)
    return terms_at(cooperation, last).approval


def terms_of(voucher: Voucher, agreement: Agreement) -> dict[str, ApprovalTerms]:
    """What holds in each cooperation that bears a voucher, where anything does."""
    found = {
        each.slug: terms_for(voucher, each)
        for each in cooperations_of(voucher, agreement)
    }
    return {slug: terms for slug, terms in found.items() if terms is not None}


def approvals_of_year(
    entries: Entries,
    agreement: Agreement,
    year: int,
    slugs: Collection[str] = (),
) -> list[VoucherApproval]:
    """Every voucher that a year rests on, where the agreement says who attests.

    Args:
        entries: The loaded books.
        agreement: The agreements.
        year: The year that is shared.
        slugs: The cooperations; all if there are none.

    Returns:
        By cooperation, and in the order of the books.
    """
    with_terms = {
        slug: cooperation
        for slug, cooperation in agreement.cooperations.items()
        if not slugs or slug in slugs
        if any(version.approval for version in cooperation.versions)
    }
    if not with_terms:
        return []
    given = attestations(entries)
    accrued = {line.place for line in declared(entries, vocabulary.ACCRUED)}
    vouchers = [
        voucher
        for voucher in vouchers_in(entries, generated=False)
        if not _follows_others(voucher, accrued)
    ]
    raised = [each for each in objections(entries, agreement) if each.voucher]
    digests: dict[str, set[str]] = defaultdict(set)
    for voucher in vouchers:
        if voucher.number in given:
            digests[voucher.number].add(voucher_digest(voucher.entry))
    listed = listed_in(entries)
    found: dict[str, list[VoucherApproval]] = {slug: [] for slug in sorted(with_terms)}
    for voucher in vouchers:
        number = voucher.number
        for slug in sorted(with_terms.keys() & set(_rested_on(voucher, year))):
            terms = terms_for(voucher, with_terms[slug])
            if terms is not None:
                own = given.get(number, ()) if number else ()
                of = Signed(
                    voucher.entry,
                    voucher_digest(voucher.entry),
                    own,
                    digests[number],
                    {**terms_of(voucher, agreement), slug: terms},
                    listed,
                )
                found[slug].append(
                    VoucherApproval(
                        with_terms[slug],
                        year,
                        voucher,
                        number,
                        _through(voucher, agreement.currency),
                        of.digest,
                        terms,
                        *counted(of, with_terms[slug]),
                        listed,
                        to_voucher(voucher, slug, raised),
                    )
                )
    return [each for slug in found for each in found[slug]]


def _follows_others(voucher: Voucher, accrued: Collection[tuple[str, int]]) -> bool:
    """Whether it is no voucher of its own, and so is nobody's to attest.

    A claim asks for what vouchers have cost, and the reversal of an accrual comes by
    itself on the day of the real voucher.
    """
    is_reversal = vocabulary.TAKES_BACK in voucher.meta and voucher.place in accrued
    return is_reversal or CLAIM in voucher.tags


def _rested_on(voucher: Voucher, year: int) -> Iterator[str]:
    """The slugs of the cooperations whose year rests on a voucher.

    A late voucher of a closed year is behind a correction, and every year after it
    rests on that too.
    """
    for link in voucher.links:
        kind, _, rest = link.partition("-")
        of, _, slug = rest.partition("-")
        if (kind == vocabulary.CHARGE_TAG and of == str(year)) or (
            kind == vocabulary.CORRECTION_TAG and of.isdecimal() and int(of) < year
        ):
            yield slug


def _through(voucher: Voucher, currency: str) -> Decimal:
    """What goes through a voucher, in kroner: all that is debited.

    The whole voucher decides, so that one that is split on cooperations or cost centres
    does not come under a limit by that.
    """
    lines = (line for line in voucher.lines if line.currency == currency)
    return sum((line.amount for line in lines if line.amount > 0), Decimal("0.00"))
