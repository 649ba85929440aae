"""Which instalments are claimed, and what credit notes took back of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fellesbok.claims.known_instalments import claimed_instalments
from fellesbok.claims.known_instalments import given_back
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from objections_by_hand import IKT
from objections_by_hand import claim


def instalment(number: int, amount: str = "250.00", **more: Any) -> Claim:  # noqa: ANN401 -- fields of any type
    """An instalment of 2018 on Lyngen."""
    return claim(
        f"kafjord-2018-000{number}",
        kind=ClaimKind.ADVANCE,
        instalment=f"{number} av 4",
        amount=Decimal(amount),
        **more,
    )


def note(of: int, amount: str, number: int = 9, **more: Any) -> Claim:  # noqa: ANN401 -- likewise
    """A credit note that takes back a part of an instalment."""
    return claim(
        f"kafjord-2018-000{number}",
        kind=ClaimKind.CREDIT,
        credits=f"kafjord-2018-000{of}",
        amount=Decimal(amount),
        reason="Feil",
        day=date(2018, 6, number),
        **more,
    )


ONE, TWO = instalment(1), instalment(2, "200.00", set_off=Decimal("50.00"))


def test_what_is_claimed_is_the_share_with_what_is_set_off() -> None:
    """Two of 250 kr; of one 50 were laid out, and 40 of the other are taken back."""
    found, claimed = claimed_instalments(IKT, [ONE, TWO, note(1, "-40.00")], 2018)
    assert set(found) == {("lyngen", 1), ("lyngen", 2)}
    assert claimed == {"lyngen": {1: 210_00, 2: 250_00}}


def test_what_is_taken_back_whole_or_is_of_another_year_is_not_claimed() -> None:
    settled = claim("kafjord-2018-0008")
    made = [ONE, note(1, "-250.00"), instalment(3, period="2019"), settled]
    assert claimed_instalments(IKT, made, 2018) == ({}, {})


@pytest.mark.parametrize(
    ("planned", "ore"),
    [
        ([250_00] * 4, [40_00]),  # the plan is as it was, and asks for all of it
        ([220_00] * 4, [10_00]),  # the budget was revised by 30 kr of the 40
        ([200_00] * 4, [0]),  # or by more than was taken back
        ([], [0]),  # or the instalment is no more
    ],
)
def test_what_the_plan_asks_for_anew(planned: list[int], ore: list[int]) -> None:
    back = note(1, "-40.00")
    found = given_back([ONE], [ONE, back], {"lyngen": planned})
    assert [each.ore for each in found] == ore
    assert [(each.number, each.note) for each in found] == [(1, back)]


def test_of_two_notes_the_last_is_asked_for_first() -> None:
    """50 and 30 are taken back of 250, and the plan asks for 210: 30, and 10 of 50."""
    notes = [note(1, "-50.00", 8), note(1, "-30.00", 9)]
    found = given_back([ONE], [ONE, *notes], {"lyngen": [210_00]})
    assert [(each.note.id[-1], each.ore) for each in found] == [
        ("8", 10_00),
        ("9", 30_00),
    ]


def test_it_is_told_whether_the_instalments_left_ask_for_it() -> None:
    (plain,) = given_back([ONE], [ONE, note(1, "-40.00")], {"lyngen": [250_00]})
    said = plain.told(IKT).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("IKT: 40,00 kr av termin 1 ble tatt tilbake fra Lyngen med")
    assert "(«Feil»)" in said
    assert "terminene som er igjen, tar det med." in said
    granted = note(1, "-40.00", granted="2018-lyngen-1")
    (objected,) = given_back([ONE], [ONE, granted], {"lyngen": [250_00]})
    assert "etter innsigelsen 2018-lyngen-1" in objected.told(IKT)
    assert "tar det ikke med" in objected.told(IKT)
