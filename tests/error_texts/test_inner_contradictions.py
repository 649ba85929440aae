"""What does not agree is told with its figures, what nobody foresaw with its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok import __version__
from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_equal
from fellesbok.contradictions import must_hold
from fellesbok.error_texts.inner_contradictions import budget_is_left_out
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.error_texts.inner_contradictions import why
from fellesbok.error_texts.inner_contradictions import year_is_left_out
from plain_words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from fellesbok.messages import Text


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [
        (Decimal("1000.00"), Decimal("999.99"), "0,01"),
        (Decimal("-5.00"), Decimal("5.00"), "10"),
        (Decimal("0.50"), Fraction(1, 4), "0,25"),
    ],
)
def test_two_figures_that_are_not_the_same_are_told_with_what_is_between_them(
    one: Decimal, other: Decimal | Fraction, off: str
) -> None:
    with pytest.raises(ContradictionError) as found:
        must_equal("summen og delene", one, other)
    told = words(why(found.value))
    assert told.startswith("summen og delene skal være like, men er ")
    assert f": {off} kr i forskjell." in told


def test_what_does_not_hold_has_no_figures() -> None:
    with pytest.raises(ContradictionError) as found:
        must_hold("summen", False)  # noqa: FBT003 -- what it is given
    assert words(why(found.value)) == "summen stemmer ikke."


def test_what_nobody_foresaw_is_told_with_the_line_that_it_arose_on() -> None:
    with pytest.raises(KeyError) as found:
        dict[str, str]()["bilag"]
    told = words(why(found.value))
    assert "programmet møtte noe det ikke er laget for (KeyError: 'bilag', i" in told
    assert "test_inner_contradictions.py linje" in told


@pytest.mark.parametrize(
    ("leaves_out", "begins"),
    [
        (year_is_left_out, "Brann 2018 er ikke fordelt: summen stemmer ikke."),
        (
            budget_is_left_out,
            "Budsjettet til Brann 2018 er ikke fordelt: summen stemmer ikke.",
        ),
    ],
)
def test_one_cooperation_is_left_out_and_the_reader_knows_what_to_do(
    leaves_out: Callable[[Exception, str, int], Text], begins: str
) -> None:
    told = words(leaves_out(ContradictionError("summen", {}), "Brann", 2018))
    assert told.startswith(begins)
    assert "De andre samarbeidene er ikke berørt." in told
    assert f"fellesbok {__version__}" in told


def test_a_page_that_cannot_be_shown_says_why() -> None:
    told = words(not_shown(ContradictionError("summen", {})))
    assert told.startswith("Dette kan ikke vises: summen stemmer ikke.")
