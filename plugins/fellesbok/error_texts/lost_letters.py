"""Letters that no PDF can show (*tegn uten skrift*), told to who made it.

What sets documents has the letters of its own fonts alone.  Where a text has others, as
a small picture or a Chinese sign, the paper has a mark in their place; who asked for
the paper is told which.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

MOST_TOLD = 10

_LOST: ContextVar[set[str] | None] = ContextVar("lost", default=None)


@contextmanager
def gathered() -> Iterator[set[str]]:
    """The letters that are lost meanwhile, as far as it has come."""
    found: set[str] = set()
    before = _LOST.set(found)
    try:
        yield found
    finally:
        _LOST.reset(before)


def lose(letters: Iterable[str]) -> None:
    """Letters are shown as a mark in a document; told where somebody gathers them."""
    found = _LOST.get()
    if found is not None:
        found.update(letters)


def told(lost: Collection[str]) -> Text:
    """Which letters the papers of a command lack, and what to do."""
    first = sorted(lost)[:MOST_TOLD]
    named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in first)
    if len(lost) > len(first):
        named = Text(
            "{named} og {count} til", named=named, count=len(lost) - len(first)
        )
    return Text(
        "Skriften i PDF-en har ikke {letters}: der står � i stedet. Skriv det på en"
        " annen måte.",
        letters=named,
    )
