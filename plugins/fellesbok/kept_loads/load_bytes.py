"""A load → bytes, and the same load read back, class by class.

Pickle's form is used and nothing of what it can run: it makes the classes of
``known_classes`` alone, whatever the bytes ask for.
"""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.book_files import Sources
from fellesbok.kept_loads.known_classes import NotKeptError
from fellesbok.kept_loads.known_classes import known_class
from fellesbok.kept_loads.transaction_columns import columns_of
from fellesbok.kept_loads.transaction_columns import is_plain
from fellesbok.kept_loads.transaction_columns import transactions_of

if TYPE_CHECKING:
    from fellesbok.entries.book_files import Loaded

_PROTOCOL = 5


def written(loaded: Loaded) -> bytes:
    """A load as bytes.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    entries, errors, options = loaded
    plain = [entry for entry in entries if is_plain(entry)]
    others = [(n, each) for n, each in enumerate(entries) if not is_plain(each)]
    sources: Any = options["include"]
    main = sources.main if type(sources) is Sources else None
    told = {**options, "include": list(sources)}
    file = io.BytesIO()
    _Writer(file).dump(columns_of(plain))
    numbers = {id(entry): n for n, entry in enumerate(plain)}
    numbers |= {id(entry.meta): -1 - n for n, entry in enumerate(plain)}
    _AfterColumns(file, numbers).dump((others, list(errors), main, told))
    return file.getvalue()


def read(content: bytes) -> Loaded:
    """The load that was written.

    Raises:
        Exception: It was not written by us.
    """
    file = io.BytesIO(content)
    plain = transactions_of(_Reader(file, []).load())
    others, errors, main, options = _Reader(file, plain).load()
    entries: list[Any] = []
    taken = 0
    for place, entry in others:
        more = place - len(entries)
        entries += plain[taken : taken + more]
        entries.append(entry)
        taken += more
    entries += plain[taken:]
    if main is not None:
        options["include"] = Sources(main, options["include"])
    return entries, errors, options


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

    def __init__(self, file: io.BytesIO, plain: list[Any]) -> None:
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
