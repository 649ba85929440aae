"""What the commands print: errors, findings, shares and explanations as plain text."""

from __future__ import annotations

import json
import os
import textwrap
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import percent_of
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from beancount.core.data import Note

    from fellesbok.errors import FileFault
    from fellesbok.explanation.explain import Explanation
    from fellesbok.explanation.key import Row
    from fellesbok.sharing.statement import Correction
    from fellesbok.sharing.statement import Share

WIDTH = 100
AMOUNT_WIDTH = 22


def fault_line(fault: FileFault, language: str) -> str:
    """``path:line: message``, the path as seen from here where that is shorter."""
    return f"{relative_path(fault.path)}:{fault.line}: {say(fault.message, language)}"


def finding_lines(notes: Sequence[Note], language: str) -> Iterator[str]:
    """Findings by cooperation and year."""
    ordered = sorted(
        notes, key=lambda n: (n.date, n.meta[vocabulary.COOPERATION], n.meta["lineno"])
    )

    def heading(note: Note) -> str:
        return f"{note.meta[vocabulary.COOPERATION]} {note.date.year}"

    for title, group in groupby(ordered, key=heading):
        yield title
        for note in group:
            yield textwrap.fill(
                say(note.comment, language),
                WIDTH,
                initial_indent="  · ",
                subsequent_indent="    ",
            )


def shares_text(shares: Sequence[Share], language: str) -> str:
    """Shares as a table with a sum under each cooperation.

    Basis, share and the amount beside them are of the year so far; what the period adds
    stands for itself, and is what is summed.
    """
    rows = [[say(name, language) for name in _HEADINGS]]
    so_far = _so_far(shares)
    for _, group in groupby(shares, key=lambda s: (s.cooperation, s.day.year)):
        members = list(group)
        rows.extend(_cells(share, so_far[_whose(share)], language) for share in members)
        total = sum(share.amount for share in members)
        label = say(
            Text("Sum {cooperation}", cooperation=members[0].cooperation), language
        )
        rows.append([label, *[""] * 7, show(total, language), ""])
    return text_table(rows, right={3, 5, 6, 7, 8})


def _whose(share: Share) -> tuple[str, str, date]:
    return share.cooperation, share.municipality, share.day


def _so_far(shares: Sequence[Share]) -> dict[tuple[str, str, date], Decimal]:
    """What each payer is charged from 1 January to the end of each of its periods."""
    sums: dict[tuple[str, str, int], Decimal] = {}
    found = {}
    for share in sorted(shares, key=lambda s: s.day):
        of = share.cooperation, share.municipality, share.day.year
        sums[of] = sums.get(of, Decimal(0)) + share.amount
        found[_whose(share)] = sums[of]
    return found


def corrections_text(corrections: Sequence[Correction], language: str) -> str:
    """Corrections of closed years as a table, each with its reason under it."""
    rows = [[say(name, language) for name in _CORRECTIONS]]
    rows.extend(
        [
            found.cooperation,
            found.municipality,
            str(found.year),
            found.period,
            show(found.before, language),
            show(found.after, language),
            show(found.amount, language),
            found.debit,
        ]
        for found in corrections
    )
    heading, rule, *lines = text_table(rows, right={4, 5, 6}).splitlines()
    told = [say(Text("Korreksjoner av avsluttede år"), language), "", heading, rule]
    for line, found in zip(lines, corrections, strict=True):
        reason = say(found.reason, language)
        told += [
            line,
            *textwrap.wrap(
                reason, WIDTH, initial_indent="    ", subsequent_indent="    "
            ),
        ]
    return "\n".join(told)


def shares_and_corrections(
    shares: Sequence[Share], corrections: Sequence[Correction], language: str
) -> str:
    """Shares, and what closed years would be now, of which there may be one alone."""
    parts = [shares_text(shares, language)] if shares else []
    if corrections:
        parts.append(corrections_text(corrections, language))
    return "\n\n".join(parts)


def shares_csv(
    shares: Sequence[Share], language: str, corrections: Sequence[Correction] = ()
) -> str:
    """Shares as CSV that a spreadsheet can add and multiply.

    Amounts have no grouping, the exact share stands as numerator and denominator, and
    a period has no hyphen: a spreadsheet would take 1/2 and 2018-01 for dates.
    """
    rows = [[say(name, language) for name in _CSV_HEADINGS]]
    so_far = _so_far(shares)
    for share in shares:
        exact = share.share
        rows.append(
            [
                share.cooperation,
                share.municipality,
                share.period.replace("-", " "),
                ungrouped(share.basis),
                say(share.key, language),
                "" if exact is None else str(exact.numerator),
                "" if exact is None else str(exact.denominator),
                ungrouped(so_far[_whose(share)]),
                ungrouped(share.amount),
                _remarks(share, language),
            ]
        )
    for found in corrections:
        remark = Text(
            "korreksjon av {year}, {account}", year=found.year, account=found.debit
        )
        of = found.cooperation, found.municipality, found.period.replace("-", " ")
        amount = ungrouped(found.amount)
        rows.append([*of, *[""] * 5, amount, say(remark, language)])
    return csv_text(rows)


def shares_json(shares: Sequence[Share], corrections: Sequence[Correction] = ()) -> str:
    """Shares for programs: English names, exact amounts as text.

    A correction of a closed year names the year in ``corrects``, and its accounts.
    """
    so_far = _so_far(shares)
    return json.dumps(
        [
            {
                "cooperation": share.cooperation,
                "municipality": share.municipality,
                "period": share.period,
                "basis": str(share.basis),
                "key": share.key,
                "share": None if share.share is None else str(share.share),
                "so_far": str(so_far[_whose(share)]),
                "amount": str(share.amount),
                "internal": share.internal,
                "due": share.due or None,
                "date": share.day.isoformat(),
            }
            for share in shares
        ]
        + [
            {
                "cooperation": found.cooperation,
                "municipality": found.municipality or None,
                "period": found.period,
                "corrects": found.year,
                "debit": found.debit,
                "credit": found.credit,
                "before": str(found.before),
                "after": str(found.after),
                "amount": str(found.amount),
                "reason": found.reason,
                "date": found.day.isoformat(),
            }
            for found in corrections
        ],
        ensure_ascii=False,
        indent=2,
    )


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
    rows = [[say(name, language) for name in _STEP_HEADINGS]]
    for section in explanation.sections:
        rows.extend(
            [
                say(section.title, language),
                say(row.label, language),
                ungrouped(_exact_kroner(row)),
                _place_text(row),
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
                            "place": _place_text(row) or None,
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


def _place_text(row: Row) -> str:
    return f"{relative_path(row.place[0])}:{row.place[1]}" if row.place else ""


def _row_lines(row: Row, language: str) -> Iterator[str]:
    label = say(row.label, language)
    place = f"  {_place_text(row)}" if row.place else ""
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


_HEADINGS = (
    Text("Samarbeid"),
    Text("Betaler"),
    Text("Periode"),
    Text("Grunnlag hittil i året"),
    Text("Nøkkel"),
    Text("Andel"),
    Text("Prosent"),
    Text("Hittil i året"),
    Text("Beløp i perioden"),
    Text("Merknad"),
)
_CSV_HEADINGS = (
    *_HEADINGS[:5],
    Text("Andel: teller"),
    Text("Andel: nevner"),
    *_HEADINGS[7:],
)
_CORRECTIONS = (
    Text("Samarbeid"),
    Text("Betaler"),
    Text("Gjelder"),
    Text("Ført i"),
    Text("Før"),
    Text("Etter"),
    Text("Korreksjon"),
    Text("Konto"),
)


_STEP_HEADINGS = (Text("Steg"), Text("Tekst"), Text("Kroner"), Text("Sted"))


def _cells(share: Share, so_far: Decimal, language: str) -> list[str]:
    percent = "" if share.share is None else show(percent_of(share.share), language)
    return [
        share.cooperation,
        share.municipality,
        share.period,
        show(share.basis, language),
        say(share.key, language),
        say(share.share_text, language),
        percent,
        show(so_far, language),
        show(share.amount, language),
        _remarks(share, language),
    ]


def _remarks(share: Share, language: str) -> str:
    remarks = [say(share.due, language)] if share.due else []
    if share.internal:
        remarks.append(say(Text("intern"), language))
    return ", ".join(remarks)


def relative_path(path: str) -> str:
    """The path from the current folder, unless that climbs out of it."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, FileNotFoundError):  # the current folder may be gone
        return path
    return path if relative.startswith("..") else relative
