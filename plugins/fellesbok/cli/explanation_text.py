"""An explanation in a terminal, as CSV for spreadsheets and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from fellesbok.cli.places import place_text
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped
from fellesbok.tables.text import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from fellesbok.explanation.explain import Explanation
    from fellesbok.explanation.key import Row

AMOUNT_WIDTH = 22
HEADINGS = (Text("Steg"), Text("Tekst"), Text("Kroner"), Text("Sted"))


def explanation_text(explanation: Explanation, language: str) -> str:
    """An explanation, section by section, amounts in a column of their own."""
    title = say(explanation.title, language)
    lines = [title, "═" * len(title)]
    for section in explanation.sections:
        lines += ["", say(section.title, language)]
        for row in section.rows:
            lines.extend(_row_lines(row, language))
    return "\n".join(lines)


def explanation_csv(explanation: Explanation, language: str) -> str:
    """An explanation as CSV: a step a row, øre that are not whole as fractions."""
    rows = [[say(name, language) for name in HEADINGS]]
    for section in explanation.sections:
        rows.extend(
            [
                say(section.title, language),
                say(row.label, language),
                ungrouped(_exact_kroner(row)),
                place_text(row.place),
            ]
            for row in section.rows
        )
    return csv_text(rows)


def explanation_json(explanation: Explanation, language: str) -> str:
    """An explanation for programs: exact amounts in kroner as text."""
    return json.dumps(
        {
            "title": say(explanation.title, language),
            "amount": str(kroner(explanation.amount_ore)),
            "sections": [
                {
                    "title": say(section.title, language),
                    "rows": [
                        {
                            "text": say(row.label, language),
                            "amount": _exact_kroner(row) or None,
                            "total": row.total,
                            "place": place_text(row.place) or None,
                        }
                        for row in section.rows
                    ],
                }
                for section in explanation.sections
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _exact_kroner(row: Row) -> str:
    """Kroner with two decimals where they are whole øre, else as a fraction."""
    if row.amount_ore is None:
        return ""
    if row.amount_ore.denominator == 1:
        return str(kroner(int(row.amount_ore)))
    return str(row.amount_ore / 100)


def _row_lines(row: Row, language: str) -> Iterator[str]:
    label = say(row.label, language)
    place = f"  {place_text(row.place)}" if row.place else ""
    indent = "  " * (row.depth + 1)
    if row.amount_ore is None:
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
    yield f"{last:<{room}}{_amount(row.amount_ore, language):>{AMOUNT_WIDTH}}{place}"


def _amount(amount_ore: Fraction, language: str) -> str:
    """Kroner: two decimals for whole øre, else as many as are needed or ``…``."""
    if amount_ore.denominator == 1:
        return show(kroner(int(amount_ore)), language)
    return show(amount_ore / 100, language)
