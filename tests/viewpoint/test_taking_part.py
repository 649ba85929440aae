"""Who takes part in which years, and which claims are on whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Surplus
from fellesbok.shared import Shared
from fellesbok.viewpoint.taking_part import own_claims
from fellesbok.viewpoint.taking_part import takes_part
from fellesbok.viewpoint.taking_part import tells_of_all
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from beancount.core import data

IN_2018 = (date(2018, 1, 1), date(2018, 12, 31))
COST = Voucher(date(2018, 5, 1), 100_00)


def years(shared: Shared, reader: str) -> set[int]:
    """The years of IKT that somebody takes part in."""
    found = set(takes_part(shared, reader))
    assert {slug for slug, _ in found} <= {"ikt"}
    return {year for _, year in found}


def test_a_member_and_a_host_take_part_as_long_as_the_terms_hold() -> None:
    of = agreement(version(Equal(), ("kafjord",), days=IN_2018, host="lyngen"))
    shared = Shared(of, (settle(of, [COST]),))
    assert years(shared, "kafjord") == years(shared, "lyngen") == {2018}
    assert years(shared, "storfjord") == set()


def test_terms_without_an_end_are_told_until_two_years_after_the_books() -> None:
    of = agreement(version(Equal(), ("kafjord",), days=(IN_2018[0], date.max)))
    assert years(Shared(of, (settle(of, [COST]),)), "kafjord") == {2018, 2019, 2020}


def test_who_is_charged_or_owns_of_a_surplus_takes_part_in_that_year() -> None:
    """Storfjord pays an amount and is no member; it owns of what is left."""
    key = FixedAmounts({"storfjord": Fraction(150_00)})
    of = agreement(version(key, ("storfjord",), days=IN_2018, surplus=Surplus.FUND))
    result = settle(of, [COST])
    memberless = replace(of.cooperations["ikt"].versions[0], participants=None)
    after = agreement(memberless)
    assert years(Shared(after, (result,)), "storfjord") == {2018}
    assert years(Shared(after, (), (result,)), "storfjord") == {2018}
    assert years(Shared(after, ()), "storfjord") == set()


def claim(number: str, payer: str) -> data.Transaction:
    """A claim as somebody has written it."""
    entry = transaction(1, Voucher(IN_2018[1], 100, meta={"kommune": payer}))
    meta = {**entry.meta, "krav": number}
    return entry._replace(meta=meta, tags=frozenset({"krav"}))


def test_claims_are_known_by_name_and_by_slug_of_whom_they_are_on() -> None:
    plain = transaction(1, COST)
    entries = [claim("1", "Lyngen"), claim("2", "lyngen"), claim("3", "Kafjord"), plain]
    of = agreement(version(Equal()))
    assert list(own_claims(entries, of, "lyngen")) == ["1", "2"]
    assert list(own_claims(entries, of, "storfjord")) == []


EFFECT = (Assumption("Antatt", effect="Lyngen sparer 5 kr."),)
SILENT = (Assumption("Antatt"),)


@pytest.mark.parametrize("assumed", [EFFECT, SILENT])
def test_an_effect_in_words_is_found_wherever_it_is_written(
    assumed: tuple[Assumption, ...],
) -> None:
    named = Named("n", "N", Equal(), "", assumed)
    for terms in (
        replace(version(Equal()), assumptions=assumed),
        version(named),
        version(Equal(), centre=CostCentreRule(named, None)),
    ):
        of = agreement(version(Equal()), terms).cooperations["ikt"]
        assert tells_of_all(of) is (assumed == EFFECT)
