"""Entries, errors and options → bytes, and the same read back, class by class.

Pickle's form is used and nothing of what it can run: it makes the classes of
``known_classes`` alone, whatever the bytes ask for.
"""

from __future__ import annotations

import io
import pickle
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Transaction

from fellesbok.entries.book_files import Sources
from fellesbok.kept_loads.known_classes import NotKeptError
from fellesbok.kept_loads.known_classes import known_class
from fellesbok.kept_loads.transaction_columns import columns_of
from fellesbok.kept_loads.transaction_columns import is_plain
from fellesbok.kept_loads.transaction_columns import transactions_of
from fellesbok.kept_loads.transaction_columns import with_links

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.entries.book_files import Loaded

_PROTOCOL = 5
_OWN = -1
_OTHER = -2
"""Where an entry is none of the files' own: a plain transaction, or another entry."""


def write_columns(file: io.BytesIO, plain: Sequence[Transaction]) -> None:
    """Write plain transactions."""
    _Writer(file).dump(columns_of(plain))


def read_columns(file: io.BytesIO) -> list[Transaction]:
    """Plain transactions that were written."""
    return transactions_of(_Reader(file, []).load())


def write_rest(file: io.BytesIO, rest: object, plain: Sequence[Transaction]) -> None:
    """Write any values; what they have of plain transactions is not written again.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    numbers = {id(entry): n for n, entry in enumerate(plain)}
    numbers |= {id(entry.meta): -1 - n for n, entry in enumerate(plain)}
    _AfterColumns(file, numbers).dump(rest)


def read_rest(file: io.BytesIO, plain: Sequence[Transaction]) -> Any:  # noqa: ANN401 -- what was written
    """The values that were written."""
    return _Reader(file, plain).load()


def written(loaded: Loaded, base: Sequence[Transaction]) -> bytes:
    """A load as bytes.

    Args:
        loaded: The load.
        base: Transactions that are kept already, which it may have with other links.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    entries, errors, options = loaded
    places = {id(entry.postings): n for n, entry in enumerate(base)}
    order: list[int] = []
    links: list[Any] = []
    own: list[Transaction] = []
    others: list[Any] = []
    plain: list[Transaction] = []
    for entry in entries:
        place = _OTHER
        if type(entry) is Transaction:
            place = places.get(id(entry.postings), _OWN)
            if place >= 0 and not _is_same(entry, base[place]):
                place = _OWN
            if place == _OWN and not is_plain(entry):
                place = _OTHER
        order.append(place)
        if place == _OTHER:
            others.append(entry)
            continue
        plain.append(entry)
        if place == _OWN:
            own.append(entry)
        else:
            links.append(None if entry.links is base[place].links else entry.links)
    sources: Any = options["include"]
    main = sources.main if type(sources) is Sources else None
    told = {**options, "include": list(sources)}
    file = io.BytesIO()
    write_columns(file, own)
    _Writer(file).dump((order, _once(links)))
    write_rest(file, (others, list(errors), main, told), plain)
    return file.getvalue()


def _is_same(entry: Transaction, kept: Transaction) -> bool:
    """Whether a transaction is one that is kept, but for its links."""
    return (
        entry.meta is kept.meta
        and type(entry.date) is type(kept.date) is date
        and entry.date == kept.date
        and entry.flag is kept.flag
        and entry.payee is kept.payee
        and entry.narration is kept.narration
        and entry.tags is kept.tags
    )


def _once(links: list[Any]) -> list[Any]:
    """Each set of links once, where it has words alone."""
    known: dict[Any, Any] = {}
    return [
        known.setdefault(each, each)
        if each is not None and all(type(link) is str for link in each)
        else each
        for each in links
    ]


def read(content: bytes, base: Sequence[Transaction]) -> Loaded:
    """The load that was written.

    Raises:
        Exception: It was not written by us.
    """
    file = io.BytesIO(content)
    own = iter(read_columns(file))
    order, links = _Reader(file, []).load()
    waiting = iter(links)
    plain = [
        next(own) if place == _OWN else with_links(base[place], next(waiting))
        for place in order
        if place != _OTHER
    ]
    others, errors, main, options = read_rest(file, plain)
    entries = list(_in_order(order, plain, others))
    if main is not None:
        options["include"] = Sources(main, options["include"])
    return entries, errors, options


def _in_order(
    order: list[int], plain: list[Transaction], others: list[Any]
) -> Iterator[Any]:
    these, those = iter(plain), iter(others)
    for place in order:
        yield next(those) if place == _OTHER else next(these)


class _Writer(pickle.Pickler):
    """Writes values of known classes."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, _PROTOCOL)

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 -- any value
        """Nothing else than pickle does, if the class is known."""
        kind = value if isinstance(value, type) else type(value)
        known_class(kind.__module__, kind.__qualname__)
        return NotImplemented


class _AfterColumns(_Writer):
    """Writes, of what stands in the columns, its number."""

    def __init__(self, file: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(file)
        self._numbers = numbers

    def persistent_id(self, value: Any) -> int | None:  # noqa: ANN401 -- any value
        """The number of a transaction, or of its metadata, that is written already."""
        return self._numbers.get(id(value))


class _Reader(pickle.Unpickler):
    """Reads what was written; ``plain`` are the transactions that have numbers."""

    def __init__(self, file: io.BytesIO, plain: Sequence[Any]) -> None:
        super().__init__(file)
        self._plain = plain

    def find_class(self, module: str, name: str) -> type:
        """A class, if it is a known one.

        Raises:
            NotKeptError: It is not.
        """
        return known_class(module, name)

    def persistent_load(self, number: Any) -> Any:  # noqa: ANN401 -- what was written
        """A transaction or its metadata.

        Raises:
            NotKeptError: There is none of this number.
        """
        if type(number) is not int:
            raise NotKeptError(number)
        if number >= 0:
            return self._plain[number]
        return self._plain[-1 - number].meta
