"""Fava's margin, options and own pages on these books: what leads where, for whom."""

from __future__ import annotations

import json
from itertools import permutations
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.core import FavaLedger

from fellesbok import web
from fellesbok.web.frame.sidebar import set_sidebar
from fellesbok.web.frame.sidebar import title_of
from fellesbok.web.overview import page as overview_page
from pagebook import BOOKS
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import in_any_language
from pagebook import in_english
from pagebook import reader_of
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

MAIN = BOOKS / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
PAGES = {
    "Oversikt": "extension/Oversikt/",
    "Krav": "extension/Krav/",
    "Fordeling": "extension/Fordeling/",
    "Tilskudd": "extension/Tilskudd/",
    "Fond": "extension/Fond/",
    "Avtaler": "extension/Avtaler/",
    "Budsjett og regnskap": "extension/Budsjett/",
    "Funn": "extension/Funn/",
}
OF_THE_WHOLE = {"Virkning": "extension/Virkning/"}
"""For who reads everything alone."""
STATEMENTS = {
    "Kvænangen": "kvaenangen",
    "Nordreisa": "nordreisa",
    "Skjervøy": "skjervoy",
    "Kåfjord": "kafjord",
    "Storfjord": "storfjord",
    "Lyngen": "lyngen",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Plain Fava on these books."""
    return reader_of(MAIN)


def told(client: FlaskClient, prefix: str = "", language: str = "nb") -> dict[str, Any]:
    """What a page tells the browser about the books."""
    page = client.get(
        f"{prefix}/{SLUG}/journal/", headers={"Accept-Language": language}
    ).text
    return told_by(page)


def told_by(page: str) -> dict[str, Any]:
    """The same of a page that is fetched."""
    start = page.index('<script type="application/json" id="ledger-data">')
    found: dict[str, Any] = json.loads(
        page[page.index(">", start) + 1 : page.index("</script>", start)]
    )
    return found


def links(client: FlaskClient, prefix: str = "") -> dict[str, str]:
    """What stands in the margin, and where it leads, but for the questions."""
    found = told(client, prefix)["sidebar_links"]
    assert len(dict(found)) == len(found), "each stands there once"
    return {name: href for name, href in found if "/query/" not in href}


def expected(prefix: str, *names: str) -> dict[str, str]:
    """Our pages, and the statements of those municipalities."""
    home = f"{prefix}/{SLUG}"
    known = PAGES | (OF_THE_WHOLE if len(names) > 1 else {})
    pages = {name: f"{home}/{path}" for name, path in known.items()}
    statement = f"{home}/extension/Kommuneoppgave/?kommune="
    return pages | {name: f"{statement}{STATEMENTS[name]}" for name in names}


def test_the_margin_leads_to_the_pages_and_to_every_municipality(
    reader: Reader,
) -> None:
    assert links(reader.client) == expected("", *STATEMENTS)


def test_every_link_in_the_margin_opens_its_page(reader: Reader) -> None:
    for name, href in links(reader.client).items():
        answer = reader.client.get(href, headers={"Accept-Language": "nb"})
        assert answer.status_code == 200
        heading = answer.text.partition("<h1>")[2].partition("</h1>")[0]
        assert name in heading


def test_no_page_has_a_name_that_another_begins_with() -> None:
    """Fava's pages tell ours from each other by how the address begins."""
    for name, other in permutations(web.__all__, 2):
        assert not other.startswith(name)


def test_the_margin_has_every_query_of_the_year_end(reader: Reader) -> None:
    shown = told(reader.client)["user_queries"]
    names = {path.stem for path in (BOOKS / "queries").glob("*.bql")}
    assert {query["name"] for query in shown} == names


def test_served_questions_stand_by_their_titles_and_once() -> None:
    client = signed_in(with_sign_in(MAIN), ACCOUNTANT)
    shown = told(client)
    assert shown["user_queries"] == []
    asked = [name for name, href in shown["sidebar_links"] if "query_string" in href]
    assert len(asked) == len(list((BOOKS / "queries").glob("*.bql")))
    assert {"Åpne krav", "Betalingsplanen", "Hva hver betaler er belastet i alt"} <= {
        *asked
    }
    names = [name for name, _ in shown["sidebar_links"]]
    assert names[:3] == ["Oversikt", "Krav", "Fordeling"]
    first = next(
        n for n, (_, href) in enumerate(shown["sidebar_links"]) if "query" in href
    )
    assert names[first] == "Spørsmål til bøkene", "and they stand below it"


def test_a_question_without_a_sentence_stands_by_its_name() -> None:
    assert title_of("payers", "SELECT account") == "payers"
    assert title_of("x", "SELECT /* Åpne krav: hva som\n gjenstår. */ a") == "Åpne krav"
    assert title_of("x", "SELECT /* : */ account") == "x"


def styled(main: Path, *, edit: bool) -> str:
    """The head of a page, in which the margin's style stands."""
    client = signed_in(with_sign_in(main, edit=edit), ACCOUNTANT)
    return client.get(f"/{SLUG}/journal/").text.partition("</head>")[0]


def test_what_would_be_refused_is_not_offered() -> None:
    refused = ('"/import/"', '"/import/?"', "#add-transaction", "Control+s")
    read = styled(MAIN, edit=False)
    assert all(each in read for each in refused)
    written = styled(MAIN, edit=True)
    assert not any(each in written for each in refused)
    assert 'content: "Betaling"' in written, "the headings are for both"


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_municipality_has_no_link_but_its_own(name: str) -> None:
    app = with_sign_in(MAIN)
    client = signed_in(app, STATEMENTS[name])
    assert links(client) == expected("", name)


def test_who_reads_everything_has_them_all() -> None:
    app = with_sign_in(MAIN)
    assert links(signed_in(app, ACCOUNTANT)) == expected("", *STATEMENTS)


def test_below_a_prefix_the_links_are_below_it_too() -> None:
    app = with_sign_in(MAIN, prefix="/regnskap")
    client = app.test_client()
    data = {"name": ACCOUNTANT, "password": "et passord"}
    assert client.post("/regnskap/logg-inn", data=data).status_code == 302
    assert links(client, "/regnskap") == expected("/regnskap", *STATEMENTS)


def test_the_margin_speaks_as_the_page_does(tmp_path: Path) -> None:
    client = reader_of(in_english(copy_of_books(tmp_path))).client
    assert "Budget and accounts" in dict(told(client, language="en")["sidebar_links"])


def test_links_that_the_books_ask_for_are_kept(tmp_path: Path) -> None:
    main = copy_of_books(tmp_path)
    with main.open("a", encoding="utf-8") as file:
        file.write('\n2018-01-01 custom "fava-sidebar-link" "Året" "/jump?time=2018"\n')
    assert links(reader_of(main).client)["Året"] == "/jump?time=2018"


def test_without_agreements_there_are_no_links_to_pages_of_them(
    tmp_path: Path,
) -> None:
    main = copy_of_books(tmp_path)
    (tmp_path / "allocation_rules.yaml").write_text("tull\n", encoding="utf-8")
    assert links(reader_of(main).client) == {}


# Fava's own pages ---------------------------------------------------------------------


def test_fava_understands_every_option_of_the_books() -> None:
    ledger = FavaLedger(str(MAIN), poll_watcher=True)
    assert not ledger.fava_options_errors
    assert not ledger.errors


def test_the_books_open_at_the_overview(reader: Reader) -> None:
    assert reader.client.get("/").location == f"/{SLUG}/extension/Oversikt/"


def test_an_account_page_shows_the_budget_of_its_account(reader: Reader) -> None:
    """The lines that the keys share are the ones that Fava shows."""
    answer = reader.client.get(
        f"/{SLUG}/api/account_report",
        query_string={
            "a": "Expenses:IKT",
            "r": "changes",
            "interval": "year",
            "time": "2018",
        },
    )
    budgets = answer.get_json()["data"]["budgets"]
    account = "Expenses:IKT:Ansvar-155"
    assert budgets[account][0]["budget"] == {"NOK": 2458355}
    # Fava spreads a budget over the days, and its children's sum is not to the øre.
    assert round(budgets["Expenses:IKT"][0]["budget_children"]["NOK"]) == 3359724


def test_what_is_generated_is_folded_until_it_is_asked_for() -> None:
    """One line a payer and one a fund; who opens it finds the cooperations."""
    patterns = FavaLedger(str(MAIN), poll_watcher=True).fava_options.collapse_pattern
    folded = [
        account
        for account in (
            "Assets:Fordringer",
            "Assets:Fordringer:Nordreisa",
            "Assets:Fordringer:Nordreisa:IKT",
            "Liabilities:Fond:Skadefelling",
            "Expenses:IKT",
        )
        if any(pattern.match(account) for pattern in patterns)
    ]
    assert folded == ["Assets:Fordringer:Nordreisa", "Liabilities:Fond:Skadefelling"]


def test_who_asks_meanwhile_in_another_language_changes_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One reader's books answer several at once, while a page waits for its turn."""
    app = with_sign_in(in_any_language(copy_of_books(tmp_path)))
    english, norwegian = signed_in(app, ACCOUNTANT), signed_in(app, ACCOUNTANT)
    meanwhile = [Thread(target=told, args=(norwegian,))]

    def and_then(ledger: FavaLedger) -> None:
        set_sidebar(ledger)
        if meanwhile:
            other = meanwhile.pop()
            other.start()
            other.join()

    monkeypatch.setattr(overview_page, "set_sidebar", and_then)
    page = english.get(f"/{SLUG}/journal/", headers={"Accept-Language": "en"}).text
    assert not meanwhile
    assert '<html lang="en">' in page
    names = dict(told_by(page)["sidebar_links"])
    assert "Budget and accounts" in names
    assert "Budsjett og regnskap" not in names
