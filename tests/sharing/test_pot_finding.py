"""Which pot a cost goes in: by the terms of its day, and by what the voucher says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import CostCentreRule
from fellesbok.entries.overrides import OverrideReader
from fellesbok.sharing.pot_finding import PotFinder
from fellesbok.sharing.pot_finding import Served
from settled_years import CENTRE
from settled_years import COSTS
from settled_years import GRANT
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Version
    from fellesbok.sharing.pots import Pot

PAIR = ("kafjord", "lyngen")
SPRING = (date(2018, 1, 1), date(2018, 6, 30))
AUTUMN = (date(2018, 7, 1), date(2018, 12, 31))
WEIGHTS = Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)})
NAMED = Named("en-til-tre", "En til tre", WEIGHTS)
AMOUNTS = FixedAmounts({"kafjord": Fraction(1), "lyngen": Fraction(2)})
COST = transaction(1, Voucher(date(2018, 2, 1), 100))


class Finding:
    """A finder of pots, and all that it notes."""

    def __init__(
        self, *terms: Version, is_budget: bool = False, by_centre: bool = False
    ) -> None:
        self.of: Agreement = agreement(*terms, keys=[NAMED])
        self.ikt = self.of.cooperations["ikt"]
        self.noted: list[str] = []

        def note(_entry: object, template: str, /, **_values: object) -> None:
            self.noted.append(template)

        read = OverrideReader(self.of, note)
        self.finder = PotFinder(
            self.of, read, note, is_budget=is_budget, by_centre=by_centre
        )

    def pot(
        self, day: date, centre: str = "", number: int = 0, year: int = 2018
    ) -> Pot:
        """The pot of a cost served under some terms."""
        terms = self.ikt.versions[number]
        return self.finder.pot(self.ikt, terms, day, year, centre)

    def wished(self, number: int = 0, **wishes: object) -> Pot:
        """The pot of a cost of the spring whose voucher wishes something."""
        served = Served(self.ikt, self.ikt.versions[number], 2018)
        pot = self.pot(date(2018, 2, 1), number=number)
        return self.finder.as_wished(COST, pot, served, wishes)


def hosted(
    key: DistributionKey,
    days: tuple[date, date] = SPRING,
    centre: CostCentreRule | None = None,
) -> Version:
    """Terms of two, of which Lyngen is host."""
    return version(key, PAIR, days=days, host="lyngen", centre=centre)


def test_a_cost_goes_by_the_terms_of_its_service_and_the_year_it_is_of() -> None:
    found = Finding(hosted(Equal()), hosted(WEIGHTS, AUTUMN))
    pot = found.pot(date(2019, 2, 1), number=1)
    assert (pot.version, pot.year, pot.key) == (1, 2018, WEIGHTS)
    assert (pot.participants, pot.bearer) == (PAIR, "lyngen")
    assert (pot.cost_centre, pot.tied, pot.posted) == ("", False, "")


def test_a_cost_centre_with_a_rule_has_a_pot_of_its_own() -> None:
    rule = CostCentreRule(WEIGHTS, ("kafjord",))
    found = Finding(hosted(Equal(), centre=rule))
    own, common = found.pot(SPRING[0], CENTRE), found.pot(SPRING[0], "153")
    assert (own.cost_centre, own.key, own.participants, own.tied) == (
        CENTRE,
        WEIGHTS,
        ("kafjord",),
        True,
    )
    assert (common.cost_centre, common.key, common.tied) == ("", Equal(), False)
    assert common == found.pot(SPRING[0])


def test_where_it_is_asked_for_each_centre_is_told_apart() -> None:
    found = Finding(hosted(Equal()), by_centre=True)
    assert found.pot(SPRING[0], "153").posted == "153"
    assert found.pot(SPRING[0]).posted == ""


def test_amounts_are_paid_in_the_year_of_the_voucher_by_the_terms_of_its_day() -> None:
    """Served in the spring of 2018 and booked in the autumn, when amounts hold."""
    first, last = hosted(AMOUNTS), hosted(AMOUNTS, (AUTUMN[0], date(2019, 12, 31)))
    found = Finding(first, last)
    pot = found.pot(date(2019, 2, 1))
    assert (pot.version, pot.year) == (1, 2019)
    later = Finding(first, hosted(WEIGHTS, (AUTUMN[0], date(2019, 12, 31))))
    pot = later.pot(date(2019, 2, 1))
    assert (pot.version, pot.year, pot.key) == (0, 2019, AMOUNTS)
    ended = Finding(first).pot(date(2019, 2, 1))
    assert (ended.version, ended.year) == (0, 2018)


def test_each_year_has_its_own_amounts_whichever_is_asked_of_first() -> None:
    """Nothing that depends on the day of a voucher is kept for the next one."""
    found = Finding(hosted(AMOUNTS, (SPRING[0], date(2019, 12, 31))))
    years = [found.pot(date(year, 2, 1)).year for year in (2019, 2018, 2019)]
    assert years == [2019, 2018, 2019]


def test_who_paid_is_asked_of_costs_with_a_threshold_alone() -> None:
    found = Finding(hosted(Threshold(Fraction(5), Equal())), hosted(Equal(), AUTUMN))
    with_threshold, without = found.pot(SPRING[0]), found.pot(AUTUMN[0], number=1)
    cost = COST.postings[0]
    income = cost._replace(account=GRANT)
    asks = found.finder.asks_who_paid
    assert asks(with_threshold, found.ikt, cost)
    assert asks(with_threshold, found.ikt, income) is False
    assert asks(without, found.ikt, cost) is False


# What a voucher wishes ----------------------------------------------------------------


def test_a_voucher_that_wishes_what_holds_is_as_any_other() -> None:
    found = Finding(hosted(Equal()))
    assert found.wished() == found.pot(SPRING[0])
    assert found.wished(deltakere="kafjord, lyngen") == found.pot(SPRING[0])


def test_a_voucher_names_key_participants_and_who_paid() -> None:
    found = Finding(hosted(Equal()))
    pot = found.wished(noekkel="en-til-tre", betaler="kafjord")
    assert (pot.key, pot.bearer, pot.tied) == (NAMED, "kafjord", True)
    alone = found.wished(deltakere="kafjord")
    assert (alone.participants, alone.key, alone.tied) == (("kafjord",), Equal(), True)
    assert found.noted == []


def test_other_participants_do_not_set_an_amount_anew() -> None:
    found = Finding(hosted(AMOUNTS))
    assert found.wished(deltakere="kafjord") == found.pot(date(2018, 2, 1))
    (said,) = found.noted
    assert "kan ikke brukes der nøkkelen setter beløp for året" in said
    assert found.wished(betaler="kafjord").bearer == "lyngen"


def test_a_key_that_shares_a_cost_takes_it_out_of_the_amounts() -> None:
    found = Finding(hosted(AMOUNTS))
    pot = found.wished(noekkel="en-til-tre")
    assert (pot.key, pot.year, pot.tied) == (NAMED, 2018, True)
    assert (pot.participants, pot.bearer) == (PAIR, "lyngen")


def test_a_key_leaves_the_participants_of_the_cost_centre_as_they_are() -> None:
    """Kåfjord alone bears the centre, and still does by the key of the voucher."""
    found = Finding(hosted(Equal(), centre=CostCentreRule(None, ("kafjord",))))
    own = found.pot(SPRING[0], CENTRE)
    served = Served(found.ikt, found.ikt.versions[0], 2018)
    pot = found.finder.as_wished(COST, own, served, {"noekkel": "en-til-tre"})
    assert (pot.key, pot.participants, pot.cost_centre) == (NAMED, ("kafjord",), CENTRE)


def test_amounts_stay_of_the_year_of_the_voucher_whatever_it_wishes() -> None:
    """Served in 2018 and booked in 2019, whose amounts are asked for by nobody."""
    found = Finding(hosted(AMOUNTS, (SPRING[0], date(2019, 12, 31))))
    pot = found.pot(date(2019, 2, 1))
    served = Served(found.ikt, found.ikt.versions[0], 2018)
    assert found.finder.as_wished(COST, pot, served, {"betaler": "kafjord"}) == pot
    assert (pot.year, pot.key) == (2019, AMOUNTS)


# Who bears the first part -------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "is_budget", "bearer"),
    [(100, False, None), (100, True, "lyngen"), (0, False, "lyngen")],
)
def test_a_budget_and_a_cost_of_nothing_are_as_if_the_host_had_paid(
    amount: int, bearer: str | None, *, is_budget: bool
) -> None:
    """The voucher's other line is a debt to nobody who is known."""
    found = Finding(hosted(Equal()), is_budget=is_budget)
    entry = transaction(1, Voucher(SPRING[0], amount))
    entry.postings[1] = entry.postings[1]._replace(account="Liabilities:Gjeld")
    of = found.finder.bearer(entry, entry.postings[0], found.ikt, found.pot(SPRING[0]))
    assert of == bearer


def test_who_laid_out_the_money_bears_the_first_part() -> None:
    """Of terms with a threshold; the account of outlays names Kåfjord."""
    found = Finding(hosted(Threshold(Fraction(5), Equal())))
    entry = transaction(1, Voucher(SPRING[0], 100))
    outlay = f"{found.of.accounts.outlays}:Kafjord"
    entry.postings[1] = entry.postings[1]._replace(account=outlay)
    pot = found.pot(SPRING[0])
    of = found.finder.bearer(entry, entry.postings[0], found.ikt, pot)
    assert (of, pot.bearer) == ("kafjord", "lyngen")


def test_where_nobody_can_tell_who_paid_nothing_is_shared() -> None:
    found = Finding(hosted(Equal()))
    pot = found.pot(SPRING[0])
    paid = found.finder.paid(COST, pot, "kafjord", SPRING)
    assert (paid.bearer, paid.key) == ("kafjord", Equal())
    assert paid.days == (SPRING[0].toordinal(), SPRING[1].toordinal())
    unknown = found.finder.paid(COST, pot, None, SPRING)
    assert isinstance(unknown.key, NotStated)
    assert "ledger.beancount:1" in unknown.key.reason
    assert COST.postings[0].account == COSTS
