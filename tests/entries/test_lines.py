"""Money from one account to another, as a transaction of the settlement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fellesbok.entries.lines import Line
from fellesbok.entries.lines import transaction
from fellesbok.entries.vocabulary import FILE

LINE = Line(
    date(2018, 12, 31),
    "IKT 2018, Lyngen",
    frozenset({"fordeling"}),
    frozenset({"fordeling-2018-ikt"}),
    {"kommune": "Lyngen"},
    "Assets:Fordringer:Lyngen:IKT",
    "Income:IKT:Kommuner:Lyngen",
    1234567,
)


def test_whole_oere_become_kroner_with_two_decimals_and_add_up_to_nothing() -> None:
    made = transaction(LINE, 3, "NOK")
    (debit, credit) = made.postings
    assert (debit.account, str(debit.units)) == (LINE.debit, "12345.67 NOK")
    assert (credit.account, str(credit.units)) == (LINE.credit, "-12345.67 NOK")
    assert LINE.accounts == (LINE.debit, LINE.credit)


def test_it_keeps_what_the_line_says_and_stands_after_all_that_is_written() -> None:
    made = transaction(LINE, 3, "NOK")
    assert (made.date, made.flag, made.payee) == (LINE.day, "*", "Fordeling")
    assert (made.narration, made.tags, made.links) == (
        LINE.narration,
        LINE.tags,
        LINE.links,
    )
    assert made.meta == {"filename": FILE, "lineno": 1_000_003, "kommune": "Lyngen"}


@pytest.mark.parametrize(
    ("oere", "kroner"), [(5, "0.05"), (-250, "-2.50"), (0, "0.00")]
)
def test_less_than_a_krone_and_what_is_had_back(oere: int, kroner: str) -> None:
    made = transaction(
        Line(LINE.day, "", LINE.tags, LINE.links, {}, "A:B", "C:D", oere), 0, "NOK"
    )
    amounts: list[Any] = [posting.units for posting in made.postings]
    assert str(amounts[0].number) == kroner
    assert sum(amount.number for amount in amounts) == 0
