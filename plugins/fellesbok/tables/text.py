"""Tables in a terminal (*terminalen*): columns side by side, numbers to the right."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.tables.values import Cell
    from fellesbok.tables.values import Table


WIDTH = 100
"""Letters on a line of a terminal, wherever sentences are broken."""

INDENT = "    "


def text_of(table: Table, language: str, *, below: Collection[str] = ()) -> str:
    """A table with its headings; title and note are the caller's to place.

    Args:
        table: What is shown.
        language: ``nb`` or ``en``.
        below: The columns whose sentences stand under their lines, without headings.
    """
    if below:
        return "\n".join(_with_sentences(table, language, below))
    rows = [[say(column.title, language) for column in table.columns]]
    rows += [[_shown(cell, language) for cell in row.cells] for row in table.lines]
    right = {n for n, column in enumerate(table.columns) if column.kind.is_number}
    return text_table(rows, right=right)


def _with_sentences(
    table: Table, language: str, below: Collection[str]
) -> Iterator[str]:
    names = [column.name for column in table.columns]
    places = [names.index(name) for name in below]
    beside = table.narrowed(name for name in names if name not in below)
    heading, rule, *lines = text_of(beside, language).splitlines()
    yield from (heading, rule)
    for line, shown in zip(table.lines, lines, strict=True):
        yield shown
        for place in places:
            yield from textwrap.wrap(
                _shown(line.cells[place], language),
                WIDTH,
                initial_indent=INDENT,
                subsequent_indent=INDENT,
            )


def _shown(cell: Cell, language: str) -> str:
    """The value, or the remark that says why there is none."""
    value = cell.note if cell.value is None else cell.value
    # What is written in the books is said in the language, as a text of ours is.
    return show(say(value, language) if isinstance(value, str) else value, language)


def text_table(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> str:
    """Columns side by side; the first row is the heading.

    Args:
        rows: Rows of equal length.
        right: Numbers of the columns whose text stands to the right.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)
