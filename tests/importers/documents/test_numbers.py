"""Norwegian numbers: what is read, what is refused, and that nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fellesbok_importers.documents.numbers import LONGEST
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import read_kroner
from fellesbok_importers.documents.numbers import read_number

WRITTEN = {
    "4 210 030": "4210030",
    "742.000": "742000",
    "1 247 080,-": "1247080",
    "2,822 mill": "2822000",
    "1,9 mill kr": "1900000",
    "2 mill.": "2000000",
    "Kr. 670 000": "670000",
    "kr 54,20": "54.20",
    "−1 234,50": "-1234.50",
    "1247 080": "1247080",
    "2458 355,-": "2458355",
    "897267": "897267",
    "1\u00a0234\u202f567,89": "1234567.89",
    "1\u2009234": "1234",
    "(1 234,50)": "-1234.50",
    "1 234,50-": "-1234.50",
    " -1 362 250 ": "-1362250",
    "- 500": "-500",
    "-kr 500": "-500",
    "kr -500": "-500",
    "kr 500,-": "500",
    "500,- kr": "500",
    "-500,-": "-500",
    "500,–": "500",
    "1.234.567": "1234567",
    "1.234.567,89": "1234567.89",
    "1,234,567.89": "1234567.89",
    "1234.5": "1234.5",
    "1234,50": "1234.50",
    "0,123": "0.123",
    "0.5": "0.5",
    "1.247,-": "1247",
    "+12": "12",
    "-0,00": "0.00",
    "1 234.567": "1234.567",
    "12 NOK": "12",
}


@pytest.mark.parametrize(("written", "number"), WRITTEN.items())
def test_a_number_as_people_write_it(written: str, number: str) -> None:
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["1.247", "1,247", "742,000", "999.001", "12,345"])
def test_a_number_of_two_readings_is_refused_with_both(written: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        read_number(written)
    whole, decimals = written.replace(".", ",").split(",")
    assert f"{whole},{decimals} og som {whole} {decimals}" in refused.value.text
    said = refused.value.text.in_language("nb")
    assert said == refused.value.text


@pytest.mark.parametrize(
    ("written", "sign", "number"),
    [
        ("1.247", ",", "1247"),
        ("1.247", ".", "1.247"),
        ("1,247", ".", "1247"),
        ("1,247", ",", "1.247"),
        ("742.000", ",", "742000"),
        ("742.000", ".", "742"),
        ("1 234,50", ",", "1234.50"),
        ("-1234.50", ".", "-1234.50"),
    ],
)
def test_the_profile_decides(written: str, sign: str, number: str) -> None:
    assert read_number(written, sign) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("1234.50", ","),
        ("1234,50", "."),
        ("12,34,56", ","),
        ("1,234.50", ","),
        ("1.234,50", "."),
    ],
)
def test_another_decimal_sign_than_the_profiles_is_refused(
    written: str, sign: str
) -> None:
    with pytest.raises(NotANumberError):
        read_number(written, sign)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "-",
        "kr",
        "mill",
        "NaN",
        "Infinity",
        "1e5",
        "1_000",
        "0x10",
        "12 34",
        "1 23",
        "1  234",
        "1.23.456",
        "1,23.4,5",
        "1.234,567.8",
        "--5",
        "-5-",
        "(-5)",
        "-(5)",
        "5 %",
        "=1+1",
        "1,",
        ",5",
        "1234 5678",
        "٣٤",
        "１２",  # noqa: RUF001 -- figures, but not ours
        "²",
        "1\u202e234",
        "1\x00",
        "12.",
        "1" * (LONGEST + 1),
        "1234567890123456",
        "2.822 mill",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        read_number(written)
    assert refused.value.text.strip()


def test_parts_of_an_ore_are_no_amount() -> None:
    with pytest.raises(NotANumberError, match="brøkdeler av øre"):
        read_kroner("1,005", ",")
    assert str(read_kroner("2,822 mill")) == "2822000.00"


ORE = st.integers(min_value=-(10**13) + 1, max_value=10**13 - 1)


@given(ore=ORE, space=st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "."]))
def test_every_amount_that_is_written_in_norwegian_is_read_again(
    ore: int, space: str
) -> None:
    whole, rest = divmod(abs(ore), 100)
    minus = "−" if ore < 0 else ""
    written = f"{minus}{f'{whole:,}'.replace(',', space)},{rest:02}"
    assert read_number(written) == Decimal(ore).scaleb(-2)
    assert read_kroner(written, ",") == Decimal(ore).scaleb(-2)


@given(ore=ORE)
def test_the_many_ways_to_write_minus_are_one(ore: int) -> None:
    amount = f"{abs(ore) // 100},{abs(ore) % 100:02}"
    expected = -abs(Decimal(ore).scaleb(-2))
    for written in (f"-{amount}", f"−{amount}", f"({amount})", f"{amount}-"):
        assert read_number(written) == expected


@given(text=st.text(alphabet="0123456789,. -−()krmil\u00a0", max_size=20))
def test_no_figure_of_what_is_written_is_lost(text: str) -> None:
    number = _number(text)
    if number is None:
        return
    assert number.is_finite()
    figures = "".join(c for c in text if c.isdigit())
    shown = f"{number:f}".replace(".", "").lstrip("-")
    assert shown.strip("0") == figures.strip("0")


@given(text=st.text(max_size=60))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    number = _number(text)
    assert number is None or number.is_finite()


def _number(text: str) -> Decimal | None:
    """The number, or nothing where it is refused with a message."""
    try:
        return read_number(text)
    except NotANumberError as refused:
        if not refused.text:
            raise
        return None
