"""From share to what is open: every column adds up, and what nobody has is left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fellesbok.agreement.account_names import AccountNames
from fellesbok.claims.share_accounts import ShareAccount
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.step_tables import settlement_table
from fellesbok.entries.claim import ClaimKind
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Account
from objections_by_hand import KAFJORD
from objections_by_hand import claim
from share_accounts_by_hand import WHOLE
from share_accounts_by_hand import account
from share_accounts_by_hand import moved

OWN = claim("kafjord-2019-0003", kind=ClaimKind.INTERNAL, payer=KAFJORD)
HOST = replace(
    account(
        moved(Step.SHARE, "50.00"), moved(Step.SETTLEMENT, "50.00", OWN), claims=(OWN,)
    ),
    payer=KAFJORD,
)


def rows(*accounts: ShareAccount) -> dict[str, list[str]]:
    """Each line by what it is."""
    table = settlement_table(accounts, AccountNames(), "oppgjor")
    return {first: rest for first, *rest in csv_of(table, "nb")[1:]}


def test_every_step_and_where_they_have_come_to() -> None:
    """7 + 100 - 5 to settle, 90 claimed, and 90 - 12 + 25 - 30 open."""
    found = rows(HOST, WHOLE)
    assert list(found.values()) == [
        ["", "7,00", "7,00"],
        ["50,00", "100,00", "150,00"],
        ["", "-5,00", "-5,00"],
        ["50,00", "102,00", "152,00"],
        ["", "60,00", "60,00"],
        ["50,00", "40,00", "90,00"],
        ["", "-10,00", "-10,00"],
        ["50,00", "90,00", "140,00"],
        ["0,00", "12,00", "12,00"],
        ["", "-12,00", "-12,00"],
        ["", "25,00", "25,00"],
        ["", "-30,00", "-30,00"],
        ["50,00", "73,00", "123,00"],
    ]
    assert found["Å gjøre opp"] == ["50,00", "102,00", "152,00"]
    assert found["Krevd i alt"] == ["50,00", "90,00", "140,00"]


def test_what_a_host_owes_itself_is_internal_and_figures_lead_to_the_claims() -> None:
    table = settlement_table([HOST, WHOLE], AccountNames(), "oppgjor")
    last = table.lines[-1]
    assert [cell.note for cell in last.cells[1:3]] == ["internt", ""]
    assert last.cells[2].leads_to == Account("Assets:Krav:Lyngen:IKT")
    assert last.cells[3].leads_to is None


def test_a_share_alone_needs_no_sum_of_itself() -> None:
    found = rows(account(moved(Step.SHARE, "100.00")))
    assert "Å gjøre opp" not in found
    assert found["Krevd i alt"] == ["0,00", "0,00"]


@pytest.mark.parametrize("brought", [None, "0.00"])
def test_what_was_not_brought_forward_is_no_line(brought: str | None) -> None:
    alone = account(moved(Step.SHARE, "100.00"), brought=brought)
    assert len(rows(alone)) == 4
    assert alone.due == Decimal("100.00")
