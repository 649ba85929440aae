"""The dataset has what can be asked for, line by line, and nothing that is others'."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import NORD_TROMS
from datasets import SETTLED
from datasets import made_of
from fellesbok.dataset.exact import Type
from fellesbok.dataset.filled import dataset
from fellesbok.dataset.filled import exported
from fellesbok.questions.queries import Query
from fellesbok.questions.queries import ask
from fellesbok.questions.record_tables import TABLES
from fellesbok.viewpoint.part import sight
from loaded_books import books_in

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.dataset.filled import Dataset


def rows(made: Dataset, name: str) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    (table,) = [table for table in made.tables if table.name == name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("root", [NORD_TROMS, SETTLED])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_a_table_has_the_rows_that_a_question_finds(root: Path, table: Any) -> None:  # noqa: ANN401 -- a table of any record
    query = Query("test", "", f"SELECT * FROM {table.name}")  # noqa: S608 -- our own names
    answer = ask(books_in(root), query)
    names = [name for name, _ in answer.columns]
    asked = [[each if each != "" else None for each in row] for row in answer.rows]
    found = rows(made_of(root), table.name)
    assert [[row[name] for name in names] for row in found] == asked
    assert [row["row_number"] for row in found] == [*range(1, len(found) + 1)]


def test_every_line_of_every_voucher_is_there_with_its_place() -> None:
    asked = ask(books_in(SETTLED), Query("", "", "SELECT account, number, currency"))
    found = rows(made_of(SETTLED), "vouchers")
    assert [
        (
            row["account"],
            row["amount"] if row["quantity"] is None else row["quantity"],
            row["currency"],
        )
        for row in found
    ] == list(asked.rows)
    assert {row["generated"] for row in found} == {True, False}
    for row in found:
        assert row["generated"] is (row["file"] is None) is (row["line"] is None)
        if row["file"] is not None:
            text = (SETTLED / row["file"]).read_text(encoding="utf-8")
            (line,) = text.splitlines()[row["line"] - 1 : row["line"]]
            assert row["account"] in line or '"paaloept"' in line
    assert {row["cooperation_slug"] for row in found} - {None}


def test_hours_are_a_quantity_and_kroner_of_another_kind_are_kroner() -> None:
    found = rows(made_of(NORD_TROMS), "vouchers")
    units = {row["currency"] for row in found if row["amount"] is not None}
    assert units
    assert {unit.partition(".")[0] for unit in units} == {"NOK"}
    others = {row["currency"] for row in found if row["quantity"] is not None}
    assert not units & others


def test_payments_are_those_that_the_claims_are_paid_with() -> None:
    made = made_of(SETTLED)
    paid: dict[str, Decimal] = {}
    for row in rows(made, "payments"):
        if row["claim"]:
            paid[row["claim"]] = paid.get(row["claim"], Decimal(0)) + row["amount"]
    claims = {r["claim"]: r["paid"] for r in rows(made, "outstanding_claims")}
    assert paid
    assert {claim: paid.get(claim, 0) for claim in claims} == claims


def test_a_municipality_is_known_by_its_number_of_the_year() -> None:
    """Reforms changed the numbers in 2020 and 2024; the books are of 2018."""
    found = {
        (row["municipality"], row["municipality_number"])
        for row in rows(made_of(NORD_TROMS), "allocations")
    }
    assert {("Nordreisa", "1942"), ("Storfjord", "1939")} <= found
    assert {name for name, number in found if number is None} == {
        "Eksterne finansiører",
        "Kommunene samlet",
    }
    for row in rows(made_of(NORD_TROMS), "inhabitants"):
        if (row["date"].month, row["date"].day) == (1, 1):
            assert row["municipality_number"] == row["number"]


@pytest.mark.parametrize("root", [NORD_TROMS, SETTLED])
def test_whatever_has_kroner_has_their_currency_beside_them(root: Path) -> None:
    made = made_of(root)
    kroner = [
        table.name
        for table in made.tables
        if any(column.type is Type.KRONER for column in table.columns)
    ]
    assert len(kroner) > 10
    for name in kroner:
        assert all(row["currency"] for row in rows(made, name))
    assert {row["currency"] for row in rows(made, "allocations")} == {"NOK"}


def test_a_readers_part_gives_that_part_alone() -> None:
    """Who sees its own alone (``innsyn: egen``) finds nobody else in any table."""
    books = books_in(SETTLED)
    seen = sight(books.entries, books.settled, "vik")
    made = dataset(seen.entries, seen.shared, SETTLED)
    payers = {
        row["municipality"]
        for table in ("allocations", "claims", "payments")
        for row in rows(made, table)
    }
    assert payers == {"Vik"}
    assert len(rows(made, "vouchers")) < len(rows(made_of(SETTLED), "vouchers"))


def test_a_table_that_is_new_is_exported_with_no_word_said() -> None:
    names = {table.name for table in made_of(SETTLED).tables}
    assert names == {table.name for table in exported(SETTLED)}
    assert names == {table.name for table in TABLES} | {"vouchers"}
