"""What takes too long is stopped, wherever it is asked for."""

from __future__ import annotations

import time
from datetime import date
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from beanquery import Column
from beanquery import compiler
from beanquery import query_compile
from fava.core.filters import AdvancedFilter

from fellesbok.questions.queries import answer_csv
from fellesbok.web.limits import deadline
from fellesbok.web.limits import query_values
from fellesbok.web.limits.deadline import TooHeavyError
from heavy_questions import EVIL
from heavy_questions import LONG
from heavy_questions import PATIENCE_SECONDS
from heavy_questions import SLUG
from heavy_questions import app as app  # noqa: PLC0414 -- a fixture
from heavy_questions import folder as folder  # noqa: PLC0414 -- a fixture
from heavy_questions import quick as quick  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def nested(times: int) -> str:
    """A text that grows tenfold each time."""
    text = f"'{LONG}'"
    for _ in range(times):
        text = f"subst('a', 'aaaaaaaaaa', {text})"
    return f"SELECT {text}"


def doubled(first: str, more: str) -> str:
    """What grows twofold each time, eighteen times."""
    query = f"SELECT {first} AS a LIMIT 1"
    for _ in range(18):
        query = f"SELECT {more} AS a FROM ({query})"  # noqa: S608 -- a hostile query
    return query


ENDLESS = {
    "a pattern in a query": {"query_string": f"SELECT * WHERE narration ~ '{EVIL}'"},
    "a thousand sums": {"query_string": f"SELECT {'1+' * 1500}1"},
    "five hundred conditions": {"query_string": f"SELECT {'true AND ' * 440}true"},
    "a pattern that finds": {"query_string": f"SELECT grep('{EVIL}', narration)"},
    "a pattern that changes": {
        "query_string": f"SELECT subst('{EVIL}', 'x', narration)"
    },
}
REFUSED = {
    "nested changes": {"query_string": nested(9)},
    "counts in counts": {
        "query_string": "SELECT * WHERE narration ~ '(((x{1000}){1000}){1000}){1000}'"
    },
    "a long pattern": {"query_string": f"SELECT * WHERE narration ~ '{'a?' * 400}'"},
    "400 columns": {"query_string": "SELECT " + ", ".join(["balance"] * 400)},
    "a long query": {"query_string": "SELECT account, " * 2000},
    "nested brackets": {"query_string": "SELECT " + "(" * 1500 + "1" + ")" * 1500},
    "a whole number": {"query_string": "SELECT int(decimal('1E9999999')) LIMIT 1"},
    "a number": {"query_string": "SELECT decimal('1E99999999') LIMIT 1"},
    "to the billions": {"query_string": "SELECT round(day, -999999999) LIMIT 1"},
    "to the billionths": {"query_string": "SELECT round(number, 99999999) LIMIT 1"},
    "a doubled text": {"query_string": doubled("'abcdefghij'", "a + a")},
    "a squared number": {"query_string": doubled("99999", "a * a")},
    "a quoted text": {"query_string": doubled("'\\'", "repr(a)")},
}


@pytest.mark.parametrize("asks", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.usefixtures("quick")
def test_a_query_without_end_is_stopped(app: Flask, asks: dict[str, str]) -> None:
    assert_stopped(app, asks, HTTPStatus.SERVICE_UNAVAILABLE)


@pytest.mark.parametrize("asks", REFUSED.values(), ids=REFUSED)
def test_a_query_that_is_too_large_is_refused(
    app: Flask, asks: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is told, not the time: what it takes differs from machine to machine."""
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 60.0)
    assert_stopped(app, asks, HTTPStatus.BAD_REQUEST)


def test_a_table_has_not_more_cells_than_anybody_reads(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each voucher in a row and a column of its own: thousands make millions."""
    query = "SELECT day, account, sum(number) AS n GROUP BY day, account"
    asks = {"query_string": f"{query} PIVOT BY day, account"}
    path = f"/{SLUG}/api/query"
    assert app.test_client().get(path, query_string=asks).status_code == 200
    monkeypatch.setattr(query_values, "MOST_CELLS", 28)
    asks["query_string"] += " LIMIT 1000"
    assert_stopped(app, asks, HTTPStatus.BAD_REQUEST)


def test_an_answer_has_not_more_text_than_anybody_reads(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "MOST_CHARACTERS", 28 * len(LONG))
    for query in ("SELECT narration", "SELECT upper(narration)", "SELECT *"):
        assert_stopped(app, {"query_string": query}, HTTPStatus.BAD_REQUEST)


def test_rounding_is_what_it_was(app: Flask) -> None:
    query = "SELECT round(3.14159, 2), round(2.5), round(1234, -2), decimal('NaN')"
    asks = {"query_string": f"{query} LIMIT 1"}
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert answer.get_json()["data"]["rows"] == [[3.14, 2, 1200, None]]


def assert_stopped(app: Flask, asks: dict[str, str], status: HTTPStatus) -> None:
    """Page and file say the same words, soon."""
    begun = time.monotonic()
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert time.monotonic() - begun < PATIENCE_SECONDS
    assert answer.status_code == status
    assert set(answer.get_json()) == {"error"}
    csv = f"/{SLUG}/download-query/query_result.csv"
    file = app.test_client().get(csv, query_string=asks)
    assert file.status_code == status
    assert answer.get_json()["error"] in file.text.replace("&#39;", "'")


def test_an_end_that_was_set_before_stands() -> None:
    with deadline.within(0.0), deadline.within(100.0), pytest.raises(TooHeavyError):
        deadline.seconds_left()
    assert deadline.seconds_left() is None


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT konto", "konto"),
        ("SELECT account WHERE", "slutter før den er hel"),
        ("SELECT account FROM ingensteds", "ingensteds"),
        ("SELECT account WHERE account ~ '('", "Filteret kan ikke leses"),
        ("run finnes-ikke", "finnes-ikke"),
        ("SELECT date_add(date, 999999999)", "en dato i svaret er for stor"),
        ("SELECT splitcomp(account, ':', 99)", "list index out of range"),
        ("SELECT sum(position), balance", "kan ikke besvares"),
        ("SELECT maxwidth(account, 0)", "kan ikke besvares"),
    ],
)
def test_a_query_with_a_mistake_is_told_in_its_words(
    app: Flask, query: str, told: str
) -> None:
    asks = {"query_string": query}
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert answer.status_code == 400
    assert told in answer.get_json()["error"]
    csv = f"/{SLUG}/download-query/query_result.csv"
    file = app.test_client().get(csv, query_string=asks)
    assert file.status_code == 400
    assert told in file.text


def in_a_query() -> list[object]:
    """The rows of a query inside another one."""
    language: Any = compiler
    table = language.SubqueryTable(SimpleNamespace(c_targets=()))
    table.subquery = lambda: ((), [("2018-03-01",)])
    return list(table)


def in_a_total() -> None:
    total: Any = query_compile.EvalAggregator.__new__(query_compile.EvalAggregator)
    total.handle = 0
    total.finalize([1])


def in_a_pivot() -> None:
    column: Any = Column
    columns = [column(name, int) for name in ("year", "day", "n")]
    made: Any = lambda: (columns, [(2018, day, 1) for day in range(28)])  # noqa: E731
    query_compile.EvalPivot(made, [0, 1])()


def in_a_filter() -> None:
    entry: Any = data.Open({}, date(2018, 1, 1), "A:B", [], None)
    AdvancedFilter("#a,#b").apply([entry])


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "work", [in_a_query, in_a_total, in_a_pivot, in_a_filter], ids=lambda w: w.__name__
)
def test_what_is_done_for_each_row_looks_at_the_clock(work: Callable[[], Any]) -> None:
    """A table on its side took 27 seconds, 400 conditions 35, and were not stopped."""
    work()
    with deadline.within(0.0), pytest.raises(TooHeavyError):
        work()


def test_an_answer_is_written_in_time(app: Flask) -> None:
    """The rows had been found in five seconds, and writing them took as long again."""
    ledger = app.config["LEDGERS"][SLUG]
    with app.test_request_context():
        _, answer = ledger.query_shell.answer(ledger.all_entries, "SELECT id")
    assert answer.rows
    assert answer_csv(answer, "nb")
    with deadline.within(0.0), pytest.raises(TooHeavyError):
        answer_csv(answer, "nb")


LONG_PERIOD = {"time": "1800 - 2199", "interval": "day"}


@pytest.mark.parametrize(
    "path", ["balance_sheet", "income_statement", "account_report"]
)
def test_a_period_has_not_more_days_than_anybody_draws(app: Flask, path: str) -> None:
    """400 years by the day took minutes, and all the memory."""
    asks = LONG_PERIOD | {"a": "Expenses", "r": "changes"}
    answer = app.test_client().get(f"/{SLUG}/api/{path}", query_string=asks)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.get_json() == {
        "error": "Svaret er større enn noen leser. Spør om mindre."
    }
    for shorter in ({"interval": "month", "time": "2018"}, {"time": "2010 - 2019"}):
        answer = app.test_client().get(
            f"/{SLUG}/api/{path}", query_string=asks | shorter
        )
        assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("report", ["balances", "changes"])
def test_balances_of_each_interval_are_stopped(
    app: Flask, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = {"a": "Expenses", "r": report, "interval": "day", "time": "2018"}
    path = f"/{SLUG}/api/account_report"
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.0)
    answer = app.test_client().get(path, query_string=asks)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_journal_looks_at_the_clock_for_each_entry(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it was made ready first, and pages of others waited for that."""
    looks: list[None] = []
    monkeypatch.setattr(deadline, "seconds_left", lambda: looks.append(None))
    answer = app.test_client().get(f"/{SLUG}/api/journal")
    entries = (answer.json or {})["data"]
    assert len(looks) >= len(entries) > 3
