"""Deadlines as people read them in a terminal, and as spreadsheets and programs do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement.deadlines import Due

_HEADINGS = (Text("Frist"), Text("Hva"), Text("Gjelder"), Text("Status"))
_SEEN = Text("Sett fra")


def deadlines_text(found: Sequence[Due], seen: date, language: str) -> str:
    """Deadlines as a table: day, what must be done, for what, and how long there is."""
    rows = [[say(name, language) for name in _HEADINGS]]
    rows.extend(
        [
            show(due.day, language),
            say(due.text, language),
            due.title,
            say(due.state_on(seen), language),
        ]
        for due in found
    )
    day = say(Text("Sett fra {day}.", day=seen), language)
    return f"{day}\n\n{text_table(rows)}"


def deadlines_csv(found: Sequence[Due], seen: date, language: str) -> str:
    """A line a deadline; days as year-month-day."""
    rows = [[say(name, language) for name in (*_HEADINGS, _SEEN)]]
    rows.extend(
        [
            due.day.isoformat(),
            say(due.text, language),
            due.title,
            say(due.state_on(seen), language),
            seen.isoformat(),
        ]
        for due in found
    )
    return csv_text(rows)


def deadlines_json(found: Sequence[Due], seen: date, first: date) -> str:
    """Deadlines for programs: English names, days as year-month-day."""
    return json.dumps(
        {
            "on": seen.isoformat(),
            "from": first.isoformat(),
            "deadlines": [
                {
                    "day": due.day.isoformat(),
                    "kind": due.kind.value,
                    "of": due.slug,
                    "title": due.title,
                    "cooperation": due.cooperation,
                    "text": str(due.text),
                    "days": (due.day - seen).days,
                    "source": due.source,
                }
                for due in found
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
