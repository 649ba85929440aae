"""The panels of the joint report, row by row."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fellesbok.report import Report
from fellesbok.report import build_report
from loaded_books import books_in
from places import MADE

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from fellesbok.report.cell import Cell
    from fellesbok.report.contents import Page
    from fellesbok.report.noted_table import Panel

REGION = MADE / "settled_books"


@cache
def report(year: int = 2024, day: date | None = None, books: Path = REGION) -> Report:
    """The report of a year."""
    loaded = books_in(books)
    assert not loaded.errors
    assert loaded.shared is not None
    made, faults = build_report(loaded, loaded.shared, year, day)
    assert not faults
    return made


def panels(made: Report) -> dict[str, Panel]:
    """Every further table, by its place."""
    found = [*made.panels, *(panel for page in made.pages for panel in page.panels)]
    assert len({panel.anchor for panel in found}) == len(found)
    return {panel.anchor: panel for panel in found}


def economy(page: Page, key: str = "") -> list[dict[str, Cell]]:
    """The figures of a page's two-column table by column: of one kind, or of all."""
    table = page.economy
    found = (row for row in table.rows if key in {"", row.key})
    return [dict(zip(table.names, row.cells, strict=True)) for row in found]


def by_name(panel: Panel) -> dict[str, dict[str, Cell]]:
    """The figures of the lines of a panel, by its first text and by column."""
    return {
        str(row.texts[0]): dict(zip(panel.names, row.cells, strict=True))
        for row in panel.lines
    }


def rows(panel: Panel) -> dict[str, list[str | None]]:
    """The figures of each row, by its first text."""
    return {
        str(row.texts[0]): [
            str(cell.value) if cell.value is not None else str(cell.words) or None
            for cell in row.cells
        ]
        for row in panel.rows
    }
