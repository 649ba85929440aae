"""What is set for a year is due in the years of the books, and in no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.checker import verify_deep
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path

LATE = """
{day} * "Regning"
  periode: "{of}-05-01"
  Expenses:X  100.00 NOK
  Assets:Bank
"""
OTHER = """
2019-03-01 * "Til banken"
  Assets:Bank  1.00 NOK
  Equity:Start
"""
BALANCE = "\n2019-01-01 balance Equity:Start 0.00 NOK\n"
KEYS = [
    "{base: 10, rest: equal}",
    "{base: 10, rest: {weights: {nes: 1, vik: 3, dal: 2}}}",
    "{base: 10, rest: {threshold: 50, above: equal}}",
]


@pytest.mark.parametrize("key", KEYS)
def test_of_years_before_the_books_no_base_amount_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """A bill of 2017 comes in the books' first year: nobody was asked before that."""
    monkeypatch.setattr("handed_out.COST", "")
    hand_out(tmp_path / "bok", LATE.format(day="2018-03-01", of=2017), key=key)
    assert not accepted(tmp_path / "bok")
    assert sum(charged(tmp_path / "bok")) == 10000


@pytest.mark.parametrize("more", ["", BALANCE])
def test_of_years_in_a_gap_no_base_amount_is_due(tmp_path: Path, more: str) -> None:
    """A balance of New Year is written of 2018; and nothing of 2019 and 2020."""
    late = LATE.format(day="2021-03-01", of=2019)
    hand_out(tmp_path / "bok", more + late, key=KEYS[0])
    assert not accepted(tmp_path / "bok")


def test_of_years_to_come_they_are_not_due(tmp_path: Path) -> None:
    """A cost that is paid ahead waits in the year between, with what is set."""
    more = LATE.format(day="2018-03-01", of=2020) + LATE.format(
        day="2020-05-01", of=2020
    )
    hand_out(tmp_path / "bok", more, key=KEYS[0])
    assert not accepted(tmp_path / "bok")


def test_of_years_of_the_books_they_are_due_though_there_is_no_cost(
    tmp_path: Path,
) -> None:
    """Who says that nobody was asked for them asks for them once more."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    late = LATE.format(day="2021-03-01", of=2019)
    hand_out(right, OTHER + late, key=KEYS[0])
    assert not accepted(right)
    hand_out(lie, "\n" * OTHER.count("\n") + late, key=KEYS[0])
    assert not accepted(lie)
    assert charged(right, 2021) != charged(lie, 2021)
    refuse_lie(right, lie, "grunnbeløpene|mangler", verify_deep)
