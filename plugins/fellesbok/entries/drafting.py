"""What is to stand in the books, drafted value by value (*føring*).

Who writes an entry drafts it here, and meets no class of Beancount.  Amounts are in the
currency that is said, exactly as they are given; nothing is rounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Balance
    from beancount.core.data import Note
    from beancount.core.data import Open
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

NOTHING: frozenset[str] = frozenset()


def at(path: str, line: int, meta: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Metadata that begins with where something stands."""
    return data.new_metadata(path, line, dict(meta or {}))


def amount(number: Decimal, currency: str) -> Amount:
    """So much of a currency, as metadata and lines of our own have it."""
    return Amount(number, currency)


def posting(
    account: str,
    number: Decimal,
    currency: str,
    meta: dict[str, Any] | None = None,
    flag: str | None = None,
) -> Posting:
    """A line of a voucher."""
    return data.Posting(account, Amount(number, currency), None, None, flag, meta)


def voucher(  # noqa: PLR0913 -- the parts of one transaction
    meta: dict[str, Any],
    day: date,
    payee: str | None,
    narration: str,
    postings: Sequence[Posting],
    *,
    flag: str = "*",
    tags: frozenset[str] = NOTHING,
    links: frozenset[str] = NOTHING,
) -> Transaction:
    """A transaction of lines that somebody else has seen to that balance."""
    return data.Transaction(
        meta, day, flag, payee, narration, tags, links, list(postings)
    )


def moved(debit: str, credit: str, number: Decimal, currency: str) -> list[Posting]:
    """Money from one account to another, as the lines of a transaction."""
    return [
        posting(debit, number, currency, {}),
        posting(credit, -number, currency, {}),
    ]


def opening(
    place: tuple[str, int], day: date, account: str, currencies: Sequence[str]
) -> Open:
    """The line that opens an account; without currencies it may hold any."""
    held: Any = list(currencies) or None
    return data.Open(data.new_metadata(*place), day, account, held, None)


def note(meta: dict[str, Any], day: date, account: str, text: str, tag: str) -> Note:
    """A note on an account, with a tag that it is known by."""
    return data.Note(meta, day, account, text, frozenset({tag}), NOTHING)


def balance(
    place: tuple[str, int], day: date, account: str, number: Decimal, currency: str
) -> Balance:
    """What an account holds when a day begins."""
    held = Amount(number, currency)
    return data.Balance(data.new_metadata(*place), day, account, held, None, None)
