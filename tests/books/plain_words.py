"""What is said in Norwegian, or stands in a table, as it can be written in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.tables.values import Table


def words(text: str) -> str:
    """The same in Norwegian, with spaces that can be written."""
    return say(text, "nb").replace("\N{NO-BREAK SPACE}", " ")


def values(table: Table, line: int) -> list[str]:
    """What stands on a line of a table."""
    return [str(cell.value) for cell in table.lines[line].cells]


def titles(table: Table) -> list[str]:
    """What its columns are called."""
    return [str(column.title) for column in table.columns]
