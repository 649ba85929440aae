"""What can be told of the values of a file, and what must be asked."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.intake.propose_look import Seen
from fellesbok_importers.intake.propose_values import art_form
from fellesbok_importers.intake.propose_values import blank_repeats
from fellesbok_importers.intake.propose_values import chart
from fellesbok_importers.intake.propose_values import date_form
from fellesbok_importers.intake.propose_values import decimal_sign
from fellesbok_importers.intake.propose_values import minus_in_sides
from fellesbok_importers.intake.propose_values import whole_or_not
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row

if TYPE_CHECKING:
    from fellesbok_importers.documents.xlsx_sheet import Cell


def seen(*names: str, rows: list[tuple[Cell, ...]], whole: bool = True) -> Seen:
    """A file whose columns are called as the fields of a profile."""
    places = SimpleNamespace(places={name: n for n, name in enumerate(names)}, twice={})
    headings = Headings((Row(1, names),))
    found = [Row(number, cells) for number, cells in enumerate(rows, 2)]
    return Seen("csv", ";", "utf-8", headings, places, found, whole, ())  # type: ignore[arg-type]


def of(name: str, *cells: Cell) -> Seen:
    return seen(name, rows=[(cell,) for cell in cells])


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (("1,50", "2"), ","),
        (("1.50", "2"), "."),
        (("1.234,50", "2"), ","),
        (("1", "2"), None),
        ((Decimal("1.5"),), None),
    ],
)
def test_one_sign_with_which_every_amount_can_be_read(
    cells: tuple[Cell, ...], sign: str | None
) -> None:
    assert decimal_sign(of("amount", *cells), [0]) == (sign, None)


def test_amounts_that_can_be_read_with_both_are_asked_about() -> None:
    """``1.000`` is a thousand or one."""
    sign, asked = decimal_sign(of("amount", "1.000", "2.000"), [0])
    assert sign is None
    assert asked is not None
    assert asked.values["column"] == "amount"


@pytest.mark.parametrize(
    ("cells", "form", "is_told"),
    [
        (("31.12.2018", "1.2.2018"), "dd.mm.yyyy", False),
        (("01.02.2018",), "dd.mm.yyyy", True),
        (("2018-12-31",), "yyyy-mm-dd", False),
        (("01/02/2018",), None, True),
        (("i går",), None, True),
        ((), None, True),
    ],
)
def test_the_form_of_days_is_told_where_the_days_show_it(
    cells: tuple[str, ...], form: str | None, *, is_told: bool
) -> None:
    found, told = date_form(of("date", *cells), 0)
    assert (found, told is not None) == (form, is_told)
    assert date_form(of("date"), None) == (None, None)


@pytest.mark.parametrize(
    ("codes", "form", "is_asked"),
    [
        (("195", "729"), None, False),
        (("11950", "29505"), None, True),
        (("19500", "72900"), "art", False),
        (("0010", "1195"), "class_art", False),
    ],
)
def test_codes_show_whether_a_class_stands_before_the_art(
    codes: tuple[str, ...], form: str | None, *, is_asked: bool
) -> None:
    found, asked = art_form(of("art", *codes))
    assert asked is not None if is_asked else (found, asked) == (form, None)


def test_four_digits_everywhere_are_asked_about_by_the_lowest() -> None:
    asked = chart(of("art", "7140", "6300"))
    assert asked is not None
    assert asked.values["code"] == "6300"
    assert chart(of("art", "7140", "0100")) is None
    assert chart(of("date", "7140")) is None


def test_what_stands_on_the_first_line_of_a_voucher_alone_repeats() -> None:
    rows: list[tuple[Cell, ...]] = [("1", "1.1.", "5"), ("", "", "6"), ("2", "", "7")]
    names, told = blank_repeats(seen("voucher", "date", "amount", rows=rows))
    assert names == ("voucher", "date")
    assert told is not None
    assert told.values["count"] == 1
    assert blank_repeats(seen("voucher", rows=[("1",), ("2",)])) == ((), None)
    assert blank_repeats(seen("voucher", rows=[("",), ("2",)])) == ((), None)


def test_a_minus_where_the_side_is_said_is_asked_about() -> None:
    both = seen("debit", "credit", rows=[("5", ""), ("", "-5")])
    asked = minus_in_sides(both, ",")
    assert asked is not None
    assert asked.values["column"] == "credit"
    assert minus_in_sides(seen("amount", rows=[("-5",)]), ",") is None
    assert minus_in_sides(seen("amount", "side", rows=[("-5", "D")]), ",") is not None


@pytest.mark.parametrize(
    ("rows", "is_whole", "said"),
    [
        ([("1", "5"), ("1", "-5"), ("2", "3"), ("", "-3")], True, "balanced"),
        ([("1", "5"), ("1", "-4")], True, "one_sided"),
        ([("1", "5"), ("1", "-5"), ("2", "3"), ("2", "1")], False, "balanced"),
        ([("1", "5"), ("1", "x")], True, "one_sided"),
        ([], True, "one_sided"),
    ],
)
def test_vouchers_are_whole_where_each_goes_to_nought(
    rows: list[tuple[Cell, ...]], said: str, *, is_whole: bool
) -> None:
    """The last one of a beginning may go on where nobody has looked."""
    found = seen("voucher", "amount", rows=rows, whole=is_whole)
    assert whole_or_not(found, ",") == said


def test_the_side_of_an_amount_may_stand_in_another_column() -> None:
    rows: list[tuple[Cell, ...]] = [("1", "5", "D"), ("1", "5", "Kredit")]
    assert whole_or_not(seen("voucher", "amount", "side", rows=rows), ",") == "balanced"
    two: list[tuple[Cell, ...]] = [("1", "5", ""), ("1", "", "5")]
    assert whole_or_not(seen("voucher", "debit", "credit", rows=two), ",") == "balanced"
