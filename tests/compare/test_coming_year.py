"""A change tried on the budget of the year that is coming, by the newest figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from compared_books import EQUAL
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.trying import compare

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.records import Comparison


def coming(books: Folder) -> Comparison:
    """Equal parts, tried on the coming year."""
    here = source(books)
    return compare(here, here, [proposed_text(EQUAL, "forslag.yaml")], TriedOn.COMING)


def test_the_coming_year_has_the_newest_figures(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a", budget("3000.00", "2019-01-01"))
    found = coming(books)
    assert {e.payer: (e.year, e.before, e.after) for e in found.effects} == {
        "nordvik": (2019, Decimal("1500.00"), Decimal("1000.00")),
        "midvik": (2019, Decimal("900.00"), Decimal("1000.00")),
        "sorvik": (2019, Decimal("600.00"), Decimal("1000.00")),
    }
    assert found.notes == (
        (
            "Folketall 1. januar: tallene per 01.01.2018 er brukt der nyere tall ikke"
            " er publisert ennå."
        ),
    )
    without = compared_books(tmp_path / "b")
    with pytest.raises(CannotCompareError, match="ikke noe budsjett for 2019"):
        coming(without)


def test_a_year_that_something_is_only_agreed_for_is_still_to_come(
    tmp_path: Path,
) -> None:
    """The books have come to January, and its fixed amounts are not charged yet."""
    fixed = "{amounts: {nordvik: 1000, midvik: 500, sorvik: 500}, per: year}"
    begun = "\n2019-01-02 balance Assets:Bank -1400.00 NOK\n"
    adopted = budget("3000.00", "2019-01-01")
    books = compared_books(tmp_path / "a", adopted, begun, key=fixed)
    assert {r.year for r in books.shared().results} == {2018, 2019}
    found = coming(books)
    assert {effect.year for effect in found.effects} == {2019}


def test_the_coming_year_is_one_for_both_states(tmp_path: Path) -> None:
    """2019 has a budget in the one alone: that is what is different."""
    without = source(compared_books(tmp_path / "a"))
    adopted = budget("3000.00", "2019-01-01")
    with_budget = source(compared_books(tmp_path / "b", adopted))
    there = compare(without, with_budget, (), TriedOn.COMING)
    assert {e.payer: (e.year, e.difference) for e in there.different} == {
        "nordvik": (2019, Decimal("1500.00")),
        "midvik": (2019, Decimal("900.00")),
        "sorvik": (2019, Decimal("600.00")),
    }
    back = compare(with_budget, without, (), TriedOn.COMING)
    assert {e.payer: e.difference for e in back.different} == {
        e.payer: -e.difference for e in there.different if e.difference is not None
    }
    assert len([note for note in there.notes if "er brukt der nyere" in note]) == 1
