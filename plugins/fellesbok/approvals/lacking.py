"""What lacks an attestation of that which a claim or a closing rests on, and is told.

A claim may rest on several years: on its own, and on those before that nobody was
claimed for.  Nothing is held back here: whoever asks decides what waits.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.approvals.attested import approvals_of_year
from fellesbok.approvals.attested import service_days
from fellesbok.approvals.counting import EARLY
from fellesbok.approvals.counting import WITHOUT_DOCUMENT
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.sharing.host_times import host_days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.approval_terms import Step
    from fellesbok.approvals.records import VoucherApproval
    from fellesbok.entries.records import Entries


@frozen
class RestsOn:
    """Which of the vouchers that a year shares something rests on.

    Attributes:
        year: The year that they are shared in.
        end: The last day of what is claimed or closed: vouchers until it count.  Where
            it ends the year, all that the year rests on counts, whenever it is dated.
        until: The last day of the shares that are asked for.  A former host asks for
            shares of later days, of what its own time has cost.
        host: Slug of the host who asks for them; blank where all is meant.
    """

    year: int
    end: date
    until: date
    host: str = ""

    def has(self, each: VoucherApproval) -> bool:
        """Whether a voucher of the year is among them."""
        day = each.voucher.day
        if self.end >= date(self.year, 12, 31) or day <= self.end:
            return True
        days = service_days(each.voucher, each.cooperation)
        hosts = (host for host, _ in host_days(each.cooperation, *days))
        return day <= self.until and self.host in hosts


def whole_year(year: int) -> RestsOn:
    """All that a year rests on."""
    last = date(year, 12, 31)
    return RestsOn(year, last, last)


def lacking_for(
    entries: Entries,
    agreement: Agreement,
    step: Step,
    slug: str,
    parts: Iterable[RestsOn],
) -> tuple[list[VoucherApproval], bool]:
    """The vouchers that lack something, and whether that stops a step.

    Args:
        entries: The loaded books.
        agreement: The agreements.
        step: What is about to be done.
        slug: The cooperation.
        parts: What it rests on, each year once.
    """
    found = [
        each
        for part in sorted(parts, key=lambda part: part.year)
        for each in approvals_of_year(entries, agreement, part.year, [slug])
        if each.lacking and part.has(each)
    ]
    return found, any(step in each.terms.required_by for each in found)


def unread_documents(
    entries: Entries, agreement: Agreement, slug: str, parts: Iterable[RestsOn]
) -> Iterator[Text]:
    """The vouchers whose document could not be held against what was signed.

    It may be gone, or have been swapped and be gone: whoever claims or closes by the
    voucher is told, as ``fellesbok approvals`` tells it.

    Args:
        entries: The loaded books.
        agreement: The agreements.
        slug: The cooperation.
        parts: What the claim or the closing rests on, each year once.
    """
    for part in sorted(parts, key=lambda part: part.year):
        for each in approvals_of_year(entries, agreement, part.year, [slug]):
            unread = {text for _, text in each.remarks} - {EARLY, WITHOUT_DOCUMENT}
            for remark in sorted(unread) if part.has(each) else ():
                yield Text(
                    "{cooperation}: bilag {number} fra {day} på {amount} kr: {reason}.",
                    cooperation=each.cooperation.title,
                    number=each.number or "–",
                    day=each.voucher.day,
                    amount=each.amount,
                    reason=remark,
                )


def told(found: Sequence[VoucherApproval], *, is_stopped: bool) -> Iterator[Text]:
    """What lacks, voucher by voucher, and what becomes of it."""
    for each in found:
        for reason in each.reasons:
            yield Text(
                "{cooperation}: bilag {number} fra {day} på {amount} kr: {reason}.",
                cooperation=each.cooperation.title,
                number=each.number or "–",
                day=each.voucher.day,
                amount=each.amount,
                reason=reason,
            )
    if found and is_stopped:
        years = sorted({each.year for each in found})
        yield Text(
            "{cooperation} venter til bilagene er attestert og anvist slik avtalen"
            " krever. Se {commands}.",
            cooperation=found[0].cooperation.title,
            commands=", ".join(f"«fellesbok approvals {year}»" for year in years),
        )
