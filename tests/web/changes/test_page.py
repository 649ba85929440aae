"""The page Endringer: what the accountant and a municipality see of changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from books_in_git import app_of
from books_in_git import books as books  # noqa: PLC0414 -- a fixture
from books_in_git import common_in_git
from books_in_git import in_git
from books_in_git import mended_again
from books_in_git import reader
from books_in_git import rows
from books_in_git import seen_in_git
from claimbook import Folder
from claimbook import cost
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "nordvik-2018-0001"


def test_the_agreement_tells_who_and_why_without_an_address(books: Folder) -> None:
    in_git(books)
    seen = reader(app_of(books))
    found = rows(seen, samarbeid="ikt")
    assert [row[:4] for row in found] == [
        ["IKT-samarbeidet", "2018-03-12", "Ola Dahl", "Sak 7, se …"],
        ["IKT-samarbeidet", "2018-03-11", "Kari Nordmann", "Ført"],
    ]
    page = seen.page("Endringer", samarbeid="ikt")
    assert "@nordvik.no" not in page.text
    assert "Ola Dahl" in page.words


def test_claims_and_what_is_behind_a_figure(books: Folder) -> None:
    in_git(books)
    seen = reader(app_of(books))
    claims = rows(seen, kommune="midvik")
    assert [row[:4] for row in claims] == [
        [CLAIM, "2018-03-11", "Kari Nordmann", "Ført"]
    ]
    figure = rows(seen, samarbeid="ikt", kommune="midvik", time="2018")
    assert [row[0] for row in figure] == ["IKT-samarbeidet"] * 2 + ["Kostnad"]


@pytest.mark.parametrize(
    ("page", "asks"),
    [
        ("Avtaler", {"samarbeid": "ikt"}),
        ("Krav", {"kommune": "midvik"}),
        ("Forklaring", {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"}),
    ],
)
def test_the_pages_lead_to_it_where_there_is_git(
    books: Folder, page: str, asks: dict[str, str]
) -> None:
    assert "Hvem har endret dette" not in reader(app_of(books)).page(page, **asks).text
    in_git(books)
    html = reader(app_of(books)).page(page, **asks).text
    found = re.search(r'href="([^"]*/extension/Endringer/[^"]*)"', html)
    assert found is not None
    assert all(f"{name}={value}" in found[1] for name, value in asks.items())


def test_without_git_nothing_is_shown_and_nothing_is_wrong(books: Folder) -> None:
    page = reader(app_of(books)).page("Endringer", samarbeid="ikt")
    assert page.status == 200
    assert "Ingen endringer er kjent" in page.words


def test_a_line_that_is_not_committed_is_not_told(books: Folder) -> None:
    in_git(books)
    mended_again(books)
    found = rows(reader(app_of(books)), samarbeid="ikt")
    assert [row[2] for row in found] == ["Kari Nordmann"]


def test_a_municipality_sees_the_day_alone_of_files_that_are_all_its_own(
    books: Folder,
) -> None:
    common_in_git(books)
    seen = reader(app_of(books), "midvik")
    assert rows(seen, samarbeid="ikt") == [["IKT-samarbeidet", "2018-03-12"]]
    page = seen.page("Endringer", samarbeid="ikt")
    assert "12.03.2018" in page.text
    for secret in ("Ola", "Kari", "Sak 7, se", "Ført"):
        assert secret not in page.words


NEWS = "Endret i bøkene siden"


def test_what_is_new_since_the_books_were_saved_before(books: Folder) -> None:
    """Kari wrote all of it on the 11th, and Ola the agreement on the 12th."""
    in_git(books)
    seen = reader(app_of(books))
    since = seen.page("Endringer", siden="sist")
    assert since.sentence == ("Nye eller endrede avtaler og bilag siden 11.03.2018: 1.")
    assert list(since.table(NEWS)) == ["IKT-samarbeidet"]
    every = seen.page("Endringer", siden="2018-03-10")
    assert len(every.table(NEWS)) == 5, "the agreement, a cost and three claims"
    assert not seen.page("Endringer", siden="2018-03-12").tree.xpath(".//table")


def test_where_the_history_is_cut_that_is_told_and_nobody_is_named(
    books: Folder, tmp_path: Path
) -> None:
    """A clone of the last state alone, as servers often have: all is from Ola there."""
    url = in_git(books).path.as_uri()
    cut = Repository(tmp_path / "kuttet")
    Repository(books.path).git("clone", "--quiet", "--depth", "1", url, str(cut.path))
    seen = reader(app_of(Folder(cut.path)))
    told = "Historikken i git er kuttet: hva som er eldre, er ikke kjent."
    for asks in ({"siden": "2018-03-01"}, {"siden": "sist"}):
        page = seen.page("Endringer", **asks)
        assert page.sentence == told
        assert "Ingen endringer er kjent" not in page.words
    of_agreement = seen.page("Endringer", samarbeid="ikt")
    assert "er ikke kjent: historikken i git er kuttet her" in of_agreement.words
    assert "12.03.2018 eller før" in of_agreement.words
    led = seen.page("Avtaler", samarbeid="ikt").words
    assert "12.03.2018 eller før, ikke kjent av hvem" in led
    for name in ("Oversikt", "Avtaler", "Krav"):
        assert "Ola Dahl" not in seen.page(name).text


def test_the_first_page_tells_what_is_new_to_each_reader(books: Folder) -> None:
    in_git(books)
    app = app_of(books)
    told = reader(app).page("Oversikt")
    assert [row[:2] for row in told.rows(NEWS)[1:]] == [
        ["IKT-samarbeidet", "12.03.2018"],
    ]
    assert "Siste bilag" not in told.words
    town = reader(app, "midvik").page("Oversikt")
    assert "Ola Dahl" not in town.text
    assert "Sak 7" not in town.text


def test_without_git_the_first_page_says_that_it_shows_the_last_vouchers(
    books: Folder,
) -> None:
    page = reader(app_of(books)).page("Oversikt")
    assert "Siste bilag i bøkene" in page.words
    assert NEWS not in page.words
    assert "Endringer i bøkene" not in page.words


def test_what_is_not_saved_yet_stands_first(books: Folder) -> None:
    in_git(books)
    with (books.path / "ledger" / "main.beancount").open("a", encoding="utf-8") as file:
        file.write("\n" + cost("2018-03-20", "70.00"))
    rows_now = reader(app_of(books)).page("Oversikt").rows(NEWS)
    assert len(rows_now) == 3
    assert rows_now[1][1:] == ["", "", ""], "git does not know when, who or why"


def test_a_day_that_is_none_is_told(books: Folder) -> None:
    in_git(books)
    page = reader(app_of(books)).page("Endringer", siden="i går")
    assert "«i går» er ingen dag" in page.words


BEHIND = {"bak": "Fordeling", "time": "2018"}
PLACE = '"Drift og lisenser"', '"Drift"'
PART, TABLE = "Drift", "Endringer av linjene"


def test_what_is_behind_a_page_is_told_with_what_was_changed_last_first(
    tmp_path: Path,
) -> None:
    seen = reader(seen_in_git(tmp_path, *PLACE))
    page = seen.page("Endringer", **BEHIND)
    assert "Endringer bak «Fordeling 2018»" in page.words
    assert page.sentence == "Sist endret 12.03.2018 av Ola Dahl: Sak 7, se …"
    told = [row[:3] for row in page.rows(TABLE)[1:]]
    assert told[0] == [PART, "12.03.2018", "Ola Dahl"]
    assert len(told) == 20, "two agreements, six vouchers and eleven claims; one twice"
    assert all(row[1:] == ["11.03.2018", "Kari Nordmann"] for row in told[1:])


def test_of_a_page_with_very_many_vouchers_those_changed_last_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fellesbok.web.changes.page.MOST_PARTS", 1)
    page = reader(seen_in_git(tmp_path, *PLACE)).page("Endringer", **BEHIND)
    assert {row[0] for row in page.rows(TABLE)[1:]} == {PART}
    assert "… og 18 til. Fra git:" in page.words


@pytest.mark.parametrize("name", ["Virkning", "Endringer", "Journal", ""])
def test_a_page_that_says_nothing_of_what_is_behind_it_is_none_of_them(
    books: Folder, name: str
) -> None:
    """What is looked up can neither try a proposal nor ask for itself."""
    in_git(books)
    page = reader(app_of(books)).page("Endringer", bak=name)
    assert f"Ukjent side «{name}». Kjente: Fordeling, Fond," in page.words


def test_a_page_with_nothing_to_show_says_why_here_too(books: Folder) -> None:
    in_git(books)
    page = reader(app_of(books)).page("Endringer", bak="Tilskudd", tilskudd="ingen")
    assert "Ukjent tilskudd «ingen»." in page.words
