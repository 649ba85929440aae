"""What one voucher does to the books (*virkning av et bilag*), before it is written.

The books are loaded as they are and with the voucher: what each payer then bears, and
every fault and finding that the books would get, with file and line.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from fellesbok.books import load_books
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.bearing import bearing
from fellesbok.compare.effects import effects
from fellesbok.compare.records import Comparison
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.entries.book_files import Loaded
    from fellesbok.entries.records import SettlementNote
    from fellesbok.errors import FileFault

T = TypeVar("T")


@frozen
class Tried:
    """The books with a voucher, held against the books without it.

    Attributes:
        comparison: What each payer bears; ``None`` where nothing can be shared.
        faults: What ``check`` would say that it does not say now.
        notes: The findings that would be new.
    """

    comparison: Comparison | None
    faults: tuple[FileFault, ...]
    notes: tuple[SettlementNote, ...]


def try_voucher(before: Books, entries: Sequence[Any]) -> Tried:
    """Load the books with some entries, which name where they will stand.

    Args:
        before: The books without them.
        entries: As they are read from the file that they will stand in.
    """

    def with_entries(loaded: Loaded) -> Loaded:
        every, errors, options = loaded
        # Each loading of the books has entries of its own.
        return [*every, *deepcopy(list(entries))], errors, options

    after = load_books(before.main, with_entries)
    had, has = (statement.findings(books.entries) for books in (before, after))
    return Tried(
        _compared(before, after),
        _new(before.errors, after.errors, lambda fault: (fault.path, fault.message)),
        _new(had, has, lambda note: note.text),
    )


def _compared(before: Books, after: Books) -> Comparison | None:
    if before.shared is None or after.shared is None:
        return None
    first, last = (bearing(books, TriedOn.ACCOUNTS, None) for books in (before, after))
    found, years, lacking = effects(first, last, [last])
    return Comparison(
        Text("bøkene slik de er"),
        Text("bøkene med bilaget"),
        TriedOn.ACCOUNTS.text,
        (Text("bilaget"),),
        found,
        years,
        lacking,
    )


def _new(
    before: Iterable[T], after: Iterable[T], said: Callable[[T], Hashable]
) -> tuple[T, ...]:
    """What the books say with the voucher, and do not say as often without it."""
    known = Counter(map(said, before))
    new = []
    for each in after:
        if known[said(each)]:
            known[said(each)] -= 1
        else:
            new.append(each)
    return tuple(new)
