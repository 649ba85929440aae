"""What one payer owns: its parts of funds with their sum, and surpluses given back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fellesbok.claims.open_items import Fund
from fellesbok.claims.open_items import OpenItem
from fellesbok.claims.owned_tables import owned_table
from fellesbok.claims.payer_year import Row
from fellesbok.claims.payer_year import Statement
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Account
from objections_by_hand import IKT
from objections_by_hand import LYNGEN
from objections_by_hand import VIKA

FUND = "Liabilities:Fond:IKT:Lyngen"
OLD = "Liabilities:Fond:Gammelt:Lyngen"
FUNDS = (
    Fund("Lyngen", "IKT", FUND, Decimal("-10.00"), Decimal("90.00")),
    Fund("Lyngen", "Gammelt", OLD, None, Decimal("5.00")),
)
ITEM = OpenItem(
    payer="Lyngen",
    cooperation="IKT",
    account="Assets:Fordringer:Lyngen:IKT",
    brought_forward=None,
    charged=None,
    given_back=Decimal("12.00"),
    corrected=None,
    paid=None,
    outstanding=Decimal(0),
    charges=(),
    payments=(),
)
EMPTY = Statement(
    payer=LYNGEN,
    year=2018,
    whole_year=True,
    rows=(),
    funds=(),
    hidden_funds=frozenset(),
    has_last_year=False,
    has_claims=False,
)


def told(
    *funds: Fund, hidden: frozenset[str] = frozenset(), item_hidden: bool = False
) -> list[list[str]]:
    """The lines of the table of 2018, with a surplus that was given back."""
    row = Row(
        title="IKT",
        cooperation=IKT,
        shares=(),
        shares_hidden=False,
        item=ITEM,
        item_hidden=item_hidden,
        budget=None,
        last_year=None,
    )
    found = replace(EMPTY, rows=(row,), funds=funds, hidden_funds=hidden)
    tables = owned_table(found, VIKA, "2018")
    return csv_of(tables[0], "nb")[1:] if tables else []


def test_parts_are_added_and_a_surplus_is_owned_no_longer() -> None:
    """What the year changes nothing of is blank; an old fund has its account's word."""
    assert told(*FUNDS) == [
        ["IKT", "del av fond", "-10,00", "90,00"],
        ["Gammelt", "del av fond", "", "5,00"],
        ["IKT", "overskudd tilbake", "12,00", ""],
        ["Sum fond", "", "-10,00", "95,00"],
    ]


def test_what_filters_hide_is_in_no_sum() -> None:
    hidden = told(*FUNDS, hidden=frozenset({FUND}), item_hidden=True)
    assert [row[:2] for row in hidden[:2]] == [
        ["IKT", "del av fond"],
        ["Gammelt", "del av fond"],
    ]
    assert hidden[-1] == ["Sum fond", "", "", "5,00"]
    assert len(hidden) == 3


def test_who_owns_nothing_has_no_table_and_a_surplus_alone_has_no_sum() -> None:
    assert told(item_hidden=True) == []
    assert told() == [["IKT", "overskudd tilbake", "12,00", ""]]


def test_a_figure_leads_to_its_account() -> None:
    (table,) = owned_table(replace(EMPTY, funds=FUNDS[:1]), VIKA, "2018")
    assert table.lines[0].cells[3].leads_to == Account(FUND, "2018")
