"""What an amount on a code is: the arts of KOSTRA, and accounts of NS 4102.

The series are those of *Regnskapsrapporteringen i KOSTRA, veileder*: arts 010–529 and
590 are costs, 600–909 income, and those that even a cost out stand by themselves.
"""

from __future__ import annotations

import pytest

from fellesbok_importers.profiles.account_codes import KOSTRA
from fellesbok_importers.profiles.account_codes import NS4102
from fellesbok_importers.profiles.account_codes import Kind
from fellesbok_importers.profiles.account_codes import code_fault
from fellesbok_importers.profiles.account_codes import function_fault
from fellesbok_importers.profiles.account_codes import kind_of
from fellesbok_importers.profiles.account_codes import may_be_accounts
from fellesbok_importers.profiles.account_codes import may_begin_with_class


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("010", Kind.COST),
        ("529", Kind.COST),
        ("530", Kind.UNDECIDED),
        ("590", Kind.COST),
        ("599", Kind.UNDECIDED),
        ("600", Kind.INCOME),
        ("729", Kind.CONTRA),
        ("750", Kind.UNDECIDED),
        ("909", Kind.INCOME),
        ("910", Kind.UNDECIDED),
        ("990", Kind.CONTRA),
        ("195100", Kind.COST),
        ("710123", Kind.CONTRA),
    ],
)
def test_an_art_is_cost_or_income_by_its_first_three_digits(
    code: str, kind: Kind
) -> None:
    assert kind_of(code, KOSTRA) is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("1920", Kind.BALANCE),
        ("2400", Kind.BALANCE),
        ("3000", Kind.INCOME),
        ("4300", Kind.COST),
        ("6300", Kind.COST),
        ("7999", Kind.COST),
        ("8050", Kind.UNDECIDED),
    ],
)
def test_an_account_is_what_its_class_is(code: str, kind: Kind) -> None:
    """6300 is rent, a cost; as an art with a digit of its own it would be income."""
    assert kind_of(code, NS4102) is kind


@pytest.mark.parametrize("code", ["010", "195", "999", "195123"])
def test_arts_of_the_right_form(code: str) -> None:
    assert code_fault(code, KOSTRA) is None


@pytest.mark.parametrize("code", ["", "009", "19", "1951234", "19a", "195 ", "١٩٥"])
def test_what_is_no_art_is_said_to_be_none(code: str) -> None:
    assert code_fault(code, KOSTRA)


@pytest.mark.parametrize("code", ["1000", "8999", "630012"])
def test_accounts_of_the_right_form(code: str) -> None:
    assert code_fault(code, NS4102) is None


@pytest.mark.parametrize("code", ["0999", "9000", "195", "6300123", "63a0"])
def test_what_is_no_account_is_said_to_be_none(code: str) -> None:
    assert code_fault(code, NS4102)


@pytest.mark.parametrize(("code", "is_right"), [("100", True), ("099", False)])
def test_functions_begin_at_a_hundred(code: str, *, is_right: bool) -> None:
    assert (function_fault(code) is None) is is_right


def test_four_digits_everywhere_could_be_accounts() -> None:
    """Wages, which most files have, are arts below 100, and settle it."""
    assert may_be_accounts(["6300", "7140"])
    assert not may_be_accounts(["6300", "0100"])
    assert not may_be_accounts(["6300", "195"])
    assert not may_be_accounts([])


def test_a_class_before_the_art_is_one_of_few_and_leaves_an_art() -> None:
    assert may_begin_with_class(["1195", "0710"])
    assert not may_begin_with_class(["1195", "4195"]), "no municipality has so many"
    assert not may_begin_with_class(["1195", "195"])
    assert not may_begin_with_class(["1005"]), "005 is no art"
    assert not may_begin_with_class([])
