"""Which rows are lines: headings, sums and what is repeated are told from them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok_importers.documents.xlsx_sheet import NoValue
from fellesbok_importers.profiles.column_schema import Layout
from fellesbok_importers.rows.body import MOST_ABOVE
from fellesbok_importers.rows.body import HeadingRows
from fellesbok_importers.rows.body import Repeats
from fellesbok_importers.rows.body import Width
from fellesbok_importers.rows.body import begins_with_word
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.body import first_written
from fellesbok_importers.rows.body import is_total
from fellesbok_importers.rows.body import without_value
from fellesbok_importers.rows.columns import Finder
from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row
from lists_of_people import a_profile

NAMES = ("Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Beløp")


def finder(file: str = "") -> Finder:
    return find_columns("a", a_profile(file=file), Headings((Row(1, NAMES),)), [])


@pytest.mark.parametrize(
    ("cell", "is_filled"),
    [
        ("", False),
        (" \t", False),
        ("0", True),
        (Decimal(0), True),
        (NoValue("#REF!"), True),
    ],
)
def test_nought_is_written_and_blanks_are_not(cell: object, *, is_filled: bool) -> None:
    assert filled(cell) is is_filled  # type: ignore[arg-type]


def test_a_row_begins_where_something_is_written() -> None:
    assert first_written(Row(1, ("", " ", "Sum", "5"))) == (2, "Sum")
    assert first_written(Row(1, (Decimal("5.50"),)))[0] == 0
    assert first_written(Row(1, ("", ""))) == (0, "")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Sum", True),
        ("SUM 2018", True),
        ("sum: 5", True),
        ("Summert", False),
        ("Sum-konto", False),
        ("Total sum", False),
        ("I alt", True),
        ("i  alt 5", True),
        ("I altet", False),
        ("", False),
    ],
)
def test_a_word_is_whole_whatever_its_letter_case(text: str, *, begins: bool) -> None:
    assert begins_with_word(text, ("Sum", "I alt")) is begins


@pytest.mark.parametrize(
    ("cells", "is_sum"),
    [
        (("", "", "Sum", "", "5,00"), True),
        (("Sum", "", "", "", "5,00"), True),
        (("7", "5.1.2018", "Sum", "155", "5,00"), False),
        (("", "", "Art 195", "", "5,00"), False),
        (("", "5.1.2018", "Sum", "", "5,00"), False),
        (("Sum", "5.1.2018", "", "", "5,00"), False),
        (("Sum",), True),
    ],
)
def test_a_sum_lacks_what_a_line_has(cells: tuple[str, ...], *, is_sum: bool) -> None:
    """A line has voucher and date; where the word stands in one, the other counts.

    The word is what the row begins with: a row that begins with its date is a line.
    """
    assert is_total(Row(2, cells), ("Sum",), (0, 1)) is is_sum
    assert is_total(Row(2, cells), (), (0, 1)) is False


def test_headings_are_the_rows_that_the_profile_says_and_no_line_is() -> None:
    rows = HeadingRows(laid_out("2", "2"))
    assert [rows.takes(Row(n, (f"rad {n}", ""))) for n in (1, 2, 3, 4)] == [
        True,
        True,
        True,
        False,
    ]
    assert rows.above == ["rad 1"]
    assert rows.headings().label(0) == "rad 3"


def test_without_a_heading_every_row_is_a_line() -> None:
    assert HeadingRows(Layout()).takes(Row(1, ("a",))) is False


def test_of_what_stands_above_no_more_is_kept_than_is_looked_at() -> None:
    rows = HeadingRows(laid_out("1000"))
    for number in range(1, 500):
        rows.takes(Row(number, ("x",)))
    assert len(rows.above) == MOST_ABOVE


def laid_out(first: str, count: str = "1") -> Layout:
    """The layout of a file whose columns are named from a row."""
    return Layout.model_validate({"header_row": first, "header_rows": count})


WIDE = Width(named=3, count=3)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("a", "b", "c"), ""),
        (("a", "b", ""), ""),
        (("a", "b", "c", "d"), "Raden har 4 felt, og det skal være 3"),
        (("a", "b", "c", ""), "Raden har 4 felt"),
        (("a", "b"), "Raden har 2 felt, og det skal være 3. Mangler det bare"),
    ],
)
def test_a_row_of_another_width_is_not_read(cells: tuple[str, ...], said: str) -> None:
    """A separator inside a text moves every cell after it."""
    wrong = WIDE.wrong_with(Row(2, cells), Layout())
    assert (wrong is not None) is bool(said)
    assert wrong is None or str(wrong[1]).startswith(said)


def test_what_stands_beyond_the_last_name_is_shown() -> None:
    wrong = WIDE.wrong_with(Row(2, ("a", "b", "c", "", "d")), Layout())
    assert wrong is not None
    assert wrong[0] == "d"


def test_short_rows_are_right_where_the_profile_says_so_and_in_a_sheet() -> None:
    short = Row(2, ("a",))
    assert WIDE.wrong_with(short, Layout(short_rows="blank")) is None
    assert WIDE.wrong_with(short, Layout(kind="xlsx")) is None
    beyond = Row(2, ("a", "b", "c", "d"))
    assert WIDE.wrong_with(beyond, Layout(short_rows="blank")) is not None


def test_every_row_may_end_with_the_separator() -> None:
    headings = Headings((Row(1, ("a", "b", "")),))
    width = Width.of(headings, Row(2, ("1", "2", "")))
    assert (width.named, width.count) == (2, 3)
    assert width.wrong_with(Row(3, ("1", "2", "")), Layout()) is None
    assert Width.of(Headings(()), Row(1, ("1", "2"))) == Width(2, 2)


def test_a_blank_cell_repeats_the_row_above_until_something_new_comes() -> None:
    """A new voucher ends the date of the one before: it must have its own."""
    repeats = Repeats(finder("blank_repeats: [voucher, date]"))

    def read(*cells: str) -> tuple[object, ...]:
        return repeats.filled_in(Row(2, cells)).cells[:2]

    assert read("1", "5.1.2018", "195") == ("1", "5.1.2018")
    assert read("", "", "200") == ("1", "5.1.2018")
    assert read("", "6.1.2018", "200") == ("1", "6.1.2018")
    assert read("", "", "200") == ("1", "6.1.2018")
    assert read("2", "", "200") == ("2", "")
    repeats.forget()
    assert read("", "", "200") == ("", "")


def test_a_short_row_is_filled_in_and_others_are_as_they_are() -> None:
    repeats = Repeats(finder("blank_repeats: [voucher, date]"))
    repeats.filled_in(Row(2, ("1", "5.1.2018", "195")))
    assert repeats.filled_in(Row(3, ())).cells == ("1", "5.1.2018")
    row = Row(3, ("", ""))
    assert Repeats(finder()).filled_in(row) is row


def test_a_formula_without_a_value_is_told_where_it_is_read() -> None:
    row = Row(2, ("1", "5.1.2018", "195", "155", NoValue("#REF!"), NoValue("x")))
    assert list(without_value(row, finder())) == [("amount", NoValue("#REF!"))]
    assert list(without_value(Row(2, ("1",)), finder())) == []
