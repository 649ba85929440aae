"""The first page of the joint report: the answer, and three figures that add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fellesbok.report.gather import gather
from fellesbok.report.summary import summary_of_all
from loaded_books import books_in
from pagebook import NBSP
from report_panels import REGION
from report_panels import report
from report_panels import rows


def test_it_says_what_is_shared_what_nobody_claims_and_what_is_not_answered() -> None:
    said = [each.replace(NBSP, " ") for each in report().summary.sentences]
    assert said == [
        "1 047 500,50 kr er fordelt for 2024: 2 samarbeid, 3 betalere.",
        "Av dette er 513 750,25 kr vertskommunenes egne andeler, som ingen krever.",
        "4 av 4 funn i bøkene er ikke besvart.",
    ]


def test_its_figures_are_costs_shares_and_what_is_to_be_paid() -> None:
    cost, shared, to_pay = (each.cell.value for each in report().summary.figures)
    assert cost == Decimal("1242500.50")
    assert shared == Decimal("1047500.50")
    assert to_pay == shared - Decimal("513750.25")


def test_each_payer_bears_its_own_and_pays_the_rest() -> None:
    found = rows(report().summary.table)
    assert found["Vik"] == ["316250.15", "20000.00", "296250.15"]
    assert found["Strand"] == ["207500.10", None, "207500.10"]
    assert found["Sum"] == ["1047500.50", "513750.25", "533750.25"]


def test_who_has_not_reported_is_counted_and_answered_findings_are_not() -> None:
    made, books = report(), books_in(REGION)
    year = gather(books, books.settled, 2024)
    first, second = made.pages
    pages = [replace(first, missing=True), second]
    findings = [replace(each, answer="Kjent.") for each in made.findings]
    said = summary_of_all(year, made.overview, pages, findings).sentences
    assert said[2:] == ("1 av 2 samarbeid og prosjekt har ikke rapportert.",)


def test_a_year_in_which_nothing_is_shared_says_so() -> None:
    books = books_in(REGION)
    year = gather(books, books.settled, 2023)
    said = summary_of_all(year, report().overview, [], []).sentences
    assert said == ("Ingenting er fordelt for 2023.",)
