"""What a line of the settlement must tell, and what is said to lack."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.core.amount import Amount

from fellesbok.entries.fixed_lines import not_readable
from fellesbok.entries.lines import Line

PAYERS = {"Kåfjord", "Lyngen"}


def kroner(amount: str) -> Amount:
    return Amount(Decimal(amount), "NOK")


CHARGED = {
    "samarbeid": "IKT",
    "periode": "2018",
    "kommune": "Lyngen",
    "noekkel": "40/60",
    "grunnlag": kroner("100.00"),
    "andel": "1/3",
}
CORRECTED = {
    "samarbeid": "IKT",
    "periode": "2018",
    "korrigerer": "2018",
    "foer": kroner("10.00"),
    "etter": kroner("12.50"),
    "aarsak": "Sent bilag",
}


def line(tag: str, meta: dict[str, Any]) -> Line:
    """2,50 kroner that Lyngen is charged."""
    accounts = "Assets:Fordringer:Lyngen:IKT", "Income:IKT:Kommuner:Lyngen"
    return Line(
        date(2018, 12, 31), "", frozenset({tag}), frozenset(), meta, *accounts, 250
    )


def lacking(tag: str, meta: dict[str, Any]) -> list[str]:
    return not_readable(line(tag, meta), "IKT", PAYERS)


def test_lines_that_tell_all_lack_nothing() -> None:
    assert lacking("fordeling", CHARGED) == []
    assert lacking("korreksjon", CORRECTED) == []


@pytest.mark.parametrize("name", CHARGED)
def test_a_share_must_say_whose_it_is_and_of_what(name: str) -> None:
    """Each that is away is named, once; a blank says nothing either."""
    without = {key: value for key, value in CHARGED.items() if key != name}
    assert lacking("fordeling", without) == [name]
    assert lacking("fordeling", CHARGED | {name: " "}) == [name]


@pytest.mark.parametrize("share", ["1", "0", "-1/3", "12/7"])
def test_a_share_is_a_fraction_of_whole_numbers(share: str) -> None:
    assert lacking("fordeling", CHARGED | {"andel": share}) == []


@pytest.mark.parametrize("share", ["fast beløp", "uten grunnlag"])
def test_or_the_words_that_stand_in_its_place(share: str) -> None:
    assert lacking("fordeling", CHARGED | {"andel": share}) == []


@pytest.mark.parametrize("share", ["1/0", "1/", "/3", "0.5", "--1", "1/-3", Decimal(1)])
def test_nothing_else_is_a_share(share: object) -> None:
    assert lacking("fordeling", CHARGED | {"andel": share}) == ["andel"]


def test_another_cooperation_or_a_payer_that_nobody_knows_is_found() -> None:
    assert lacking("fordeling", CHARGED | {"samarbeid": "PPT"}) == ["samarbeid"]
    assert lacking("fordeling", CHARGED | {"kommune": "Tromsø"}) == ["kommune"]


@pytest.mark.parametrize("year", ["18", "2018-1", 2018, ""])
def test_a_correction_says_which_year_it_corrects(year: object) -> None:
    assert lacking("korreksjon", CORRECTED | {"korrigerer": year}) == ["korrigerer"]


def test_before_and_after_are_the_correction_apart_to_the_oere() -> None:
    off = CORRECTED | {"etter": kroner("12.51")}
    assert lacking("korreksjon", off) == ["foer", "etter"]
    other_way = CORRECTED | {"foer": kroner("12.50"), "etter": kroner("10.00")}
    assert lacking("korreksjon", other_way) == ["foer", "etter"]


def test_what_cannot_be_read_is_not_held_against_the_amount() -> None:
    """A number without a currency is no amount, and is the one thing that is said."""
    assert lacking("korreksjon", CORRECTED | {"foer": Decimal(10)}) == ["foer"]
