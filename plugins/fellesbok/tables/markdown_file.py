"""Tables as Markdown (*Markdown*), for a council's paper and for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.tables.values import Cell
    from fellesbok.tables.values import Table

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown_of(table: Table, language: str) -> str:
    """A table with its headings; title and note are the caller's to place."""
    heads = [plain(say(column.title, language)) for column in table.columns]
    rules = ["---:" if c.kind.is_number else "---" for c in table.columns]
    rows = [[_shown(cell, language) for cell in line.cells] for line in table.lines]
    return _rows([heads, rules, *rows])


def plain(text: str) -> str:
    """Text that is only text in Markdown."""
    return SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def last_are_figures(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, figures: int
) -> str:
    """A table whose last columns are figures."""
    rule = ["---"] * (len(heads) - figures) + ["---:"] * figures
    return _rows([heads, rule, *rows])


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _shown(cell: Cell, language: str) -> str:
    value = cell.note if cell.value is None else cell.value
    return plain(
        show(say(value, language) if isinstance(value, str) else value, language)
    )
