"""Whoever shows a term shows whether it is assumed."""

from __future__ import annotations

import pytest

from fellesbok.agreement.assumed_terms import key_as_read
from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Reading
from fellesbok.messages import say

OTHER_KEY, GROSS = Reading("Ikke likt", NotStated("")), Reading("Brutto", basis="gross")


def named(*readings: Reading) -> Named:
    """A key that rests on an assumption."""
    return Named(
        "f", "Felles nøkkel", Equal(), "", (Assumption("Antatt", "", "", readings),)
    )


@pytest.mark.parametrize(
    ("key", "title"),
    [
        (Equal(), "likt"),
        (named(), "Felles nøkkel"),
        (named(GROSS), "Felles nøkkel"),
        (named(OTHER_KEY), "Felles nøkkel, lest som likt (antatt)"),
        (named(GROSS, OTHER_KEY), "Felles nøkkel, lest som likt (antatt)"),
    ],
)
def test_a_key_that_can_be_another_says_how_it_is_read(
    key: DistributionKey, title: str
) -> None:
    assert say(key_as_read(key), "nb") == title
