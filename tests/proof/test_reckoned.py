"""A year in figures: its pots, and the accounts of keys that are not linear."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import CostCentreRule
from fellesbok.proof.reckoned import Reckoned
from fellesbok.proof.reckoned import fractions
from fellesbok.proof.reckoned import proofs
from settled_years import CENTRE
from settled_years import COSTS_OF_CENTRE
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

PAIR = ("kafjord", "lyngen")
MAY = date(2018, 5, 1)
WEIGHTS = Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)})
NAMED = Named("en-til-tre", "En til tre", WEIGHTS)
CAPPED = Bounded(Equal(), {}, {"lyngen": Fraction(10_00)})


def reckoned(key: DistributionKey, *vouchers: Voucher) -> Reckoned:
    """2018 by a key, with another for the cost centre."""
    centre = CostCentreRule(WEIGHTS, ("kafjord", "lyngen"))
    of = agreement(version(key, PAIR, host="lyngen", centre=centre), keys=[NAMED])
    result = settle(of, vouchers)
    return Reckoned.of(result, of, [result], [])


def test_each_pot_says_which_key_under_which_terms_between_whom() -> None:
    of = reckoned(
        Equal(),
        Voucher(MAY, 100),
        Voucher(MAY, 50, COSTS_OF_CENTRE),
        Voucher(MAY, 30, meta={"noekkel": "en-til-tre"}),
    )
    told = {(pot["centre"], pot["key"]): pot for pot in of.pots_told()}
    assert set(told) == {("", "own"), (CENTRE, "own"), ("", "en-til-tre")}
    plain = told["", "own"]
    assert (plain["members"], plain["bearer"], plain["year"]) == (
        list(PAIR),
        "lyngen",
        2018,
    )
    assert (plain["account"], plain["tied"], plain["days"]) == (None, False, None)
    assert told[CENTRE, "own"]["tied"]
    assert of.accounts_told() == []


def test_terms_that_share_nothing_have_that_as_their_own_key() -> None:
    unstated = reckoned(NotStated(""), Voucher(MAY, 100))
    (pot,) = unstated.pots_told()
    assert pot["key"] == "own"


def test_a_key_that_is_not_linear_has_an_account_for_the_year() -> None:
    of = reckoned(CAPPED, Voucher(MAY, 100_00))
    (pot,) = of.pots_told()
    assert pot["account"] == 0
    (account,) = of.accounts_told()
    assert (account["year"], account["held"], account["before"]) == (2018, [0], [])
    assert of.earlier(of.accounts[0]) is None


def test_what_stood_on_it_before_the_year_is_told_with_what_proves_it() -> None:
    """80 kr of 2018 are shared then, and 20 more of it are booked in 2019."""
    of = agreement(version(CAPPED, PAIR, host="lyngen"))
    first = settle(of, [Voucher(MAY, 80_00)])
    late = Voucher(date(2019, 5, 1), 20_00, service=(MAY, MAY))
    second = settle(of, [late], year=2019)
    told = Reckoned.of(second, of, [first, second], [])
    (account,) = told.accounts_told()
    assert [row["ore"] for row in account["before"]] == ["8000"]
    assert account["proofs"]
    earlier = told.earlier(told.accounts[0])
    assert earlier is not None
    assert earlier.entitlements_ore == {"kafjord": 70_00, "lyngen": 10_00}
    assert len(list(told.evaluations())) == 2


def test_bounds_are_proved_by_levels_and_nothing_else_is() -> None:
    of = agreement(version(CAPPED, PAIR))
    (pot,) = settle(of, [Voucher(MAY, 100_00)]).periods[0].pots
    (proof,) = proofs(pot.evaluation)
    assert proof["without"] == []
    assert proof["levels"]
    plain = agreement(version(Equal(), PAIR))
    (pot,) = settle(plain, [Voucher(MAY, 100_00)]).periods[0].pots
    assert list(proofs(pot.evaluation)) == []


def test_exact_amounts_leave_nothing_out_but_nothing() -> None:
    found = fractions({"a": Fraction(1, 3), "b": Fraction(0), "c": Fraction(-2)})
    assert found == {"a": "1/3", "c": "-2"}
