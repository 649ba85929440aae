"""Directives that move money and are no transactions (*linjer som flytter penger*).

Accrued costs and decisions about funds become transactions when the books are loaded.
An export carries the directive itself, as Beancount writes it, beside what became of
it, so that the books that read it make the same of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.declared import declared
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.kinds import transactions
from fellesbok.entries.printing import printed
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.entries.vocabulary import CLOSED
from fellesbok.entries.vocabulary import COOPERATION
from fellesbok.entries.vocabulary import CORRECTION_TAG
from fellesbok.entries.vocabulary import FUND
from fellesbok.entries.vocabulary import MADE_OF
from fellesbok_importers.vouchers.exchange import NOT_OURS
from fellesbok_importers.vouchers.exchange import CannotTellError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from typing import TypeGuard

    from beancount.core.data import Custom
    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entry


class Movers:
    """The directives of books that move money, by what is made of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Find them."""
        self._by_place: dict[tuple[str, int], str] = {}
        self._by_name: dict[tuple[date, str], list[str]] = {}
        for entry in entries:
            if not is_mover(entry):
                continue
            path, line = entry.meta["filename"], entry.meta["lineno"]
            text = text_of(entry)
            name = f"{path.rpartition('/')[2]}:{line}"
            self._by_place[path, line] = text
            self._by_name.setdefault((entry.date, name), []).append(text)

    def behind(self, entry: Transaction) -> tuple[str, ...]:
        """What a transaction is made of, as Beancount writes it; nothing if written."""
        place = entry.meta["filename"], entry.meta["lineno"]
        if place in self._by_place:
            return (self._by_place[place],)
        name = entry.meta.get(MADE_OF)
        return tuple(self._by_name.get((entry.date, str(name)), ()))


def is_mover(entry: Entry) -> TypeGuard[Custom]:
    """Whether a directive moves money when the books are loaded."""
    return is_custom(entry, ACCRUED, FUND)


def text_of(entry: Any, left_out: tuple[str, ...] = ()) -> str:  # noqa: ANN401 -- a custom line
    """A directive as Beancount writes it, without where it stands.

    Args:
        entry: The directive.
        left_out: How metadata begins that is not told.
    """
    meta = {
        key: value
        for key, value in sorted(entry.meta.items())
        if key not in NOT_OURS and not key.startswith(("__", *left_out))
    }
    return printed(entry._replace(meta=meta)).strip()


def mover_of(text: str, place: Mapping[str, Any]) -> Custom:
    """The directive that was written; ``place`` is its file and line.

    Raises:
        CannotTellError: It is none of those that move money, or more than one.
    """
    entries, errors, options = parser.parse_string(text)
    if errors or options["include"] or options["plugin"] or len(entries) != 1:
        raise CannotTellError(text)
    (entry,) = entries
    if not is_mover(entry):
        raise CannotTellError(text)
    kept = {k: v for k, v in entry.meta.items() if k not in NOT_OURS}
    return entry._replace(meta={**kept, **place})


def closed_in(entries: Iterable[Entry], year: int) -> list[str]:
    """The cooperations (slugs) that a year is closed for."""
    found = set()
    for line in declared(entries, CLOSED):
        if line.values[1:] == [year]:
            found.add(line.word(0))
    return sorted(found)


def corrected_in(entries: Iterable[Entry], year: int) -> dict[str, list[Decimal]]:
    """What closed years are corrected by in a year, by cooperation (its account)."""
    found: dict[str, list[Decimal]] = {}
    for entry in transactions(entries):
        if (
            entry.date.year == year
            and CORRECTION_TAG in entry.tags
            and entry.meta["filename"].startswith("<")  # made when the books are loaded
        ):
            units: Any = entry.postings[0].units
            found.setdefault(entry.meta[COOPERATION], []).append(units.number)
    return found
