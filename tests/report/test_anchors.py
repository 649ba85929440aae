"""What a figure leads to in the report, and that the place is there."""

from __future__ import annotations

from fellesbok.report import build_report_for
from fellesbok.report.anchors import in_matrix
from fellesbok.report.anchors import leading
from fellesbok.report.anchors import wherever
from fellesbok.report.html import html
from fellesbok.tables.targets import Agreement
from fellesbok.tables.targets import Explanation
from fellesbok.tables.targets import Page
from fellesbok.tables.targets import Statement
from loaded_books import books_in
from places import MADE

BUDGET = Page("Budsjett", (("samarbeid", "ikt"), ("time", "2024")))
SHARE = Explanation("ikt", "vik", "2024")


def test_a_figure_leads_to_what_the_report_tells_of_it() -> None:
    to = leading("metode")
    assert to(SHARE) == "andel-ikt-vik"
    assert to(Agreement("ikt")) == "side-ikt"
    assert to(Statement("vik", "2024")) == "kommune-vik"
    assert to(BUDGET) == "kilder-ikt"
    assert to(None) == to(Page("Krav")) == "metode"


def test_a_share_that_the_report_does_not_explain_leads_to_how_it_is_made() -> None:
    assert leading("metode", explained=[("ikt", "2024")])(SHARE) == "andel-ikt-vik"
    assert leading("metode", explained=[("ikt", "2023")])(SHARE) == "metode"


def test_the_table_of_all_payers_leads_on_and_not_to_itself() -> None:
    to = leading("kommuner", payer=in_matrix, of_all="kilder")
    assert to(Statement("vik", "2024")) == "matrise-vik"
    assert to(Page("Budsjett")) == "kilder"
    assert wherever("krav-ikt", "kilder-ikt")(None) == "kilder-ikt"


def test_the_budget_of_a_payer_leads_to_the_sources_of_its_cooperation() -> None:
    """It led to the chapter on how shares are made, which tells of no budget."""
    books = books_in(MADE / "settled_books")
    payer = books.settled.agreement.payer("vik")
    report, _ = build_report_for(books, payer, 2024)
    page = html(report, "nb").replace("\N{NO-BREAK SPACE}", " ")
    assert '<a href="#kilder-legevakt">300 000,00</a>' in page
    assert 'id="kilder-legevakt"' in page
