"""A cooperation's page: what it says, and why each payer pays just this."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.entries.texts import ReportText
from fellesbok.report import page as module
from fellesbok.report.gather import gather
from fellesbok.report.page import page
from fellesbok.viewpoint import books_of
from loaded_books import books_in
from pagebook import NBSP
from report_panels import REGION
from small_report import report_of
from small_report import small_books

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from fellesbok.report.contents import Page


SAID = {"Aktivitet": "Vi har hatt vakt hver natt."}
WORDS = ReportText("legevakt", 2024, SAID, "tekst/legevakt.md")


def made(slug: str = "legevakt", reader: str = "", year: int = 2024) -> Page:
    books = books_in(REGION)
    books = books_of(books, reader) if reader else books
    of = gather(books, books.settled, year)
    return page(of, of.agreement.cooperations[slug], WORDS)


def test_every_payer_s_share_is_explained_at_a_place_of_its_own() -> None:
    found = made()
    assert [(each.anchor, each.payer) for each in found.explanations] == [
        ("andel-legevakt-nes", "Nes"),
        ("andel-legevakt-vik", "Vik"),
        ("andel-legevakt-strand", "Strand"),
    ]
    titles = [each.explanation.title.replace(NBSP, " ") for each in found.explanations]
    assert titles[1].endswith("2024: Vik betaler 299 250,15 kr")


def test_the_places_of_an_explanation_are_seen_from_the_books_folder() -> None:
    rows = [
        row
        for each in made().explanations
        for section in each.explanation.sections
        for row in section.rows
        if row.place is not None
    ]
    paths = {row.place[0] for row in rows if row.place}
    assert "ledger/2024/krav.beancount" in paths
    assert not any(path.startswith("/") for path in paths)


def test_a_reader_gets_its_own_explanation_and_is_told_where_the_words_are() -> None:
    own = made(reader="vik")
    assert [each.payer for each in own.explanations] == ["Vik"]
    assert own.texts == {"Samarbeidets egne ord": "Står i den samlede rapporten."}
    assert made().texts == SAID


def test_a_figure_that_contradicts_itself_is_told_and_the_page_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def contradicts(*_: object, **__: object) -> None:
        raise ContradictionError("Det som er krevd,", {})

    monkeypatch.setattr(module, "explain", contradicts)
    found = made()
    assert len(found.explanations) == 3
    for each in found.explanations:
        (section,) = each.explanation.sections
        assert section.title == "Forklaringen mangler"
    assert found.economy.rows


def test_what_the_source_says_of_the_report_stands_on_the_page(tmp_path: Path) -> None:
    kino, _ = report_of(small_books(tmp_path), 2024).pages
    assert kino.place_and_day == ("Ås", date(2025, 2, 3))
    assert not kino.missing
