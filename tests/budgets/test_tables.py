"""Budget beside accounts: one label and figure in page, file, report and query."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.agreement.tables import COOPERATION
from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.budgets import account_tables
from fellesbok.budgets import part_tables
from fellesbok.budgets import tables
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.for_programs import budget_totals
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.budgets.shares import not_comparable
from fellesbok.questions.query_tables import TABLES
from fellesbok.report import build_report
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.sharing.tables import PAYER
from pagebook import copy_of_case
from report_panels import by_name
from shipped_pages import IKT
from shipped_pages import books as books  # noqa: PLC0414 -- a fixture
from shipped_pages import main as main  # noqa: PLC0414 -- a fixture
from shipped_pages import reader as reader  # noqa: PLC0414 -- a fixture
from shipped_pages import shared as shared  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.shared import Shared
    from pagebook import Reader


LABELS = ("Budsjett", "Regnskap", "Avvik", "Avvik %")
COST = ("3359724,00", "2822000,00", "537724,00", "16,01")


def written(amount: Decimal | None) -> str:
    """An amount as a spreadsheet reads it."""
    return "" if amount is None else str(amount).replace(".", ",")


def test_the_page_and_its_files_tell_them(reader: Reader) -> None:
    row = reader.page("Budsjett", time=2018).table("Kostnader, budsjett")[IKT]
    assert row == dict(zip(LABELS, COST, strict=True))
    rows = reader.csv("Budsjett", time=2018)
    assert ["Samarbeid", *LABELS] in rows
    assert [IKT, *COST] in rows
    sheet = reader.xlsx("Budsjett", time=2018)[0]
    (found,) = [row for row in sheet if row[0] == IKT]
    assert tuple(f"{value:.2f}".replace(".", ",") for value in found[1:]) == COST


def test_the_report_tells_them(books: Books, shared: Shared) -> None:
    report, _ = build_report(books, shared, 2018)
    cost = by_name(report.overview)[IKT]
    assert tuple(written(cell.value) for cell in cost.values()) == COST
    assert list(cost) == [column.name for column in tables.FIGURES]
    assert report.overview.figures == LABELS


def test_questions_tell_them_by_the_same_names(books: Books, shared: Shared) -> None:
    names = [column.name for column in tables.FIGURES]
    asked = {table.name: table for table in TABLES}
    for table in ("budget_vs_accounts", "budget_totals", "budget_allocations"):
        assert list(asked[table].columns)[-4:] == names
    found = budget_totals(books.entries, shared.agreement)
    (cost,) = [
        row for row in found if (row.cooperation, row.kind) == ("IKT", "kostnad")
    ]
    assert tuple(written(getattr(cost, name)) for name in names) == COST


def test_each_column_has_one_name() -> None:
    columns = (
        *(COOPERATION, ACCOUNT, tables.KIND, tables.UNIT, PAYER),
        *(*tables.FIGURES, account_tables.EITHER, part_tables.SHARED_BUDGET),
    )
    names = [column.name for column in columns]
    assert all(names)
    assert len(set(names)) == len(names)
    titles = [column.title for column in columns]
    assert len(set(titles)) == len(titles)


def test_what_each_bears_of_a_budget_is_in_kroner_by_year(shared: Shared) -> None:
    found = budgeted_shares(shared.budget_results, 2018)
    assert found["ikt"]["nordreisa"] == Decimal("1030668.09")
    assert sum(found["ikt"].values()) == Decimal("3359724.00")
    assert budgeted_shares(shared.budget_results, 2017) == {}


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
