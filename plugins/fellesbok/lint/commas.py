"""Amounts with a comma that is read as thousands (*komma*), and may be of decimals.

Beancount reads «12,500» as twelve thousand five hundred; who writes kroner with a comma
means twelve and a half.  «12,50» is an error already.  What was written is in the files
alone, so these are read, and it is told once of a file: the first place, and how many.

The books themselves may say what a comma is: with a point after it (1,234.50), or with
one more (1,234,567), it can stand between thousands alone.  Where any amount of theirs
is written so, nothing is asked, but of one that begins with a nought (0,125).
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.entries.records import files_in
from fellesbok.entries.records import places_in
from fellesbok.frozen import frozen
from fellesbok.lint.remark import remark
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Place
    from fellesbok.lint.remark import Remark

RULE = "komma"
_NO_AMOUNT = re.compile(r'"(?:[^"\\]|\\.)*"|;.*')
"""Texts and comments, in which a comma is a comma."""

_YEAR = re.compile(r"\d{4}(?=[-/]\d)")
_NUMBER = r"(?<![\w.,:-])(-?\d{1,3}(?:,\d{3})+)(\.\d+)?\s*"
"""With the currency after it: how many kroner there are, not what of they are worth."""

_COMMA = re.compile(rb",\d\d\d")
_TWO_DECIMALS = Decimal("0.01")


@frozen
class _Written:
    """An amount with commas, as it stands in a file."""

    place: Place
    year: int
    number: str
    is_clear: bool

    @property
    def is_of_decimals(self) -> bool:
        """Whether no thousands are written so: with a nought before the comma."""
        return self.number.lstrip("-").startswith("0")


@frozen
class _Asked:
    """The first amount of a file, or of its year, and how many there are like it."""

    first: _Written
    count: int

    @property
    def read(self) -> Decimal:
        """As Beancount reads it."""
        return Decimal(self.first.number.replace(",", ""))

    @property
    def told(self) -> Text:
        """How it is read, and how it is written so that nobody can doubt it."""
        meant = Decimal(self.first.number.replace(",", "."))
        short = meant.quantize(_TWO_DECIMALS)
        text = Text(
            "Beløpet {written} er lest som {read} kr, for kommaet skiller tusener i"
            " bøkene. Er det et desimalkomma, skriv {decimal}; ellers skriv {plain}.",
            written=self.first.number,
            read=self.read,
            decimal=str(short if short == meant else meant),
            plain=str(self.read),
        )
        if self.count == 1:
            return text
        return Text("{told} Filen har {count} slike.", told=text, count=self.count)


def commas(entries: Entries, year: int, currency: str) -> Iterator[Remark]:
    """One remark of each file with such amounts in a year."""
    for asked in _asked(entries, currency, year):
        part = asked.first.number
        yield remark(RULE, asked.told, asked.read, asked.first.place, part=part)


def places(entries: Entries, currency: str) -> list[tuple[Place, Text]]:
    """The first place in each file, with what is to be told of it."""
    return [(asked.first.place, asked.told) for asked in _asked(entries, currency)]


def _asked(
    entries: Entries, currency: str, year: int | None = None
) -> Iterator[_Asked]:
    """What can be read two ways, file by file.

    Of a file, who reads some of the books is told of their lines alone.
    """
    names = files_in(entries)
    files = [found for name in names if (found := list(_written(name, currency)))]
    if not files:  # most books, whose lines need not be gone through
        return
    lines = set(places_in(entries))
    is_known = any(each.is_clear for found in files for each in found)
    for found in files:
        mine = [
            each
            for each in found
            if not each.is_clear
            and each.place in lines
            and year in {None, each.year}
            and (each.is_of_decimals or not is_known)
        ]
        if mine:
            yield _Asked(mine[0], len(mine))


def _written(name: str, currency: str) -> Iterator[_Written]:
    """Every amount with commas in a file of the books; none where it cannot be read."""
    if name.startswith("<"):
        return
    try:
        content = Path(name).read_bytes()
    except OSError:
        return
    if not _COMMA.search(content):  # most files: no line need be looked at
        return
    year, amount = 0, re.compile(rf"{_NUMBER}{re.escape(currency)}(?![\w'.-])")
    text = content.decode("utf-8", "replace")
    for row, line in enumerate(text.split("\n"), 1):
        begins = _YEAR.match(line)
        if begins is not None:
            year = int(begins[0])
        for each in amount.finditer(_NO_AMOUNT.sub(" ", line)):
            whole, decimals = each.groups()
            is_clear = decimals is not None or whole.count(",") > 1
            yield _Written((name, row), year, whole, is_clear)
