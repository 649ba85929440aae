"""A table of a page → a grid that can be set (*tabell*): cells, heads and columns.

How wide a column wants to be is told by its longest words and lines; who sets the table
measures them and finds the widths that there is room for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from fellesbok.pdf.known_markup import UnknownMarkupError
from fellesbok.pdf.known_markup import is_on_paper
from fellesbok.pdf.known_markup import looks
from fellesbok.pdf.leaves import BREAK
from fellesbok.pdf.leaves import MAY_BREAK
from fellesbok.pdf.leaves import Leaf
from fellesbok.pdf.leaves import broken
from fellesbok.pdf.leaves import leaves
from fellesbok.pdf.leaves import told

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MEASURED = 3
"""How many of the longest words and lines of a column are measured: what has the most
letters is not always the widest."""

LONG_CELL = 900
"""Letters of a cell whose row may be divided over two sheets; others are kept whole."""

SMALL_TABLE = 30
"""Rows of a table that is kept on one sheet if its look asks for it."""

_WORDS = re.compile(r" |(?<=-)(?=[^\W\d])")
"""Where a line may end: after a hyphen only before a letter."""

BOLD, CODE, MARK = "strong", "code", "mark"
MEASURED_AS = (CODE, MARK, BOLD)
"""Looks in which letters are wider or narrower than others; a line has the one."""

_BOLD_ROWS = frozenset(("total", "group", "payable"))


@dataclass
class _Column:
    """The longest words and lines while its cells are read: letters, text, and look."""

    words: set[tuple[int, str, str]] = field(default_factory=set)
    lines: set[tuple[int, str, str]] = field(default_factory=set)

    def add(self, lines: list[tuple[str, str]], *, is_whole: bool) -> None:
        """A cell of this column alone; a line that is whole is never divided."""
        for line, look in lines:
            _keep(self.lines, line, look)
            for word in [line] if is_whole else _WORDS.split(line):
                _keep(self.words, word, look)

    def told(self) -> dict[str, object]:
        """The longest of each, for who measures them."""
        return {
            name: [[text, look] for _, text, look in sorted(kept, reverse=True)]
            for name, kept in (("words", self.words), ("lines", self.lines))
        }


def _keep(kept: set[tuple[int, str, str]], text: str, look: str) -> None:
    kept.add((len(text), text, look))
    alike = sorted(each for each in kept if each[2] == look)
    kept.difference_update(alike[:-MEASURED])


def grid(table: HtmlElement, places: Collection[str]) -> dict[str, object]:
    """A table as who sets it wants it.

    Args:
        table: The element.
        places: The places that something leads to.

    Raises:
        UnknownMarkupError: There is something in it that we do not know.
    """
    columns: list[_Column] = []
    heads: list[object] = []
    rows: list[object] = []
    caption: list[object] = []
    for part in _parts(table):
        if part.tag == "caption":
            caption = told(leaves(part, places))
            continue
        for row in _children(part, "tr"):
            cells = _cells(row, places, columns)
            is_head = part.tag == "thead" or _is_first_head(row, heads, rows)
            (heads if is_head else rows).append(
                {"c": looks(row), "x": cells, "group": "group" in looks(row)}
            )
    return {
        "k": "table",
        "c": looks(table),
        "id": table.get("id", "") if table.get("id", "") in places else "",
        "caption": caption,
        "columns": [column.told() for column in columns],
        "heads": heads,
        "rows": rows,
        "small": len(rows) <= SMALL_TABLE,
    }


def _parts(table: HtmlElement) -> Iterator[HtmlElement]:
    """The caption and the groups of rows, in their order."""
    for child in table:
        if is_on_paper(child):
            if child.tag not in {"caption", "thead", "tbody", "tfoot"}:
                raise UnknownMarkupError(f"<{child.tag}> i en tabell")
            looks(child)
            yield child


def _children(part: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    for child in part:
        if is_on_paper(child):
            if child.tag not in tags:
                raise UnknownMarkupError(f"<{child.tag}> i <{part.tag}>")
            yield child


def _is_first_head(row: HtmlElement, heads: list[object], rows: list[object]) -> bool:
    """Whether a table without a head of its own begins with heads of columns."""
    scopes = [cell.get("scope") for cell in _children(row, "th", "td")]
    return not heads and not rows and all(scope == "col" for scope in scopes)


def _cells(
    row: HtmlElement, places: Collection[str], columns: list[_Column]
) -> list[object]:
    found: list[object] = []
    at = 0
    is_bold_row = not _BOLD_ROWS.isdisjoint(looks(row))
    before = [row.get("id", "")]
    for cell in _children(row, "th", "td"):
        own = looks(cell)
        pieces = leaves(cell, places)
        wide = int(cell.get("colspan", "1"))
        while len(columns) < at + wide:
            columns.append(_Column())
        is_head = cell.get("scope") == "col"
        if wide == 1:
            usual = BOLD if is_bold_row or is_head else ""
            lines = list(_lines(pieces, usual))
            marks = [line for line in lines if line[1] == MARK]
            is_whole = "num" in own and not is_head
            columns[at].add([x for x in lines if x not in marks], is_whole=is_whole)
            columns[at].add(marks, is_whole=False)
        at += wide
        here = [each for each in (*before, cell.get("id", "")) if each in places]
        before = []
        found.append(
            {
                "x": [*({"k": "place", "id": each} for each in here), *told(pieces)],
                "c": own,
                "wide": wide,
                "head": cell.tag == "th",
                "long": sum(len(piece.text) for piece in pieces) > LONG_CELL,
            }
        )
    return found


def _lines(pieces: tuple[Leaf, ...], usual: str) -> Iterator[tuple[str, str]]:
    """The lines of a cell, each with the look that it is measured in.

    Where a word may be broken it is, so that it asks for no more room than its parts.
    """
    line, look = "", usual
    for piece in (*pieces, Leaf(kind=BREAK)):
        if piece.kind == BREAK:
            if line:
                yield line, look
            line, look = "", usual
        elif piece.kind == MAY_BREAK:
            line += " "
        else:
            line += " ".join(broken(piece.text))
            look = next((each for each in MEASURED_AS if each in piece.looks), look)
