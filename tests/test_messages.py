"""Texts for people: filled, said again in English, and kept through a cache."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from fellesbok.messages import LOCALES
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import say
from fellesbok.messages import show


def test_amounts_and_dates_are_written_as_norwegians_write_them() -> None:
    """Space between thousands, decimal comma, day before month."""
    text = Text("{a} kr, {d}", a=Decimal("1234567.50"), d=date(2018, 12, 31))
    assert text == "1\u00a0234\u00a0567,50 kr, 31.12.2018"
    assert say(text, "en") == "1,234,567.50 kr, 31 December 2018"


def test_a_fraction_is_cut_off_and_never_rounded() -> None:
    """Two thirds is not 0,666667."""
    assert show(Fraction(2, 3), "nb") == "0,666666…"
    assert show(Fraction(-2, 3), "nb") == "-0,666666…"
    assert show(Fraction(13081), "nb") == "13\u00a0081"


def test_a_text_survives_the_cache_with_its_values() -> None:
    """Beancount pickles what it has loaded."""
    text = Text("«{name}» mangler.", name="host")
    again = pickle.loads(pickle.dumps(text))  # noqa: S301 -- our own bytes
    assert again == text
    assert again.template == text.template
    assert again.values == {"name": "host"}


def test_kroner_have_two_decimals() -> None:
    """Whole øre to kroner."""
    assert str(kroner(-150)) == "-1.50"


@given(
    value=st.decimals(
        min_value=-(10**20), max_value=10**20, allow_nan=False, allow_infinity=False
    ),
    places=st.integers(0, 7),
)
def test_norwegian_numbers_are_those_of_babel(value: Decimal, places: int) -> None:
    """They are written without it, because it is slow to come."""
    for number in (value, round(value, places)):
        expected = format_decimal(
            number or abs(number),
            format="#,##0.00",
            locale=LOCALES["nb"],
            decimal_quantization=False,
        )
        assert show(number, "nb") == expected


@given(st.fractions(-(10**15), 10**15, max_denominator=10**6))
def test_norwegian_fractions_are_those_of_babel(value: Fraction) -> None:
    whole = abs(value) * 10**6
    cut = Decimal(int(whole) if value >= 0 else -int(whole)).scaleb(-6)
    expected = format_decimal(
        cut, format="#,##0.######", locale=LOCALES["nb"], decimal_quantization=False
    )
    assert show(value, "nb").rstrip("…") == expected


@given(st.dates())
def test_norwegian_days_are_those_of_babel(day: date) -> None:
    expected = format_date(day, format="dd.MM.yyyy", locale=LOCALES["nb"])
    assert show(day, "nb") == expected
