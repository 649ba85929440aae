"""What the arts of a file are by its profile, and what must be asked of them."""

from __future__ import annotations

import pytest

from fellesbok_importers.profiles.art_forms import ArtForms
from lists_of_people import a_profile


def forms(booking: str = "") -> ArtForms:
    return ArtForms(a_profile(booking=booking).booking)


def test_an_art_stands_as_it_is_where_nothing_else_is_said() -> None:
    art = forms().read("195", 2)
    assert (art.account_class, art.art, art.fault) == ("", "195", None)


def test_the_class_before_an_art_is_taken_off_where_the_profile_says_so() -> None:
    read = forms("art_form: class_art").read
    art = read("17101", 2)
    assert (art.code, art.account_class, art.art) == ("17101", "1", "7101")
    assert art.fault is None
    assert "kontoklassen" in str(read("195", 3).fault), "95 is no art"


def test_codes_that_may_have_a_class_are_asked_about_at_the_first_of_them() -> None:
    """``1195`` is art 119 with a digit of its own, or art 195 of class 1."""
    found = forms()
    found.read("1195", 7)
    found.read("1290", 8)
    found.read("1195", 9)
    asked = found.asked()
    assert asked is not None
    assert (asked.row, asked.code, asked.field) == (7, "1195", "chart")


def test_five_digits_cannot_be_accounts_and_are_asked_about_by_their_class() -> None:
    found = forms()
    found.read("11950", 7)
    asked = found.asked()
    assert asked is not None
    assert (asked.row, asked.field) == (7, "art_form")
    assert "art 119, eller art 195 med kontoklassen 1" in str(asked.text)


@pytest.mark.parametrize("booking", ["art_form: art", "chart: ns4102"])
def test_what_the_profile_has_answered_is_not_asked(booking: str) -> None:
    found = forms(booking)
    found.read("1195", 7)
    assert found.asked() is None


def test_an_art_that_can_be_read_in_one_way_settles_the_whole_file() -> None:
    found = forms()
    for row, code in enumerate(["1195", "010", "1290"], 2):
        found.read(code, row)
    assert found.asked() is None


def test_what_is_no_art_is_left_out_of_the_question() -> None:
    found = forms()
    assert found.read("19", 2).fault
    assert found.asked() is None
