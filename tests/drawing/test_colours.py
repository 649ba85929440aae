"""Parties are told from each other on white and on black alike."""

from __future__ import annotations

import pytest

from fellesbok.drawing.colours import PARTIES
from fellesbok.drawing.colours import party

LEAST_CONTRAST = 3
"""WCAG 2.1, 1.4.11: what a picture needs to be understood."""


def light(colour: str) -> float:
    """How light a colour is, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", PARTIES)
def test_a_party_is_seen_on_paper_and_on_a_dark_screen(colour: str) -> None:
    assert 1.05 / (light(colour) + 0.05) >= LEAST_CONTRAST
    assert (light(colour) + 0.05) / 0.05 >= LEAST_CONTRAST


def test_no_two_have_the_same_until_the_colours_begin_anew() -> None:
    assert len({party(number) for number in range(8)}) == 8
    assert party(8) == party(0)
    assert party(19) == party(3)
