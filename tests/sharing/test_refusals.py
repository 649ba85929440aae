"""Bounds that no split can keep: one error for each account, at its terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.refusals import refusals
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

CAPS = {"kafjord": Fraction(10_00), "lyngen": Fraction(20_00)}
CAPPED = agreement(version(Bounded(Equal(), {}, CAPS), ("kafjord", "lyngen")))
MAY = date(2018, 5, 1)


def told(ore: int, *, is_budget: bool = False) -> list[str]:
    """What is said of a cost that two share with caps of 10 and 20 kr."""
    result = settle(CAPPED, [Voucher(MAY, ore)])
    found = list(refusals(result, CAPPED, is_budget=is_budget))
    assert {e.of for e in found} <= {("ikt", 2018)}
    assert {e.source["filename"] for e in found} <= {"allocation_rules.yaml"}
    return [e.message.replace("\N{NO-BREAK SPACE}", " ") for e in found]


def test_a_cost_above_all_caps_is_an_error_with_what_is_not_shared() -> None:
    (said,) = told(1_030_01)
    begins = "IKT 2018: 1 030,01 kr kan ikke fordeles etter «likt med minimum og tak»:"
    assert said.startswith(begins)


def test_of_a_budget_it_is_said_that_it_is_one() -> None:
    (said,) = told(31_00, is_budget=True)
    assert said.startswith("IKT 2018: 31,00 kr av budsjettet kan ikke fordeles")


def test_a_cost_that_the_caps_just_hold_is_none() -> None:
    assert told(30_00) == []
