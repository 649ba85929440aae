"""What the books say in lines of our own (*oppgitt*): ``custom`` lines as values.

A report, a figure or a sum that the source states, an answer to a finding::

    2018-12-31 custom "rapportering" "ikt" "levert"
    2018-12-31 custom "nøkkeltall" "ikt" "Brukere" 12 "stk"
    2018-12-31 custom "kontrollsum" "ikt" "kostnad" "regnskap" 1000.00 NOK
    2018-12-31 custom "blank" "ikt" "driftsstøtte" "budsjett"
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.drafting import at
from fellesbok.entries.kinds import customs
from fellesbok.entries.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Custom

    from fellesbok.entries.records import Entry


CHECK_SUM, KEY_FIGURE, LEFT_BLANK = "kontrollsum", "nøkkeltall", "blank"
"""Types of ``custom`` lines that tell what the source of the books says."""

ANSWER = "svar"

COLUMNS = ("budsjett", "regnskap")
_FIGURE = 2
"""Slug, label, value; so do the lines of a budget count too."""


class Declared(Record):
    """A line of our own: what kind it is, and the words and figures after that."""

    entry: Custom

    def standing_at(self, path: str, line: int) -> Declared:
        """The same line, in another place."""
        return Declared(self.entry._replace(meta=self.entry.meta | at(path, line)))

    @property
    def kind(self) -> str:
        """The word that says what it is."""
        return self.entry.type

    @property
    def values(self) -> list[Any]:
        """All that stands after the kind, each as what it is."""
        return values_of(self.entry)

    @property
    def words(self) -> list[str]:
        """All that stands after the kind, as text."""
        return words_of(self.entry)

    def word(self, number: int) -> str:
        """One of them, the first is 0; blank where there are not so many."""
        return next(iter(self.words[number:]), "")

    @property
    def texts(self) -> list[str]:
        """Those after the first that are written as text."""
        return [value for value in self.values[1:] if isinstance(value, str)]

    @property
    def value(self) -> object:
        """The figure of a key figure or a budget: of an amount its number."""
        found = next(iter(self.values[_FIGURE:]), None)
        return found.number if isinstance(found, Amount) else found

    @property
    def is_amount(self) -> bool:
        """Whether that figure is an amount."""
        return isinstance(next(iter(self.values[_FIGURE:]), None), Amount)

    @property
    def amount(self) -> tuple[Decimal, str] | None:
        """The first amount of all that stands there, and its commodity."""
        for value in self.values:
            if isinstance(value, Amount) and value.number is not None:
                return value.number, value.currency
        return None

    @property
    def is_readable(self) -> bool:
        """Whether a line about the source has its words in their places."""
        match self.kind, self.values:
            case "kontrollsum", [str(), str(), str(column), Amount()]:
                return column in COLUMNS
            case "nøkkeltall", [str(), str(), _, *_]:
                return True
            case "blank", [str(), str(), str(column)]:
                return column in COLUMNS
            case _:
                return self.kind not in {CHECK_SUM, KEY_FIGURE, LEFT_BLANK}


def declared(entries: Iterable[Entry], *kinds: str) -> Iterator[Declared]:
    """Every line of some kinds, as the books have them."""
    return map(Declared, customs(entries, *kinds))
