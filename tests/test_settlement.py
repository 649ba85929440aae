"""A year is shared to the øre, whatever the agreement and whatever the vouchers.

Agreements and vouchers are random; the vouchers go the whole way, from transactions
through the walk over the books to the settled year.  What each is entitled to bear is
worked out here once more, from the words of the agreement alone: every day of service
bears its part of the voucher, and is shared by the terms of that day.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.agreement import Agreement
from fellesbok.agreement import Basis
from fellesbok.agreement import Cooperation
from fellesbok.agreement import CostCentre
from fellesbok.agreement import CostCentreRule
from fellesbok.agreement import Municipality
from fellesbok.agreement import Place
from fellesbok.agreement import Settlement
from fellesbok.agreement import Surplus
from fellesbok.agreement import Version
from fellesbok.distribution_key import BasePlusRest
from fellesbok.distribution_key import Bounded
from fellesbok.distribution_key import ByStatistic
from fellesbok.distribution_key import Combined
from fellesbok.distribution_key import Equal
from fellesbok.distribution_key import FixedAmounts
from fellesbok.distribution_key import Group
from fellesbok.distribution_key import Groups
from fellesbok.distribution_key import Named
from fellesbok.distribution_key import NotStated
from fellesbok.distribution_key import Observation
from fellesbok.distribution_key import PricePerUnit
from fellesbok.distribution_key import Shares
from fellesbok.distribution_key import Statistic
from fellesbok.distribution_key import StatisticDate
from fellesbok.distribution_key import Threshold
from fellesbok.distribution_key import Weights
from fellesbok.settlement import CannotSettleError
from fellesbok.settlement import YearResult
from fellesbok.settlement import owed_after
from fellesbok.settlement import settle_year
from fellesbok.vouchers import collect_vouchers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.distribution_key import DistributionKey

SIX = ("kafjord", "kvaenangen", "lyngen", "nordreisa", "skjervoy", "storfjord")

# Statistics Norway, table 07459: inhabitants on 1 January, in the order of SIX.
POPULATION = {
    2016: (2150, 1231, 2861, 4895, 2920, 1865),
    2017: (2132, 1233, 2876, 4919, 2912, 1890),
    2018: (2132, 1224, 2877, 4944, 2925, 1856),
    2019: (2097, 1202, 2847, 4909, 2917, 1841),
    2020: (2071, 1191, 2794, 4861, 2927, 1829),
}
PEOPLE = {
    (slug, year): people
    for year, row in POPULATION.items()
    for slug, people in zip(SIX, row, strict=True)
}

COSTS = "Expenses:IKT"
CENTRE = "155"
COSTS_OF_CENTRE = "Expenses:IKT:Ansvar-155"
GRANT = "Income:IKT:Tilskudd:Staten"
GRANT_OF_CENTRE = "Income:IKT:Ansvar-155:Tilskudd"

BEFORE = date(2016, 1, 1)
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)
YEARLY = Settlement.YEAR


# --------------------------------------------------- agreements and vouchers


class Voucher(NamedTuple):
    """A voucher as a bookkeeper has it: outside income is a negative amount."""

    day: date
    ore: int
    account: str = COSTS
    service: tuple[date, date] | None = None
    meta: Mapping[str, str] = {}


def version(
    key: DistributionKey,
    members: Sequence[str] = SIX,
    *,
    days: tuple[date, date] = (BEFORE, date.max),
    settlement: Settlement = YEARLY,
    basis: Basis = Basis.NET,
    surplus: Surplus = Surplus.RETURN_TO_PARTICIPANTS,
    host: str | None = None,
    centre: CostCentreRule | None = None,
) -> Version:
    """Terms between two days."""
    return Version(
        first_day=days[0],
        last_day=days[1],
        participants=tuple(members),
        host=host,
        key=key,
        basis=basis,
        settlement=settlement,
        surplus=surplus,
        cost_centre_rules={CENTRE: centre} if centre else {},
        decision=None,
        source="",
        assumptions=(),
        place=Place("allocation_rules.yaml", 1),
    )


def agreement(*versions: Version, keys: Iterable[Named] = ()) -> Agreement:
    """One cooperation between the six municipalities."""
    people = {
        (slug, date(year, 1, 1)): Observation(Fraction(number), "07459")
        for (slug, year), number in PEOPLE.items()
    }
    ikt = Cooperation(
        slug="ikt",
        title="IKT",
        account="IKT",
        kind="cooperation",
        legal_form=None,
        partners=(),
        period="",
        cost_centres={CENTRE: CostCentre(CENTRE, "Ansvar-155", "Felles")},
        versions=versions,
        place=Place("allocation_rules.yaml", 1),
    )
    return Agreement(
        region="Nord-Troms",
        currency="NOK",
        municipalities={
            slug: Municipality(slug, slug.title(), slug.title(), "", ()) for slug in SIX
        },
        parties={},
        statistics={
            "population": Statistic("population", "Folketall", "", "07459", people)
        },
        keys={key.name: key for key in keys},
        cooperations={"ikt": ikt},
    )


def transaction(number: int, voucher: Voucher) -> data.Transaction:
    """The voucher in the books, against who laid out the money."""
    meta = data.new_metadata("ledger.beancount", number, dict(voucher.meta))
    meta["bilag"] = str(number)
    if voucher.service:
        meta["periode"] = f"{voucher.service[0]}/{voucher.service[1]}"
    amount = Amount(Decimal(voucher.ore).scaleb(-2), "NOK")
    postings = [
        data.Posting(voucher.account, amount, None, None, None, {}),
        data.Posting("Liabilities:Utlegg:Host", -amount, None, None, None, {}),
    ]
    return data.Transaction(
        meta, voucher.day, "*", None, "", data.EMPTY_SET, data.EMPTY_SET, postings
    )


def settle(
    terms: Agreement,
    vouchers: Iterable[Voucher],
    *,
    owed_before: Mapping[str, Fraction] | None = None,
    year: int = 2018,
) -> YearResult:
    """Book the vouchers, walk over the books, and settle the year."""
    entries = [transaction(number, v) for number, v in enumerate(vouchers, start=1)]
    found = collect_vouchers(entries, terms)
    assert not found.errors, [str(error.message) for error in found.errors]
    return settle_year(found.years["ikt", year], terms, owed_before or {})


def charges(result: YearResult) -> list[tuple[date, dict[str, int]]]:
    """What each is charged by period; nothing is nothing, told or not."""
    return [
        (period.end, {p: ore for p, ore in period.charged_ore.items() if ore})
        for period in result.periods
    ]


def charged_by(result: YearResult, day: date) -> Counter[str]:
    """What each has been charged from 1 January to the end of a day."""
    total: Counter[str] = Counter()
    for period in result.periods:
        if period.end <= day:
            total.update(period.charged_ore)
    return Counter({payer: ore for payer, ore in total.items() if ore})


# ---------------------------------------------------------- random agreements


class Shared(NamedTuple):
    """A key, and each member's share in a year as the words of the key say it."""

    key: DistributionKey
    of_year: Callable[[int], dict[str, Fraction]]


@st.composite
def sharing(draw: st.DrawFn, members: tuple[str, ...], depth: int = 2) -> Shared:
    """A key by which the members share every cost in the same proportion."""
    leaves = ["equal", "population", "shares", "weights"]
    kind = draw(st.sampled_from(leaves + ["combined", "groups", "named"] * (depth > 0)))
    if kind in {"combined", "groups"}:
        return draw(nested(members, depth, kind))
    if kind == "named":
        inner = draw(sharing(members, depth - 1))
        return Shared(Named("k", "K", inner.key), inner.of_year)
    if kind == "equal":
        return Shared(Equal(), lambda _: in_proportion(dict.fromkeys(members, 1)))
    if kind == "population":
        back = draw(st.integers(0, 1))
        day = StatisticDate("year_before" if back else "accounting_year")
        return Shared(
            ByStatistic("population", day),
            lambda year: in_proportion({m: PEOPLE[m, year - back] for m in members}),
        )
    parts = draw(st.lists(st.integers(0, 9), min_size=len(members), max_size=6))
    figures = dict(zip(members, parts, strict=False))
    figures[members[0]] += 1  # somebody must have a part
    if kind == "shares":
        shares = in_proportion(figures)
        return Shared(Shares(shares), lambda _: shares)
    weights = {slug: Fraction(figures.get(slug, 7)) for slug in reversed(SIX)}
    return Shared(Weights(weights), lambda _: in_proportion(figures))


@st.composite
def nested(
    draw: st.DrawFn, members: tuple[str, ...], depth: int, kind: str
) -> Shared:
    """Two keys in one: for parts of the amount, or for groups of the members."""
    weight = Fraction(draw(st.integers(0, 30)), 30)
    inside = [members, members]
    if kind == "groups":
        inside[1] = draw(some_of(members))
    one, two = (draw(sharing(group, depth - 1)) for group in inside)

    def of_year(year: int) -> dict[str, Fraction]:
        total = defaultdict[str, Fraction](Fraction)
        for part, shares in ((weight, one), (1 - weight, two)):
            for slug, share in shares.of_year(year).items():
                total[slug] += part * share
        return dict(total)

    if kind == "combined":
        return Shared(
            Combined(((weight, one.key), (1 - weight, two.key))), of_year
        )
    groups = (Group(weight, None, one.key), Group(1 - weight, inside[1], two.key))
    return Shared(Groups(groups), of_year)


def in_proportion(figures: Mapping[str, int]) -> dict[str, Fraction]:
    """Shares in proportion to whole numbers."""
    total = sum(figures.values())
    return {slug: Fraction(number, total) for slug, number in figures.items()}


def some_of(members: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """One or more of the members, sorted."""
    chosen = st.sets(st.sampled_from(members), min_size=1)
    return chosen.map(lambda found: tuple(sorted(found)))


@dataclass(frozen=True)
class Terms:
    """The versions of an agreement, and what their words say of each day and place."""

    versions: tuple[Version, ...]
    shared: tuple[Mapping[str, Shared], ...]

    def agreement(self) -> Agreement:
        """The agreement as the programme knows it."""
        return agreement(*self.versions)

    def settled_by(self, settlement: Settlement) -> Agreement:
        """The same terms, charged in other periods."""
        return agreement(*(replace(v, settlement=settlement) for v in self.versions))

    def entitled(self, vouchers: Iterable[Voucher], until: date) -> dict[str, Fraction]:
        """Every day of service bears its part, and is shared by that day's terms."""
        total = defaultdict[str, Fraction](Fraction)
        for voucher in vouchers:
            if voucher.day > until:
                continue
            first, last = voucher.service or (voucher.day, voucher.day)
            days = [first + timedelta(n) for n in range((last - first).days + 1)]
            terms = Counter((self._number_on(day), day.year) for day in days)
            for (number, year), count in terms.items():
                shares = self.shared[number][voucher.account].of_year(year)
                for slug, share in shares.items():
                    total[slug] += voucher.ore * Fraction(count, len(days)) * share
        return {slug: exact for slug, exact in total.items() if exact}

    def _number_on(self, day: date) -> int:
        return max(n for n, v in enumerate(self.versions) if v.first_day <= day)


FIRST_DAYS = st.one_of(
    st.sampled_from([date(2018, month, 1) for month in range(1, 13)]),
    st.dates(FIRST, LAST),
)


@st.composite
def agreements(draw: st.DrawFn) -> Terms:
    """Members come and go on any day, with other keys and other periods."""
    firsts = [BEFORE, *sorted(draw(st.sets(FIRST_DAYS, max_size=3)))]
    lasts = [day - timedelta(1) for day in firsts[1:]] + [date.max]
    versions, shared = [], []
    for days in zip(firsts, lasts, strict=True):
        members = draw(some_of(SIX))
        everything = in_centre = draw(sharing(members))
        rule = None
        if draw(st.booleans()):
            some = draw(some_of(SIX))
            in_centre = draw(sharing(some))
            rule = CostCentreRule(in_centre.key, some)
        settlement = draw(st.sampled_from(Settlement))
        terms = version(
            everything.key, members, days=days, settlement=settlement, centre=rule
        )
        versions.append(terms)
        shared.append({COSTS: everything, COSTS_OF_CENTRE: in_centre})
    return Terms(tuple(versions), tuple(shared))


ORE = st.one_of(st.integers(-3, 3), st.integers(-(10**7), 10**7))
DAYS = st.dates(FIRST, LAST)
SERVICE = st.builds(
    lambda first, days: (first, first + timedelta(days)),
    st.dates(date(2017, 1, 1), LAST),
    st.integers(0, 400),
)
VOUCHERS = st.builds(
    Voucher,
    DAYS,
    ORE,
    st.sampled_from([COSTS, COSTS_OF_CENTRE]),
    st.none() | SERVICE,
)
YEARS = st.lists(VOUCHERS, min_size=1, max_size=8)
PROFILE = settings(max_examples=100, derandomize=True, deadline=None)


# ----------------------------------------------- what holds whatever is agreed


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_the_entitlement_is_what_the_words_of_the_agreement_say(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    for period in settle(terms.agreement(), vouchers).periods:
        found = period.apportionment.entitlements_ore
        assert {p: e for p, e in found.items() if e} == terms.entitled(
            vouchers, period.end
        )


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_nothing_is_lost_or_invented(terms: Terms, vouchers: list[Voucher]) -> None:
    result = settle(terms.agreement(), vouchers)
    start = date.min
    for period in result.periods:
        booked = sum(v.ore for v in vouchers if start < v.day <= period.end)
        assert sum(period.charged_ore.values()) == booked
        start = period.end
    assert result.charged_ore == result.cost_ore == sum(v.ore for v in vouchers)
    assert (result.income_ore, result.unshared_ore, result.surplus_ore) == (0, 0, 0)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_nobody_is_ever_a_whole_oere_from_the_exact_entitlement(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    for period in result.periods:
        exact = terms.entitled(vouchers, period.end)
        paid = charged_by(result, period.end)
        for slug in SIX:
            assert abs(paid[slug] - exact.get(slug, 0)) < 1


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_the_larger_fraction_is_rounded_up_first(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    exact = terms.entitled(vouchers, LAST)
    paid = charged_by(result, LAST)
    up = {exact[p] % 1 for p in exact if paid[p] > exact[p]}
    down = {exact[p] % 1 for p in exact if paid[p] < exact[p]}
    assert not up or not down or min(up) >= max(down)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_months_quarters_half_years_and_the_year_agree(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    finer = settle(terms.settled_by(Settlement.MONTH), vouchers)
    assert len(finer.periods) == 12
    for settlement, number in (
        (Settlement.QUARTER, 4),
        (Settlement.HALF_YEAR, 2),
        (Settlement.YEAR, 1),
        (Settlement.PROJECT_END, 1),
    ):
        result = settle(terms.settled_by(settlement), vouchers)
        assert len(result.periods) == number
        for period in result.periods:
            assert charged_by(result, period.end) == charged_by(finer, period.end)
    mixed = settle(terms.agreement(), vouchers)
    assert charged_by(mixed, LAST) == charged_by(finer, LAST)


@given(terms=agreements(), vouchers=YEARS, data_=st.data())
@PROFILE
def test_the_order_of_vouchers_members_and_versions_means_nothing(
    terms: Terms, vouchers: list[Voucher], data_: st.DataObject
) -> None:
    shuffled = [
        replace(v, participants=tuple(data_.draw(st.permutations(v.participants or ()))))
        for v in data_.draw(st.permutations(terms.versions))
    ]
    other = settle(agreement(*shuffled), data_.draw(st.permutations(vouchers)))
    assert charges(other) == charges(settle(terms.agreement(), vouchers))


@given(terms=agreements(), vouchers=YEARS, reversed_=YEARS, data_=st.data())
@PROFILE
def test_a_cost_and_its_reversal_leave_nothing_behind(
    terms: Terms,
    vouchers: list[Voucher],
    reversed_: list[Voucher],
    data_: st.DataObject,
) -> None:
    # The reversal is for the same days of service, whenever it is booked.
    pairs = []
    for voucher in reversed_:
        cost = voucher._replace(service=voucher.service or (voucher.day, voucher.day))
        pairs += [cost, cost._replace(ore=-cost.ore, day=data_.draw(DAYS))]
    assert charged_by(settle(terms.agreement(), pairs), LAST) == {}
    without = settle(terms.agreement(), vouchers)
    with_both = settle(terms.agreement(), [*vouchers, *pairs])
    assert charged_by(with_both, LAST) == charged_by(without, LAST)
    done = max(voucher.day for voucher in pairs)
    for period in with_both.periods:
        if period.end >= done:
            assert charged_by(with_both, period.end) == charged_by(without, period.end)


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_every_single_charge_is_within_two_oere_of_the_period_s_exact_share(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    before: dict[str, Fraction] = {}
    for period in settle(terms.agreement(), vouchers).periods:
        exact = terms.entitled(vouchers, period.end)
        for slug in SIX:
            share = exact.get(slug, Fraction(0)) - before.get(slug, Fraction(0))
            assert abs(period.charged_ore.get(slug, 0) - share) < 2
        before = exact


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_who_is_entitled_to_nothing_never_pays_an_oere(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    for period in result.periods:
        exact = terms.entitled(vouchers, period.end)
        assert charged_by(result, period.end).keys() <= exact.keys()


@given(terms=agreements(), vouchers=YEARS, late=VOUCHERS, service=DAYS)
@PROFILE
def test_a_late_voucher_is_charged_as_what_it_changes(
    terms: Terms, vouchers: list[Voucher], late: Voucher, service: date
) -> None:
    assume(service <= late.day)
    late = late._replace(service=(service, service))
    without = settle(terms.agreement(), vouchers)
    result = settle(terms.agreement(), [*vouchers, late])
    for old, new in zip(without.periods, result.periods, strict=True):
        # What has been charged stays as it was; from then on the difference is due.
        if new.end < late.day:
            assert new.charged_ore == old.charged_ore
        else:
            extra = charged_by(result, new.end)
            extra.subtract(charged_by(without, new.end))
            assert sum(extra.values()) == late.ore
    # By the end of the year it is as if it had come in time.
    in_time = settle(terms.agreement(), [*vouchers, late._replace(day=service)])
    assert charged_by(in_time, LAST) == charged_by(result, LAST)


# ----------------------------------------------------- outside income, surplus


def is_income(voucher: Voucher) -> bool:
    return voucher.account.startswith("Income")


INCOME = st.builds(
    Voucher,
    DAYS,
    st.integers(-(10**7), 0),
    st.sampled_from([GRANT, GRANT_OF_CENTRE]),
)
MIXED_YEARS = st.lists(VOUCHERS | INCOME, min_size=1, max_size=10)


@st.composite
def one_version(draw: st.DrawFn, basis: Basis) -> tuple[Agreement, Shared, Shared]:
    """A whole year by the same terms; a cost centre has a key of its own."""
    members, some = draw(some_of(SIX)), draw(some_of(SIX))
    everything, in_centre = draw(sharing(members)), draw(sharing(some))
    terms = version(
        everything.key,
        members,
        basis=basis,
        settlement=draw(st.sampled_from(Settlement)),
        surplus=draw(st.sampled_from(Surplus)),
        centre=CostCentreRule(in_centre.key, some),
    )
    return agreement(terms), everything, in_centre
