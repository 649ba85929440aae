"""The further tables of a page stand in one order, and one that fails ends alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.contradictions import ContradictionError
from fellesbok.report import claims
from fellesbok.report.further import panels
from fellesbok.report.gather import gather
from fellesbok.report.sources import Sources
from loaded_books import books_in
from report_panels import REGION

if TYPE_CHECKING:
    from fellesbok.report.noted_table import Panel


def made(slug: str, number: int = 2024) -> list[Panel]:
    books = books_in(REGION)
    year = gather(books, books.settled, number)
    cooperation = year.agreement.cooperations[slug]
    return list(panels(year, cooperation, Sources(year, cooperation, [])))


@pytest.mark.parametrize(
    ("slug", "anchors"),
    [
        ("legevakt", ["krav", "kravliste", "utgaver", "tilskudd", "paaloept"]),
        ("viltlag", ["fond", "egeninnsats", "paaloept"]),
    ],
)
def test_what_there_is_something_of_stands_in_one_order(
    slug: str, anchors: list[str]
) -> None:
    assert [each.anchor.split("-")[0] for each in made(slug)] == anchors


def test_a_table_that_contradicts_itself_is_told_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list of claims is the fourth that is made, counted from nought."""

    def contradicts(*_: object, **__: object) -> None:
        raise ContradictionError("Det som er krevd,", {})

    whole = [each.anchor for each in made("legevakt")]
    monkeypatch.setattr(claims, "year_table", contradicts)
    found = made("legevakt")
    place = whole.index("kravliste-legevakt")
    assert found[place].title == "Tabellen mangler"
    assert found[place].anchor == "mangler-legevakt-3"
    whole[place] = found[place].anchor
    assert [each.anchor for each in found] == whole
