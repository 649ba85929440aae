"""Texts in the books with characters that cannot be seen (*tegn som ikke synes*).

They come with what is pasted from web pages and PDF files, or are put there to make a
text look like another.  Amounts and accounts are not moved by them, so it is a finding
and no error; in the name of an account it is an error already.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.entries.custom_values import values_of
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Meta

    from fellesbok.lint.remark import Remark
    from fellesbok.lint.remark import Where

RULE = "usynlig-tegn"
_FILE = "filename"


def unseen_signs(entries: Sequence[Directive], year: int) -> Iterator[Remark]:
    """Each place in a year's lines where such a character stands."""
    for (place, code), day in _found(entries).items():
        if day == year:
            yield remark(RULE, not_seen(code), None, place, part=code)


def places(entries: Sequence[Directive]) -> list[tuple[Where, Text]]:
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


def _found(entries: Sequence[Directive]) -> dict[tuple[Where, str], int]:
    """The first such character of each text, by its place, with the line's year."""
    found: dict[tuple[Where, str], int] = {}
    code_of = cache(first_unseen)  # payees and texts come again and again
    for entry in entries:
        for meta, text in _texts(entry):
            if (code := code_of(text)) and not meta[_FILE].startswith("<"):
                place = meta[_FILE], meta["lineno"]
                found.setdefault((place, code), entry.date.year)
    return found


def _texts(entry: Any) -> Iterator[tuple[Meta, str]]:  # noqa: ANN401 -- each kind has its own
    """Every text of a line, with the metadata that says where it stands."""
    values: list[object] = [*entry, *_written(entry.meta)]
    if isinstance(entry, data.Custom):
        values += values_of(entry)
    for value in values:
        if isinstance(value, str):
            yield entry.meta, value
    for posting in entry.postings if isinstance(entry, data.Transaction) else ():
        for value in _written(posting.meta or {}):
            if isinstance(value, str):
                yield {**entry.meta, **(posting.meta or {})}, value


def _written(meta: Meta) -> Iterator[object]:
    """The values that somebody wrote in metadata."""
    return (value for name, value in meta.items() if name != _FILE)
