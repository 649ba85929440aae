"""Random terms and vouchers, with what the words of the agreement say of each day.

What each is entitled to bear is worked out here once more, from the words alone: every
day of service bears its part of the voucher, and is shared by the terms of that day.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from deep import examples
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.model import Version
from settled_years import BEFORE
from settled_years import COSTS
from settled_years import COSTS_OF_CENTRE
from settled_years import FIRST
from settled_years import GRANT
from settled_years import GRANT_OF_CENTRE
from settled_years import LAST
from settled_years import PEOPLE
from settled_years import SIX
from settled_years import Voucher
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.distribution_key import DistributionKey


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
