"""Two keys are the same when they say the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key.sameness import as_value
from keys_by_hand import HALF
from keys_by_hand import ONE
from keys_by_hand import THIRD

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shares({"a": HALF, "b": HALF}), Shares({"b": HALF, "a": HALF})),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"b": ONE, "a": 2 * ONE}),
        ),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"a": 4 * ONE, "b": 2 * ONE}),
        ),
        (Named("en", "En", Equal()), Named("to", "To", Equal())),
        (NotStated("mangler"), NotStated("ikke oppgitt")),
        (Combined(((Fraction(1), Equal()),)), Equal()),
        (
            Bounded(Equal(), {"a": Fraction(5), "c": Fraction(7)}, {}),
            Bounded(Equal(), {"a": Fraction(5), "b": Fraction(0)}, {}),
        ),
    ],
)
def test_keys_that_say_the_same_are_the_same(
    one: DistributionKey, other: DistributionKey
) -> None:
    """However they are written: order, names, and those who never take part."""
    everybody = frozenset("ab")
    assert as_value(one, everybody) == as_value(other, everybody)
    assert repr(as_value(one, everybody)) == repr(as_value(other, everybody))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shares({"a": HALF, "b": HALF}), Shares({"a": THIRD, "b": 1 - THIRD})),
        (
            Weights({"a": Fraction(2), "b": Fraction(1)}),
            Weights({"a": ONE, "b": 2 * ONE}),
        ),
        (Named("en", "En", Equal()), Named("en", "En", NotStated(""))),
        (NotStated(""), NothingShared("")),
        (
            Bounded(Equal(), {"a": Fraction(5)}, {}),
            Bounded(Equal(), {}, {"a": Fraction(5)}),
        ),
        (
            Bounded(Equal(), {}, {"a": Fraction(0)}),
            Bounded(Equal(), {}, {}),
        ),
        (Threshold(Fraction(5), Equal()), Threshold(Fraction(6), Equal())),
        (
            BasePlusRest({"a": Fraction(1), "b": Fraction(2)}, Equal()),
            BasePlusRest({"a": Fraction(2), "b": Fraction(2)}, Equal()),
        ),
    ],
)
def test_keys_that_do_not_say_the_same_are_not(
    one: DistributionKey, other: DistributionKey
) -> None:
    everybody = frozenset("ab")
    assert as_value(one, everybody) != as_value(other, everybody)
