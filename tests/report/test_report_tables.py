"""Every table of the joint report adds up, leads on, and is in every format."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.messages import say
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.write import rendered
from fellesbok.report.xlsx import xlsx
from places import HOUSE
from report_pages import Page
from report_pages import cells_of
from report_pages import digests
from report_panels import REGION
from report_panels import panels
from report_panels import report

if TYPE_CHECKING:
    from pathlib import Path


FURTHER_SHEET = 6


def test_every_row_with_a_sum_adds_up() -> None:
    for made in (report(), report(2025)):
        for panel in panels(made).values():
            if panel.figures and panel.figures[-1] == "Sum":
                for row in panel.rows:
                    *parts, total = [cell.value or Decimal(0) for cell in row.cells]
                    assert sum(parts) == total


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_figure_leads_to_its_place(year: int) -> None:
    page = html(report(year), "nb")
    anchors = Page(page).ids
    assert len(anchors) == len(set(anchors))
    targets = [str(a["href"]) for a in Page(page).of("a")]
    assert {t.removeprefix("#") for t in targets} <= set(anchors)
    front = page.split('id="forklaringer"')[0]
    cells = re.findall(r'<td[^>]*class="num[^>]*>(.*?)</td>', front, re.DOTALL)
    assert not [cell for cell in cells if re.search(r"\d", cell) and "<a " not in cell]
    assert "style=" not in page
    assert len(Page(page).of("table")) == len(Page(page).of("caption"))


def test_every_format_has_every_table() -> None:
    made = report()
    page, text = html(made, "nb"), markdown(made, "nb")
    said = set(map(str, cells_of(xlsx(made, "nb"), FURTHER_SHEET).values()))
    for anchor, panel in panels(made).items():
        assert f'id="{anchor}"' in page
        assert f"# {panel.title}\n" in text
        assert any(panel.title in cell for cell in said)
    for format_ in (page, text):
        assert "550\u00a0000,40" in format_
    assert "550000.40" in said
    assert "ikke verdsatt" in said


@pytest.mark.parametrize("form", ["html", "md", "xlsx"])
def test_every_format_is_said_in_english(form: str) -> None:
    made = report()
    content = rendered(made, form, "en")
    if form == "xlsx":
        said = " ".join(map(str, cells_of(content, FURTHER_SHEET).values()))
    else:
        said = content.decode()
    for expected in ("Claims and settlement", "Outstanding", "not valued", "days left"):
        assert expected in said
    for panel in panels(made).values():
        for words in (panel.title, *panel.figures, *panel.notes, *panel.remarks):
            if hasattr(words, "template"):
                assert say(words, "en") != words or words in {"Sum", "Status"}


def test_the_same_bytes_in_any_zone_locale_and_folder(tmp_path: Path) -> None:
    books = REGION / "ledger" / "main.beancount"
    # A PDF is drawn of the HTML alone; test_report_formats.py draws one on both.
    first, second = digests(books, tmp_path, ("html", "md", "xlsx"))
    assert set(first) == {"html", "md", "xlsx"}
    assert first == second


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(REGION, books)
    file = books / "ledger" / "main.beancount"
    lines = file.read_text("utf-8").splitlines()
    includes = [line for line in lines if line.startswith("include")]
    others = [line for line in lines if line not in includes]
    file.write_text("\n".join([*others, *reversed(includes), ""]), "utf-8")
    other = report(books=books)
    assert other.revision != report().revision  # of the files, which are others
    other = replace(other, revision=report().revision)
    for form in ("html", "xlsx", "md"):
        assert rendered(other, form, "nb") == rendered(report(), form, "nb")


def test_blank_is_not_zero_and_not_what_nobody_states() -> None:
    cells = [
        cell
        for panel in panels(report(2018, books=HOUSE)).values()
        for row in panel.rows
        for cell in row.cells
    ]
    states = {cell.state for cell in cells}
    assert states == {State.FIGURE, State.BLANK, State.NO_FIGURE}
    assert "ikke oppgitt" in html(report(2018, books=HOUSE), "nb")
