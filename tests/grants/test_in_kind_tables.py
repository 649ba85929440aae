"""Work without money, told once: the same label in page, file, report and question.

Strand has 120 hours at 450 kroner in 2024; half a position of Jegerlaget has no price.
"""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.grants import in_kind_tables as tables
from fellesbok.grants.in_kind import InKind
from fellesbok.report import build_report
from fellesbok.report.cell import State
from fellesbok.tables.targets import Account
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from pagebook import NBSP
from pagebook import Link
from pagebook import reader_of
from pagebook import with_pages
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

REGION = MADE / "settled_books"
QUERIES = HOUSE / "queries"
HEADS = ["Hvem", "Enhet", "Planlagt", "Utført", "Verdi i kroner"]
WORK = "Egeninnsats – ikke penger"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of the region, with our pages and questions."""
    folder = tmp_path_factory.mktemp("settled") / "books"
    shutil.copytree(REGION, folder)
    shutil.copytree(QUERIES, folder / "queries", dirs_exist_ok=True)
    return with_pages(folder / "ledger" / "main.beancount")


def test_page_and_file_tell_the_same(books: Path) -> None:
    reader = reader_of(books)
    page = reader.page("Tilskudd", time=2024)
    head, *rows = page.rows(WORK)
    assert head == ["Samarbeid", "År", *HEADS]
    strand, hunters = sorted(rows, key=lambda row: row[2], reverse=True)
    assert strand[2:] == ["Strand", "Timer", "100,00", "120,00", "54000,00"]
    assert hunters[2:] == ["Jegerlaget", "Stillinger", "", "0,50", "ikke verdsatt"]
    file = reader.csv("Tilskudd", time=2024)
    assert head in file
    exact = [*strand[:-1], "54000,0000"]
    assert exact in file, "the product of two numbers with two decimals each"
    assert hunters in file, "also a file tells that it is not valued"
    (title,) = {row[0] for row in rows}
    account = "account/Equity:Memo:Viltlag:Egeninnsats:Strand"
    assert page.links(WORK)[title, "Utført"] == Link(account, {"time": "2024"})


def test_the_report_tells_the_same_and_where_it_is_from(books: Path) -> None:
    loaded = load_books(books)
    assert loaded.shared is not None
    made, _ = build_report(loaded, loaded.shared, 2024)
    (page,) = [page for page in made.pages if page.slug == "viltlag"]
    (panel,) = [p for p in page.panels if p.anchor == "egeninnsats-viltlag"]
    assert [*panel.texts, *panel.figures] == HEADS
    rows = {row.texts: row.cells for row in panel.rows}
    strand = rows["Strand", "Timer"]
    assert [cell.value for cell in strand] == [100, 120, 54000]
    (anchor,) = {cell.href for cell in strand}
    assert anchor in {group.anchor for group in page.sources}
    last = rows["Jegerlaget", "Stillinger"][-1]
    assert (last.state, last.words) == (State.NO_FIGURE, "ikke verdsatt")


def test_the_question_tells_the_same(books: Path) -> None:
    command = ["query", "in-kind", "--books", str(books)]
    shown = CliRunner().invoke(main, command).stdout.replace(NBSP, "")
    head = shown.splitlines()[0]
    assert re.search(r"hvem +enhet +planlagt +utført +verdi i kroner", head)
    assert re.search(r"Strand +TIMER +100,00 +120,00 +54000,00", shown)
    assert re.search(r"Jegerlaget +STILLINGER +0,50 +ikke verdsatt", shown)


def work(unit: str, quantity: str | None, value: str | None) -> InKind:
    """What a team of the region has put in."""
    return InKind(
        cooperation="Viltlag",
        year=2024,
        party="Leder-gruppe:A",
        account="M",
        unit=unit,
        planned=Decimal(10),
        quantity=None if quantity is None else Decimal(quantity),
        value=None if value is None else Decimal(value),
        vouchers=(),
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (work("TIMER", "2", "9"), ["TIMER", "10", "2", "9"]),
        (work("TIMER", "2", None), ["TIMER", "10", "2", tables.NOT_VALUED]),
        (work("TIMER", "0", None), ["TIMER", "10", "0", tables.NOT_VALUED]),
        (work("TIMER", None, None), ["TIMER", "10", "None", "None"]),
        (work("NOK.EGENINNSATS", "9", "9"), ["oppgitt verdi", "10", "None", "9"]),
    ],
)
def test_blank_zero_and_not_valued_are_three_things(
    books: Path, found: InKind, told: list[str]
) -> None:
    shared = load_books(books).shared
    assert shared is not None
    (line,) = tables.in_kind_table([found], shared.agreement, {}).lines
    assert [str(cell.value) for cell in line.cells[3:]] == told
    assert line.cells[2] == Cell("Leder gruppe – A")
    known = [cell for cell in line.cells[4:] if isinstance(cell.value, Decimal)]
    assert {cell.leads_to for cell in known} == {Account("M", "2024")}
    assert all(cell == BLANK for cell in line.cells if cell.value is None)


def test_each_column_has_one_name() -> None:
    names = [column.name for column in tables.COLUMNS]
    assert all(names)
    assert len(set(names)) == len(names)
