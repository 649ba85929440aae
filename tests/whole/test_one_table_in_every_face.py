"""A subject that nobody has: its figures are told once, and seen in every face.

Those that know nothing but the table are tried in ``tests/tables``.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import beanquery
import pytest
from beancount.parser.options import OPTIONS_DEFAULTS
from beanquery.sources import beancount as source
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from berries import RECORDS
from berries import Berries
from berries import table
from fellesbok.agreement.model import Agreement
from fellesbok.dataset.exact import Known
from fellesbok.dataset.exact import cells_of
from fellesbok.dataset.exact import columns_of
from fellesbok.dataset.filled import Dataset
from fellesbok.dataset.filled import Filled
from fellesbok.dataset.formats import csv_files
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.pdf import pdf
from fellesbok.questions.query_tables import query_table
from fellesbok.questions.record_tables import RecordTable
from fellesbok.questions.record_tables import everything
from fellesbok.report.anchors import wherever
from fellesbok.report.contents import Chapter
from fellesbok.report.contents import Page
from fellesbok.report.contents import Report
from fellesbok.report.contents import Summary
from fellesbok.report.html import html as report_html
from fellesbok.report.markdown import markdown
from fellesbok.report.noted_table import Panel
from fellesbok.report.noted_table import panel_of
from fellesbok.report.xlsx import xlsx
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.tables.markdown_file import markdown_of
from fellesbok.web.frame.download import printed
from fellesbok.web.frame.shown import Shown
from fellesbok.web.rendering.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries


def test_a_page_shows_them_with_where_they_lead() -> None:
    macros = (
        environment()
        .get_template("table.html")
        .make_module(
            {
                "say": lambda text: say(text, "nb"),
                "show": lambda value: show(value, "nb"),
                "named": lambda cell: cell.value,
                "to": lambda target: f"/{target.name}" if target else "",
            }
        )
    )
    page: Any = html.fromstring(str(macros.of_table(table())))  # type: ignore[attr-defined]
    assert [th.text_content() for th in page.xpath("//thead//th")] == [
        "Hvem",
        "Dag",
        "Kroner",
        "Andel",
        "Kurver",
    ]
    numbers = page.xpath("//tbody/tr/td[@class='num']")
    shown = [td.text_content().replace("\N{NO-BREAK SPACE}", " ") for td in numbers]
    assert shown == [
        *("1 234,50", "0,333333…", "2"),
        *("-2 469,00", "0,666666…", "ikke talt"),
        *("-1 234,50", "", "skjult av filteret"),
    ]
    assert page.xpath("//tbody//a/@href") == ["/Assets:Bær:Ola", "/Assets:Bær:=Kari"]


def the_report() -> Report:
    """A report that has nothing but the made-up table."""
    panel = panel_of(table(), wherever("kilder", ""))
    nobody = Panel("kort", "Kort", ("Betaler",), ("I alt",), ())
    return Report(
        *(2018, "Vika", "NOK", (), nobody, "", ()),
        summary=Summary(("Ingenting er delt.",), (), nobody),
        status="",
        chapters=(Chapter("baer-her", "Bær her", (panel,)),),
        units={},
        revision="",
    )


SEEN = [
    ["Hvem", "Dag", "Kroner", "Andel", "Kurver"],
    ["Ola", "01.08.2018", "1 234,50", "0,333333…", "2"],
    ["=Kari", "02.08.2018", "-2 469,00", "0,666666…", "ikke talt"],
    ["Sum", "", "-1 234,50", "–", "skjult av filteret"],
]
"""What is read of it on paper, and in a text."""


def test_a_report_shows_them_with_where_they_lead() -> None:
    page: Any = html.fromstring(report_html(the_report(), "nb"))
    (shown,) = page.xpath("//table[caption='Bær']")
    for unseen in shown.xpath(".//span[@class='sr']"):
        unseen.drop_tree()
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in shown.xpath(".//tr")
    ]
    assert rows == SEEN
    assert page.xpath("//h3[@id='baer']/following-sibling::p[1]/text()") == [
        "Plukket selv."
    ]


@pytest.mark.parametrize("in_report", [False, True])
def test_markdown_shows_them_with_figures_to_the_right(*, in_report: bool) -> None:
    text = markdown(the_report(), "nb") if in_report else markdown_of(table(), "nb")
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    at = next(n for n, line in enumerate(lines) if line.startswith("| Hvem |"))
    assert lines[at + 1] == "| --- | --- | ---: | ---: | ---: |"
    head, _, *rest = lines[at:]
    rows = [[c.strip() for c in row.strip("|").split("|")] for row in (head, *rest)]
    seen = SEEN if in_report else [[c.replace("–", "") for c in row] for row in SEEN]
    assert rows[:4] == seen


def test_the_workbook_of_a_report_has_them_as_numbers() -> None:
    economy = Panel(
        "okonomi", "Økonomi", ("Slag", "Navn", "", "Enhet", "Merke"), (), ()
    )
    alone = Page(
        *("vika", "Vika", "Vika", "cooperation", False, (), economy, (), {}, ()),
        *(("", None), "", (), ()),
    )
    several = replace(the_report(), pages=(alone,), overview=economy)
    book = load_workbook(io.BytesIO(xlsx(several, "nb")))
    cells: list[list[Any]] = [
        [cell for cell in row if cell is not None]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]
    at = cells.index(SEEN[0])
    assert cells[at + 1 : at + 4] == [
        ["Ola", "01.08.2018", 1234.5, "0,333333…", 2],
        ["=Kari", "02.08.2018", -2469, "0,666666…", "ikke talt"],
        ["Sum", "", -1234.5, "skjult av filteret"],
    ]


def words_of(paper: bytes) -> list[str]:
    """Every word on the pages, in the order in which they are read."""
    pages = PdfReader(io.BytesIO(paper)).pages
    return " ".join(page.extract_text() for page in pages).split()


def test_paper_shows_them_of_a_report_and_of_a_page() -> None:
    """Whether they were put in a report or are printed from a page of Fava's."""
    report = words_of(pdf(report_html(the_report(), "nb")))
    shown = Shown(Text("Bær i Vika"), "fond.html", (table(),))
    page = words_of(printed(["Bær i Vika", "2018"], shown, "nb"))
    for words in (report, page):
        at = words.index("Hvem")
        told = " ".join(words[at:]).replace("\N{NO-BREAK SPACE}", " ")
        for row in SEEN:
            seen = " ".join(cell for cell in row if cell not in {"", "–"})
            assert seen in told.replace(" – ", " ")


def berries(entries: Entries, shared: Shared) -> Iterator[Berries]:
    """What the made-up subject knows, whatever the books say."""
    del entries, shared
    yield from RECORDS


def test_a_question_finds_them_by_the_names_of_the_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is said of them in ``questions``; a fraction is exact, as text."""
    told = RecordTable("berries", Berries, berries, everything)
    known = [*source._TABLES, query_table(told)]
    monkeypatch.setattr(source, "_TABLES", known)
    shared = Shared(Agreement("Vika", "NOK", {}, {}, {}, {}, {}), ())
    kept = {**OPTIONS_DEFAULTS, OPTION: shared}
    asked = beanquery.connect(  # type: ignore[no-untyped-call]
        "beancount:", entries=[], errors=[], options=kept
    )
    found = asked.execute("SELECT * FROM berries WHERE earned < 0")
    names = [column.name for column in found.description]
    assert names == ["who", "day", "earned", "share", "baskets"]
    kari = ("=Kari", date(2018, 8, 2), Decimal("-2469.00"), "2/3", None)
    assert [tuple(row) for row in found.fetchall()] == [kari]
    (total,) = asked.execute("SELECT sum(earned), sum(baskets) FROM berries").fetchall()
    assert tuple(total) == (Decimal("-1234.50"), 2)


def test_tables_for_other_programs_have_them_in_types_of_their_own() -> None:
    """A fraction is whole numbers too, and an amount says its currency."""
    told = RecordTable("berries", Berries, berries, everything)
    known = Known({}, lambda _name, _year: None, "NOK")
    rows = [("vika", 2018, n, *cells_of(told, r, known)) for n, r in enumerate(RECORDS)]
    made = Dataset(
        ("Vika", "vika"), 2018, (Filled("berries", columns_of(told), tuple(rows)),)
    )
    (content,) = csv_files(made).values()
    assert list(csv.DictReader(io.StringIO(content.decode())))[1] == {
        "row_number": "1",
        "who": "=Kari",
        "day": "2018-08-02",
        "earned": "-2469.00",
        "share": "2/3",
        "share_numerator": "2",
        "share_denominator": "3",
        "baskets": "",
        "currency": "NOK",
    }
