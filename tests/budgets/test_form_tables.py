"""The two-column table of a cooperation, and the same lines of it in every face."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.budgets.form_tables import COLUMNS
from fellesbok.budgets.form_tables import form_table
from fellesbok.messages import show
from fellesbok.report import build_report
from fellesbok.report.gather import gather
from fellesbok.report.write import rendered
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.markdown_file import markdown_of
from fellesbok.tables.text import text_of
from fellesbok.tables.xlsx_file import xlsx_of
from loaded_books import books_in
from places import HOUSE
from report_panels import economy
from small_report import small_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.tables.values import Table

NAMES = [column.name for column in COLUMNS]
USED = """
2024-12-31 open Equity:Memo:Motpost:Brukt NOK.BRUKT
2024-12-31 * "Kinoen" "Brukt hittil"
  bilag: "4"
  Equity:Memo:Kino:Kostnad     55.00 NOK.BRUKT
  Equity:Memo:Motpost:Brukt   -55.00 NOK.BRUKT
"""


def form_of(books: Books, slug: str, year: int) -> Table:
    """The table of a cooperation."""
    gathered = gather(books, books.settled, year)
    return form_table(gathered.form(gathered.agreement.cooperations[slug]))


def shipped() -> Books:
    """The books of 2018."""
    return books_in(HOUSE)


@cache
def skogbruk() -> Table:
    """A cooperation with a cost, shares by its key, and a blank that is stated."""
    return form_of(shipped(), "skogbruk", 2018)


def values(table: Table) -> list[dict[str, object]]:
    """What each line has, by the names of the columns."""
    return [
        dict(zip(NAMES, (cell.value for cell in line.cells), strict=True))
        for line in table.lines
    ]


def test_the_lines_add_up_by_kind_and_the_financing_is_held_against_the_cost() -> None:
    """Four shares of 30, 5, 15 and 50 per cent, and what the report leaves blank."""
    lines = values(skogbruk())
    assert [(line.role, line.key) for line in skogbruk().lines] == [
        *(("line", "cost"), *[("line", "municipal_support")] * 4),
        *(("total", "municipal_support"), ("stated", "municipal_support")),
        *(("line", "grant"), ("control", "control")),
    ]
    cost, *shares, total, stated, _, control = lines
    assert [share["remark"] for share in shares] == [
        f"{part} %, beregnet" for part in ("30,00", "5,00", "15,00", "50,00")
    ]
    assert total["line"] == "Sum, beregnet etter nøkkelen"
    assert total["accounts"] == sum(share["accounts"] for share in shares)  # type: ignore[misc]
    assert total["accounts"] == cost["accounts"]
    assert (stated["line"], stated["accounts"]) == ("Oppgitt i rapporten", None)
    assert control["accounts"] == Decimal(0)


def test_every_face_tells_the_same_lines() -> None:
    table, (report, _) = skogbruk(), build_report(shipped(), shipped().settled, 2018)
    told = [line["accounts"] for line in values(table)]
    (page,) = [page for page in report.pages if page.slug == "skogbruk"]
    assert [row["accounts"].value for row in economy(page)] == told
    rows = [
        *csv.DictReader(io.StringIO(csv_text(csv_of(table, "nb"))[1:]), delimiter=";")
    ]
    assert [row["Regnskap"] for row in rows] == [
        "" if amount is None else f"{amount}".replace(".", ",") for amount in told
    ]
    (sheet,) = load_workbook(
        io.BytesIO(xlsx_of(["Skogbruk"], [table], "nb"))
    ).worksheets
    place = NAMES.index("accounts")
    found = [row[place] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert found[: len(told)] == told
    for shown in (text_of(table, "nb"), markdown_of(table, "nb")):
        lines = shown.splitlines()[2:]
        for line, amount in zip(lines, told, strict=True):
            assert amount is None or show(amount, "nb") in line


def test_what_is_of_two_units_in_one_column_is_two_lines(tmp_path: Path) -> None:
    """77 777 kr over several years, and 55 kr used: the first was told nowhere."""
    main_file = small_books(tmp_path)
    accounts = tmp_path / "ledger" / "accounts.beancount"
    opened = accounts.read_text("utf-8").replace(
        "Kostnad NOK.PROSJEKT", "Kostnad NOK.PROSJEKT,NOK.BRUKT"
    )
    accounts.write_text(opened + USED, "utf-8")
    books = load_books(main_file)
    assert not books.errors
    costs = [line for line in values(form_of(books, "kino", 2024)) if line["unit"]]
    assert [(line["accounts"], line["unit"]) for line in costs[:2]] == [
        (Decimal("55.00"), "NOK.BRUKT"),
        (Decimal("77777.00"), "Kroner over flere år"),
    ]
    report, _ = build_report(books, books.settled, 2024)
    for form in ("html", "md"):
        told = rendered(report, form, "nb").decode().replace("\xa0", " ")
        assert "77 777,00" in told.partition("Kostnader")[2]
