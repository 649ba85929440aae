"""Texts in the books with characters that cannot be seen (*tegn som ikke synes*).

They come with what is pasted from web pages and PDF files, or are put there to make a
text look like another.  Amounts and accounts are not moved by them, so it is a finding
and no error; in the name of an account it is an error already.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fellesbok.entries.records import texts_in
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Place
    from fellesbok.lint.remark import Remark

RULE = "usynlig-tegn"


def unseen_signs(entries: Entries, year: int) -> Iterator[Remark]:
    """Each place in a year's lines where such a character stands."""
    for (place, code), day in _found(entries).items():
        if day == year:
            yield remark(RULE, not_seen(code), None, place, part=code)


def places(entries: Entries) -> list[tuple[Place, Text]]:
    """Each place in the books, with what is to be told of it, in the books' order."""
    return [(place, not_seen(code)) for place, code in _found(entries)]


def not_seen(code: str) -> Text:
    """That a text has a character that cannot be seen.

    Args:
        code: As people name it: ``U+00AD``.
    """
    return Text(
        "Her er et tegn som ikke kan ses ({code}): teksten kan se ut som en annen, og"
        " finnes ikke igjen av den som søker. Ta det bort.",
        code=code,
    )


def _found(entries: Entries) -> dict[tuple[Place, str], int]:
    """The first such character of each text, by its place, with the line's year."""
    found: dict[tuple[Place, str], int] = {}
    code_of = cache(first_unseen)  # payees and texts come again and again
    for meta, year, text in texts_in(entries):
        if (code := code_of(text)) and not meta["filename"].startswith("<"):
            found.setdefault(((meta["filename"], meta["lineno"]), code), year)
    return found
