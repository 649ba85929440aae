"""A year of the books, laid out by cooperation: what is said, moved and charged."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.vocabulary import FILE
from fellesbok.report.gather import Year
from fellesbok.report.gather import gather
from fellesbok.viewpoint import books_of
from loaded_books import books_in
from report_panels import REGION

if TYPE_CHECKING:
    from decimal import Decimal


@cache
def year(number: int = 2024) -> Year:
    books = books_in(REGION)
    return gather(books, books.settled, number)


def test_a_fund_gets_the_surplus_and_gives_it_back_by_part() -> None:
    """15 000 kr in 2024; in 2025, 12 000 kr are used and Strand gets 500 kr back."""

    def moves(number: int) -> dict[str, Decimal]:
        found = year(number).fund_moves
        return {payer: sum(m for _, m in of) for (_, payer), of in found.items()}  # type: ignore[misc]

    assert moves(2024) == {"Nes": 7500, "Vik": 5000, "Strand": 2500}
    assert moves(2025) == {"Nes": -6000, "Vik": -4000, "Strand": -2500}
    assert moves(2023) == {}


def test_what_corrects_a_year_is_behind_its_shares_too() -> None:
    charged = {
        number: {slug: len(of) for slug, of in year(number).charges.items()}
        for number in (2023, 2024)
    }
    assert charged[2023] == {}
    corrects = [
        entry
        for entry in year().charges["Legevakt"]
        if str(entry.meta.get("korrigerer")) == "2024"
    ]
    assert len(corrects) == 3
    assert charged[2024]["Legevakt"] > len(corrects)


def test_what_is_generated_or_shielded_has_no_place() -> None:
    of = year()
    assert of.place(FILE, 1) is None
    assert of.place(SHIELDED_FILE, 1) is None
    main = REGION / "ledger" / "main.beancount"
    assert of.place(str(main.resolve()), 7) == ("ledger/main.beancount", 7)


@pytest.mark.parametrize(
    ("currency", "unit"),
    [("NOK", ""), ("TIMER", "Timer"), ("STILLINGER", "Stillinger"), ("EUR", "EUR")],
)
def test_what_is_not_kroner_of_the_year_says_what_it_is(
    currency: str, unit: str
) -> None:
    assert year().unit(currency) == unit


def test_a_reader_sees_what_has_become_of_its_own_share_alone() -> None:
    books = books_in(REGION)
    own = books_of(books, "vik")
    of = gather(own, own.settled, 2024)
    legevakt = of.agreement.cooperations["legevakt"]
    assert of.reader is not None
    assert [a.payer.name for a in of.accounts(legevakt)] == ["Vik"]
    assert year().reader is None
    assert len(year().accounts(legevakt)) == 3


def test_the_budget_is_shared_as_the_accounts_are() -> None:
    """1 200 000 kr of cost less 200 000 kr of grants is shared by 5, 3 and 2."""
    legevakt = year().agreement.cooperations["legevakt"]
    assert year().budget_shares(legevakt) == {
        "nes": 500000,
        "vik": 300000,
        "strand": 200000,
    }
