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


def approvals_behind(
    entries: Entries, agreement: Agreement, slug: str, parts: Iterable[RestsOn]
) -> list[VoucherApproval]:
    """The vouchers that a claim or a closing rests on, with what each has and lacks.

    Args:
        entries: The loaded books.
        agreement: The agreements.
        slug: The cooperation.
        parts: What it rests on, each year once.
    """
    return [
        each
        for part in sorted(parts, key=lambda part: part.year)
        for each in approvals_of_year(entries, agreement, part.year, [slug])
        if part.has(each)
    ]


def lacking_of(
    behind: Iterable[VoucherApproval], step: Step
) -> tuple[list[VoucherApproval], bool]:
    """The vouchers that lack something, and whether that stops a step.

    Args:
        behind: What the step rests on.
        step: What is about to be done.
    """
    found = [each for each in behind if each.lacking]
    return found, any(step in each.terms.required_by for each in found)


def unread_documents(behind: Iterable[VoucherApproval]) -> Iterator[Text]:
    """The vouchers whose document could not be held against what was signed.

    It may be gone, or have been swapped and be gone: whoever claims or closes by the
    voucher is told, as ``fellesbok approvals`` tells it.
    """
    for each in behind:
        remarks = {text for _, text in each.remarks}
        for remark in sorted(remarks - {EARLY, WITHOUT_DOCUMENT}):
            yield _of_voucher(each, remark)


def told(found: Sequence[VoucherApproval], *, is_stopped: bool) -> Iterator[Text]:
    """What lacks, voucher by voucher, and what becomes of it."""
    for each in found:
        for reason in each.reasons:
            yield _of_voucher(each, reason)
    if found and is_stopped:
        years = sorted({each.year for each in found})
        yield Text(
            "{cooperation} venter til bilagene er attestert og anvist slik avtalen"
            " krever. Se {commands}.",
            cooperation=found[0].cooperation.title,
            commands=", ".join(f"«fellesbok approvals {year}»" for year in years),
        )


def _of_voucher(each: VoucherApproval, reason: str) -> Text:
    return Text(
        "{cooperation}: bilag {number} fra {day} på {amount} kr: {reason}.",
        cooperation=each.cooperation.title,
        number=each.number or "–",
        day=each.voucher.day,
        amount=each.amount,
        reason=reason,
    )
