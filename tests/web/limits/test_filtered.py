"""A filter that takes long is stopped, and told as a filter."""

from __future__ import annotations

import time
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import account as beancount_account
from beancount.core import data
from fava.core.filters import AccountFilter

from fellesbok.web.limits import deadline
from fellesbok.web.limits import patterns
from fellesbok.web.limits.deadline import RefusedError
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.patterns import Patterns
from heavy_questions import EVIL
from heavy_questions import LONG
from heavy_questions import PATIENCE_SECONDS
from heavy_questions import SLUG
from heavy_questions import app as app  # noqa: PLC0414 -- a fixture
from heavy_questions import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    ("asks", "status", "says"),
    [
        ({"account": f"({EVIL})|x"}, HTTPStatus.OK, ""),  # accounts are short
        (
            {"filter": f'narration:"{EVIL}"'},
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Svaret tok for lang tid og ble stoppet",
        ),
        ({"filter": f'any(account:"{EVIL}")'}, HTTPStatus.OK, ""),
        ({"account": "a" * 1000}, HTTPStatus.BAD_REQUEST, "Mønsteret er for langt"),
    ],
    ids=str,
)
def test_a_hostile_filter_is_stopped(
    app: Flask,
    asks: dict[str, str],
    status: HTTPStatus,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(patterns, "LONGEST_PATTERN", 200)
    for path in ("api/journal", "extension/Fordeling/", "download-journal/"):
        begun = time.monotonic()
        answer = app.test_client().get(f"/{SLUG}/{path}", query_string=asks)
        assert time.monotonic() - begun < PATIENCE_SECONDS
        assert answer.status_code == status, path
        assert says in (answer.json or {}).get("error", answer.text)


@pytest.mark.parametrize(
    "asks",
    [
        {"time": "0001 - 9998"},
        {"time": "0001-01-01 - 9999-12-31"},
        {"time": "9999-12-31"},
        {"time": "2018-99"},
        {"time": "0000"},
        {"time": "2018-01-01 - 2017-01-01"},
        {"time": "day-99999999999"},
        {"time": "day-" + "9" * 200},
        {"account": "(" * 299},
        {"account": "("},
        {"filter": "-" * 2000 + "a"},
    ],
    ids=lambda asks: str(asks)[:40],
)
def test_a_filter_that_is_none_is_the_readers_to_mend(
    app: Flask, asks: dict[str, str]
) -> None:
    for path in ("api/income_statement", "extension/Fordeling/"):
        asked = asks | {"interval": "day"}
        answer = app.test_client().get(f"/{SLUG}/{path}", query_string=asked)
        assert answer.status_code in {200, 400}, path


@pytest.mark.usefixtures("app")
def test_no_filter_is_tried_by_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beancount's own takes years for a long account, and lets nobody else work."""
    account = f"Expenses:{LONG.upper()}:Drift"

    def nowhere(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(beancount_account, "has_component", nowhere)
    entry: Any = data.Open({}, date(2018, 1, 1), account, [], None)
    for value, found in {
        LONG.upper(): True,
        "Expenses": True,
        "Drift": True,
        "dri": True,
        "A{4}:D": True,
        "Drift:A": False,
        "[": False,
    }.items():
        assert bool(AccountFilter(value).apply([entry])) is found, value
    with deadline.within(0.2), pytest.raises(TooHeavyError):
        AccountFilter("(A|AA)+#").apply([entry])


def test_a_pattern_that_takes_years_is_stopped_alone() -> None:
    begun = time.monotonic()
    with deadline.within(0.2), pytest.raises(TooHeavyError):
        Patterns().search(EVIL, LONG + "!" * 3)
    assert time.monotonic() - begun < PATIENCE_SECONDS


@pytest.mark.parametrize(
    "pattern",
    [
        "(?x)(?:a{9 9 9 9}){9 9 9}",
        "(?x)a{9#}\n9999999}",
        "(?ix:a{9 9 9 9 9 9 9})",
        "(?P<x>a|(?&x)(?&x))$",
        "(?P<x>a|(?P>x)(?P>x))$",
        "(a|(?1)(?1))$",
        "(?:a|(?R)(?R))$",
        "(?:a+a+a+){e<=5}$",
        "(?:a+a+a+){e}$",
        "(?|(a)|(b))",
        "(?p)(a|aa)+$",
    ],
)
def test_what_only_this_engine_knows_is_not_tried(pattern: str) -> None:
    """Such patterns took all the memory, or more time than there was."""
    with pytest.raises(RefusedError):
        Patterns().compile(pattern)
