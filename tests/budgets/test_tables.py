"""Budget beside accounts: one label, sign and figure in page, file, report and query.

IKT in 2018: of 3 359 724 kr budgeted 2 822 000 were spent, 537 724 (16,01 %) less.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from casebook import LEDGERS
from fellesbok.agreement.tables import COOPERATION
from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.budgets import account_tables
from fellesbok.budgets import naming
from fellesbok.budgets import part_tables
from fellesbok.budgets import tables
from fellesbok.budgets.adopted import Budget
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import Line
from fellesbok.budgets.figures import lines
from fellesbok.budgets.figures import total_variance
from fellesbok.budgets.for_programs import budget_totals
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.budgets.shares import not_comparable
from fellesbok.budgets.units import unit_of
from fellesbok.questions.query_tables import TABLES
from fellesbok.report import build_report
from fellesbok.report.overview import variance_percent
from fellesbok.report.words import WORDS
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.sharing.tables import PAYER
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared
    from pagebook import Reader

LABELS = ("Budsjett", "Regnskap", "Avvik", "Avvik %")
IKT = "IKT-samarbeidet i Nord-Troms"
COST = ("3359724,00", "2822000,00", "537724,00", "16,01")


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These books, with our pages."""
    return copy_of_books(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def books(main: Path) -> Books:
    """The books without Fava."""
    return load_books(main)


@pytest.fixture(scope="module")
def shared(books: Books) -> Shared:
    """What the plugin kept."""
    assert books.shared is not None
    return books.shared


@pytest.fixture(scope="module")
def reader(main: Path) -> Reader:
    """The accountant, who reads everything."""
    return reader_of(main)


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
    (page,) = [page for page in report.pages if page.slug == "ikt"]
    cost = page.cost
    cells = (cost.budget, cost.accounts, cost.variance, variance_percent(cost))
    assert tuple(written(cell.value) for cell in cells) == COST
    names = [column.name for column in tables.FIGURES]
    assert tuple(WORDS[name] for name in names) == LABELS


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


def test_every_kind_has_a_name_for_one_line_and_for_many() -> None:
    assert list(naming.KINDS) == list(naming.TITLES) == list(Kind)


@pytest.mark.parametrize(
    ("currency", "told"),
    [
        ("NOK", "kr"),
        ("NOK.PROSJEKT", "kr (prosjekttall)"),
        ("NOK.UAVKLART", "kr (uavklart kolonne)"),
        ("NOK.UKJENT", "NOK.UKJENT"),
    ],
)
def test_a_unit_is_told_by_its_ending(currency: str, told: str) -> None:
    assert unit_of(currency) == told


# Variances ----------------------------------------------------------------------------


def line(kind: Kind, budget: str, accounts: str, **meta: str) -> Line:
    """An account with a budget, the days of which it may tell."""
    entry = data.Custom(dict(meta), date(2018, 1, 1), "budget", [])
    whole = Decimal(budget)
    planned = Budget("Expenses:IKT", 2018, whole, "NOK", entry)
    names = "IKT", 2018, kind, "Expenses:IKT", "", "NOK"
    return Line(*names, whole, Decimal(accounts), planned, ())


def test_together_less_cost_is_good_and_so_is_more_income() -> None:
    costs = [line(Kind.COST, "100", "70"), line(Kind.CONTRA, "-20", "-10")]
    assert total_variance(costs) == 20
    assert total_variance([line(Kind.GRANT, "50", "65")]) == 15


@pytest.mark.parametrize("days", ["2018-07-01/2019-06-30", "ikke oppgitt"])
def test_together_they_have_no_variance_if_one_has_none(days: str) -> None:
    other = line(Kind.COST, "100", "70", periode=days)
    assert other.variance is None
    assert total_variance([line(Kind.COST, "10", "10"), other]) is None
    over = line(Kind.COST, "100", "70", periode="2017-07-01/2018-12-31")
    assert total_variance([line(Kind.COST, "10", "10"), over]) == 30


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


def test_what_each_bears_of_a_budget_is_in_kroner_by_year(shared: Shared) -> None:
    found = budgeted_shares(shared.budget_results, 2018)
    assert found["ikt"]["nordreisa"] == Decimal("1030668.09")
    assert sum(found["ikt"].values()) == Decimal("3359724.00")
    assert budgeted_shares(shared.budget_results, 2017) == {}
