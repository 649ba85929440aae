"""Deadlines told once: the same label and state in terminal, file, page and report."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.agreement import deadline_tables as tables
from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.report import build_report
from fellesbok.tables.targets import Agreement
from fellesbok.tables.targets import Page
from pagebook import reader_of
from pagebook import with_pages
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

REGION = MADE / "settled_books"
DAY = "2025-09-11"
STATE = "10 dager over fristen"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of the region, with our pages."""
    folder = tmp_path_factory.mktemp("settled") / "books"
    shutil.copytree(REGION, folder)
    return with_pages(folder / "ledger" / "main.beancount")


def run(books: Path, *arguments: str) -> str:
    """What the command tells."""
    command = ["deadlines", *arguments, "--books", str(books)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_same_in_every_face(books: Path) -> None:
    """The final report was due on 1 September 2025."""
    loaded = load_books(books)
    assert loaded.shared is not None
    on = date.fromisoformat(DAY)
    made, _ = build_report(loaded, loaded.shared, 2025, on)
    (panel,) = [panel for panel in made.panels if panel.anchor == "frister"]
    assert panel.texts == ("Frist", "Hva", "Gjelder", "Samarbeid", "Status")
    (told,) = [row.texts for row in panel.rows if row.texts[-1] == STATE]
    day, what, title, cooperation, _ = told
    assert day == date(2025, 9, 1)

    shown = run(books, "--on", "2025-08-31")
    assert shown.startswith("Sett fra 31.08.2025.\n\nFrist ")
    (line,) = [line for line in shown.splitlines() if f"01.09.2025  {what}" in line]
    assert line.endswith("1 dag igjen")

    text = run(books, "--on", "2025-08-31", "--format", "csv").removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == [*panel.texts, "Sett fra"]
    assert ["2025-09-01", what, title, cooperation, "1 dag igjen", "2025-08-31"] in rows

    read = json.loads(run(books, "--on", "2025-08-31", "--format", "json"))
    assert (read["on"], read["from"]) == ("2025-08-31", "2025-08-31")
    (record,) = [row for row in read["deadlines"] if row["text"] == what]
    assert list(record) == [
        *("day", "kind", "of", "title", "cooperation", "text", "days", "source"),
    ]
    assert (record["title"], record["days"]) == (title, 1)

    page = reader_of(books).page(
        "Tilskudd", tilskudd=record["of"], time=f"2024-01-01 - {DAY}"
    )
    assert page.rows("Frister sett fra 11.09.2025")[0] == ["Frist", "Hva", "Status"]
    assert ["01.09.2025", what, STATE] in page.rows("Frister sett fra")


def test_each_column_has_one_name_and_cells_lead_on(books: Path) -> None:
    names = [column.name for column in tables.COLUMNS]
    assert all(names)
    assert len(set(names)) == len(names)
    shared = load_books(books).shared
    assert shared is not None
    slug = next(iter(shared.agreement.cooperations))
    of_grant = Due(*_fields(slug), None, "avtalen")
    found = tables.deadlines_table([of_grant], shared.agreement, date(2025, 1, 1))
    targets = [cell.leads_to for cell in found.lines[0].cells]
    assert targets == [
        *(None, None, Page("Tilskudd", (("tilskudd", "g"),)), Agreement(slug)),
        *(None, None),
    ]


def _fields(slug: str) -> tuple[date, DeadlineKind, str, str, str, str]:
    return date(2025, 6, 30), DeadlineKind.OTHER, "g", "G", slug, "Hva"
