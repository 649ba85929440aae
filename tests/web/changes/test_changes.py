"""The page Endringer: what the accountant and a municipality see of changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from attested_books import approved
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.changes.git_blame import blamed
from fellesbok.web.frame.who_changed import MOST_SECONDS_BESIDE
from pagebook import Reader
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from fellesbok.changes.records import Change

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


# The last change, where the thing itself is shown -------------------------------------

WHO = "Hvem har endret dette"
BY_OLA = f"{WHO}: sist 12.03.2018 av Ola Dahl (Sak 7, se …)"
BY_KARI = f"{WHO}: sist 11.03.2018 av Kari Nordmann (Ført)"


@pytest.mark.parametrize(
    ("page", "asks", "told"),
    [
        ("Avtaler", {"samarbeid": "ikt"}, BY_OLA),
        ("Krav", {"kommune": "midvik"}, BY_KARI),
        ("Kommuneoppgave", {"kommune": "midvik", "time": "2018"}, BY_KARI),
        (
            "Forklaring",
            {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"},
            BY_OLA,
        ),
    ],
)
def test_a_page_tells_the_last_change_of_what_it_shows(
    books: Folder, page: str, asks: dict[str, str], told: str
) -> None:
    in_git(books)
    assert told in reader(app_of(books)).page(page, **asks).words


def test_what_is_changed_and_not_committed_is_told(books: Folder) -> None:
    in_git(books)
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("source: Sak 7", "source: Sak 8")
    path.write_text(text, encoding="utf-8")
    words = reader(app_of(books)).page("Avtaler", samarbeid="ikt").words
    assert f"{WHO}: etter 11.03.2018, og ikke lagret i git" in words


def test_a_municipality_is_told_the_day_of_what_it_may_read_and_no_more(
    books: Folder,
) -> None:
    whole = rules().replace("legal_form", "innsyn: felles\n    legal_form")
    books.write(whole, chart(), EXTENSION, budget("1000.00"), cost(*COST))
    in_git(books)
    seen = reader(app_of(books), "midvik")
    words = seen.page("Avtaler", samarbeid="ikt").words
    assert f"{WHO}: sist 12.03.2018" in words
    for secret in ("Ola", "Kari", "Sak 7, se", "Ført"):
        assert secret not in words


@pytest.mark.parametrize("slug", SLUGS)
def test_a_municipality_is_told_nothing_of_files_that_are_not_all_its_own(
    books: Folder, slug: str
) -> None:
    """The claims of all stand in one file; the agreement can be everybody's."""
    in_git(books)
    seen = reader(app_of(books), slug)
    for page, asks in (
        ("Avtaler", {"samarbeid": "ikt"}),
        ("Krav", {}),
        ("Kommuneoppgave", {"time": "2018"}),
        ("Forklaring", {"samarbeid": "ikt", "time": "2018"}),
    ):
        words = seen.page(page, **asks).words
        assert page in {"Avtaler", "Forklaring"} or f"{WHO}: sist" not in words
        for secret in ("Ola", "Kari", "Sak 7, se", "(Ført)", "11.03.2018"):
            assert secret not in words, page


def test_git_that_does_not_answer_leaves_the_link_and_is_asked_once(
    books: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(books)
    given: list[float] = []

    def silent(_path: str, _text: str, seconds: float, _between: int) -> tuple[()]:
        given.append(seconds)
        return ()

    monkeypatch.setattr("fellesbok.web.frame.who_changed.blamed", silent)
    seen = reader(app_of(books))
    for _ in range(3):
        words = seen.page("Avtaler", samarbeid="ikt").words
        assert WHO in words
        assert f"{WHO}: " not in words
    assert len(given) == 1
    assert 0 < given[0] <= MOST_SECONDS_BESIDE


def test_the_newest_is_not_told_where_one_file_is_not_known(
    books: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told is never the last but one: the agreement is answered, no more."""
    in_git(books)

    def of_rules(path: str, text: str, *_: object) -> tuple[Change | None, ...]:
        return blamed(path, text) if path.endswith(".yaml") else ()

    monkeypatch.setattr("fellesbok.web.frame.who_changed.blamed", of_rules)
    asks = {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"}
    assert f"{WHO}: " not in reader(app_of(books)).page("Forklaring", **asks).words


def test_vouchers_and_what_attests_them_tell_their_changes(
    tmp_path: Path,
    no_documents: None,  # noqa: ARG001 -- a fixture
) -> None:
    (tmp_path / "bok").mkdir()
    folder = approved(tmp_path / "bok")
    folder.add(EXTENSION)
    Repository(folder.path).begun().commit(
        {}, "Kari Nordmann", "2018-05-11T12:00:00+0100", "Attestert"
    )
    app = app_of(folder)
    seen = reader(app)
    page = seen.page("Attestasjon", time="2018")
    assert f"{WHO}: sist 11.05.2018 av Kari Nordmann (Attestert)" in page.words
    found = re.search(r'href="[^"]*/extension/Endringer/([^"]*)"', page.text)
    assert found is not None
    assert "attestasjon=2018" in found[1]
    asks = {"attestasjon": "2018", "time": "2018"}
    assert [row[0] for row in rows(seen, **asks)] == [
        *("B-1", "B-1, attestert", "B-1, anvist", "B-2", "B-2, attestert")
    ]
    other = reader(app, "midvik").page("Endringer", **asks)
    assert "Attestasjoner vises bare for den som fører bøkene." in other.words
    assert "Kari" not in other.words


def test_git_is_asked_once_for_each_file(
    books: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(books)
    asked: list[str] = []

    def counted(path: str, *_: object) -> tuple[None, ...]:
        asked.append(path)
        return ()

    monkeypatch.setattr("fellesbok.web.frame.who_changed.blamed", counted)
    seen = reader(app_of(books))
    for payer in (*SLUGS, *SLUGS):
        seen.page("Endringer", kommune=payer)
    assert len(asked) == len(set(asked)) == 1


# Since a day --------------------------------------------------------------------------

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
