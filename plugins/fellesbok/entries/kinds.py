"""The kinds of entries that books are made of, each found in one place (*poster*).

Who needs the vouchers, our own lines or the accounts of the books asks for them here,
and meets no class of Beancount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data
from beancount.core.flags import FLAG_PADDING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from typing import TypeGuard

    from beancount.core.data import Balance
    from beancount.core.data import Commodity
    from beancount.core.data import Custom
    from beancount.core.data import Directive
    from beancount.core.data import Document
    from beancount.core.data import Note
    from beancount.core.data import Open
    from beancount.core.data import Pad
    from beancount.core.data import Price
    from beancount.core.data import Transaction


def is_transaction(entry: Directive) -> TypeGuard[Transaction]:
    """Whether it is a voucher, a claim or something generated."""
    return isinstance(entry, data.Transaction)


def is_custom(entry: Directive, *kinds: str) -> TypeGuard[Custom]:
    """Whether it is a line of our own of one of some kinds, or of any if none."""
    return isinstance(entry, data.Custom) and (not kinds or entry.type in kinds)


def transactions(entries: Iterable[Directive]) -> list[Transaction]:
    """Vouchers, claims and what is generated, in the order of the books."""
    return [entry for entry in entries if isinstance(entry, data.Transaction)]


def others(entries: Iterable[Directive]) -> list[Directive]:
    """All that is no transaction, which is little of most books."""
    return [entry for entry in entries if not isinstance(entry, data.Transaction)]


def customs(entries: Iterable[Directive], *kinds: str) -> Iterator[Custom]:
    """Lines of our own of some kinds."""
    for entry in entries:
        if isinstance(entry, data.Custom) and entry.type in kinds:
            yield entry


def is_note(entry: Directive) -> TypeGuard[Note]:
    """Whether it is a note on an account, as findings are."""
    return isinstance(entry, data.Note)


def is_opening(entry: Directive) -> TypeGuard[Open]:
    """Whether it opens an account."""
    return isinstance(entry, data.Open)


def is_balance(entry: Directive) -> TypeGuard[Balance]:
    """Whether it asserts what an account holds."""
    return isinstance(entry, data.Balance)


def is_pad(entry: Directive) -> TypeGuard[Pad]:
    """Whether it asks Beancount to even out an account."""
    return isinstance(entry, data.Pad)


def is_padding(entry: Transaction) -> bool:
    """Whether it is what such a line came to."""
    return entry.flag == FLAG_PADDING


def is_document(entry: Directive) -> TypeGuard[Document]:
    """Whether it lists a document."""
    return isinstance(entry, data.Document)


def openings(entries: Iterable[Directive]) -> Iterator[Open]:
    """The lines that open accounts."""
    return (entry for entry in entries if isinstance(entry, data.Open))


def balances(entries: Iterable[Directive]) -> Iterator[Balance]:
    """What the books assert that an account holds."""
    return (entry for entry in entries if isinstance(entry, data.Balance))


def documents(entries: Iterable[Directive]) -> Iterator[Document]:
    """The documents that the books list."""
    return (entry for entry in entries if isinstance(entry, data.Document))


def commodities(entries: Iterable[Directive]) -> Iterator[Commodity]:
    """What the books call currencies and units."""
    return (entry for entry in entries if isinstance(entry, data.Commodity))


def prices(entries: Iterable[Directive]) -> Iterator[Price]:
    """What units are worth, in the order of the books."""
    return (entry for entry in entries if isinstance(entry, data.Price))
