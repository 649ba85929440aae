"""An explanation in a terminal, with its amounts in a column of their own."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import in_words
from fellesbok.cli.from_here import place_text
from fellesbok.explanation.tables import amount_of
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.text import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.explanation import Explanation
    from fellesbok.explanation.key import Row

AMOUNT_WIDTH = 22


def explanation_text(
    explanation: Explanation, agreement: Agreement, language: str
) -> str:
    """An explanation, section by section, amounts in a column of their own.

    Accounts stand in the words of the agreements.
    """
    title = say(explanation.title, language)
    lines = [title, "═" * len(title)]
    for section in explanation.sections:
        lines += ["", say(section.title, language)]
        for row in section.rows:
            label = say(in_words(row.label, agreement), language)
            lines.extend(_row_lines(row, label, language))
    return "\n".join(lines)


def _row_lines(row: Row, label: str, language: str) -> Iterator[str]:
    place = f"  {place_text(row.place)}" if row.place else ""
    indent = "  " * (row.depth + 1)
    amount = amount_of(row)
    if amount is None:
        label += place
        yield textwrap.fill(
            label, WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
        )
        return
    room = WIDTH - AMOUNT_WIDTH
    *before, last = textwrap.wrap(
        label, room, initial_indent=indent, subsequent_indent=indent + "  "
    )
    yield from before
    if row.total:
        yield " " * (room + 4) + "─" * (AMOUNT_WIDTH - 4)
    yield f"{last:<{room}}{show(amount, language):>{AMOUNT_WIDTH}}{place}"
