"""Which kind of key is written, told by the field that only that kind has."""

from __future__ import annotations

import pytest

from fellesbok.rules.key_schema import KEY_KINDS
from fellesbok.rules.key_schema import key_kind
from fellesbok.rules.key_schema import word_or_list


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("equal", "reference"),
        ("", "reference"),
        ({"statistic": "people", "date": "2018-01-01"}, "statistic"),
        ({"shares": {}}, "shares"),
        ({"price": "3", "statistic": "people"}, "price"),
        ({"steps": [], "statistic": "people"}, "steps"),
        ({"above": "equal", "threshold": "5"}, "threshold"),
        ({"maximum": "5", "bounded": "equal"}, "bounded"),
        ({}, None),
        ({"share": "1/2"}, None),
        (["equal"], None),
        (None, None),
        (5, None),
    ],
)
def test_a_key_is_of_the_kind_whose_field_it_has(
    written: object, kind: str | None
) -> None:
    """Price and steps are of a statistic too, and are no plain statistic."""
    assert key_kind(written) == kind


@pytest.mark.parametrize("kind", KEY_KINDS)
def test_every_kind_is_known_by_its_field_alone(kind: str) -> None:
    assert key_kind({kind: "x"}) == kind


@pytest.mark.parametrize(
    ("written", "is_word"),
    [
        ("not_stated", "word"),
        ("participants", "word"),
        (["not_stated"], "list"),
        ("lyngen", "list"),
        ({}, "list"),
        (None, "list"),
    ],
)
def test_a_word_that_stands_for_a_list_is_told_from_one(
    written: object, is_word: str
) -> None:
    assert word_or_list(written) == is_word
