"""Claims as they are listed: each on a day, with all that is known of it.

What is paid and left is that of ``items``.  Whoever reads chooses among claims; what is
left of a claim is whole whatever is hidden.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from fellesbok.claims.reminders import NOTHING
from fellesbok.claims.reminders import outstanding
from fellesbok.claims.written import read_claims
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import documents_in
from fellesbok.frozen import frozen
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding
    from fellesbok.claims.reminders import Reminder
    from fellesbok.claims.written import Written
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.messages import Text
    from fellesbok.objections import Objection

DOCUMENT = "document"
"""Metadata that begin so name a document of the claim."""


@frozen
class ClaimRow:
    """One claim on a day.

    Attributes:
        claim: The claim.
        entry: The transaction that it is; ``None`` where it is not written yet.
        item: What is paid and left of it; ``None`` of a credit note, which is a part of
            what it credits, and of what is not written.
        other: The last credit note that takes it back, or a part of it; of a credit
            note the claim that it takes back.
        reminder: How it is reminded of, where it is overdue.
        documents: Its documents that the reader may read, as the books name them.
        is_explained: Whether its year is shared, so that the amount is explained by the
            accounts; else the budget explains it.
    """

    claim: Claim
    entry: Entry | None = None
    item: ClaimItem | None = None
    other: Written | None = None
    reminder: Reminder | None = None
    documents: tuple[str, ...] = ()
    is_explained: bool = False

    @property
    def left(self) -> Decimal:
        """What is left, in kroner; below zero is to be paid back."""
        return NOTHING if self.item is None else NOTHING + self.item.remaining

    @property
    def credited(self) -> Decimal:
        """What is taken back, in kroner."""
        return NOTHING if self.item is None else NOTHING + self.item.credited

    @property
    def paid(self) -> Decimal:
        """What is paid, in kroner."""
        return NOTHING if self.item is None else NOTHING + self.item.paid


@frozen
class ClaimBook:
    """The claims on a day, of all payers or of some of them.

    Attributes:
        rows: The claims, in the order of the books, credit notes among them.
        hidden: Those that the filters hide.
        loose: What is paid and could not be put against a claim.
        notes: Payments that do not say which claim they are for.
        dues: What is between each of the payers and each host.
        seen: Everything that is open, whoever sees it.
    """

    rows: tuple[ClaimRow, ...]
    hidden: tuple[Claim, ...]
    loose: tuple[Loose, ...]
    notes: tuple[Text, ...]
    dues: tuple[Dues, ...]
    seen: Outstanding

    @property
    def unplaced(self) -> Decimal:
        """What the payers have paid and no claim is known of, in kroner."""
        return sum((each.amount for each in self.loose), NOTHING)

    @property
    def open(self) -> tuple[ClaimItem, ...]:
        """What is left of those of which something is left, by due date."""
        found = [row.item for row in self.rows if row.item and row.left]
        return tuple(sorted(found, key=lambda item: (item.claim.due, item.claim.id)))

    def of(self, payers: Iterable[Payer]) -> ClaimBook:
        """The claims of some of its payers alone."""
        slugs, accounts = set(), []
        for payer in payers:
            slugs.add(payer.slug)
            accounts.append(f":{payer.account}:")
        return ClaimBook(
            tuple(row for row in self.rows if row.claim.payer.slug in slugs),
            tuple(claim for claim in self.hidden if claim.payer.slug in slugs),
            tuple(x for x in self.loose if x.payer and x.payer.slug in slugs),
            tuple(
                note
                for note in self.notes
                if any(account in f"{note.values['account']}:" for account in accounts)
            ),
            tuple(dues for dues in self.dues if dues.payer.slug in slugs),
            self.seen,
        )


def claim_book(  # noqa: PLR0913 -- what is optional is asked for by name
    entries: Entries,
    shown: Iterable[Entry],
    agreement: Agreement,
    day: date,
    waiting: Iterable[Objection] = (),
    *,
    unknown: Mapping[str, int] = MappingProxyType({}),
) -> ClaimBook:
    """Every claim until the end of a day, whoever it is on.

    Args:
        entries: The books.
        shown: Those of them that no filter hides.
        agreement: The agreements.
        day: The day.
        waiting: What is objected to and lies in the inbox.
        unknown: By cooperation (slug), the first year whose shares are not known.
    """
    written = [e for e in read_claims(entries, agreement)[0] if e.claim.day <= day]
    seen = outstanding(entries, agreement, day, waiting=waiting, unknown=unknown)
    others = _others(written)
    explained = {
        (share.cooperation, share.municipality, share.day.year)
        for share in statement.shares(entries)
    }
    documents = {Path(name).resolve(): name for name in documents_in(entries)}
    items = {item.claim.id: item for item in seen.claims.items}
    left = {id(entry) for entry in shown}
    rows, hidden = [], []
    for claim, entry in written:
        item, year = items.get(claim.id), claim.year
        of = claim.cooperation.account, claim.payer.name, year
        if id(entry) not in left:
            hidden.append(claim)
            continue
        rows.append(
            ClaimRow(
                claim,
                entry,
                item,
                others.get(claim.id),
                None if item is None else seen.reminder(item),
                tuple(_documents(entry, documents)),
                of in explained,
            )
        )
    return ClaimBook(
        tuple(rows), tuple(hidden), seen.loose, seen.notes, seen.dues, seen
    )


def _others(written: Iterable[Written]) -> dict[str, Written]:
    """What takes each claim back, and what each credit note takes back."""
    made = {each.claim.id: each for each in written}
    found = {}
    for number, each in made.items():
        if each.claim.kind is ClaimKind.CREDIT:
            found[each.claim.credits] = each
            if each.claim.credits in made:
                found[number] = made[each.claim.credits]
    return found


def _documents(entry: Entry, documents: dict[Path, str]) -> Iterator[str]:
    """The documents of a claim that the reader may read, as the books name them."""
    folder = Path(entry.meta["filename"]).parent
    for key, value in sorted(entry.meta.items()):
        path = (folder / str(value)).resolve() if key.startswith(DOCUMENT) else None
        if path in documents:
            yield documents[path]


def open_rows(seen: Outstanding) -> list[ClaimRow]:
    """The claims of which something is left, by due date."""
    return [_row(item, seen) for item in seen.open]


def overdue_rows(seen: Outstanding) -> list[ClaimRow]:
    """The claims that payers are reminded of, payer by payer and host by host."""
    return [_row(r.item, seen) for dues in seen.to_remind for r in dues.reminders]


def _row(item: ClaimItem, seen: Outstanding) -> ClaimRow:
    return ClaimRow(item.claim, item.voucher.entry, item, reminder=seen.reminder(item))
