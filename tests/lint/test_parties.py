"""Who the figures of a year are about, also where several stand as one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import COLLECTIVE
from audited_books import NOT_STATED
from audited_books import TWO_CENTRES
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import audit
from casebook import load
from fellesbok.budgets.figures import Kind
from fellesbok.lint.parties import centre_of
from fellesbok.lint.parties import charged_to_municipalities
from fellesbok.lint.parties import groups_of
from fellesbok.lint.parties import municipal_payers
from fellesbok.lint.parties import name_of_part
from fellesbok.lint.year import Year
from fellesbok.lint.year import years
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def of(folder: Path, terms: Mapping[str, str], written: str = CLEAN) -> Year:
    """The year of the only cooperation."""
    audit(folder, Books(written + YEAR_IS_OVER, terms))
    loaded = load(folder / "ledger" / "main.beancount")
    (found,) = years(loaded.entries, loaded.options[OPTION], 2018, Decimal(5))
    return found


def test_two_municipalities_bear_all_of_the_cost(tmp_path: Path) -> None:
    year = of(tmp_path, {})
    assert municipal_payers(year) == {"nordvik", "sorvik"}
    assert charged_to_municipalities(year) == Decimal("1010.50")


def test_who_stands_for_the_municipalities_is_one_of_them(tmp_path: Path) -> None:
    """60 % of 1 010,50 kr is the municipalities' together, and 40 % the state's."""
    year = of(tmp_path, COLLECTIVE)
    assert municipal_payers(year) == {"nordvik", "sorvik", "alle"}
    assert charged_to_municipalities(year) == Decimal("606.30")
    assert len(groups_of(year.versions[-1].key)) == 2


def test_where_nothing_is_shared_nobody_is_charged(tmp_path: Path) -> None:
    year = of(tmp_path, NOT_STATED)
    assert charged_to_municipalities(year) == 0
    assert groups_of(year.versions[-1].key) == ()


def test_a_line_is_about_a_centre_by_its_code(tmp_path: Path) -> None:
    year = of(tmp_path, {}, TWO_CENTRES)
    lines = year.of(Kind.COST, currency="NOK")
    assert {centre_of(year, line) for line in lines} == {
        ("10", "Drift"),
        ("20", "Kurs"),
    }
    assert {name_of_part(year, line) for line in lines} == {"Drift", "Kurs"}
