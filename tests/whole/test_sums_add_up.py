"""A sum stands only under figures that add up to it, in every table that is shown."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from lxml import html as markup

from fellesbok.report import build_report
from fellesbok.report.html import html
from fellesbok.web.access.serving import application
from loaded_books import books_in
from pagebook import with_pages
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOKS = {"settled_books": (2024, 2025), "three_years": (2021,)}
PAGES = ("Fordeling", "Kommuneoppgave", "Krav", "Tilskudd", "Fond", "Budsjett")
SUM = "Sum"


def tables(page: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The figures of each body of each table of a page, with what the table is."""
    tree: Any = markup.fromstring(page)
    for table in tree.xpath("//table[caption]"):
        title = table.xpath("./caption")[0].text_content().strip()
        for body in table.xpath("./tbody|./tfoot") or [table]:
            rows = [list(_cells(row)) for row in body.xpath("./tr")]
            yield title, rows


def _cells(row: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no exact type
    for cell in row.xpath("./th|./td"):
        figure = cell.xpath("./a/text()|./text()|./span[not(@class)]/text()")
        yield "".join(figure).replace("\xa0", "").replace("−", "-").strip()
        yield from [""] * (int(cell.get("colspan", "1")) - 1)


def amount(cell: str) -> Decimal | None:
    """Kroner with two decimals, or no amount."""
    kroner, comma, ore = cell.rpartition(",")
    if not comma or len(ore) != 2 or not kroner.removeprefix("-").isdigit():
        return None
    return Decimal(f"{kroner}.{ore}")


def wrong(page: str) -> tuple[int, list[str]]:
    """How many sums of kroner there are, and those that are another than their rows."""
    found, tried = [], 0
    for title, rows in tables(page):
        above: list[list[str]] = []
        for row in rows:
            if not row or not row[0].startswith(SUM):
                above.append(row)
                continue
            for column, cell in enumerate(row):
                stated = amount(cell)
                figures = [amount(r[column]) for r in above if column < len(r)]
                known = [figure for figure in figures if figure is not None]
                if stated is None or not known:
                    continue
                tried += 1
                if sum(known) != stated:
                    found.append(f"{title}: {row[0]}, {column}: {stated} / {known}")
            above = []
    return tried, found


def is_of_per_cent(line: str) -> bool:
    """A percentage of a sum is no sum of percentages."""
    per_cent = {
        "Kostnader, budsjett og regnskap": ", 4: ",
        "Hvem som deler, budsjett og regnskap": ", 6: ",
    }
    return any(line.startswith(t) and place in line for t, place in per_cent.items())


@pytest.mark.parametrize("books", BOOKS)
def test_every_sum_of_the_report_is_the_sum_of_what_stands_above(books: str) -> None:
    loaded = books_in(MADE / books)
    assert loaded.shared is not None
    in_all = 0
    for year in BOOKS[books]:
        report, faults = build_report(loaded, loaded.shared, year)
        assert not faults
        tried, found = wrong(html(report, "nb"))
        assert not [line for line in found if not is_of_per_cent(line)]
        in_all += tried
    assert in_all >= 10


@pytest.mark.parametrize("books", BOOKS)
def test_every_sum_of_the_pages_is_the_sum_of_what_stands_above(
    tmp_path: Path, books: str
) -> None:
    shutil.copytree(MADE / books, tmp_path / "books")
    main = with_pages(tmp_path / "books" / "ledger" / "main.beancount")
    client = application(main, edit=False, language="nb").test_client()
    start = client.get("/", follow_redirects=True).request.path.split("/")[1]
    in_all = 0
    for name in PAGES:
        for year in BOOKS[books]:
            shown = client.get(f"/{start}/extension/{name}/?time={year}")
            assert shown.status_code == 200, name
            tried, found = wrong(shown.text)
            assert [line for line in found if not is_of_per_cent(line)] == []
            in_all += tried
    assert in_all >= 10


def test_a_sum_that_is_another_is_found() -> None:
    """The net catches: 100.00 and 50.00 are not 150.01."""
    page = (
        "<table><caption>Krav</caption><tbody><tr><th>A</th><td>100,00</td></tr>"
        "<tr><th>B</th><td><a>50,00</a><span class='mark'>avrundet</span></td></tr>"
        "<tr><th>Sum</th><td>150,0{}</td></tr></tbody></table>"
    )
    assert wrong(page.format(0)) == (1, [])
    assert len(wrong(page.format(1))[1]) == 1
