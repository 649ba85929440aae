"""The agreements as values: municipalities, cooperations, and what holds on which day.

This room knows nothing of YAML or of Beancount, and uses the standard library alone.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import AccountNames
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.claim_terms import Invoicing
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.duration import Duration
from fellesbok.agreement.innsyn import Innsyn
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.agreement.clauses import Clause
    from fellesbok.agreement.clauses import Example
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key import Named
    from fellesbok.agreement.distribution_key import Statistic
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.municipality_numbers import NumberPeriod


class Basis(Enum):
    """What is shared (*fordelingsgrunnlag*): cost before or after outside income."""

    NET = "net"
    GROSS = "gross"


class Surplus(Enum):
    """What happens to money that is left over (*overskudd*)."""

    RETURN_TO_PARTICIPANTS = "return_to_participants"
    FUND = "fund"
    OWED_TO_GRANTOR = "owed_to_grantor"
    NOT_STATED = "not_stated"


class Settlement(Enum):
    """How often the participants are charged; the value is months per period.

    ``PROJECT_END`` is charged year by year, as the accounts close, and falls due when
    the project ends.
    """

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    PROJECT_END = "project_end"

    @property
    def months(self) -> int:
        """Months in one period."""
        return {"month": 1, "quarter": 3, "half_year": 6}.get(self.value, 12)


@frozen
class Place:
    """Where something is written: path and line."""

    path: str
    line: int

    @cached_property
    def in_file(self) -> str:
        """The name of the file and the line, as the books tell it."""
        return f"{Path(self.path).name}:{self.line}"


@frozen
class Payer:
    """Somebody that can be charged: a municipality, or another party.

    ``account`` is the component that stands for it in account names.
    """

    slug: str
    name: str
    account: str


@frozen
class Municipality(Payer):
    """A municipality (*kommune*), known by its slug: reforms change its number.

    ``place`` is where the rules write it.
    """

    organisation_number: str
    numbers: tuple[NumberPeriod, ...]
    invoicing: Invoicing = field(default_factory=Invoicing)
    place: Place | None = None

    def number_on(self, day: date) -> str | None:
        """The municipality number in use on a day."""
        for period in self.numbers:
            if period.first_day <= day <= period.last_day:
                return period.number
        return None


@frozen
class CostCentre:
    """A cost centre (*ansvar*) of a cooperation, and its account component."""

    code: str
    account: str
    title: str


@frozen
class CostCentreRule:
    """Another key, or other participants, for one cost centre."""

    key: DistributionKey | None
    participants: tuple[str, ...] | None


@frozen
class Version:
    """The terms of a cooperation between two days, both included.

    ``participants`` and ``host`` are ``None`` where the source does not state them, and
    ``source`` is empty.
    """

    first_day: date
    last_day: date
    participants: tuple[str, ...] | None
    host: str | None
    key: DistributionKey
    basis: Basis
    settlement: Settlement
    surplus: Surplus
    cost_centre_rules: Mapping[str, CostCentreRule]
    decision: str | None
    source: str
    assumptions: tuple[Assumption, ...]
    place: Place
    claims: ClaimTerms = field(default_factory=ClaimTerms)
    duration: Duration = field(default_factory=Duration)
    clauses: tuple[Clause, ...] = ()
    examples: tuple[Example, ...] = ()
    approval: ApprovalTerms | None = None

    def holds_on(self, day: date) -> bool:
        """Whether these terms are in force on that day."""
        return self.first_day <= day <= self.last_day

    def rule_and_key(
        self, centre: str
    ) -> tuple[CostCentreRule | None, DistributionKey]:
        """The rule for a cost centre, if it has one of its own, and the key that holds.

        Other participants alone do not make an amount that is set once a year another.
        """
        rule = self.cost_centre_rules.get(centre)
        key = (rule.key if rule else None) or self.key
        if rule is not None and rule.key is None and sets_amounts(key):
            rule = None
        return rule, key

    def part_of_year(self, year: int, until: date = date.max) -> Fraction:
        """The part of the year's days, until one of them, on which these terms hold."""
        first = max(self.first_day, date(year, 1, 1))
        last = min(self.last_day, date(year, 12, 31), until)
        return Fraction(max(0, days_between(first, last)), days_in_year(year))


@frozen
class ContraCost:
    """Accounts that come off the cost and are no income (*kostnadsreduksjon*).

    ``account`` is a whole account, which means all below it too, or one component of an
    account name.  ``place`` is where the agreement says it, or ``None`` for the word
    that means it in every cooperation.
    """

    account: str
    place: Place | None

    def holds(self, account: str) -> bool:
        """Whether it means that account of the cooperation."""
        if ":" in self.account:
            return f"{account}:".startswith(f"{self.account}:")
        return self.account in account.split(":")[2:]


@frozen
class Cooperation:
    """An inter-municipal cooperation or project (*samarbeid*, *prosjekt*)."""

    slug: str
    title: str
    account: str
    kind: str
    legal_form: str | None
    partners: tuple[str, ...]
    period: str
    cost_centres: Mapping[str, CostCentre]
    versions: tuple[Version, ...]
    place: Place
    contra: tuple[ContraCost, ...] = ()
    innsyn: Innsyn = Innsyn.OWN

    def is_contra(self, account: str) -> bool:
        """Whether what is posted on an account of it comes off the cost."""
        return any(contra.holds(account) for contra in self.contra)

    def version_on(self, day: date) -> Version | None:
        """The terms in force on a day."""
        return next((v for v in self.versions if v.holds_on(day)), None)

    def versions_in(self, year: int) -> tuple[Version, ...]:
        """All terms that are in force on some day of a year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return tuple(
            v for v in self.versions if v.first_day <= last and v.last_day >= first
        )

    def stretches(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Days from the first to the last, cut where the terms or the year change."""
        cuts = {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
        for version in self.versions:
            after = version.last_day.toordinal() + 1
            cuts.add(version.first_day)
            cuts.add(date.fromordinal(min(after, date.max.toordinal())))
        starts = [first, *sorted(cut for cut in cuts if first < cut <= last)]
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            end = last if following is None else following - timedelta(days=1)
            yield start, end

    @cached_property
    def ever(self) -> frozenset[str]:
        """Everybody who takes part under some terms, by slug."""
        found: set[str] = set()
        for version in self.versions:
            found.update(version.participants or ())
            for rule in version.cost_centre_rules.values():
                found.update(rule.participants or ())
        return frozenset(found)

    @cached_property
    def host_terms(self) -> tuple[int, ...]:
        """For each version which host in the order of time it is under, from 0."""
        numbers = [0]
        for before, version in pairwise(self.versions):
            numbers.append(numbers[-1] + (before.host != version.host))
        return tuple(numbers)

    @cached_property
    def cost_centre_by_account(self) -> Mapping[str, str]:
        """The code of each cost centre by its account component."""
        return {c.account: c.code for c in self.cost_centres.values()}


@frozen
class Agreement:
    """Everything in ``allocation_rules.yaml`` (*avtalene*)."""

    region: str
    currency: str
    municipalities: Mapping[str, Municipality]
    parties: Mapping[str, Payer]
    statistics: Mapping[str, Statistic]
    keys: Mapping[str, Named]
    cooperations: Mapping[str, Cooperation]
    accounts: AccountNames = field(default_factory=AccountNames)
    grants: Mapping[str, Grant] = field(default_factory=dict)

    def payer(self, slug: str) -> Payer:
        """The municipality or other party with that slug."""
        return self.municipalities.get(slug) or self.parties[slug]

    def with_names(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values of a message, slugs of payers replaced by their names."""
        payers = {**self.municipalities, **self.parties}
        return {
            name: ", ".join(
                payers[word].name if word in payers else word
                for word in value.split(", ")
            )
            if isinstance(value, str)
            else value
            for name, value in values.items()
        }

    @cached_property
    def cooperation_by_account(self) -> Mapping[str, Cooperation]:
        """Cooperations by the second component of their accounts."""
        return {c.account: c for c in self.cooperations.values()}

    @cached_property
    def payers(self) -> tuple[Payer, ...]:
        """Everybody that can be charged: the municipalities, and then the others."""
        return (*self.municipalities.values(), *self.parties.values())

    @cached_property
    def payer_by_account(self) -> Mapping[str, Payer]:
        """Payers by the component that stands for them in accounts."""
        return {payer.account: payer for payer in self.payers}

    @cached_property
    def name_by_account(self) -> Mapping[str, str]:
        """Names of payers by the component that stands for them in accounts."""
        return {payer.account: payer.name for payer in self.payers}

    @cached_property
    def slug_by_name(self) -> Mapping[str, str]:
        """Slugs of payers by name and by slug, as people write them in metadata."""
        slugs = {payer.name: payer.slug for payer in self.payers}
        return slugs | {payer.slug: payer.slug for payer in self.payers}


def days_between(first: date, last: date) -> int:
    """Days from the first to the last, both included."""
    return (last - first).days + 1


def days_in_year(year: int) -> int:
    """365 or 366."""
    return days_between(date(year, 1, 1), date(year, 12, 31))
