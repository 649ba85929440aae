"""What a column that nobody reads holds, where it says something of the amount.

A column can be called *Type* and say debit or credit, or *Betalt i* and name a
currency: its cells tell it, whatever its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.rows.amounts import SIDES
from fellesbok_importers.rows.amounts import cell_text
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.headings import NOT_KRONER
from fellesbok_importers.rows.headings import SIDE_NOT_USED
from fellesbok_importers.rows.headings import in_kroner
from fellesbok_importers.rows.headings import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.rows.columns import Finder
    from fellesbok_importers.rows.sheet import Row

_MOST_KINDS = 12
_FEW_KINDS = 4
_ALL_SIDES = frozenset((*SIDES, "inn", "ut"))
_NOT_HELD = frozenset(
    (
        *("annullert", "annulert", "kansellert", "makulert", "slettet", "sletta"),
        *("foreløpig", "førebels", "ikke bokført", "ikkje bokført", "utkast", "kladd"),
        *("avvist", "reservert", "under behandling"),
    )
)
_OF_VOID = frozenset(("annullert", "annulert", "kansellert", "makulert", "slettet"))
_NO = frozenset(("n", "nei", "0", "false", "usann", "nei."))
_CURRENCIES = frozenset(
    (
        *("nok", "eur", "usd", "sek", "dkk", "gbp", "isk", "chf"),
        *("pln", "jpy", "cad", "aud", "czk", "huf", "ron", "cny"),
    )
)


class PassedBy:
    """The different cells of each column that is not read, as long as they are few."""

    def __init__(self) -> None:
        """Nothing has been passed by yet."""
        self._found: dict[int, dict[str, int]] = {}
        self._lines = 0
        self._many: set[int] = set()

    def note(self, row: Row, finder: Finder) -> None:
        """The cells of a line that nobody reads."""
        self._lines += 1
        used = finder.used
        for index, cell in enumerate(row.cells):
            if index in used or index in self._many or not filled(cell):
                continue
            kinds = self._found.setdefault(index, {})
            kinds.setdefault(cell_text(cell).casefold(), row.number)
            if len(kinds) > _MOST_KINDS:
                self._many.add(index)
                del self._found[index]

    def named(self, finder: Finder) -> list[str]:
        """The columns that nobody reads, with what stands in those of a few words."""
        shown = []
        for index in range(finder.headings.width):
            label = finder.headings.label(index)
            if label in finder.unused and index not in finder.used:
                kinds = self._found.get(index, {})
                words = ", ".join(sorted(kinds))
                is_few = 1 < len(kinds) <= min(_FEW_KINDS, self._lines // 2)
                is_words = is_few and all(map(_has_letters, kinds))
                shown.append(f"{label} ({words})" if is_words else label)
        return shown

    def asked(
        self, finder: Finder, sides_of_some: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, str, str, Text]]:
        """Row, column, what stands there, and what must be said of it.

        ``sides_of_some`` are words that say the side although other rows of the column
        have words that nobody knows.
        """
        left = {known(name) for name in finder.profile.file.not_used}
        for index, kinds in sorted(self._found.items()):
            label = finder.headings.label(index)
            if known(label) in left:
                continue
            sides = "amount" in finder.places and "side" not in finder.places
            void = next((kind for kind in kinds if kind in _NOT_HELD), None)
            if known(label) in _OF_VOID:
                void = next((kind for kind in kinds if kind not in _NO), None)
            if void is not None:
                text = Text(
                    "Raden er ikke endelig bokført, eller er annullert, etter denne"
                    " kolonnen. Ta raden ut, eller skriv kolonnen under file.not_used i"
                    " profilen om den skal føres likevel."
                )
                yield kinds[void], label or str(index + 1), void, text
            of_some = next((k for k in kinds if k.rstrip(".") in sides_of_some), None)
            is_side = all(kind.rstrip(".") in _ALL_SIDES for kind in kinds)
            if sides and (is_side or of_some):
                first = next(iter(kinds)) if is_side else str(of_some)
                yield kinds[first], label or str(index + 1), first, SIDE_NOT_USED
            elif set(kinds) <= _CURRENCIES and "nok" not in known(label):
                other = next((kind for kind in kinds if kind != "nok"), None)
                columns = finder.profile.columns
                if other is not None and not in_kroner(columns, finder.headings):
                    yield kinds[other], label or str(index + 1), other, NOT_KRONER


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
