"""Whatever is asked, a query reads and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from beanquery.sources import beancount as source

from fellesbok.web.access.serving import application
from places import HOUSE
from readers import answer_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BOOKS = HOUSE
SLUG = "interkommunale-samarbeid-i-nord-troms"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    main = BOOKS / "ledger" / "main.beancount"
    return application(main, edit=False, language="nb").test_client()


def asked(client: FlaskClient, query: str, **filters: str) -> TestResponse:
    named = {"query_string": query, **filters}
    return client.get(f"/{SLUG}/api/query", query_string=named)


@pytest.mark.parametrize(
    "path", sorted((BOOKS / "queries").glob("*.bql")), ids=lambda path: path.stem
)
def test_the_questions_of_the_books_are_answered(
    client: FlaskClient, path: Path
) -> None:
    answer = asked(client, path.read_text(encoding="utf-8"))
    assert answer.status_code == 200, answer.text
    named = asked(client, f"run {path.stem}")
    assert answer_of(named)["data"] == answer_of(answer)["data"]


@pytest.mark.parametrize(
    "filters",
    [{"time": "2018"}, {"account": "Expenses:IKT"}, {"filter": 'kommune:"Lyngen"'}],
    ids=str,
)
def test_filters_choose_years_and_do_not_make_findings(
    client: FlaskClient, filters: dict[str, str]
) -> None:
    """A part of a year would lack the report, the cost and the budget of the rest."""
    query = "SELECT * FROM findings"
    whole = answer_of(asked(client, query))["data"]["rows"]
    assert len(whole) > 50
    assert answer_of(asked(client, query, **filters))["data"]["rows"] == whole


@pytest.mark.parametrize(
    "query",
    [
        "",
        ".output {path}",
        "output {path}",
        " .output {path}",
        ".OUTPUT {path}",
        "-- x\n.output {path}",
        ".output {path}; SELECT account",
        "SELECT account; .output {path}",
        "PRINT > {path}",
        "run",
        "run *",
        "run .output",
        'run "x" "y"',
        "run 'x",
        ".run ../../x",
        ".set format csv",
        "set format csv",
        "set pager '{path}'",
        ".reload",
        "reload",
        "parse SELECT account",
        "explain SELECT account",
        ".help",
        "help",
        "history",
        "clear",
        "exit",
        "EOF",
        "!touch {path}",
        "?",
        "errors",
        "tables",
        ".describe entries",
        "CREATE TABLE x USING 'csv:{path}'",
        "CREATE TABLE x (a int)",
        "INSERT INTO entries (x) VALUES (1)",
        "SELECT " + "(" * 5000 + "1" + ")" * 5000,
        "SELECT '" + "x" * 20_000 + "'",
        "\0SELECT account",
    ],
)
def test_what_is_no_reading_query_is_refused(
    client: FlaskClient, query: str, tmp_path: Path
) -> None:
    path = tmp_path / "made"
    text = query.replace("{path}", str(path))
    for answer in (
        asked(client, text),
        client.get(
            f"/{SLUG}/download-query/query_result.csv",
            query_string={"query_string": text},
        ),
    ):
        assert answer.status_code >= 400, answer.text
        assert "root:" not in answer.text
    assert not path.exists()


def test_no_file_is_read_by_its_name(client: FlaskClient) -> None:
    """The language takes a text after FROM for a condition, and not for a table."""
    for query in ("SELECT * FROM 'csv:/etc/passwd'", 'PRINT FROM "csv:/etc/passwd"'):
        assert "root:" not in asked(client, query).text


def test_a_refusal_says_what_can_be_asked(client: FlaskClient) -> None:
    told = answer_of(asked(client, ".output x"))["error"]
    assert "SELECT, BALANCES, JOURNAL, PRINT" in told


def test_no_text_of_the_books_is_a_formula_in_a_file(client: FlaskClient) -> None:
    """Spreadsheets calculate what begins with =, + or @."""
    query = "SELECT '=1+1' AS a, '@x' AS b, '-2+3' AS c, 'vanlig' AS d LIMIT 1"
    answer = client.get(
        f"/{SLUG}/download-query/query_result.csv",
        query_string={"query_string": query},
    )
    assert answer.status_code == 200
    assert "'=1+1" in answer.text
    assert "'@x" in answer.text
    assert "'-2+3" in answer.text
    assert "'vanlig" not in answer.text


def downloaded(client: FlaskClient, query: str, form: str = "csv") -> TestResponse:
    return client.get(
        f"/{SLUG}/download-query/query_result.{form}",
        query_string={"query_string": query},
    )


def test_a_file_has_every_kind_of_value_exactly(client: FlaskClient) -> None:
    """As the command writes it: a comma, no grouping, and nothing for what is not."""
    answer = downloaded(
        client,
        "SELECT date, 0.1 + 0.2 AS sum, 12345678901234567.89 AS large, TRUE AS yes,"
        " FALSE AS no, NULL AS nothing, 3 AS count, units(position) AS units"
        " WHERE number = 610000 LIMIT 1",
    )
    assert answer.status_code == 200
    assert answer.text.splitlines() == [
        "\ufeffdate;sum;large;yes;no;nothing;count;units",
        "2018-12-31;0,3;12345678901234567,89;ja;nei;;3;610000,00 NOK",
    ]


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("SELECT account", "xlsx", "Et svar lastes ned som csv."),
        ("SELECT account", "ods", "Et svar lastes ned som csv."),
        ("SELECT account", "tull", "Et svar lastes ned som csv."),
        ("PRINT", "csv", "Bare en spørring som svarer med en tabell, kan lastes ned."),
        ("run ukjent", "csv", "ukjent"),
        ("SELECT ukjent", "csv", "ukjent"),
        ("SELECT (", "csv", "Spørringen slutter før den er hel."),
        (".output x", "csv", "Her kan du bare lese"),
    ],
)
def test_what_cannot_be_a_file_is_the_readers_to_mend(
    client: FlaskClient, query: str, form: str, said: str
) -> None:
    """A page in its frame says why; it is no fault of the server's."""
    answer = downloaded(client, query, form)
    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert said in answer.text


def test_no_query_makes_the_next_one_slower(client: FlaskClient) -> None:
    """The query language keeps every kind of table that is made, and makes them all."""
    asked(client, "SELECT account")
    known: list[Any] = source._TABLES
    before = list(known)
    for number in range(5):
        assert asked(client, f"SELECT account, {number} AS x").status_code == 200
    assert known == before
    names = [table.name for table in known]
    assert len(names) == len(set(names))
