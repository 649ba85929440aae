"""The pictures of the report, and where a council finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo_region import SHIPPED
from fellesbok.books import load_books
from fellesbok.report import build_report
from fellesbok.report import build_report_for
from fellesbok.report.html import html
from fellesbok.report.pictures import pictures
from fellesbok.report.pictures import pictures_beside
from report_panels import by_name
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.report import Report

MONTHS = "Kostnadene gjennom 2025 mot budsjettet, kroner"
YEARS = "Andeler per innbygger over årene, kroner"


@pytest.fixture(scope="module")
def books() -> Books:
    """Books of three years, in which something is posted every month."""
    return load_books(SHIPPED / "ledger" / "main.beancount")


@pytest.fixture(scope="module")
def report(books: Books) -> Report:
    """The joint report of a year that has others before it."""
    return build_report(books, books.settled, 2025)[0]


def test_the_year_and_the_years_are_drawn_in_front_with_their_tables(
    report: Report,
) -> None:
    found = {figure.title: figure for figure in pictures(report, "nb")}
    assert {MONTHS, YEARS} <= found.keys()
    panels = {panel.anchor: panel for panel in report.panels}
    page = html(report, "nb")
    for title in (MONTHS, YEARS):
        figure = found[title]
        assert panels[figure.anchor].title == figure.table
        assert page.index(str(figure.drawn)) < page.index(f'id="{figure.anchor}"')
    months = panels[found[MONTHS].anchor]
    assert [row.texts[0] for row in months.rows][:2] == ["januar", "februar"]
    assert len(report.by_year) == 3 * len(report.across[1].lines)


def test_what_a_key_is_made_of_is_drawn_on_the_cooperations_page(
    of_2018: Report,
) -> None:
    """Of IKT 40 per cent are shared equally, and 60 by population."""
    drawn = pictures_beside(of_2018, "nb")
    assert set(drawn) == {"deler-ikt", "deler-innkjop"}
    page = html(of_2018, "nb")
    for anchor, (title, picture) in drawn.items():
        assert title.startswith("Hva andelene består av, ")
        place = page.index(f'id="{anchor}"')
        assert place < page.index(str(picture)) < page.index("</table>", place)
    (ikt,) = [page for page in of_2018.pages if page.slug == "ikt"]
    (panel,) = [panel for panel in ikt.panels if panel.anchor == "deler-ikt"]
    assert panel.figures[:2] == ("likt", "etter folketall 1. januar")
    costs = by_name(of_2018.overview)[ikt.title]
    assert panel.rows[-1].cells[-1].value == costs["accounts"].value


def test_a_municipality_sees_its_own_years_and_no_months(books: Books) -> None:
    payer = books.settled.agreement.payer("skarvoy")
    own, _ = build_report_for(books, payer, 2025)
    found = {figure.title: figure for figure in pictures(own, "nb")}
    assert YEARS in found
    assert MONTHS not in found
    assert {each.payer for each in own.by_year} == {payer}
    assert f'id="{found[YEARS].anchor}"' in html(own, "nb")
