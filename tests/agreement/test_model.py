"""What the agreements hold on which day, and who is meant by a word in the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import ContraCost
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.model import Payer
from fellesbok.agreement.model import Place
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import days_between
from fellesbok.agreement.model import days_in_year
from fellesbok.agreement.municipality_numbers import NumberPeriod
from settled_years import CENTRE
from settled_years import agreement
from settled_years import version

SPRING = (date(2018, 1, 1), date(2018, 5, 31))
AUTUMN = (date(2018, 9, 1), date(2019, 6, 30))
PAIR = ("kafjord", "lyngen")


@pytest.mark.parametrize(
    ("settlement", "months"),
    [
        (Settlement.MONTH, 1),
        (Settlement.QUARTER, 3),
        (Settlement.HALF_YEAR, 6),
        (Settlement.YEAR, 12),
        (Settlement.PROJECT_END, 12),
    ],
)
def test_a_period_has_so_many_months(settlement: Settlement, months: int) -> None:
    assert settlement.months == months


def test_a_place_is_told_by_the_name_of_its_file() -> None:
    assert Place("/srv/vika/allocation_rules.yaml", 12).in_file == (
        "allocation_rules.yaml:12"
    )


def test_a_municipality_has_the_number_of_the_day() -> None:
    """Reforms changed it in 2020 and 2024; of other days none is told."""
    old = NumberPeriod("1940", date(2018, 1, 1), date(2019, 12, 31))
    new = NumberPeriod("5426", date(2020, 1, 1), date(2023, 12, 31))
    of = Municipality("kafjord", "Kåfjord", "Kåfjord", "940363586", (old, new))
    days = [(2017, 12, 31), (2018, 1, 1), (2019, 12, 31), (2020, 1, 1), (2024, 1, 1)]
    found = [of.number_on(date(*day)) for day in days]
    assert found == [None, "1940", "1940", "5426", None]


@pytest.mark.parametrize(
    ("year", "until", "part"),
    [
        (2018, date.max, Fraction(122, 365)),
        (2019, date.max, Fraction(181, 365)),
        (2020, date.max, Fraction(0)),
        (2018, date(2018, 9, 30), Fraction(30, 365)),
        (2018, date(2018, 8, 31), Fraction(0)),
        (2017, date.max, Fraction(0)),
    ],
)
def test_a_part_of_a_year_is_by_its_days(
    year: int, until: date, part: Fraction
) -> None:
    assert version(Equal(), days=AUTUMN).part_of_year(year, until) == part


def test_a_leap_year_has_a_day_more() -> None:
    assert (days_in_year(2020), days_in_year(2019), days_in_year(1900)) == (
        366,
        365,
        365,
    )
    assert days_between(date(2020, 2, 28), date(2020, 3, 1)) == 3
    assert days_between(date(2020, 3, 1), date(2020, 3, 1)) == 1


def test_a_cost_centre_has_its_own_rule_or_none() -> None:
    own = CostCentreRule(Weights({"kafjord": Fraction(1)}), None)
    terms = version(Equal(), centre=own)
    assert terms.rule_and_key(CENTRE) == (own, own.key)
    assert terms.rule_and_key("153") == (None, Equal())


def test_other_participants_alone_do_not_set_an_amount_anew() -> None:
    """An amount of the year is for all; a key that shares a cost is for those named."""
    fewer = CostCentreRule(None, ("kafjord",))
    amounts = FixedAmounts({"kafjord": Fraction(100), "lyngen": Fraction(200)})
    assert version(amounts, centre=fewer).rule_and_key(CENTRE) == (None, amounts)
    assert version(Equal(), centre=fewer).rule_and_key(CENTRE) == (fewer, Equal())


@pytest.mark.parametrize(
    ("stated", "account", "is_it"),
    [
        ("Income:IKT:Rabatt", "Income:IKT:Rabatt", True),
        ("Income:IKT:Rabatt", "Income:IKT:Rabatt:Telenor", True),
        ("Income:IKT:Rabatt", "Income:IKT:Rabatter", False),
        ("Rabatt", "Income:IKT:Ansvar-155:Rabatt", True),
        ("Rabatt", "Income:IKT:Rabatter", False),
        ("IKT", "Income:IKT:Salg", False),  # the cooperation itself is no such word
    ],
)
def test_what_comes_off_the_cost(stated: str, account: str, *, is_it: bool) -> None:
    contra = ContraCost(stated, None)
    assert contra.holds(account) is is_it
    ikt = agreement(version(Equal())).cooperations["ikt"]
    assert replace(ikt, contra=(contra,)).is_contra(account) is is_it
    assert not ikt.is_contra(account)


GAP = agreement(
    version(Equal(), PAIR, days=SPRING, host="kafjord"),
    version(
        Equal(),
        ("lyngen",),
        days=AUTUMN,
        host="lyngen",
        centre=CostCentreRule(None, ("storfjord",)),
    ),
)
"""Terms until May and from September; the summer between is nobody's."""


def test_no_terms_hold_in_the_days_between() -> None:
    ikt = GAP.cooperations["ikt"]
    spring, autumn = ikt.versions
    days = [(2018, 5, 31), (2018, 6, 1), (2018, 8, 31), (2018, 9, 1), (2019, 7, 1)]
    found = [ikt.version_on(date(*day)) for day in days]
    assert found == [spring, None, None, autumn, None]
    assert ikt.versions_in(2018) == (spring, autumn)
    assert ikt.versions_in(2019) == (autumn,)
    assert ikt.versions_in(2020) == ()
    new_year = (date(2018, 12, 31), date(2019, 1, 1))
    two_days = agreement(version(Equal(), days=new_year)).cooperations["ikt"]
    held = [bool(two_days.versions_in(year)) for year in range(2017, 2021)]
    assert held == [False, True, True, False]


def test_days_are_cut_where_the_terms_or_the_year_change() -> None:
    ikt = GAP.cooperations["ikt"]
    assert list(ikt.stretches(date(2018, 5, 1), date(2019, 12, 31))) == [
        (date(2018, 5, 1), date(2018, 5, 31)),
        (date(2018, 6, 1), date(2018, 8, 31)),
        (date(2018, 9, 1), date(2018, 12, 31)),
        (date(2019, 1, 1), date(2019, 6, 30)),
        (date(2019, 7, 1), date(2019, 12, 31)),
    ]
    june = date(2018, 6, 1)
    assert list(ikt.stretches(june, june)) == [(june, june)]
    may = date(2018, 5, 31)
    assert list(ikt.stretches(may, june)) == [(may, may), (june, june)]


def test_terms_without_an_end_cut_no_day_after_all_days() -> None:
    ikt = agreement(version(Equal())).cooperations["ikt"]
    assert list(ikt.stretches(date(2018, 1, 1), date(2018, 12, 31))) == [
        (date(2018, 1, 1), date(2018, 12, 31))
    ]


def test_who_has_ever_taken_part_is_told_with_the_cost_centres() -> None:
    assert GAP.cooperations["ikt"].ever == {"kafjord", "lyngen", "storfjord"}


def test_a_host_that_comes_back_begins_a_time_of_its_own() -> None:
    hosts = ("kafjord", "kafjord", "lyngen", None, "kafjord")
    terms = (version(Equal(), host=host) for host in hosts)
    assert agreement(*terms).cooperations["ikt"].host_terms == (0, 0, 1, 2, 3)


def test_payers_are_known_by_slug_by_name_and_by_account() -> None:
    six = replace(GAP, parties={"nfk": Payer("nfk", "Fylket", "NFK")})
    assert six.payer("nfk").name == "Fylket"
    assert six.payers[-1] == six.payer("nfk")
    assert six.payer_by_account["Lyngen"].slug == "lyngen"
    assert six.name_by_account["NFK"] == "Fylket"
    assert six.slug_by_name["Fylket"] == six.slug_by_name["nfk"] == "nfk"
    assert six.cooperation_by_account["IKT"].slug == "ikt"
    assert GAP.cooperations["ikt"].cost_centre_by_account["Ansvar-153"] == "153"
    with pytest.raises(KeyError):
        six.payer("fremmed")


def test_a_message_names_payers_and_leaves_other_words_alone() -> None:
    values = {"payers": "lyngen, kafjord", "word": "lyngens", "amount": 3}
    assert GAP.with_names(values) == {
        "payers": "Lyngen, Kafjord",
        "word": "lyngens",
        "amount": 3,
    }
