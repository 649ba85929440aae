"""Budget beside accounts, account by account, with the sum of each kind."""

from __future__ import annotations

from budgets_by_hand import line
from budgets_by_hand import part
from budgets_by_hand import shown
from budgets_by_hand import year
from fellesbok.budgets.account_tables import lines_of
from fellesbok.budgets.account_tables import lines_table
from fellesbok.budgets.account_tables import unclear_table
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.units import UNCLEAR
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Account
from objections_by_hand import IKT
from objections_by_hand import LYNGEN
from objections_by_hand import VIKA

COST = line("100.00", "90.00")
CENTRE = line("50.00", None, account="Expenses:IKT:Ansvar-155", part="Ansvar-155")
GRANT = line("20.00", "25.00", kind=Kind.GRANT, account="Income:IKT:Tilskudd")
OWN = line(
    None,
    "10.00",
    kind=Kind.MUNICIPAL_SUPPORT,
    account="Income:IKT:Kommuner:Lyngen",
    part="Lyngen",
)
OPEN = line(None, "7.00", currency=f"NOK.{UNCLEAR}")


def test_each_account_and_the_sum_of_each_kind_that_has_several() -> None:
    """Of 150 budgeted 90 are used; the grant is one account and has no sum."""
    found = year(shown(COST), shown(CENTRE), shown(GRANT))
    (table,) = lines_table(found, VIKA, IKT)
    rows = [[row[0], *row[3:]] for row in csv_of(table, "nb")[1:]]
    assert rows == [
        ["Expenses:IKT", "100,00", "90,00", "10,00", "10,00"],
        ["Expenses:IKT:Ansvar-155", "50,00", "", "", ""],
        ["Sum", "150,00", "90,00", "60,00", "40,00"],
        ["Income:IKT:Tilskudd", "20,00", "25,00", "5,00", "25,00"],
    ]
    assert table.lines[0].cells[4].leads_to == Account("Expenses:IKT", "2018")


def test_what_stands_for_a_payers_part_is_told_elsewhere() -> None:
    """Where the payer is one of those whose parts are told, and only in kroner."""
    mine = year(shown(COST), shown(OWN), parts=(part(LYNGEN, "1", "1"),))
    assert [row.line for row in lines_of(mine, VIKA, IKT)] == [COST]
    others = year(shown(COST), shown(OWN))
    assert [row.line for row in lines_of(others, VIKA, IKT)] == [COST, OWN]


def test_what_may_be_budget_or_accounts_has_a_table_of_its_own() -> None:
    found = year(shown(COST), shown(OPEN))
    (table,) = unclear_table(found, VIKA, IKT)
    assert [row[-1] for row in csv_of(table, "nb")] == ["Beløp", "7,00"]
    (known,) = lines_table(found, VIKA, IKT)
    assert len(known.lines) == 1
    assert unclear_table(year(shown(COST)), VIKA, IKT) == []
    assert lines_table(year(shown(OPEN)), VIKA, IKT) == []
