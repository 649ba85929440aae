"""The accounts that a region's own words make, and which of them are shared."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from fellesbok.agreement.account_names import AccountNames


class Component(NamedTuple):
    """What stands for a payer or a cooperation in accounts."""

    account: str


KAFJORD, IKT = Component("Kåfjord"), Component("IKT")
OTHERS = AccountNames(
    receivables="Assets:Mellomværende",
    claims="Assets:Fakturert",
    outlays="Liabilities:Lagt-ut",
    funds="Equity:Fond",
)


def test_payer_and_cooperation_stand_after_the_words_of_the_region() -> None:
    plain = AccountNames()
    assert plain.receivable(KAFJORD, IKT) == "Assets:Fordringer:Kåfjord:IKT"
    assert plain.claim(KAFJORD, IKT) == "Assets:Krav:Kåfjord:IKT"
    assert plain.outlay(KAFJORD, IKT) == "Liabilities:Utlegg:Kåfjord:IKT"
    assert OTHERS.receivable(KAFJORD, IKT) == "Assets:Mellomværende:Kåfjord:IKT"
    assert OTHERS.claim(KAFJORD, IKT) == "Assets:Fakturert:Kåfjord:IKT"
    assert OTHERS.outlay(KAFJORD, IKT) == "Liabilities:Lagt-ut:Kåfjord:IKT"


def test_a_fund_is_a_cooperations_and_its_owners_stand_below() -> None:
    assert AccountNames().fund(KAFJORD, IKT) == "Liabilities:Fond:IKT:Kåfjord"
    assert OTHERS.fund(KAFJORD, IKT) == "Equity:Fond:IKT:Kåfjord"


@pytest.mark.parametrize(
    ("account", "is_shared"),
    [
        ("Expenses:IKT", True),
        ("Expenses:IKT:Ansvar-155:Kommuner", True),
        ("Income:IKT:Salg", True),
        ("Income:IKT", True),
        ("Income:IKT:Kommuner:Lyngen", False),
        ("Income:IKT:Fond:Lyngen", False),
        ("Income:IKT:Overskudd", False),
        ("Income:IKT:Ansvar-155:Kommuner", True),  # no word of ours so far below
        ("Expenses:IKT2", False),
        ("Expenses:Vann:IKT", False),
        ("Assets:IKT", False),
    ],
)
def test_cost_and_outside_income_are_shared_and_shares_are_not(
    account: str, *, is_shared: bool
) -> None:
    assert AccountNames().is_shared(account, "IKT") is is_shared


def test_a_word_of_the_region_is_not_shared_and_ours_is_then() -> None:
    names = AccountNames(contributions="Andeler")
    assert not names.is_shared("Income:IKT:Andeler:Lyngen", "IKT")
    assert names.is_shared("Income:IKT:Kommuner:Lyngen", "IKT")
