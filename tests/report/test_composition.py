"""The report of a year is put together of the books alone, for all or for one."""

from __future__ import annotations

from datetime import date

from fellesbok.report import build_report_for
from loaded_books import books_in
from report_panels import REGION
from report_panels import report


def test_each_cooperation_of_the_year_is_a_page_with_its_own_findings() -> None:
    made = report()
    assert [page.slug for page in made.pages] == ["legevakt", "viltlag"]
    for page in made.pages:
        assert {each.cooperation for each in page.findings} == {page.slug}
    assert sum(len(page.findings) for page in made.pages) == len(made.findings)


def test_a_finding_stands_where_it_is_seen_from_the_books_folder() -> None:
    places = {each.rule: each.place for each in report().findings}
    assert places["ikke-fakturert"] == ("ledger/2024/legevakt.beancount", 22)
    assert places["etter-avslutning"] == ("allocation_rules.yaml", 17)


def test_a_year_before_the_agreements_has_no_pages() -> None:
    assert report(2023).pages == ()
    assert report(2023).findings == ()


def test_it_says_which_day_it_is_seen_from_and_how_far_the_year_has_come() -> None:
    """2024 was closed on 15 March; asked before, the day is the one asked for."""
    assert report().day == date(2025, 3, 15)
    assert report().status.startswith("Endelig rapport: 2024 ble avsluttet 15.03.2025.")
    assert report(2024, date(2024, 6, 1)).day == date(2024, 6, 1)


def test_what_is_common_is_in_the_joint_report_alone() -> None:
    books = books_in(REGION)
    payer = books.settled.agreement.payer("vik")
    own, faults = build_report_for(books, payer, 2024)
    assert faults == []
    assert (own.payer, own.across, own.months) == ("Vik", (), None)
    joint = report()
    assert joint.is_joint
    assert len(joint.across) == 2
    assert joint.months is not None


def test_units_that_are_not_kroner_are_told_by_name() -> None:
    assert report().units == {"STILLINGER": "Stillinger", "TIMER": "Timer"}


def test_of_other_files_it_is_another_edition() -> None:
    assert report().revision == report(2025).revision
    assert len(report().revision) > 6
