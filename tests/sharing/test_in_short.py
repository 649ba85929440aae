"""Shares in short: how much among how many, and what one payer bears of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.model import Payer
from fellesbok.sharing.in_short import all_shared_in_short
from fellesbok.sharing.in_short import share_in_short
from fellesbok.sharing.in_short import shared_in_short
from plain_words import words
from shares_by_hand import share

if TYPE_CHECKING:
    from fellesbok.sharing.statement import Share

LYNGEN = Payer("lyngen", "Lyngen", "Lyngen")
SHARES = [
    share("Lyngen", "1000.00"),
    share("Kåfjord", "500.50"),
    share("Lyngen", "-0.50", of="Vann"),
]


def test_cooperations_and_payers_are_each_counted_once() -> None:
    found = shared_in_short(SHARES, "2018")
    assert found is not None
    assert words(found.sentence) == (
        "1 500,00 kr er fordelt for 2018: 2 samarbeid, 2 betalere."
    )
    assert [figure.value for figure in found.figures] == [Decimal("1500.00"), 2, 2]
    assert shared_in_short([], "2018") is None


def test_books_that_share_nothing_say_so_with_a_sum() -> None:
    assert words(all_shared_in_short(SHARES)).startswith(
        "1 500,00 kr er fordelt på 2 samarbeid;"
    )
    assert words(all_shared_in_short([])).startswith("0,00 kr er fordelt på 0 ")


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (
            [share("Lyngen", "333.33", part="1/3")],
            (
                "Lyngen betaler 333,33 kr, som er 33,33 % av 1 000,00 kr, delt etter"
                " «likt»."
            ),
        ),
        # The basis is of the year so far: that of the last period counts.
        (
            [
                share("Lyngen", "100.00", basis="200.00"),
                share("Lyngen", "400.00", basis="1000.00"),
            ],
            (
                "Lyngen betaler 500,00 kr, som er 50,00 % av 1 000,00 kr, delt etter"
                " «likt»."
            ),
        ),
        (
            [share("Lyngen", "500.00", internal=True)],
            (
                "Lyngen bærer 500,00 kr selv som vert, som er 50,00 % av 1 000,00 kr,"
                " delt etter «likt»."
            ),
        ),
        # Host for a part of the year alone: it is still asked for the rest.
        (
            [share("Lyngen", "250.00", internal=True), share("Lyngen", "250.00")],
            (
                "Lyngen betaler 500,00 kr, som er 50,00 % av 1 000,00 kr, delt etter"
                " «likt»."
            ),
        ),
        (
            [share("Lyngen", "15000.00", part="fast beløp")],
            "Lyngen betaler 15 000,00 kr (fast beløp).",
        ),
    ],
)
def test_what_a_payer_bears_and_of_how_much(shares: list[Share], told: str) -> None:
    found = share_in_short(shares, LYNGEN)
    assert found is not None
    assert words(found.sentence) == told


def test_of_no_share_nothing_is_told() -> None:
    assert share_in_short([], LYNGEN) is None
