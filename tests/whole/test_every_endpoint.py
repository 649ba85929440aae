"""Every address that Fava and we answer, for a municipality that has no part in it.

Sørvik shares IKT and nothing else.  Whatever is said of the water works, and of what a
bank's batch paid for others, holds the word HEMLIG or an amount of its own; no address
may tell it.  Addresses and the arguments that they take are those of the running Fava,
so that a new one is asked too.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from fava.beans.funcs import hash_entry

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok import web
from fellesbok.questions import query_tables
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

READER = "sorvik"
HIDDEN = re.compile(r"HEMLIG|7[ .,\xa0]?777[.,]77|8[ .,\xa0]?888[.,]88")
WATER = """\
  vann:
    title: HEMLIG-samarbeidet
    account: Vann
    kind: cooperation
    legal_form: HEMLIG-form
    versions:
      - from: 2017-01-01
        participants: [nordvik, midvik]
        host: nordvik
        key: {weights: {nordvik: 5, midvik: 3}}
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: HEMLIG-vedtak
        source: HEMLIG-kilde
        assumptions:
          - {text: HEMLIG-antakelse, source: HEMLIG-kilde, effect: HEMLIG 123 kr}
"""
BOOKED = """
2018-02-01 * "HEMLIG-payee" "HEMLIG-narration" #HEMLIG-tag ^HEMLIG-link
  bilag: "HEMLIG-bilag"
  merknad: "HEMLIG-meta"
  document: "HEMLIG.pdf"
  Expenses:Vann                     7777.77 NOK
    ordre: "HEMLIG-line"
  Assets:Bank
2018-02-01 note Expenses:Vann "HEMLIG-note"
2018-02-01 document Expenses:Vann "HEMLIG.pdf"
2018-02-01 event "HEMLIG-event" "HEMLIG-value"
2018-01-01 custom "budget" Expenses:Vann "yearly" 8888.88 NOK
2018-01-01 custom "HEMLIG-custom" "HEMLIG"
2018-12-31 balance Expenses:Vann    7777.77 NOK
2018-01-01 query "HEMLIG-query" "SELECT account WHERE account ~ ':Vann'"
2018-01-01 query "Vann" "SELECT 'HEMLIG' AS x"
2018-01-01 query "oversikt" "SELECT account WHERE account ~ 'IKT'"
; HEMLIG-remark
2018-05-01 * "Banken" "HEMLIG-batch" #HEMLIG-batch ^HEMLIG-batch
  Assets:Bank                        300.00 NOK
  Assets:Fordringer:Nordvik:IKT     -100.00 NOK
  Assets:Fordringer:Nordvik:Vann    -200.00 NOK
"""
HEAD = (
    'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
)
REPORTS = (
    *("balance_sheet", "commodities", "documents", "editor", "errors", "events"),
    *("import", "income_statement", "journal", "options", "query", "statistics"),
    "trial_balance",
)
VALUES = {
    "bfile": ["vika"],
    "name": ["Expenses:Vann", "Assets:Fordringer:Nordvik:Vann"],
    "report_name": list(REPORTS),
    "extension_name": list(web.__all__),
    "endpoint": ["csv", "xlsx"],
    "result_format": ["csv", "xlsx"],
    "page_slug": ["_index", "options"],
    "filename": ["app.js"],
    "page": ["nb/index.html"],
    "aggregation_key": ["account", "currency"],
}
TABLES = (
    *("entries", "postings", "accounts", "balances", "notes", "documents", "events"),
    "transactions",
    *(table.name for table in query_tables.TABLES),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bok")
    Folder(made).write(
        rules(others=WATER),
        chart("IKT", "Vann"),
        HEAD,
        cost("2018-03-01", "100000.01"),
        BOOKED,
    )
    (made / "ledger" / "HEMLIG.pdf").write_text("HEMLIG", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    slugs = ("nordvik", "midvik", READER)
    return with_sign_in(folder / "ledger" / "main.beancount", slugs=slugs)


def paths(app: Flask) -> list[str]:
    """Every path that can be read, with every value of its parts."""
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "sign_out":
            continue
        filled = [rule.rule]
        for argument in rule.arguments:
            part = re.compile(rf"<(?:[^<>:]+:)?{argument}>")
            filled = [
                part.sub(value, path) for path in filled for value in VALUES[argument]
            ]
        found |= set(filled)
    return sorted(found)


def asks(folder: Path, app: Flask, path: str) -> Iterator[str]:
    """What is asked of a path: by filter, by name, by file, by voucher, by query."""
    yield from ("", "?time=2018", "?account=Expenses:Vann", "?page=1&order=asc")
    yield from ("?a=Expenses:Vann&r=journal", "?a=Expenses&r=balances&time=2018")
    yield "?samarbeid=vann&kommune=nordvik&time=2018"
    if "source" in path or "document" in path or "statement" in path:
        for name in ("ledger/main.beancount", "allocation_rules.yaml", "x/../HEMLIG"):
            yield f"?filename={quote(str(folder / name))}"
        yield f"?filename={quote(str(folder / 'ledger' / 'HEMLIG.pdf'))}"
    if "context" in path or "slice" in path or "statement" in path:
        books = app.config["LEDGERS"]
        whole = books._ledger(books._shown, None)
        for entry in whole.all_entries:
            yield f"?entry_hash={hash_entry(entry)}&key=document"
    if "query" in path:
        for query in ("SELECT *", "PRINT", "BALANCES", *map(of_table, TABLES)):
            yield f"?query_string={quote(query)}"


def of_table(name: str) -> str:
    """Everything in a table of the query language."""
    return f"SELECT * FROM {name}"  # noqa: S608 -- a name of ours


def text_of(path: str, body: bytes) -> str:
    """What is told, that which is packed too."""
    if path.endswith("xlsx") and body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def test_no_address_tells_of_what_the_reader_has_no_part_in(
    folder: Path, app: Flask
) -> None:
    client = signed_in(app, READER)
    answered = 0
    told = []
    for path in paths(app):
        for ask in asks(folder, app, path):
            with client.get(path + ask) as answer:
                text = text_of(path, answer.get_data())
            assert answer.status_code < 500, path + ask
            answered += answer.status_code == 200
            text = text.replace(str(folder / "ledger" / "HEMLIG.pdf"), "")
            told += [path + ask] if HIDDEN.search(text) else []
    assert told == []
    assert answered > 300


def test_other_questions_of_the_books_are_asked(app: Flask) -> None:
    client = signed_in(app, READER)
    asked = {"query_string": "run oversikt"}
    assert client.get("/vika/api/query", query_string=asked).status_code == 200
    asked = {"query_string": "run Vann"}
    assert client.get("/vika/api/query", query_string=asked).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "api/journal",
        "api/events",
        "api/documents",
        "api/query?query_string=SELECT+*+FROM+notes",
        "extension/Avtaler/csv",
        "extension/Budsjett/csv?time=2018",
        "download-journal/",
        "api/source",
    ],
)
def test_the_accountant_finds_it_there(app: Flask, path: str) -> None:
    """So that what nobody told above is there to be told."""
    answer = signed_in(app, ACCOUNTANT).get(f"/vika/{path}")
    assert HIDDEN.search(answer.text)
