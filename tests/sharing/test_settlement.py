"""A year is shared to the øre, whatever the agreement and whatever the vouchers.

Agreements and vouchers are random; the vouchers go the whole way, from transactions
through the walk over the books to the settled year.  What each is entitled to bear is
worked out here once more, from the words of the agreement alone: every day of service
bears its part of the voucher, and is shared by the terms of that day.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import assume
from hypothesis import given
from hypothesis import reject
from hypothesis import settings
from hypothesis import strategies as st

from deep import examples
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Cooperation
from fellesbok.agreement.model import CostCentre
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.model import Place
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.model import Version
from fellesbok.sharing.pots import Sums
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import YearResult
from fellesbok.sharing.settlement import carried_after
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.shared_pots import CannotSettleError
from fellesbok.sharing.voucher_pots import collect_vouchers
from two_machines import told_by_both

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.agreement.distribution_key import DistributionKey

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


def version(  # noqa: PLR0913 -- the terms that an agreement has
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
        cost_centres={
            CENTRE: CostCentre(CENTRE, "Ansvar-155", "Felles"),
            "153": CostCentre("153", "Ansvar-153", "Helse"),
        },
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
        data.Posting("Assets:Bank", -amount, None, None, None, {}),
    ]
    return data.Transaction(
        meta, voucher.day, "*", None, "", data.EMPTY_SET, data.EMPTY_SET, postings
    )


def settle(
    terms: Agreement,
    vouchers: Iterable[Voucher],
    *,
    before: Carried | None = None,
    year: int = 2018,
) -> YearResult:
    """Book the vouchers, walk over the books, and settle the year."""
    entries = [transaction(number, v) for number, v in enumerate(vouchers, start=1)]
    found = collect_vouchers(entries, terms)
    assert not found.errors, [str(error.message) for error in found.errors]
    return settle_year(found.years["ikt", year], terms, before or Carried())


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
def nested(draw: st.DrawFn, members: tuple[str, ...], depth: int, kind: str) -> Shared:
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
        return Shared(Combined(((weight, one.key), (1 - weight, two.key))), of_year)
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
PROFILE = settings(max_examples=examples(40), derandomize=True, deadline=None)


# ------------------------------------------------------------ worked out by hand

FORTY_SIXTY = Combined(
    (
        (Fraction(40, 100), Equal()),
        (Fraction(60, 100), ByStatistic("population", StatisticDate())),
    )
)
VETERINARY = Shares(
    {
        "kafjord": Fraction(25, 100),
        "kvaenangen": Fraction(15, 100),
        "nordreisa": Fraction(45, 100),
        "skjervoy": Fraction(15, 100),
    }
)


@pytest.mark.parametrize("settlement", Settlement)
def test_ikt_in_2018_however_it_is_cut_up(settlement: Settlement) -> None:
    members = ("kafjord", "kvaenangen", "nordreisa", "skjervoy", "storfjord")
    rules = agreement(version(FORTY_SIXTY, members, settlement=settlement))
    vouchers = [
        Voucher(date(2018, 2, 3), 1_900_000_00, COSTS_OF_CENTRE),
        Voucher(date(2018, 2, 28), 300_000_01),
        Voucher(date(2018, 7, 1), -1),
        Voucher(date(2018, 12, 31), 622_000_00),
    ]
    assert charged_by(settle(rules, vouchers), LAST) == {
        "kafjord": 501_725_32,
        "kvaenangen": 384_194_13,
        "nordreisa": 865_709_61,
        "skjervoy": 604_370_96,
        "storfjord": 465_999_98,
    }


@pytest.mark.parametrize(
    ("basis", "expected_kroner", "surplus_kroner"),
    [
        (Basis.NET, (236_510, 141_906, 425_718, 141_906), 0),
        (Basis.GROSS, (328_460, 197_076, 591_228, 197_076), 367_800),
    ],
)
def test_kommuneveterinaer_net_and_gross_of_the_state_grant(
    basis: Basis, expected_kroner: tuple[int, ...], surplus_kroner: int
) -> None:
    rules = agreement(version(VETERINARY, tuple(VETERINARY.shares), basis=basis))
    cost = Voucher(LAST, 1_313_840_00)
    grant = Voucher(LAST, -367_800_00, GRANT)
    result = settle(rules, [cost, grant])
    assert tuple(result.periods[-1].charged_ore.values()) == tuple(
        kroner * 100 for kroner in expected_kroner
    )
    assert result.surplus_ore == surplus_kroner * 100


def test_what_fixed_contributions_leave_over_is_owned_as_it_was_paid() -> None:
    # 100 000 + 5 × 15 000 kr against 43 000 kr: 132 000 kr are left.  Lyngen owns
    # 75 428.571 kr, the others 11 314.2857 kr each, and three of these get an øre.
    paid = dict.fromkeys(SIX, Fraction(15_000_00)) | {"lyngen": Fraction(100_000_00)}
    terms = version(FixedAmounts(paid), surplus=Surplus.FUND)
    result = settle(agreement(terms), [Voucher(LAST, 43_000_00)])
    assert charged_by(result, LAST) == paid
    assert result.surplus_ore == 132_000_00
    assert result.surplus is not None
    owned = Counter(result.surplus.amounts_ore.values())
    assert owned == {75_428_57: 1, 11_314_28: 2, 11_314_29: 3}
    assert result.surplus.tied == set(SIX) - {"lyngen"}


def test_a_cost_that_nothing_says_how_to_share_is_told_and_not_charged() -> None:
    # Two thirds of the year have a key; the grant covers the same part of everything.
    members = ("kafjord", "lyngen")
    rules = agreement(
        version(Equal(), members, days=(BEFORE, date(2018, 8, 31))),
        version(NotStated(""), members, days=(date(2018, 9, 1), date.max)),
    )
    vouchers = [
        Voucher(date(2018, 8, 31), 60_00),
        Voucher(date(2018, 9, 1), 30_01),
        Voucher(date(2018, 12, 1), -45_00, GRANT),
    ]
    result = settle(rules, vouchers)
    # 45.01 of 90.01 kr are left, of which 60/90.01 have a key: 30.0033 kr.
    assert (result.charged_ore, result.unshared_ore) == (30_00, 15_01)
    assert result.surplus_ore == 0


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
            assert abs(paid[slug] - exact.get(slug, Fraction(0))) < 1


@given(terms=agreements(), vouchers=YEARS)
@PROFILE
def test_the_larger_fraction_is_rounded_up_first(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settle(terms.agreement(), vouchers)
    exact = terms.entitled(vouchers, LAST)
    paid = charged_by(result, LAST)
    up = [share % 1 for slug, share in exact.items() if paid[slug] > share]
    down = [share % 1 for slug, share in exact.items() if paid[slug] < share]
    assert not up or min(up) >= max(down)


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
        replace(
            v, participants=tuple(data_.draw(st.permutations(v.participants or ())))
        )
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
    for day in (period.end for period in result.periods):
        extra = charged_by(result, day)
        extra.subtract(charged_by(without, day))
        if day < late.day:
            assert not any(extra.values())
        else:
            assert sum(extra.values()) == late.ore
    # By the end of the year it is as if it had come in time.
    in_time = settle(terms.agreement(), [*vouchers, late._replace(day=service)])
    assert charged_by(in_time, LAST) == charged_by(result, LAST)


# ----------------------------------------------------- outside income, surplus


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


def amounts(vouchers: Iterable[Voucher], account: str, until: date) -> int:
    """What is booked on an account until a day, in øre; income is positive here."""
    sign = -1 if account.startswith("Income") else 1
    return sum(
        sign * v.ore for v in vouchers if v.account == account and v.day <= until
    )


@given(terms=one_version(Basis.NET), vouchers=MIXED_YEARS)
@PROFILE
def test_outside_income_comes_off_before_the_cost_is_shared(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    rules, everything, in_centre = terms
    vouchers = [voucher._replace(service=None) for voucher in vouchers]
    result = settle(rules, vouchers)
    for period in result.periods:
        # The centre's grant covers the centre's cost; the general grant covers the
        # same part of all that is then left.  A refund is not touched by grants.
        rest = Fraction(amounts(vouchers, COSTS, period.end))
        rest_of_centre = Fraction(amounts(vouchers, COSTS_OF_CENTRE, period.end))
        if rest_of_centre > 0:
            tied = amounts(vouchers, GRANT_OF_CENTRE, period.end)
            rest_of_centre = max(rest_of_centre - tied, Fraction(0))
        left = max(rest, Fraction(0)) + max(rest_of_centre, Fraction(0))
        free = min(Fraction(amounts(vouchers, GRANT, period.end)), left)
        expected = defaultdict[str, Fraction](Fraction)
        for amount, shared in ((rest, everything), (rest_of_centre, in_centre)):
            uncovered = amount - (free * amount / left if amount > 0 else 0)
            for slug, share in shared.of_year(2018).items():
                expected[slug] += uncovered * share
        found = period.apportionment.entitlements_ore
        assert {p: e for p, e in found.items() if e} == {
            p: e for p, e in expected.items() if e
        }


@given(terms=one_version(Basis.GROSS), vouchers=MIXED_YEARS)
@PROFILE
def test_gross_of_outside_income_the_whole_cost_is_shared(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    result = settle(terms[0], vouchers)
    costs = [v for v in vouchers if not v.account.startswith("Income")]
    income = -sum(v.ore for v in vouchers if v not in costs)
    if costs:
        assert charges(result) == charges(settle(terms[0], costs))
    assert result.income_ore == result.surplus_ore == income


@given(
    terms=st.sampled_from(Basis).flatmap(one_version),
    vouchers=MIXED_YEARS,
)
@PROFILE
def test_a_surplus_is_accounted_for_and_has_owners(
    terms: tuple[Agreement, Shared, Shared], vouchers: list[Voucher]
) -> None:
    result = settle(terms[0], vouchers)
    costs = sum(v.ore for v in vouchers if not v.account.startswith("Income"))
    income = -sum(v.ore for v in vouchers if v.account.startswith("Income"))
    paid = charged_by(result, LAST)
    assert (result.cost_ore, result.income_ore) == (costs, income)
    assert result.charged_ore == sum(paid.values())
    assert result.surplus_ore == sum(paid.values()) + income - costs
    owned = result.last_version.surplus in {
        Surplus.FUND,
        Surplus.RETURN_TO_PARTICIPANTS,
    }
    if not owned or result.surplus_ore <= 0:
        assert result.surplus is None
        return
    assert result.surplus is not None
    owners = result.surplus.amounts_ore
    assert sum(owners.values()) == result.surplus_ore
    # In proportion to what each has borne, of the year itself if anything, or by the
    # key where nobody has.
    itself = [p for p in result.periods[-1].pots if p.pot.year >= result.year]
    exact = result.periods[-1].apportionment.entitlements_ore
    borne = (
        {
            slug: e
            for slug, e in added(p.entitlements_ore for p in itself).items()
            if e > 0
        }
        or {slug: e for slug, e in exact.items() if e > 0}
        or terms[1].of_year(2018)
    )
    whole = sum(borne.values(), Fraction(0))
    for slug in SIX:
        due = result.surplus_ore * borne.get(slug, Fraction(0)) / whole
        assert abs(owners.get(slug, 0) - due) < 1


def test_a_grant_for_one_cost_centre_does_not_cover_another() -> None:
    rule = CostCentreRule(Equal(), ("kafjord", "lyngen"))
    terms = replace(version(Equal()), cost_centre_rules={CENTRE: rule, "153": rule})
    vouchers = [
        Voucher(FIRST, 100_00, COSTS_OF_CENTRE),
        Voucher(FIRST, -150_00, GRANT_OF_CENTRE),
        Voucher(FIRST, 80_00, "Expenses:IKT:Ansvar-153"),
    ]
    result = settle(agreement(terms), vouchers)
    assert charged_by(result, LAST) == {"kafjord": 40_00, "lyngen": 40_00}
    assert result.surplus_ore == 50_00


# ----------------------------------------- keys that do not share in proportion


@given(
    vouchers=st.lists(st.builds(Voucher, DAYS, ORE), min_size=1, max_size=6),
    cap_ore=st.integers(0, 10**6),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_a_cap_for_the_year_is_whole_from_the_first_day(
    vouchers: list[Voucher], cap_ore: int, settlement: Settlement
) -> None:
    key = Bounded(Equal(), {}, {"lyngen": Fraction(cap_ore)})
    terms = version(key, ("kafjord", "lyngen", "storfjord"), settlement=settlement)
    periods = settle(agreement(terms), vouchers).periods
    for period in periods:
        cost = Fraction(sum(v.ore for v in vouchers if v.day <= period.end))
        lyngen = min(cost / 3, Fraction(cap_ore))
        assert period.apportionment.entitlements_ore == {
            "lyngen": lyngen,
            "kafjord": (cost - lyngen) / 2,
            "storfjord": (cost - lyngen) / 2,
        }


@given(
    vouchers=st.lists(st.builds(Voucher, DAYS, ORE), min_size=1, max_size=6),
    threshold_ore=st.integers(0, 10**7),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_a_threshold_for_the_year_is_used_up_once(
    vouchers: list[Voucher], threshold_ore: int, settlement: Settlement
) -> None:
    key = Threshold(Fraction(threshold_ore), Equal())
    terms = version(key, ("kafjord", "lyngen"), settlement=settlement, host="lyngen")
    for period in settle(agreement(terms), vouchers).periods:
        cost = Fraction(sum(v.ore for v in vouchers if v.day <= period.end))
        own = max(min(cost, Fraction(threshold_ore)), Fraction(0))
        assert period.apportionment.entitlements_ore == {
            "kafjord": (cost - own) / 2,
            "lyngen": (cost + own) / 2,
        }


@st.composite
def uneven(draw: st.DrawFn, members: tuple[str, ...]) -> DistributionKey:
    """A key by which the shares depend on the amount, or do not follow it at all."""
    inner = draw(sharing(members, 1)).key
    ore = st.integers(0, 10**6).map(Fraction)
    amount = draw(ore)
    each = {member: draw(ore) for member in members}
    keys: list[DistributionKey] = [
        inner,
        Bounded(Equal(), {}, each),
        Threshold(amount, inner),
        FixedAmounts(each),
        BasePlusRest(each, inner),
        PricePerUnit(amount, "population", StatisticDate()),
        NotStated(""),
    ]
    return draw(st.sampled_from(keys))


@st.composite
def uneven_agreements(draw: st.DrawFn) -> Terms:
    """Versions with any keys, one after the other."""
    firsts = [BEFORE, *sorted(draw(st.sets(FIRST_DAYS, max_size=2)))]
    lasts = [day - timedelta(1) for day in firsts[1:]] + [date.max]
    basis = draw(st.sampled_from(Basis))
    versions = []
    for days in zip(firsts, lasts, strict=True):
        members = draw(some_of(SIX))
        versions.append(
            version(
                draw(uneven(members)),
                members,
                days=days,
                settlement=draw(st.sampled_from(Settlement)),
                basis=basis,
                surplus=draw(st.sampled_from(Surplus)),
                host=draw(st.sampled_from(members)),
            )
        )
    return Terms(tuple(versions), ())


PLAIN_YEARS = st.lists(
    st.builds(Voucher, DAYS, ORE) | st.builds(Voucher, DAYS, ORE, st.just(GRANT)),
    min_size=1,
    max_size=8,
)


def settled(terms: Agreement, vouchers: Iterable[Voucher]) -> YearResult:
    """The year, unless the bounds cannot be kept."""
    try:
        return settle(terms, vouchers)
    except CannotSettleError:
        reject()


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS)
@PROFILE
def test_by_any_key_every_oere_is_accounted_for(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    result = settled(terms.agreement(), vouchers)
    costs = sum(v.ore for v in vouchers if v.account == COSTS)
    income = -sum(v.ore for v in vouchers if v.account == GRANT)
    paid = sum(charged_by(result, LAST).values())
    assert (result.cost_ore, result.income_ore) == (costs, income)
    assert result.charged_ore == paid
    assert result.surplus_ore == paid + income - (costs - result.unshared_ore)
    refunds = any(v.ore < 0 for v in vouchers if v.account == COSTS)
    repaid = any(v.ore > 0 for v in vouchers if v.account == GRANT)
    assert result.unshared_ore >= 0 or refunds or repaid
    last = result.periods[-1].apportionment
    for slug, ore in charged_by(result, LAST).items():
        assert abs(ore - last.entitlements_ore[slug]) < 1


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS)
@PROFILE
def test_by_any_key_the_year_does_not_depend_on_its_periods(
    terms: Terms, vouchers: list[Voucher]
) -> None:
    once = settled(terms.settled_by(YEARLY), vouchers)
    for settlement in (Settlement.MONTH, Settlement.QUARTER, Settlement.HALF_YEAR):
        often = settled(terms.settled_by(settlement), vouchers)
        assert charged_by(often, LAST) == charged_by(once, LAST)
        assert often.surplus == once.surplus
    mixed = settled(terms.agreement(), vouchers)
    assert charged_by(mixed, LAST) == charged_by(once, LAST)


@given(terms=uneven_agreements(), vouchers=PLAIN_YEARS, data_=st.data())
@PROFILE
def test_by_any_key_the_order_of_vouchers_means_nothing(
    terms: Terms, vouchers: list[Voucher], data_: st.DataObject
) -> None:
    result = settled(terms.agreement(), vouchers)
    other = settled(terms.agreement(), data_.draw(st.permutations(vouchers)))
    assert charges(other) == charges(result)
    assert other.surplus == result.surplus


@given(
    terms=uneven_agreements(), vouchers=PLAIN_YEARS, cost=st.builds(Voucher, DAYS, ORE)
)
@PROFILE
def test_by_any_key_a_cost_and_its_reversal_leave_nothing_behind(
    terms: Terms, vouchers: list[Voucher], cost: Voucher
) -> None:
    without = settled(terms.agreement(), vouchers)
    pair = [cost, cost._replace(ore=-cost.ore)]
    result = settled(terms.agreement(), [*vouchers, *pair])
    assert charges(result) == charges(without)
    assert result.surplus_ore == without.surplus_ore


# ------------------------------------------------------------------ fixed amounts


@pytest.mark.parametrize("settlement", Settlement)
@pytest.mark.parametrize("ore", [15_000_00, 100_000_01, 7])
def test_instalments_of_a_fixed_amount_add_up_to_it(
    settlement: Settlement, ore: int
) -> None:
    amounts_ore = {"kafjord": Fraction(ore), "lyngen": Fraction(2 * ore + 1)}
    key = FixedAmounts(amounts_ore)
    terms = version(key, ("kafjord", "lyngen"), settlement=settlement)
    result = settle(agreement(terms), [Voucher(FIRST, 43_000_00)])
    assert charged_by(result, LAST) == {"kafjord": ore, "lyngen": 2 * ore + 1}
    for period in result.periods:
        for slug, amount in amounts_ore.items():
            instalment = amount / len(result.periods)
            assert abs(period.charged_ore[slug] - instalment) < 2
    assert result.surplus_ore == 3 * ore + 1 - 43_000_00


@given(
    agreed=st.lists(st.integers(0, 10**9), min_size=1, max_size=3),
    first=st.dates(date(2016, 1, 1), date(2017, 12, 31)),
    days=st.integers(0, 1500),
    settlement=st.sampled_from(Settlement),
)
@PROFILE
def test_an_amount_for_an_agreement_period_is_charged_once_over_the_years(
    agreed: list[int], first: date, days: int, settlement: Settlement
) -> None:
    expected = dict(zip(SIX, agreed, strict=False))
    amounts_ore = {slug: Fraction(ore) for slug, ore in expected.items()}
    key = FixedAmounts(amounts_ore, per="agreement_period")
    last = first + timedelta(days)
    rules = agreement(
        version(key, tuple(expected), days=(first, last), settlement=settlement)
    )
    total: Counter[str] = Counter()
    for year in range(first.year, last.year + 1):
        day = max(first, date(year, 1, 1))
        result = settle(rules, [Voucher(day, 1_00)], year=year)
        in_year = charged_by(result, date(year, 12, 31))
        for number, period in enumerate(result.periods, start=1):
            # Equal instalments, for the periods in which the terms hold.
            if first <= date(year, 1, 1) and date(year, 12, 31) <= last:
                part = Fraction(number, len(result.periods))
                so_far = charged_by(result, period.end)
                assert all(abs(so_far[p] - in_year[p] * part) < 2 for p in in_year)
        total.update(in_year)
        passed = Fraction((min(last, date(year, 12, 31)) - first).days + 1, days + 1)
        for slug, ore in expected.items():
            assert abs(total[slug] - ore * passed) < 1
    assert {slug: total[slug] for slug in expected} == expected


# ------------------------------------------------ a fixed amount is due only once


@pytest.mark.parametrize(
    ("last_day", "first_quarter_ore"),
    [
        pytest.param(
            date(2018, 3, 31),
            246,
        ),
        (date(2018, 4, 1), 124),
    ],
)
def test_terms_that_have_ended_charge_no_more(
    last_day: date, first_quarter_ore: int
) -> None:
    # 10.00 kr a year for 90 or 91 of 365 days, by quarters.
    key = FixedAmounts({"lyngen": Fraction(10_00)})
    rules = agreement(
        version(
            key, ("lyngen",), days=(FIRST, last_day), settlement=Settlement.QUARTER
        ),
        version(
            Equal(),
            ("lyngen",),
            days=(last_day + timedelta(1), date.max),
            settlement=Settlement.QUARTER,
        ),
    )
    result = settle(rules, [Voucher(LAST, 1_00)])
    assert result.periods[0].charged_ore == {"lyngen": first_quarter_ore}


@pytest.mark.parametrize("meta", [{"betaler": "kafjord"}, {"noekkel": "fast"}])
def test_a_voucher_with_wishes_does_not_bring_fixed_amounts_once_more(
    meta: dict[str, str],
) -> None:
    paid = {"kafjord": Fraction(15_000_00), "lyngen": Fraction(100_000_00)}
    key = Named("fast", "Fast", FixedAmounts(paid))
    rules = agreement(version(key, tuple(paid), host="lyngen"), keys=[key])
    result = settle(rules, [Voucher(LAST, 10_00, meta=meta)])
    assert charged_by(result, LAST) == paid


def test_a_late_invoice_does_not_bring_last_year_s_fixed_amounts_once_more() -> None:
    old, new = ({"lyngen": Fraction(ore)} for ore in (10_00, 11_00))
    rules = agreement(
        version(FixedAmounts(old), ("lyngen",), days=(BEFORE, date(2017, 12, 31))),
        version(FixedAmounts(new), ("lyngen",), days=(FIRST, date.max)),
    )
    december = (date(2017, 12, 1), date(2017, 12, 31))
    result = settle(rules, [Voucher(FIRST, 2_00, service=december)])
    assert charged_by(result, LAST) == new


# ----------------------------------------------------- faults that must be told


def test_a_cost_centre_can_have_fixed_amounts_where_the_rest_is_shared() -> None:
    """Due whether the centre costs anything or not: 10 and 20, and 4 by halves."""
    paid = FixedAmounts({"kafjord": Fraction(10_00), "lyngen": Fraction(20_00)})
    rule = CostCentreRule(paid, ("kafjord", "lyngen"))
    terms = agreement(version(Equal(), ("kafjord", "lyngen"), centre=rule))
    result = settle(terms, [Voucher(FIRST, 4_00)])
    assert charged_by(result, LAST) == {"kafjord": 12_00, "lyngen": 22_00}


def test_fixed_sums_wait_for_books_that_have_not_come_so_far() -> None:
    result = settle(agreement(version(Equal())), [Voucher(FIRST, 1_00)])
    waits = replace(result, waiting_ore=5, come_to=date(2018, 6, 30))
    assert not waits.waits_on(date(2018, 6, 30))
    assert waits.waits_on(date(2018, 7, 1))
    assert not replace(waits, waiting_ore=0).waits_on(date(2018, 7, 1))


def test_a_quarter_has_its_first_and_last_day() -> None:
    terms = agreement(version(Equal(), settlement=Settlement.QUARTER))
    of = YearOfVouchers(terms.cooperations["ikt"], 2018, QUARTERS)
    assert of.period(date(2018, 1, 1)) == (FIRST, QUARTERS[0])
    assert of.period(date(2018, 3, 31)) == (FIRST, QUARTERS[0])
    assert of.period(date(2018, 4, 1)) == (date(2018, 4, 1), date(2018, 6, 30))
    assert of.period(LAST) == (date(2018, 10, 1), LAST)


def test_what_comes_off_and_what_is_given_back_is_added_to_the_ore() -> None:
    one = Sums(cost=Decimal("10.00"))
    one.of_contra().cost += Decimal("-1.25")
    other = Sums(cost=Decimal("0.50"))
    both = Sums.of_all([one, other])
    assert both.cost_ore() == 9_25
    assert both.contra_ore() == -1_25
    assert Sums.of_all([other, one]).contra_ore() == -1_25
    assert Sums.of_all([one, one]).contra_ore() == -2_50
    assert Sums.of_all([other, other]).contra is None
    terms = agreement(version(Equal(), settlement=Settlement.QUARTER))
    of = YearOfVouchers(terms.cooperations["ikt"], 2018, QUARTERS)
    of.add_recoverable(Decimal("2.50"), date(2018, 4, 1))
    of.add_recoverable(Decimal("0.01"), date(2018, 6, 30))
    assert [b.recoverable_ore for b in of.booked()] == [0, 2_51, 2_51, 2_51]


def test_what_each_version_bears_of_a_cap_for_the_year() -> None:
    """Lyngen has three of four parts, and a cap of 500 that the new terms keep.

    400 until June are 100 and 300; of 1 400 in all Lyngen bears 500, so 200 after June.
    """
    key = Bounded(
        Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)}),
        {},
        {"lyngen": Fraction(500_00)},
    )
    members = "kafjord", "lyngen"
    july = date(2018, 7, 1)
    rules = agreement(
        version(key, members, days=(BEFORE, july - timedelta(1))),
        version(key, members, days=(july, date.max)),
    )
    costs = [Voucher(date(2018, 3, 1), 400_00), Voucher(date(2018, 9, 1), 1000_00)]
    assert settle(rules, costs).by_version_ore == {
        0: {"kafjord": 100_00, "lyngen": 300_00},
        1: {"kafjord": 800_00, "lyngen": 200_00},
    }


def test_a_cost_of_one_that_was_reversed_moves_no_base() -> None:
    """100 are 10 each and 80 shared equally; 30 for Lyngen alone were a mistake."""
    each = dict.fromkeys(("kafjord", "lyngen"), Fraction(10_00))
    rules = agreement(version(BasePlusRest(each, Equal()), tuple(each)))
    alone = {"deltakere": "Lyngen"}
    costs = [
        Voucher(date(2018, 3, 1), 100_00),
        Voucher(date(2018, 4, 1), 30_00, meta=alone),
        Voucher(date(2018, 5, 1), -30_00, meta=alone),
    ]
    assert charged_by(settle(rules, costs), LAST) == dict.fromkeys(each, 50_00)


def test_a_late_cost_takes_nothing_back_that_nobody_was_given() -> None:
    """Base amounts of 500 each were 700 above the cost; nothing says whose that is.

    200 that come a year late for the year before lack, and nobody is charged for them:
    the 700 were not given to anybody who could pay them back.
    """
    each = dict.fromkeys(("kafjord", "lyngen"), Fraction(500_00))
    rules = agreement(
        version(
            BasePlusRest(each, Equal()),
            tuple(each),
            days=(BEFORE, LAST),
            surplus=Surplus.NOT_STATED,
        )
    )
    year = settle(rules, [Voucher(LAST, 300_00)])
    assert (year.surplus_ore, year.surplus) == (700_00, None)
    late = Voucher(date(2019, 12, 31), 200_00, service=(LAST, LAST))
    after = settle(rules, [late], before=carried_after(year, Carried()), year=2019)
    assert (after.surplus_ore, after.surplus) == (-200_00, None)
    assert after.charged_ore == 0


@pytest.mark.parametrize("kroner", [(100, 200), (200, 100)])
def test_pots_stand_by_their_key_whatever_they_come_to(kroner: tuple[int, int]) -> None:
    """What vouchers want shared by F stands before what others want shared by G."""
    first, then = Named("f", "F", Equal()), Named("g", "G", Equal())
    terms = version(VETERINARY, ("kafjord", "lyngen"))
    vouchers = [
        Voucher(date(2018, 3, 1), amount * 100, meta={"noekkel": key.name})
        for key, amount in zip((first, then), kroner, strict=True)
    ]
    for order in (vouchers, vouchers[::-1]):
        result = settle(agreement(terms, keys=[first, then]), order)
        assert [pot.pot.key for pot in result.periods[-1].pots] == [first, then]


def test_a_year_until_a_day_is_as_it_was_then() -> None:
    """100 a quarter: after the second, 200 of cost is charged."""
    rules = agreement(version(Equal(), settlement=Settlement.QUARTER))
    costs = [Voucher(date(2018, month, 1), 1_00) for month in (1, 4, 7, 10)]
    result = settle(rules, costs)
    half = result.until(date(2018, 9, 29))
    assert [period.end for period in half.periods] == list(QUARTERS[:2])
    assert (half.cost_ore, half.charged_ore) == (2_00, 2_00)
    assert result.until(QUARTERS[0]).cost_ore == 1_00
    assert result.until(LAST) is result
    assert result.until(date(2018, 3, 30)) is result


QUARTERS = tuple(
    date(2018, month, last) for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))
)


def test_service_after_the_agreement_has_ended_is_told() -> None:
    rules = agreement(version(Equal(), days=(BEFORE, date(2018, 6, 30))))
    service = (date(2018, 6, 30), date(2018, 7, 1))
    entry = transaction(1, Voucher(date(2018, 6, 30), 1_00, service=service))
    (error,) = collect_vouchers([entry], rules).errors
    assert error.message == "IKT har ingen avtale som gjelder 01.07.2018."
    assert (error.source["filename"], error.source["lineno"]) == ("ledger.beancount", 1)


def test_a_named_key_that_is_not_stated_shares_nothing_either() -> None:
    rules = agreement(version(Named("none", "", NotStated(""))))
    result = settle(rules, [Voucher(LAST, 1_00)])
    assert (result.unshared_ore, result.surplus_ore) == (1_00, 0)


# ------------------------------------------------------------ ties, and repetition


@given(
    members=some_of(SIX),
    costs=st.lists(st.integers(-1000, 1000), min_size=1, max_size=30),
)
@PROFILE
def test_ties_even_out_over_the_years(
    members: tuple[str, ...], costs: list[int]
) -> None:
    # By equal parts every year ends in a tie, and the line goes on where it stopped.
    rules = agreement(version(Equal(), members))
    before = Carried()
    paid: Counter[str] = Counter()
    for year, ore in enumerate(costs, start=2018):
        voucher = Voucher(date(year, 5, 17), ore)
        result = settle(rules, [voucher], before=before, year=year)
        before = carried_after(result, before)
        paid.update(charged_by(result, date(year, 12, 31)))
        exact = Fraction(sum(costs[: year - 2017]), len(members))
        assert before.owed_ore == {slug: exact - paid[slug] for slug in members}
        assert all(abs(part) < 1 for part in before.owed_ore.values())


ONE_YEAR = """
from sharing.test_settlement import *
base = {slug: Fraction(7) for slug in SIX}
key = BasePlusRest(base, Equal())
terms = agreement(version(key, settlement=Settlement.MONTH, surplus=Surplus.FUND))
result = settle(terms, [Voucher(date(2018, m, 1), m * 100_01) for m in range(1, 13)])
print(charges(result), charged_by(result, LAST), result.surplus)
"""


def test_the_same_books_give_the_same_figures_on_every_machine(tmp_path: Path) -> None:
    first, second = told_by_both(ONE_YEAR, folder=tmp_path)
    assert first == second
