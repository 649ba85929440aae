"""Every page, answer and file for each who can sign in: their own and nothing else."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import parser

import deep
from fellesbok import web
from fellesbok.sharing import statement
from fellesbok.web.access.serving import application
from places import HOUSE
from readers import ACCOUNTANT
from readers import MUNICIPALITIES
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from flask import Flask

BOOKS = HOUSE / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
COOPERATIONS = ("", "ikt", "skadefelling", "kommuneveterinaer", "innkjop")
FAVAS = (
    "api/journal",
    "api/journal_page?page=1&order=asc",
    "api/income_statement",
    "api/balance_sheet",
    "api/trial_balance",
    "api/statistics",
    "api/documents",
    "api/events",
    "api/commodities",
    "api/ledger_data",
    "api/options",
    "api/errors",
    "api/narrations",
    "api/source",
    "api/account_report?a=Assets:Fordringer",
    "api/account_report?a=Income&r=balances",
    "api/query?query_string=SELECT+*+FROM+allocations",
    "api/query?query_string=SELECT+*+FROM+budget_allocations",
    "api/query?query_string=SELECT+*+FROM+budget_vs_accounts",
    "api/query?query_string=SELECT+account,+position,+narration",
    "api/query?query_string=PRINT",
    "download-journal/",
    "download-query/query_result.csv?query_string=SELECT+*+FROM+allocations",
)


@pytest.fixture(scope="module")
def app() -> Flask:
    return with_sign_in(BOOKS)


def addresses(slug: str) -> Iterator[str]:
    """What a reader asks for: of each payer all, and each cooperation of one payer.

    Together the readers ask for every payer in every cooperation; ``make deep`` lets
    each of them do so.
    """
    first = MUNICIPALITIES.index(slug)
    for page in web.__all__:
        for place, cooperation in enumerate(COOPERATIONS):
            asks = f"?time=2018&samarbeid={cooperation}"
            for form in ("", "csv"):
                yield f"extension/{page}/{form}{asks}"
            one = MUNICIPALITIES[(first + place) % len(MUNICIPALITIES)]
            is_whole = not cooperation or deep.TIMES > 1
            for payer in MUNICIPALITIES if is_whole else (one,):
                yield f"extension/{page}/{asks}&kommune={payer}"
    yield from FAVAS


OUTSIDE = {
    "lyngen": {"ikt", "kommuneveterinaer"},
    "storfjord": {"kommuneveterinaer"},
}
"""The cooperations that a municipality takes no part in."""
OF_ONE = {"Forklaring", "Avtaler", "Budsjett", "Funn"}
"""Pages of which there is no file for a cooperation that the reader has no part in."""
WITHOUT_FUND = {"ikt", "kommuneveterinaer", "innkjop"}


def expected_status(address: str, slug: str) -> int:
    """What an address answers: 400 where there is nothing to make a file of.

    A page says so in its frame, and answers 200; one for accountants alone refuses.
    """
    if address.startswith("extension/Bilag/"):
        return 403
    asked = re.fullmatch(r"extension/(\w+)/csv\?time=2018&samarbeid=(\w*)", address)
    if asked is None:
        return 200
    page, cooperation = asked.groups()
    is_empty = (
        page in {"Attestasjon", "Endringer", "Krav", "Virkning"}
        # Nothing was attested, claimed or tried for 2018.
        or (page == "Fond" and cooperation in WITHOUT_FUND)
        or (page in OF_ONE and cooperation in OUTSIDE.get(slug, ()))
    )
    return 400 if is_empty else 200


def written(amount: Decimal) -> set[str]:
    """The ways an amount stands on pages, in files and in answers to programs."""
    norwegian = f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return {str(amount), f"{amount:,}", norwegian, str(amount).replace(".", ",")}


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_a_municipality_finds_nobody_elses_share_anywhere(
    app: Flask, slug: str
) -> None:
    """The øre of a share are its finger-print: no other figure ends just so."""
    whole = app.config["LEDGERS"]._ledger(app.config["LEDGERS"]._shown, None)
    shares = statement.shares(whole.all_entries)
    names = whole.options["fellesbok"].agreement.municipalities
    own = {s.amount for s in shares if s.municipality == names[slug].name}
    others = {
        s.amount
        for s in shares
        if s.amount not in own and s.amount != s.amount.to_integral_value()
    }
    assert others
    secrets = {text for amount in others for text in written(amount)}
    client = signed_in(app, slug)
    for address in addresses(slug):
        answer = client.get(f"/{SLUG}/{address}")
        assert answer.status_code == expected_status(address, slug), address
        told = [text for text in secrets if text in answer.text]
        assert not told, f"{address} tells {told}"


@pytest.mark.parametrize("name", [ACCOUNTANT, *MUNICIPALITIES])
@pytest.mark.parametrize("page", web.__all__)
@pytest.mark.parametrize(
    "asks", ["", "?time=2018", "?time=tull", "?time=1999", "?kommune=oslo"]
)
def test_every_page_is_framed_for_everybody(
    app: Flask, name: str, page: str, asks: str
) -> None:
    answer = signed_in_once(app, name).get(f"/{SLUG}/extension/{page}/{asks}")
    if page == "Bilag" and name != ACCOUNTANT:
        assert answer.status_code == 403
        return
    assert answer.status_code == 200
    assert '<div class="fb"' in answer.text
    assert "<h1>" in answer.text


CLIENTS: dict[tuple[int, str], object] = {}


def signed_in_once(app: Flask, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Signing in is slow on purpose."""
    return (
        CLIENTS.setdefault((id(app), name), signed_in(app, name))
        if (
            id(app),
            name,
        )
        not in CLIENTS
        else CLIENTS[id(app), name]
    )


def test_the_accountant_reads_all(app: Flask) -> None:
    client = signed_in_once(app, ACCOUNTANT)
    text = client.get(f"/{SLUG}/extension/Fordeling/csv?time=2018").text
    assert "865709,61" in text
    assert "384194,13" in text


def test_source_is_what_was_loaded_and_may_be_read(app: Flask) -> None:
    """Skadefelling is everybody's; IKT is not Lyngen's."""
    client = signed_in_once(app, "lyngen")
    folder = BOOKS.parent / "2018"

    def read(name: str) -> int:
        asks = {"filename": str(folder / name)}
        return int(client.get(f"/{SLUG}/api/source", query_string=asks).status_code)

    assert read("skadefelling.beancount") == 200
    assert read("ikt.beancount") == 403
    assert read("../../allocation_rules.yaml") == 403
    assert read("/etc/passwd") == 403


def vouchers(text: str) -> list[tuple[str, str]]:
    """Day and text of each transaction of a journal, which Beancount can read."""
    entries, faults, _ = parser.parse_string(text)
    assert not faults
    return sorted(
        (str(entry.date), entry.narration or "")
        for entry in entries
        if isinstance(entry, data.Transaction)
    )


@pytest.mark.parametrize("name", [ACCOUNTANT, *MUNICIPALITIES])
def test_a_journal_has_every_entry_of_its_reader(app: Flask, name: str) -> None:
    """Those that fellesbok generates too, to the øre."""
    answer = signed_in_once(app, name).get(f"/{SLUG}/download-journal/")
    assert answer.status_code == 200
    assert "journal.beancount" in answer.headers["Content-Disposition"]
    ledgers = app.config["LEDGERS"]
    payer = None if name == ACCOUNTANT else name
    whole = ledgers._ledger(ledgers._shown, payer)
    own = [e for e in whole.all_entries if isinstance(e, data.Transaction)]
    assert vouchers(answer.text) == sorted(
        (str(e.date), e.narration or "") for e in own
    )
    amounts = {str(p.units) for e in own for p in e.postings}
    assert all(amount in answer.text for amount in amounts)


def test_a_journal_is_read_back_whatever_texts_it_has(tmp_path: Path) -> None:
    """Quotes and backslashes, which stand in queries and remarks."""
    said = r'"en \\ \"to\" tre"'
    books = tmp_path / "main.beancount"
    entries = (
        "open Assets:Bank NOK",
        f"query {said} {said}",
        f"event {said} {said}",
        f"note Assets:Bank {said}",
        f"custom {said} {said} Assets:Bank 0.125 TRUE",
    )
    lines = [f"2018-01-01 {entry}" for entry in entries]
    lines.insert(0, f'option "title" "Bok"\n{lines.pop(0)}\n  navn: {said}')
    books.write_text("\n".join(lines) + "\n", encoding="utf-8")
    client = application(books, edit=False).test_client()
    answer = client.get("/bok/download-journal/")
    assert answer.status_code == 200
    assert answer.text.count(said) == 8
    again, faults, _ = loader.load_string(answer.text)
    assert not faults
    assert len(again) == len(entries)


def test_a_journal_is_filtered_as_the_page_is(app: Flask) -> None:
    client = signed_in_once(app, ACCOUNTANT)
    shown = client.get(f"/{SLUG}/download-journal/?account=Income:Skadefelling").text
    assert "Skadefelling" in shown
    assert "Expenses:IKT" not in shown


def test_a_journal_is_what_was_loaded_and_not_what_the_files_say_now(
    tmp_path: Path,
) -> None:
    root = BOOKS.parents[1]
    left_out = shutil.ignore_patterns(".*.picklecache")
    shutil.copytree(root / "ledger", tmp_path / "ledger", ignore=left_out)
    shutil.copytree(root / "queries", tmp_path / "queries")
    shutil.copy(root / "allocation_rules.yaml", tmp_path)
    app = with_sign_in(tmp_path / "ledger" / "main.beancount")
    client = signed_in(app, "lyngen")
    before = client.get(f"/{SLUG}/download-journal/").text
    assert "Skogbruk" in before
    for path in (tmp_path / "ledger" / "2018").glob("*.beancount"):
        path.write_text("; borte\n" * 400, encoding="utf-8")
    answer = client.get(f"/{SLUG}/download-journal/")
    assert answer.status_code == 200
    assert answer.text == before
    assert "borte" not in answer.text
