"""A page tells the last change of what it shows, to who may know it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from urllib.parse import urlsplit

import pytest

from attested_books import approved
from books_in_git import EXTENSION
from books_in_git import SLUGS
from books_in_git import app_of
from books_in_git import books as books  # noqa: PLC0414 -- a fixture
from books_in_git import common_in_git
from books_in_git import in_git
from books_in_git import mended_again
from books_in_git import reader
from books_in_git import rows
from books_in_git import seen_in_git
from fellesbok.changes.git_blame import blamed
from fellesbok.web.frame.who_changed import MOST_SECONDS_BESIDE
from pagebook import copy_of_seen_books
from readers import with_sign_in
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.changes.records import Change


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


BUDGET = '"yearly" 1200000.00 NOK', '"yearly" 1200000.00 NOK  ; vedtatt i mars'
GRANT = "source: Tilsagnsbrev 2", "source: Tilsagnsbrev to"
ALARMS = '"Sensorer og alarmer"', '"Sensorer"'
LICENCES = '"Drift og lisenser"', '"Drift"'
FUND = {"time": "2018", "samarbeid": "velferd"}
END = "; Betalt av kravene"
DECIDED = f"""2018-12-31 custom "fond" "velferd" "utbetaling" "Midvik" 1000.00 NOK
{END}"""
ANSWERED = f"""2018-12-31 custom "svar" "velferd" "mangler-budsjett" "Et prosjekt."
  av: "Prosjektleder"
{END}"""
AGREEMENT = "IKT-samarbeidet i Vika"


@pytest.fixture
def patient_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight files are asked about, on machines that do other things too."""
    monkeypatch.setattr("fellesbok.web.frame.who_changed.MOST_SECONDS_BESIDE", 60.0)


OF_PAGES = [
    ("Fordeling", {}, LICENCES, "Drift"),
    ("Fordeling", {"time": "2018"}, ("Sak 3/18", "Sak 4/18"), "Kursutgifter dekket"),
    ("Fond", {"time": "2018"}, ALARMS, "Sensorer"),
    ("Fond", FUND, ALARMS, "Sensorer"),
    ("Fond", FUND, (END, DECIDED), "Velferdsteknologi i Vika: utbetalt fra fond"),
    ("Tilskudd", {}, GRANT, "Trygg hjemme"),
    ("Tilskudd", {"tilskudd": "velferd-staten"}, GRANT, "Trygg hjemme"),
    ("Budsjett", {}, BUDGET, "Budsjett 2018: Kostnad: IKT-samarbeidet i Vika"),
    ("Budsjett", {"samarbeid": "ikt"}, LICENCES, "Drift"),
    ("Budsjett", {"kommune": "sorvik"}, ("Sak 12/17", "Sak 1/18"), AGREEMENT),
    ("Funn", {}, ALARMS, "Mangler budsjett"),
    ("Funn", {}, (END, ANSWERED), "Mangler budsjett, svaret"),
    ("Funn", {"samarbeid": "velferd"}, GRANT, "Frist for tilskudd"),
]


@pytest.mark.usefixtures("patient_git")
@pytest.mark.parametrize(("page", "asks", "mended", "part"), OF_PAGES)
def test_a_page_leads_to_who_changed_what_is_behind_it(
    tmp_path: Path,
    page: str,
    asks: dict[str, str],
    mended: tuple[str, str],
    part: str,
) -> None:
    """What Ola has mended is told on the page, and stands first where it leads."""
    seen = reader(seen_in_git(tmp_path, *mended))
    found = seen.page(page, **asks)
    assert BY_OLA in found.words
    (href,) = (
        link.get("href")
        for link in found.tree.xpath("//a")
        if WHO in link.text_content()
    )
    asked = dict(parse_qsl(urlsplit(href).query))
    assert asked == {"bak": page, **asks}
    changes = seen.page("Endringer", **asked)
    first = changes.rows("Endringer av linjene")[1]
    assert first[1:4] == ["12.03.2018", "Ola Dahl", "Sak 7, se …"]
    assert part in {row[0] for row in changes.rows("Endringer av linjene")}


@pytest.mark.usefixtures("patient_git")
@pytest.mark.parametrize(
    ("page", "asks", "mended"),
    [
        ("Fordeling", {"account": "Assets:Fordringer:Sørvik"}, ALARMS),
        ("Fond", FUND, LICENCES),
        ("Tilskudd", {"tilskudd": "velferd-fylket"}, GRANT),
        ("Budsjett", {"samarbeid": "velferd"}, BUDGET),
        ("Budsjett", {"account": "Expenses:Velferd"}, BUDGET),
        ("Budsjett", {"kommune": "sorvik"}, ALARMS),
        ("Funn", {"samarbeid": "velferd"}, LICENCES),
    ],
)
def test_a_page_tells_of_no_more_than_it_shows(
    tmp_path: Path, page: str, asks: dict[str, str], mended: tuple[str, str]
) -> None:
    seen = reader(seen_in_git(tmp_path, *mended))
    assert BY_KARI in seen.page(page, **asks).words


def test_without_git_no_page_leads_to_changes(tmp_path: Path) -> None:
    app = with_sign_in(copy_of_seen_books(tmp_path / "bok"), slugs=SLUGS)
    seen = reader(app)
    for page, asks, *_ in OF_PAGES:
        found = seen.page(page, **asks)
        assert found.status == 200
        assert WHO not in found.words
    assert "Ingen endringer er kjent" in seen.page("Endringer", bak="Fordeling").words


def test_where_nothing_is_shown_there_is_nothing_to_tell_of(tmp_path: Path) -> None:
    page = reader(seen_in_git(tmp_path, *BUDGET)).page("Fond", samarbeid="ikt")
    assert WHO not in page.words


@pytest.mark.usefixtures("patient_git")
@pytest.mark.parametrize(
    ("page", "mended", "day"),
    [
        ("Tilskudd", GRANT, "12.03.2018"),
        ("Fordeling", ("Sak 12/17", "Sak 1/18"), "12.03.2018"),
        ("Budsjett", BUDGET, "11.03.2018"),
        ("Fordeling", LICENCES, "11.03.2018"),
        ("Funn", ALARMS, None),
    ],
)
def test_behind_a_page_a_municipality_knows_days_of_files_that_it_may_read(
    tmp_path: Path, page: str, mended: tuple[str, str], day: str | None
) -> None:
    """Midvik reads the agreements whole, and the vouchers of all stand in one file."""
    seen = reader(seen_in_git(tmp_path, *mended), "midvik")
    words = seen.page(page).words
    assert (f"{WHO}: sist {day}" in words) == (day is not None)
    changes = seen.page("Endringer", bak=page)
    for secret in ("Ola", "Kari", "Sak 7, se", "(Ført)"):
        assert secret not in words
        assert secret not in changes.words
    last = "Ingen endringer er kjent" if day is None else f"Sist endret {day}."
    assert last in changes.words


def test_what_is_changed_and_not_committed_is_told(books: Folder) -> None:
    in_git(books)
    mended_again(books)
    words = reader(app_of(books)).page("Avtaler", samarbeid="ikt").words
    assert f"{WHO}: etter 11.03.2018, og ikke lagret i git" in words


def test_a_municipality_is_told_the_day_of_what_it_may_read_and_no_more(
    books: Folder,
) -> None:
    common_in_git(books)
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
