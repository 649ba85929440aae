"""Which terms a day and a year are settled by, and who shares by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.claim_terms import Advance
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Payer
from fellesbok.agreement.terms import has_advances
from fellesbok.agreement.terms import keys_of
from fellesbok.agreement.terms import members_of
from fellesbok.agreement.terms import participants
from fellesbok.agreement.terms import sharers
from fellesbok.agreement.terms import terms_at
from fellesbok.agreement.terms import terms_of
from settled_years import CENTRE
from settled_years import agreement
from settled_years import version

FIRST = version(
    Equal(), ("lyngen", "kafjord"), days=(date(2017, 1, 1), date(2018, 6, 30))
)
SECOND = version(
    Equal(), ("storfjord", "kafjord"), days=(date(2018, 7, 1), date(2019, 12, 31))
)
VIKA = agreement(FIRST, SECOND)
IKT = VIKA.cooperations["ikt"]


@pytest.mark.parametrize(
    ("day", "terms"),
    [
        (date(2015, 1, 1), FIRST),  # before the agreement began: the first ones
        (date(2018, 6, 30), FIRST),
        (date(2018, 7, 1), SECOND),
        (date(2024, 1, 1), SECOND),  # after it ended: the last ones
    ],
)
def test_a_day_without_terms_has_the_nearest(day: date, terms: object) -> None:
    assert terms_at(IKT, day) is terms


@pytest.mark.parametrize(
    ("year", "terms"),
    [
        (2016, (FIRST,)),
        (2017, (FIRST,)),
        (2018, (FIRST, SECOND)),
        (2019, (SECOND,)),
        (2020, (SECOND,)),
    ],
)
def test_a_year_has_those_of_its_days_or_the_nearest(
    year: int, terms: tuple[object, ...]
) -> None:
    assert terms_of(IKT, year) == terms


def test_participants_come_once_in_the_order_of_the_agreements() -> None:
    assert participants((FIRST, SECOND), VIKA) == ("Kafjord", "Lyngen", "Storfjord")
    unstated = replace(FIRST, participants=None)
    assert participants((unstated,), VIKA) == ()


def test_who_is_charged_as_a_group_shares_and_does_not_take_part() -> None:
    inner = Groups((Group(Fraction(1), ("nfk", "lyngen"), Equal()),))
    key = Named(
        "delt", "Delt", Groups((Group(Fraction(1, 2), None, Equal()), *inner.groups))
    )
    of = replace(VIKA, parties={"nfk": Payer("nfk", "Fylket", "NFK")})
    terms = version(key, ("lyngen", "kafjord"))
    assert participants((terms,), of) == ("Kafjord", "Lyngen")
    assert sharers((terms,), of) == ("Kafjord", "Lyngen", "Fylket")


def test_a_cost_centre_has_a_key_and_members_of_its_own() -> None:
    own = Weights({"kafjord": Fraction(1)})
    terms = version(
        Equal(), ("kafjord", "lyngen"), centre=CostCentreRule(own, ("kafjord",))
    )
    assert keys_of(terms) == (Equal(), own)
    assert members_of(terms, CENTRE) == ("kafjord",)
    assert members_of(terms, "153") == members_of(terms, "") == ("kafjord", "lyngen")
    keyless = version(Equal(), centre=CostCentreRule(None, ("kafjord",)))
    assert keys_of(keyless) == (Equal(),)
    assert members_of(replace(FIRST, participants=None), "") == ()


def test_one_version_with_instalments_is_enough() -> None:
    assert not has_advances(VIKA)
    ahead = replace(SECOND, claims=ClaimTerms(Advance(None, None, ((2, 15),))))
    assert has_advances(agreement(FIRST, ahead))
