"""Rows of text → a table for the terminal, or CSV that a spreadsheet opens rightly."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence

BYTE_ORDER_MARK = "\ufeff"


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


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """CSV as Norwegian Excel reads it: byte order mark, semicolons, CR LF.

    A text that a spreadsheet would take for a formula is put behind an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + file.getvalue()


def ungrouped(amount: object) -> str:
    """An amount that a spreadsheet can add: a comma, and no grouping."""
    return str(amount).replace(".", ",")


def harmless(cell: str) -> str:
    """The text, unable to be a formula; a negative number stays a number."""
    begins = cell[:1]
    if begins in {"=", "+", "@", "\t", "\r"} or (
        begins == "-" and not cell[1:].replace(",", "").isdigit()
    ):
        return f"'{cell}"
    return cell
