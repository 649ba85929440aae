"""Texts for people: filled, said again in English, and kept through a cache."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

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


@given(
    # With no more figures than there are in a sum; Babel rounds what has more.
    st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False).map(
        lambda number: +number
    ),
    st.sampled_from([("nb", "nb_NO"), ("en", "en_GB")]),
)
@example(Decimal("-0.00"), ("nb", "nb_NO"))
@example(Decimal("1E+3"), ("nb", "nb_NO"))
@example(Decimal("1.10000"), ("en", "en_GB"))
def test_a_number_is_written_as_the_common_locale_data_has_it(
    number: Decimal, languages: tuple[str, str]
) -> None:
    """We write it without reading these data, which every load would wait for."""
    ours, theirs = languages
    assert show(number, ours) == format_decimal(
        number or abs(number),
        format="#,##0.00",
        locale=theirs,
        decimal_quantization=False,
    )


@given(st.dates())
def test_a_day_is_written_as_the_common_locale_data_has_it(day: date) -> None:
    """Figures in Norwegian, the month's name in English."""
    assert show(day, "nb") == format_date(day, "dd.MM.yyyy", locale="nb_NO")
    assert show(day, "en") == format_date(day, "d MMMM yyyy", locale="en_GB")


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
