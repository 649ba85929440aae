"""Budgets for other days make parts that are not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from budget_of_year import books as books  # noqa: PLC0414 -- a fixture
from budget_of_year import main as main  # noqa: PLC0414 -- a fixture
from budget_of_year import shared as shared  # noqa: PLC0414 -- a fixture
from casebook import LEDGERS
from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.shares import not_comparable
from pagebook import copy_of_case

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared


def test_only_budgets_for_other_days_make_parts_that_are_not_compared(
    books: Books, shared: Shared
) -> None:
    """What Kompetanseløft has is no kroner of the year and in nobody's part."""
    assert not_comparable(books.entries, shared.agreement) == {(2018, "HoppIdé-C")}


@pytest.mark.parametrize(
    ("basis", "found"), [("net", {(2018, "IKT")}), ("gross", set())]
)
def test_a_grant_is_in_the_parts_where_it_comes_off(
    tmp_path: Path, basis: str, found: set[tuple[int, str]]
) -> None:
    """Nobody states the days of the grant; the cost is of the year."""
    case = copy_of_case(LEDGERS / "a-budget-is-shared-but-not-owed", tmp_path / "books")
    agreed = case.with_name("rules.yaml")
    text = agreed.read_text("utf-8")
    agreed.write_text(text.replace("basis: net", f"basis: {basis}"), "utf-8")
    with case.open("a", encoding="utf-8") as file:
        file.write(
            "\n2018-01-01 open Income:IKT:Tilskudd:Staten NOK\n"
            '2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" -100 NOK\n'
            '  periode: "ikke oppgitt"\n'
        )
    loaded = load_books(case)
    assert loaded.shared is not None
    assert not loaded.errors
    assert not_comparable(loaded.entries, loaded.shared.agreement) == found
    costs, grant = lines(loaded.entries, loaded.shared.agreement, 2018)[::3]
    assert (costs.kind, str(costs.variance)) == (Kind.COST, "200.00")
    assert (grant.kind, grant.variance) == (Kind.GRANT, None)
