"""The page Endringer: what the accountant and a municipality see of changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from pagebook import Reader
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

EXTENSION = '2017-01-01 custom "fava-extension" "fellesbok.web"\n'
TITLE = "Endringer av linjene slik de står"
SLUGS = ("nordvik", "midvik", "sorvik")
CLAIM = "nordvik-2018-0001"
COST = "2018-03-01", "600.00"


@pytest.fixture
def books(tmp_path: Path, no_documents: None) -> Folder:  # noqa: ARG001 -- a fixture
    """Books with claims, and an agreement that was changed after it was made."""
    folder = Folder(tmp_path / "bok")
    folder.path.mkdir()
    folder.write(rules(), chart(), EXTENSION, budget("1000.00"), cost(*COST))
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    return folder


def in_git(books: Folder) -> Repository:
    """The same in git: made by Kari, and the agreement mended by Ola."""
    repository = Repository(books.path).begun()
    repository.commit({}, "Kari Nordmann", "2018-03-11T12:00:00+0100", "Ført")
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("source: Avtalen", "source: Sak 7")
    path.write_text(text, encoding="utf-8")
    reason = "Sak 7, se ola@nordvik.no"
    repository.commit({}, "Ola Dahl", "2018-03-12T12:00:00+0100", reason)
    return repository


def app_of(books: Folder) -> Flask:
    return with_sign_in(books.path / "ledger" / "main.beancount", slugs=SLUGS)


def reader(app: Flask, name: str = ACCOUNTANT) -> Reader:
    return Reader(app, signed_in(app, name))


def rows(seen: Reader, **asks: str) -> list[list[str]]:
    """The lines of the table, which have a day."""
    found = seen.csv("Endringer", **asks)
    return [row for row in found if row[1:] and re.fullmatch(r"[\d-]{10}", row[1])]


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
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("source: Sak 7", "source: Sak 8")
    path.write_text(text, encoding="utf-8")
    found = rows(reader(app_of(books)), samarbeid="ikt")
    assert [row[2] for row in found] == ["Kari Nordmann"]


def test_a_municipality_sees_the_day_alone_of_files_that_are_all_its_own(
    books: Folder,
) -> None:
    """Shares are common here, so that the whole agreement file may be read."""
    whole = rules().replace("legal_form", "innsyn: felles\n    legal_form")
    books.write(whole, chart(), EXTENSION, budget("1000.00"), cost(*COST))
    in_git(books)
    seen = reader(app_of(books), "midvik")
    assert rows(seen, samarbeid="ikt") == [["IKT-samarbeidet", "2018-03-12"]]
    page = seen.page("Endringer", samarbeid="ikt")
    assert "12.03.2018" in page.text
    for secret in ("Ola", "Kari", "Sak 7, se", "Ført"):
        assert secret not in page.words


@pytest.mark.parametrize("slug", SLUGS)
def test_no_municipality_sees_who_or_why_anywhere(books: Folder, slug: str) -> None:
    """The claims of all stand in one file, which none of them may read whole."""
    in_git(books)
    seen = reader(app_of(books), slug)
    for asks in (
        {},
        {"kommune": slug},
        {"samarbeid": "ikt"},
        {"samarbeid": "ikt", "kommune": slug, "time": "2018"},
    ):
        page = seen.page("Endringer", **asks)
        assert page.status == 200
        for secret in ("Ola", "Kari", "Sak 7, se", "Ført"):
            assert secret not in page.words, asks
    assert "Ingen endringer er kjent" in seen.page("Endringer", kommune=slug).words


def test_git_is_asked_once_for_each_file(
    books: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(books)
    asked: list[str] = []

    def counted(path: str, *_: object) -> tuple[None, ...]:
        asked.append(path)
        return ()

    monkeypatch.setattr("fellesbok.web.changes.page.blamed", counted)
    seen = reader(app_of(books))
    for payer in (*SLUGS, *SLUGS):
        seen.page("Endringer", kommune=payer)
    assert len(asked) == len(set(asked)) == 1
