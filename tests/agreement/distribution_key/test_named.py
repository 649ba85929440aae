"""A key by its name is the key behind the name, and is told by it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import uses
from fellesbok.agreement.distribution_key.named import named_in_groups
from fellesbok.agreement.distribution_key.named import with_named
from fellesbok.agreement.distribution_key.named import without_names
from keys_by_hand import BY_POPULATION
from keys_by_hand import FORTY_SIXTY
from keys_by_hand import entitled
from keys_by_hand import now

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey


def test_a_named_key_shares_as_the_key_behind_the_name() -> None:
    named = Named("forty-sixty", "40/60", FORTY_SIXTY)
    circumstances = now("kafjord", "lyngen")
    assert named.shares_cost
    assert not Named("none", "none", NotStated("")).shares_cost
    assert entitled(named, 1_00, circumstances) == entitled(
        FORTY_SIXTY, 1_00, circumstances
    )
    found = named.evaluate(Fraction(1_00), circumstances)
    assert [step.key for step in found.steps] == [FORTY_SIXTY]


def test_assumptions_are_told_from_the_outside_in() -> None:
    one, two, three = Assumption("one"), Assumption("two"), Assumption("three")
    inner = Named("inner", "", Equal(), assumptions=(two, three))
    outer = Named("outer", "", Threshold(Fraction(1), inner), assumptions=(one,))
    assert assumptions_of(outer) == (one, two, three)


@pytest.mark.parametrize(
    "around",
    [
        Named("n", "", BY_POPULATION),
        Bounded(BY_POPULATION, {}, {}),
        Combined(((Fraction(1), BY_POPULATION),)),
        Groups((Group(Fraction(1), None, BY_POPULATION),)),
        Threshold(Fraction(1), BY_POPULATION),
        BasePlusRest({}, BY_POPULATION),
    ],
)
def test_what_is_inside_a_key_is_found(around: DistributionKey) -> None:
    assert inner_keys(around) == (BY_POPULATION,)
    assert uses(Named("outer", "", around), ByStatistic)
    assert not uses(around, Weights)


def test_a_key_without_its_names_is_what_is_behind_them() -> None:
    inside = Named("in", "Inni", Equal())
    key = Named("out", "Utenpå", Combined(((Fraction(1), inside),)))
    assert without_names(key) == Combined(((Fraction(1), Equal()),))
    assert with_named(key, "in", BY_POPULATION) == Named(
        "out", "Utenpå", Combined(((Fraction(1), Named("in", "Inni", BY_POPULATION)),))
    )


def test_parties_are_named_by_the_groups_of_a_key() -> None:
    theirs = Group(Fraction(1), ("fylket", "staten"), Equal())
    together = Group(Fraction(1), ("kirken",), NotStated(""), "alle")
    key = Threshold(Fraction(5), Groups((theirs, together)))
    assert set(named_in_groups(key)) == {"fylket", "staten", "kirken", "alle"}
    assert set(named_in_groups(Groups((theirs,)))) == {"fylket", "staten"}
