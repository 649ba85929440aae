"""Grants as people read them in a terminal, and as spreadsheets and programs do."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement.model import Agreement
    from fellesbok.grants.standing import GrantYear
    from fellesbok.grants.warnings import GrantWarning

WIDTH = 100
FIGURES = {
    "carried_over": Text("Overført"),
    "committed": Text("Tilsagn"),
    "available": Text("Til rådighet"),
    "earned": Text("Opptjent"),
    "received": Text("Mottatt"),
    "receivable": Text("Tilskudd til gode"),
    "unused": Text("Ubrukt"),
    "left": Text("Igjen"),
    "cap": Text("Tak før sluttrapport"),
    "cap_by_rate": Text("Tak etter satsen"),
    "not_payable": Text("Opptjent over taket"),
    "not_payable_by_rate": Text("Opptjent over satsen"),
}
"""The figures of a grant, in the order in which they are told."""


def grants_text(
    years: Sequence[GrantYear],
    found: Sequence[GrantWarning],
    agreement: Agreement,
    day: date,
    language: str,
) -> Iterator[str]:
    """Grant by grant: a column a year and one for all, and then the warnings."""
    for _, group in groupby(years, key=lambda y: y.grant.slug):
        rows = list(group)
        grant = rows[0].grant
        yield f"{grant.title} [{grant.slug}]"
        yield say(
            Text(
                "{cooperation}, fra {grantor}. Formål: {purpose}",
                cooperation=agreement.cooperations[grant.cooperation].title,
                grantor=agreement.payer(grant.grantor).name,
                purpose=grant.purpose or Text("ikke oppgitt"),
            ),
            language,
        )
        yield text_table(_block(rows, language), right=set(range(1, len(rows) + 2)))
        for warning in found:
            if warning.grant.slug == grant.slug:
                yield textwrap.fill(
                    say(warning.text, language),
                    WIDTH,
                    initial_indent="! ",
                    subsequent_indent="  ",
                )
        yield ""
    text = Text("{count} varsler, sett fra {day}.", count=len(found), day=day)
    yield say(text, language)


def _block(rows: Sequence[GrantYear], language: str) -> list[list[str]]:
    """One line a figure; those that nothing is stated of in any year are left out."""
    table = [["", *(str(row.year) for row in rows), say(Text("Hittil"), language)]]
    for name, title in FIGURES.items():
        values = [getattr(row, name, None) for row in rows]
        so_far = getattr(rows[-1].stand, name, None)
        always = name in {"earned", "received", "receivable", "unused"}
        if always or any(v is not None for v in [*values, so_far]):
            table.append(
                [
                    say(title, language),
                    *(_shown(v, language) for v in values),
                    _shown(so_far, language),
                ]
            )
    return table


def _shown(amount: Decimal | None, language: str) -> str:
    return "–" if amount is None else show(amount, language)


def grants_csv(years: Sequence[GrantYear], agreement: Agreement, language: str) -> str:
    """A line a grant and year; blank is not stated."""
    heads = [say(name, language) for name in _HEADINGS]
    so_far = say(Text("hittil"), language)
    heads += [say(FIGURES[name], language) for name in _OF_YEAR]
    heads += [f"{say(FIGURES[name], language)} {so_far}" for name in _SO_FAR]
    rows = [heads]
    for row in years:
        grant = row.grant
        amounts = [getattr(row, name) for name in _OF_YEAR]
        amounts += [getattr(row.stand, name) for name in _SO_FAR]
        rows.append(
            [
                str(row.year),
                grant.title,
                agreement.cooperations[grant.cooperation].title,
                agreement.payer(grant.grantor).name,
                grant.commodity,
                *("" if a is None else ungrouped(a) for a in amounts),
            ]
        )
    return csv_text(rows)


def grants_json(years: Sequence[GrantYear], found: Sequence[GrantWarning]) -> str:
    """Figures and warnings for programs: exact amounts as text, null: not stated."""
    return json.dumps(
        {
            "grants": [
                {
                    "grant": row.grant.slug,
                    "cooperation": row.grant.cooperation,
                    "grantor": row.grant.grantor,
                    "commodity": row.grant.commodity,
                    "year": row.year,
                    "day": row.stand.day.isoformat(),
                    **{name: _text(getattr(row, name)) for name in _OF_YEAR},
                    "so_far": {
                        name: _text(getattr(row.stand, name)) for name in _SO_FAR
                    },
                }
                for row in years
            ],
            "warnings": [
                {
                    "rule": warning.rule,
                    "grant": warning.grant.slug,
                    "text": str(warning.text),
                    "amount": _text(warning.amount),
                    "day": warning.day.isoformat() if warning.day else None,
                    "file": warning.place[0],
                    "line": warning.place[1],
                }
                for warning in found
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


_HEADINGS = (
    Text("År"),
    Text("Tilskudd"),
    Text("Samarbeid"),
    Text("Giver"),
    Text("Enhet"),
)
_OF_YEAR = ("carried_over", "committed", "available", "earned", "received")
_SO_FAR = tuple(name for name in FIGURES if name != "carried_over")
