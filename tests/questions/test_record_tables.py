"""Each figure for programs is told once: JSON of the commands, and questions."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.questions.queries import Query
from fellesbok.questions.queries import ask
from fellesbok.questions.query_tables import TYPES
from fellesbok.questions.record_tables import TABLES
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTLED = MADE / "settled_books"
NORD_TROMS = HOUSE


def of_books(books: Path, table: str) -> list[dict[str, str | None]]:
    """A table as the query language has it, every value as text."""
    loaded = load_books(books / "ledger" / "main.beancount")
    answer = ask(loaded, Query("test", "", f"SELECT * FROM {table}"))  # noqa: S608 -- our own names
    names = [name for name, _ in answer.columns]
    return [dict(zip(names, map(as_text, row), strict=True)) for row in answer.rows]


def as_text(value: Any) -> str | None:  # noqa: ANN401 -- any value of JSON
    """A value without its type; a list as the query language writes it."""
    if isinstance(value, list):
        return "; ".join(value)
    return None if value is None else str(value)


@pytest.mark.parametrize(
    ("books", "table", "command", "within"),
    [
        (NORD_TROMS, "allocations", ("shares",), None),
        (SETTLED, "allocations", ("shares",), None),
        (SETTLED, "corrections", ("shares",), None),
        (SETTLED, "outstanding_claims", ("open",), "claims"),
        (SETTLED, "payment_plan", ("plan", "2024"), None),
        (NORD_TROMS, "grant_clock", ("grants",), "grants"),
        (SETTLED, "funds", ("funds",), None),
    ],
)
def test_a_command_for_programs_and_a_question_tell_the_same(
    books: Path, table: str, command: tuple[str, ...], within: str | None
) -> None:
    options = ("--format", "json", "--books", str(books))
    found = json.loads(CliRunner().invoke(main, [*command, *options]).stdout)
    told = found if within is None else found[within]
    if command == ("shares",):
        told = [row for row in told if ("corrects" in row) is (table == "corrections")]
    asked = of_books(books, table)
    if command[0] == "plan":
        asked = [row for row in asked if row["year"] == command[1]]
    assert asked
    shown = [{key: as_text(value) for key, value in row.items()} for row in told]
    assert sorted(shown, key=str) == sorted(
        ({key: row[key] for key in shown[0]} for row in asked), key=str
    )
    assert all(row.keys() == shown[0].keys() for row in asked)


@pytest.mark.parametrize("books", [NORD_TROMS, SETTLED], ids=["2018", "settled"])
def test_the_table_of_findings_is_the_list_of_lint_year_by_year(books: Path) -> None:
    loaded = load_books(books / "ledger" / "main.beancount")
    columns = "rule, cooperation, year, part, amount, answered"
    question = Query("test", "", f"SELECT {columns} FROM findings")  # noqa: S608 -- our own names
    years = sorted({row[2] for row in ask(loaded, question).rows})
    assert years
    told = []
    for year in years:
        options = ("--format", "json", "--books", str(books))
        done = CliRunner().invoke(main, ["lint", str(year), *options])
        of_year = [
            (
                *(each[name] for name in ("rule", "cooperation", "year", "part")),
                None if each["amount"] is None else Decimal(each["amount"]),
                each["answer"] is not None,
            )
            for each in json.loads(done.stdout)
        ]
        assert list(ask(loaded, question, year).rows) == of_year
        told += of_year
    assert list(ask(loaded, question).rows) == told


@pytest.mark.parametrize(
    ("books", "command"),
    [
        (NORD_TROMS, ("shares",)),
        (NORD_TROMS, ("grants",)),
        (NORD_TROMS, ("deadlines",)),
        (NORD_TROMS, ("cutoff", "2018")),
        (NORD_TROMS, ("lint", "2018")),
        (NORD_TROMS, ("funds",)),
        (SETTLED, ("open",)),
        (SETTLED, ("plan", "2024")),
        (SETTLED, ("approvals", "2024")),
    ],
)
def test_a_cooperation_is_called_the_same_in_every_answer(
    books: Path, command: tuple[str, ...]
) -> None:
    """By its component of the accounts, whichever command is asked."""
    options = ("--format", "json", "--books", str(books))
    done = CliRunner().invoke(main, [*command, *options])
    loaded = load_books(books / "ledger" / "main.beancount")
    called = set(of_cooperations(json.loads(done.stdout)))
    assert called or command[0] in {"approvals", "plan"}
    assert called <= set(loaded.settled.agreement.cooperation_by_account) | {None}


def of_cooperations(told: Any) -> Iterator[str | None]:  # noqa: ANN401 -- any value of JSON
    """What each record calls its cooperation, however deep it lies."""
    if isinstance(told, dict):
        yield from [told["cooperation"]] if "cooperation" in told else []
    values = told.values() if isinstance(told, dict) else told
    if isinstance(told, dict | list):
        for value in values:
            yield from of_cooperations(value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_field_is_of_a_type_that_programs_know(table: Any) -> None:  # noqa: ANN401 -- a table of any record
    assert set(table.columns.values()) <= TYPES.keys()
    assert not [name for name in table.columns if name.startswith("_")]
