"""The amount of a row: its side by its sign, its letters, or another column."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.rows.amounts import AmountReader
from fellesbok_importers.rows.amounts import NoAmountError
from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row
from lists_of_people import a_profile

if TYPE_CHECKING:
    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.faults import Fault

USUAL = ("Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Tekst")
FIVE, THREE = Decimal(5), Decimal(3)
BOTH = "debit: Debet, credit: Kredit"


def reader(columns: str, *names: str, booking: str = "") -> AmountReader:
    profile = a_profile(columns, booking=booking)
    faults: list[Fault] = []
    headings = Headings((Row(1, (*USUAL, *names)),))
    finder = find_columns("a.csv", profile, headings, faults)
    assert not faults
    return AmountReader(profile, finder)


def row(*cells: Cell) -> Row:
    return Row(2, (*[""] * len(USUAL), *cells))


def in_one(cell: Cell, booking: str = "") -> tuple[str, str]:
    """What a file with one amount has in debit and in credit."""
    found = reader("amount: Beløp", "Beløp", booking=booking).amount(row(cell))
    assert found.net == found.debit - found.credit
    return str(found.debit), str(found.credit)


def in_two(*cells: Cell, booking: str = "") -> tuple[str, str]:
    found = reader(BOTH, "Debet", "Kredit", booking=booking).amount(row(*cells))
    return str(found.debit), str(found.credit)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1 234,50", ("1234.50", "0.00")),
        ("-12,50", ("0.00", "12.50")),
        (Decimal("-12.5"), ("0.00", "12.50")),
        ("12,50 K", ("0.00", "12.50")),
        ("12,50 D", ("12.50", "0.00")),
    ],
)
def test_one_amount_is_debit_unless_it_says_something_else(
    cell: Cell, found: tuple[str, str]
) -> None:
    assert tuple(map(Decimal, in_one(cell))) == tuple(map(Decimal, found))


def test_a_profile_may_say_that_plus_is_credit() -> None:
    debit, credit = in_one("12,50", booking="sign: credit_positive")
    assert (Decimal(debit), Decimal(credit)) == (Decimal(0), Decimal("12.50"))


@pytest.mark.parametrize(
    ("cells", "found"),
    [(("12,50", ""), (12.5, 0)), (("", "12,50"), (0, 12.5)), (("0,00", "5"), (0, 5))],
)
def test_two_columns_have_an_amount_in_one_of_them(
    cells: tuple[str, str], found: tuple[float, float]
) -> None:
    assert tuple(map(Decimal, in_two(*cells))) == tuple(map(Decimal, found))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("", " "), "verken debet eller kredit"),
        (("1,00", "2,00"), "både i debet og i kredit"),
        (("1,00 K", ""), "hver sin side"),
        (("-1,00", ""), "minus_in_sides"),
        (("x", ""), "tall|beløp"),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(
    cells: tuple[str, str], said: str
) -> None:
    with pytest.raises(NoAmountError, match=said):
        in_two(*cells)


def test_a_minus_on_a_side_goes_the_other_way_where_the_profile_says_so() -> None:
    found = in_two("-5,00", "", booking="minus_in_sides: reversal")
    assert Decimal(found[0]) == -5


def test_or_only_says_once_more_that_it_is_credit() -> None:
    repeated = "minus_in_sides: repeated"
    assert Decimal(in_two("", "-5,00", booking=repeated)[1]) == 5
    for cells in (("-5,00", ""), ("", "5,00")):
        with pytest.raises(NoAmountError, match="kredit minus og debet ikke"):
            in_two(*cells, booking=repeated)


@pytest.mark.parametrize(
    ("side", "is_debit"), [("D", True), ("Kredit", False), ("cr.", False), ("+", True)]
)
def test_another_column_says_the_side(side: str, *, is_debit: bool) -> None:
    found = reader("amount: Beløp, side: D/K", "Beløp", "D/K").amount(row("5", side))
    assert found.net == (5 if is_debit else -5)
    assert found.debit == (5 if is_debit else 0)


@pytest.mark.parametrize(("amount", "side"), [("5", "?"), ("5", ""), ("5 K", "D")])
def test_a_side_that_nobody_knows_or_that_is_contradicted_is_asked_about(
    amount: str, side: str
) -> None:
    with pytest.raises(NoAmountError):
        reader("amount: Beløp, side: D/K", "Beløp", "D/K").amount(row(amount, side))


def test_nought_needs_no_side_in_a_row_of_sums_alone() -> None:
    found = reader("amount: Beløp, side: D/K", "Beløp", "D/K")
    assert found.amount(row("0", "")).net == 0
    assert list(found.stated(row("5", ""))) == [("net", Decimal(5))]


def test_a_sum_says_what_it_says_of_each_column() -> None:
    found = reader(BOTH, "Debet", "Kredit")
    assert list(found.stated(row("5", "3"))) == [("debit", FIVE), ("credit", THREE)]
    assert list(found.stated(row("", "3"))) == [("credit", THREE)]
    with pytest.raises(NoAmountError, match="skal det stå et tall"):
        list(found.stated(row("", "")))
    assert (found.label_of("net"), found.label_of("debit")) == ("amount", "debit")
