"""Accounts in the words of the agreements, on these books."""

from __future__ import annotations

import pytest

from fellesbok.agreement.readable_account import readable_account
from loaded_books import books_in
from places import HOUSE

AGREEMENT = books_in(HOUSE).settled.agreement


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (
            "Assets:Fordringer:Nordreisa:IKT",
            "Fordring: Nordreisa, IKT-samarbeidet i Nord-Troms",
        ),
        (
            "Expenses:IKT:Ansvar-155",
            "Kostnad: IKT-samarbeidet i Nord-Troms, Ansvar 155",
        ),
        ("Liabilities:Fond", "Fond"),
        ("Equity:Memo:Ukjent-ting", "Til orientering: Ukjent ting"),
        ("Equity:Annet", "Egenkapital: Annet"),
        ("Tull:Annet", "Tull:Annet"),
    ],
)
def test_an_account_is_told_by_what_it_is_of(account: str, words: str) -> None:
    assert readable_account(account, AGREEMENT) == words
