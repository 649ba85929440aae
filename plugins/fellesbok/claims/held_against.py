"""Claims on one payer, and its payments, as they are held against its own books.

A claim belongs to the accounting year of its period, whenever it was written
(*anordningsprinsippet*), and a payment to the year of its day.  The host's notes to
itself are no claims on anybody.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.claims.heard_objections import objected_claims
from fellesbok.claims.items import open_claims
from fellesbok.claims.items import paid_for_none
from fellesbok.claims.written import read_claims
from fellesbok.objections.concerned import unsettled
from fellesbok.objections.tables import marks
from fellesbok.reconciling.records import ZERO
from fellesbok.reconciling.records import OurLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.claims.written import Written
    from fellesbok.entries.records import Entries
    from fellesbok.messages import Text
    from fellesbok.objections import Objection


def claims_held(
    entries: Entries, agreement: Agreement, payer: Payer
) -> tuple[OurLine, ...]:
    """The claims and credit notes on a payer, of every year.

    What is claimed is without tax: a cost of the payer's that is compensated stands
    apart from it.
    """
    written = read_claims(entries, agreement)[0]
    every = [each.claim for each in written]
    objected_to = objected_claims(entries, agreement, date.max, every)
    return tuple(
        OurLine(
            each.claim.id,
            each.claim.kid,
            each.claim.cooperation.title,
            each.claim.cooperation.account,
            each.claim.day,
            each.claim.year,
            each.claim.amount,
            each.claim.tax,
            each.entry,
            *_objected(objected_to(each.claim)),
        )
        for each in _on(written, payer)
    )


def payments_held(
    entries: Entries, agreement: Agreement, payer: Payer
) -> tuple[OurLine, ...]:
    """The payments of a payer, claim by claim; those that pay none have no number."""
    seen = open_claims(entries, agreement, date.max)
    found = [
        OurLine(
            item.claim.id,
            item.claim.kid,
            item.claim.cooperation.title,
            item.claim.cooperation.account,
            payment.voucher.day,
            payment.voucher.day.year,
            payment.amount,
            ZERO,
            payment.voucher.entry,
            *_objected(item.objections),
        )
        for item in seen.items
        if item.claim.payer.slug == payer.slug != item.claim.host.slug
        for payment in item.payments
    ]
    for account, whose, owner, payment in paid_for_none(seen, agreement):
        if whose == payer.account:
            of = agreement.cooperation_by_account.get(owner)
            title = of.title if of is not None else account
            day = payment.voucher.day
            amount, entry = payment.amount, payment.voucher.entry
            line = OurLine("", "", title, owner, day, day.year, amount, entry=entry)
            found.append(line)
    return tuple(sorted(found, key=lambda line: (line.day, line.claim)))


def hosts_of(entries: Entries, agreement: Agreement, payer: Payer) -> tuple[str, ...]:
    """The slugs of those that claim of a payer, sorted."""
    written = read_claims(entries, agreement)[0]
    return tuple(sorted({each.claim.host.slug for each in _on(written, payer)}))


def _objected(found: Sequence[Objection]) -> tuple[Text | None, tuple[str, ...]]:
    """How objections stand, and the ids of those that are not settled."""
    return marks(found), unsettled(found)


def _on(written: Iterable[Written], payer: Payer) -> Iterator[Written]:
    for each in written:
        if each.claim.payer.slug == payer.slug != each.claim.host.slug:
            yield each
