"""Transactions → columns of what they are made of, and the same transactions again.

Nearly all that a load makes is transactions, and they are much faster read back column
by column than each by itself.  One that is made otherwise than Beancount's parser makes
them is none of these, and is kept by itself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from itertools import accumulate
from itertools import chain
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import EMPTY_SET
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.utils.defdict import ImmutableDictWithDefault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

Columns = tuple[list[Any], ...]
_PLACE = ["filename", "lineno"]
"""What metadata begins with, in that order."""

_ONLY_PLACE = 2
_ALIKE = {str, date, type(None)}
"""Kinds of which those that are equal are the same."""

_WIDE = 11
"""How many columns there are of transactions, and of their postings (one less)."""

_amount = partial(tuple.__new__, Amount)
_posting = partial(tuple.__new__, Posting)
_transaction = partial(tuple.__new__, Transaction)


def is_plain(entry: Any) -> bool:  # noqa: ANN401 -- whatever stands in the books
    """Whether it is a transaction that comes back the same from columns."""
    return (
        type(entry) is Transaction
        and _is_placed(entry.meta)
        and type(entry.postings) is list
        and all(map(_is_plain_posting, entry.postings))
    )


def _is_plain_posting(posting: Any) -> bool:  # noqa: ANN401 -- likewise
    units = posting.units
    return (
        type(posting) is Posting
        and type(units) is Amount
        and type(units.number) is Decimal
        and (posting.meta is None or _is_placed(posting.meta))
    )


def _is_placed(meta: Any) -> bool:  # noqa: ANN401 -- likewise
    if type(meta) is not dict or list(meta)[:2] != _PLACE:
        return False
    return type(meta["filename"]) is str


class _Same:
    """One of what is equal: text, days and tolerances stand in thousands of lines."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._tolerances: dict[str, Any] = {}

    def column(self, values: Iterable[Any]) -> list[Any]:
        """Each value of a column as the first that was equal."""
        values = list(values)
        if set(map(type, values)) <= _ALIKE:
            return list(map(self._known.setdefault, values, values))
        return list(map(self.value, values))

    def value(self, value: Any) -> Any:  # noqa: ANN401 -- what stands in an entry
        """The first that was equal; of other kinds, where equal is not same, itself.

        What may be changed is never one in two places.
        """
        kind = type(value)
        if kind in _ALIKE:
            return self._known.setdefault(value, value)
        if kind is ImmutableDictWithDefault:  # how much each currency may be off by
            told = repr((value, value.default))
            return self._tolerances.setdefault(told, value)
        return EMPTY_SET if kind is frozenset and not value else value

    def shape(self, meta: dict[str, Any]) -> tuple[str, ...]:
        """The words of metadata after its place."""
        words = tuple(meta)[2:]
        return self._known.setdefault(words, words)  # type: ignore[no-any-return]  # as given


def columns_of(transactions: Iterable[Any]) -> Columns:
    """What plain transactions are made of, column by column."""
    same = _Same()
    entries = list(transactions)
    metas, *heads, of_each = zip(*entries, strict=True) if entries else [()] * 8
    postings = list(chain.from_iterable(of_each))
    columns = zip(*postings, strict=True) if postings else [()] * 6
    accounts, units, costs, prices, marks, own = columns
    return (
        *_placed(metas, same),
        *map(same.column, heads),
        list(map(len, of_each)),
        same.column(accounts),
        [str(number) for number, _ in units],
        same.column(currency for _, currency in units),
        *map(list, (costs, prices, marks)),
        *_placed(own, same),
    )


def _placed(metas: Iterable[dict[str, Any] | None], same: _Same) -> list[list[Any]]:
    """Files, lines, words and values of metadata; no file where there is none of it."""
    names: list[Any] = []
    lines: list[Any] = []
    words: list[Any] = []
    values: list[Any] = []
    for meta in metas:
        if meta is None:
            names.append(None)
            lines.append(None)
        else:
            names.append(meta["filename"])
            lines.append(meta["lineno"])
        if meta is None or len(meta) == _ONLY_PLACE:
            words.append(())
            values.append(())
        else:
            words.append(same.shape(meta))
            values.append(tuple(map(same.value, tuple(meta.values())[_ONLY_PLACE:])))
    return [same.column(names), lines, words, values]


def transactions_of(columns: Columns) -> list[Transaction]:
    """The transactions that the columns were made of.

    Raises:
        ValueError, TypeError, ArithmeticError: They were not made by us.
    """
    *of_heads, days, flags, payees, texts, tags, links, counts = columns[:_WIDE]
    accounts, numbers, currencies, costs, prices, marks, *of_lines = columns[_WIDE:]
    units = map(_amount, zip(map(Decimal, numbers), currencies, strict=True))
    lines = _metas(*of_lines)
    of_line = zip(accounts, units, costs, prices, marks, lines, strict=True)
    postings = list(map(_posting, of_line))
    if sum(counts) != len(postings):
        raise ValueError(len(postings))
    ends = pairwise(accumulate(counts, initial=0))
    of_each = (postings[begin:end] for begin, end in ends)
    heads = _metas(*of_heads)
    rows = zip(heads, days, flags, payees, texts, tags, links, of_each, strict=True)
    return list(map(_transaction, rows))


def with_links(entry: Transaction, links: frozenset[str] | None) -> Transaction:
    """The transaction with other links; with its own where none are given."""
    if links is None:
        return entry
    return _transaction((*entry[:6], links, entry[7]))


def _metas(
    files: list[Any], places: list[Any], words: list[Any], values: list[Any]
) -> Iterator[dict[str, Any] | None]:
    """Metadata, each a value of its own, which whoever gets it may change."""
    for name, line, shape, of in zip(files, places, words, values, strict=True):
        if name is None:
            yield None
        elif not shape:
            yield {"filename": name, "lineno": line}
        else:
            yield {
                "filename": name,
                "lineno": line,
                **dict(zip(shape, of, strict=True)),
            }
