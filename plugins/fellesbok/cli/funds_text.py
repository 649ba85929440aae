"""Funds and their owners as people read them, and as spreadsheets and programs do."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.funds.tables import AMOUNTS
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Agreement
    from fellesbok.funds.history import FundYear


def funds_text(rows: Sequence[FundYear], agreement: Agreement, language: str) -> str:
    """A table a fund and year, its owners under each other and their sum."""
    names = agreement.name_by_account
    blocks = []
    for (cooperation, year), group in groupby(
        rows, key=lambda row: (row.cooperation, row.year)
    ):
        owners = list(group)
        shown = [
            name
            for name in AMOUNTS
            if name in {"opening", "closing"}
            or any(getattr(row, name) for row in owners)
        ]
        heading = [f"{cooperation} {year}"]
        heading += [say(AMOUNTS[name], language) for name in shown]
        table = [heading]
        for row in owners:
            amounts = [show(getattr(row, name), language) for name in shown]
            table.append([names.get(row.payer, row.payer), *amounts])
        sums = [sum((getattr(o, n) for o in owners), Decimal(0)) for n in shown]
        table.append([say(Text("Sum"), language), *(show(s, language) for s in sums)])
        blocks.append(text_table(table, right=set(range(1, len(heading)))))
    return "\n\n".join(blocks)


def funds_csv(rows: Sequence[FundYear], agreement: Agreement, language: str) -> str:
    """A line an owner and year."""
    names = agreement.name_by_account
    table = [[say(name, language) for name in (*_HEADINGS, *AMOUNTS.values())]]
    table.extend(
        [
            str(row.year),
            row.cooperation,
            names.get(row.payer, row.payer),
            *(ungrouped(getattr(row, name)) for name in AMOUNTS),
        ]
        for row in rows
    )
    return csv_text(table)


def funds_json(rows: Sequence[FundYear]) -> str:
    """The same for programs: English names, exact amounts as text."""
    return json.dumps(
        [
            {name: str(v) if name in AMOUNTS else v for name, v in asdict(row).items()}
            for row in rows
        ],
        ensure_ascii=False,
        indent=2,
    )


_HEADINGS = (Text("År"), Text("Samarbeid"), Text("Eier"))
