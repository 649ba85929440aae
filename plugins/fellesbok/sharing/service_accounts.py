"""Accounts of a year of service (*tjenesteårets konto*), for keys not linear.

A key that is not linear (a threshold, bounds, a base) holds for the year, however its
cost is cut into versions, months and late vouchers.  So all cost of a cooperation, a
cost centre with a rule of its own, a year of service and a key stands on one account;
keys are the same if they are equal as values.  What an accounting year charges is what
the account gives now, less what it gave before.  Nothing is rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import NO_DAY
from fellesbok.agreement.distribution_key import CannotKeepBoundsError
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Evaluation
from fellesbok.agreement.distribution_key import Lot
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import Span
from fellesbok.agreement.distribution_key import as_value
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import share_lots
from fellesbok.agreement.terms import members_of
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.sharing.pots import Pot

Net = tuple["Pot", Fraction]
"""A pot, and what is left of its cost when outside income has come off, in øre."""


@frozen
class Account:
    """What tells one account of a cooperation from another.

    Attributes:
        year: The year of service.
        cost_centre: The cost centre with a rule of its own, or blank.
        key: The key as a value: two that say the same are equal.
    """

    year: int
    cost_centre: str
    key: DistributionKey = field(hash=False)  # compared, but too rich to be hashed

    @classmethod
    def of(cls, pot: Pot, cooperation: Cooperation) -> Account:
        """The account that a pot stands on."""
        key = as_value(pot.key, cooperation.ever)
        return cls(pot.year, pot.cost_centre, key)


@frozen
class Standing:
    """How an account stands when an accounting year begins.

    Attributes:
        nets: What stands on it from the years before.
        borne_ore: What each payer has been charged for it, exactly.
    """

    nets: tuple[Net, ...] = ()
    borne_ore: Mapping[str, Fraction] = field(default_factory=dict)


@frozen
class Carried:
    """What the accounting years before leave to a year of a cooperation.

    Attributes:
        owed_ore: Entitlement less charge by payer, for ties.
        accounts: How the accounts of keys that are not linear stand.
    """

    owed_ore: Mapping[str, Fraction] = field(default_factory=dict)
    accounts: Mapping[Account, Standing] = field(default_factory=dict)


@frozen
class Limit:
    """Only what was served under the first versions of the terms, seen from a day.

    ``versions`` is how many of the cooperation's versions count.
    """

    versions: int
    last_day: date


@frozen
class AccountResult:
    """An account, its key used on all that stands on it.

    Attributes:
        evaluation: The key used; if the bounds cannot be kept, what was borne before.
        borne_before_ore: What each payer has borne of it in earlier years.
        refused: Why what is new on it is not shared.
    """

    evaluation: Evaluation
    borne_before_ore: Mapping[str, Fraction]
    refused: CannotKeepBoundsError | None = None


def share_account(
    nets: Sequence[Net],
    before: Standing,
    service: ServiceYear,
) -> AccountResult:
    """What each bears of an account when the new pots are on it.

    Args:
        nets: What has come to it in the accounting year.
        before: How it stood when the accounting year began.
        service: The year of service as it is seen now.

    Raises:
        CannotShareError: The key cannot be used, for instance for lack of a figure.
    """
    every = (*before.nets, *nets)
    key = every[-1][0].key
    try:
        evaluation = share_lots(key, lots_of(every), service)
    except CannotKeepBoundsError as error:
        total = sum(before.borne_ore.values(), Fraction(0))
        evaluation = Evaluation(key, total, before.borne_ore)
        return AccountResult(evaluation, before.borne_ore, error)
    return AccountResult(evaluation, before.borne_ore)


def lots_of(nets: Iterable[Net]) -> tuple[Lot, ...]:
    """The pots as lots: by participants and bearer, each with its days of service."""
    spans: dict[tuple[tuple[str, ...], str], list[Span]] = defaultdict(list)
    for pot, amount_ore in nets:
        span = Span(*(pot.days or NO_DAY), amount_ore)
        spans[pot.participants, pot.bearer or ""].append(span)
    return tuple(
        Lot(members, tuple(of), bearer or None)
        for (members, bearer), of in sorted(spans.items())
    )


def service_year(
    cooperation: Cooperation, agreement: Agreement, account: Account, day: date
) -> ServiceYear:
    """A year of service as it is seen at the end of a day.

    The key holds while a version has it; one that only a voucher asks for holds as long
    as there are terms.
    """
    year = account.year
    held = held_by(cooperation, account)
    whole: dict[str, Fraction] = defaultdict(Fraction)
    so_far: dict[str, Fraction] = defaultdict(Fraction)
    parts = [(v.part_of_year(year), v.part_of_year(year, day)) for v in held]
    for version, (part, part_so_far) in zip(held, parts, strict=True):
        for payer in members_of(version, account.cost_centre):
            whole[payer] += part
            so_far[payer] += part_so_far
    return ServiceYear(
        year,
        agreement.statistics,
        exact_sum(part for part, _ in parts),
        exact_sum(part for _, part in parts),
        dict(sorted(whole.items())),
        dict(sorted(so_far.items())),
        is_over=day >= date(year, 12, 31),
    )


def held_by(cooperation: Cooperation, account: Account) -> list[Version]:
    """The versions of the terms by which the key of an account holds in its year."""
    versions, ever = cooperation.versions_in(account.year), cooperation.ever
    return [v for v in versions if _has(v, account, ever)] or list(versions)


def _has(version: Version, account: Account, ever: frozenset[str]) -> bool:
    """Whether the terms have the key of an account."""
    rule, key = version.rule_and_key(account.cost_centre)
    centre = account.cost_centre if rule else ""
    return centre == account.cost_centre and as_value(key, ever) == account.key


def within(standing: Standing, limit: Limit | None) -> Standing:
    """What stands on an account of the versions that count.

    What was borne is not known for a part of it: that is worked out where it is asked.
    """
    if limit is None:
        return standing
    nets = tuple(net for net in standing.nets if net[0].version < limit.versions)
    return replace(standing, nets=nets)
