"""Which voucher a transaction is: source, series, year and number, and nothing else.

The identity is the metadata ``kilde``.  Amount and date do not count: two equal rents
are two vouchers, and a voucher whose amount was changed is the same one, changed.  What
the document said is kept as a digest (``avtrykk``), so that a bookkeeper may write a
better text without the voucher being taken for another.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import REVERSES
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entry

FINGERPRINT = "avtrykk"
DUPLICATE = "__duplicate__"
FINGERPRINT_LENGTH = 16
OF_DOCUMENTS = "document"
_OF_ONE_ENTRY = frozenset({"filename", "lineno", VOUCHER})


@frozen
class Sorted:
    """Transactions of a document, held against the books.

    Attributes:
        new: The books do not have them.
        known: The books have them as they are.
        changed: The books have another version: (what stands there, what came).
        unnumbered: They carry no identity.
    """

    new: tuple[Transaction, ...]
    known: tuple[Transaction, ...]
    changed: tuple[tuple[Transaction, Transaction], ...]
    unnumbered: tuple[Transaction, ...]


def standing(existing: Iterable[Entry]) -> dict[str, Transaction]:
    """The version that holds of every voucher in the books, by identity.

    A reversal stands for nothing, and takes away the voucher that it reverses.
    """
    return {
        str(entry.meta[SOURCE]): entry
        for entry in not_reversed(existing)
        if SOURCE in entry.meta
    }


def not_reversed(existing: Iterable[Entry]) -> list[Transaction]:
    """The transactions that hold: neither a reversal nor reversed by one.

    A series begins anew each year, so a reversal takes back the number that it names
    of its own identity, and not that of another year.
    """
    found = transactions(existing)
    reversed_ = {
        (str(entry.meta.get(SOURCE)), str(entry.meta[REVERSES]))
        for entry in found
        if REVERSES in entry.meta
    }
    return [
        entry
        for entry in found
        if REVERSES not in entry.meta and version_of(entry) not in reversed_
    ]


def version_of(entry: Entry) -> tuple[str, str]:
    """Which version of which voucher an entry is: its identity and its number."""
    meta = entry.meta or {}
    return str(meta.get(SOURCE)), str(meta.get(VOUCHER))


def sort_out(
    entries: Sequence[Transaction], holding: Mapping[str, Transaction]
) -> Sorted:
    """Which transactions are new, which are known, and which have been changed.

    Known are also those that an importer has marked itself.
    """
    new, known, changed, unnumbered = [], [], [], []
    for entry in entries:
        identity = entry.meta.get(SOURCE)
        before = holding.get(str(identity))
        if DUPLICATE in entry.meta:
            known.append(entry)
        elif identity is None:
            unnumbered.append(entry)
        elif before is None:
            new.append(entry)
        elif same(before, entry):
            known.append(entry)
        else:
            changed.append((before, entry))
    return Sorted(tuple(new), tuple(known), tuple(changed), tuple(unnumbered))


def same(before: Transaction, after: Transaction) -> bool:
    """Whether two transactions of one identity come from the same voucher."""
    written = before.meta.get(FINGERPRINT)
    if written is not None and FINGERPRINT in after.meta:
        return bool(written == after.meta[FINGERPRINT])
    return same_money(before, after)


def same_money(before: Transaction, after: Transaction) -> bool:
    """Whether two transactions move the same amounts on the same accounts and day."""
    return before.date == after.date and _amounts(before) == _amounts(after)


def mark_known(entries: Iterable[Entry], existing: Iterable[Entry]) -> None:
    """Mark, as beangulp does, the vouchers that the books have.

    A changed voucher is not marked: whoever imports must see it.
    """
    holding = standing(existing)
    for entry in transactions(entries):
        before = holding.get(str(entry.meta.get(SOURCE)))
        if before is not None and same(before, entry):
            entry.meta[DUPLICATE] = before


def _amounts(entry: Transaction) -> list[tuple[str, Any]]:
    return sorted((posting.account, posting.units) for posting in entry.postings)


def digest_of(*said: object) -> str:
    """A short digest of what a document says of a voucher (``avtrykk``)."""
    digest = hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()
    return digest[:FINGERPRINT_LENGTH]


def kept_meta(before: Transaction) -> dict[str, Any]:
    """What somebody has said about a voucher, without what is one entry's own."""
    return {
        name: value
        for name, value in before.meta.items()
        if name not in _OF_ONE_ENTRY and not name.startswith(OF_DOCUMENTS)
    }


def reversal_of(before: Transaction, path: str, row: int) -> Transaction:
    """What takes a voucher of the books back, in full (*reversering*)."""
    number = str(before.meta.get(VOUCHER))
    place = drafting.at(path, row)
    said = {VOUCHER: f"{number}-reversert", REVERSES: number}
    return before._replace(
        meta=kept_meta(before) | place | said,
        narration=f"Reversert: {before.narration}",
        links=drafting.NOTHING,  # those to what it became are not the reversal's
        postings=[_turned(posting) for posting in before.postings],
    )


def _turned(posting: Any) -> Any:  # noqa: ANN401 -- a posting, complete after booking
    meta = {k: v for k, v in (posting.meta or {}).items() if not k.startswith("__")}
    return posting._replace(units=-posting.units, meta=meta)
