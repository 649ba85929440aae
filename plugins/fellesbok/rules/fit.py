"""Do the keys fit those who shall use them?

A key that names payers must name just the participants, and a statistic must have a
value for each of them on the days that the file itself can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.distribution_key import BasePlusRest
from fellesbok.distribution_key import Bounded
from fellesbok.distribution_key import ByStatistic
from fellesbok.distribution_key import FixedAmounts
from fellesbok.distribution_key import Groups
from fellesbok.distribution_key import NotStated
from fellesbok.distribution_key import PricePerUnit
from fellesbok.distribution_key import Shares
from fellesbok.distribution_key import SizeSteps
from fellesbok.distribution_key import Weights
from fellesbok.distribution_key import inner_keys

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.distribution_key import DistributionKey
    from fellesbok.rules.document import Document


def check_fit(agreement: Agreement, document: Document) -> None:
    """Note every key that does not fit its version's participants."""
    for cooperation in agreement.cooperations.values():
        for number, version in enumerate(cooperation.versions):
            way = ("cooperations", cooperation.slug, "versions", number)
            for place, key, members in _uses(cooperation, version):
                line = document.line_of((*way, *place))
                if members is None:
                    _check_without_members(key, line, document)
                else:
                    _check_key(agreement, version, key, members, line, document)


def _uses(
    cooperation: Cooperation, version: Version
) -> Iterator[tuple[tuple[str, ...], DistributionKey, tuple[str, ...] | None]]:
    """Each key of a version with the participants it is used on."""
    yield ("key",), version.key, version.participants
    for code, rule in version.cost_centre_rules.items():
        if code in cooperation.cost_centres:
            yield (
                ("cost_centre_rules", code),
                rule.key or version.key,
                rule.participants or version.participants,
            )


def _check_without_members(key: DistributionKey, line: int, document: Document) -> None:
    if not isinstance(key, NotStated):
        document.fault(
            line,
            "Deltakerne er ikke oppgitt, så nøkkelen kan ikke brukes. Oppgi dem, eller"
            " skriv «not_stated» som nøkkel.",
        )


def _check_key(  # noqa: PLR0913 -- a key and all that it is held against
    agreement: Agreement,
    version: Version,
    key: DistributionKey,
    members: Collection[str],
    line: int,
    document: Document,
) -> None:
    """Hold one key, and the keys inside it, against those who use it."""
    match key:
        case Shares():
            _same(key.shares.keys(), members, line, document)
        case FixedAmounts():
            _same(key.amounts_ore.keys(), members, line, document)
        case Weights():
            _none_missing(key.weights.keys(), members, line, document)
        case BasePlusRest():
            _none_missing(key.base_ore.keys(), members, line, document)
        case Bounded():
            _bounds(key, line, document)
        case ByStatistic() | PricePerUnit() | SizeSteps():
            _observed(agreement, version, key, members, line, document)
        case _:
            pass
    if isinstance(key, Groups):
        for group in key.groups:
            inside = members if group.payers is None else group.payers
            _check_key(agreement, version, group.key, inside, line, document)
        return
    for inner in inner_keys(key):
        _check_key(agreement, version, inner, members, line, document)


def _same(
    named: Collection[str], members: Collection[str], line: int, document: Document
) -> None:
    _none_missing(named, members, line, document)
    strangers = sorted(set(named) - set(members))
    if strangers:
        document.fault(
            line,
            "Nøkkelen gir en del til {payers}, som ikke deltar.",
            payers=", ".join(strangers),
        )


def _none_missing(
    named: Collection[str], members: Collection[str], line: int, document: Document
) -> None:
    missing = sorted(set(members) - set(named))
    if missing:
        document.fault(
            line, "Nøkkelen mangler {payers}, som deltar.", payers=", ".join(missing)
        )


def _bounds(key: Bounded, line: int, document: Document) -> None:
    for payer in sorted(key.minimum_ore.keys() & key.maximum_ore.keys()):
        if key.minimum_ore[payer] > key.maximum_ore[payer]:
            document.fault(
                line, "Minimum er større enn taket for {payer}.", payer=payer
            )


def _observed(  # noqa: PLR0913 -- as above
    agreement: Agreement,
    version: Version,
    key: ByStatistic | PricePerUnit | SizeSteps,
    members: Collection[str],
    line: int,
    document: Document,
) -> None:
    """Every participant must have a value on a fixed date, and on those others have."""
    statistic = agreement.statistics.get(key.statistic)
    if statistic is None:
        return
    if key.date.fixed is not None:
        days = {key.date.fixed}
    else:
        last = version.last_day.year
        years = {day.year for _, day in statistic.observations}
        days = {
            key.date.of(year)
            for year in range(version.first_day.year, max(years, default=0) + 2)
            if year <= last
        }
        days &= {day for _, day in statistic.observations}
    for day in sorted(days):
        missing = sorted(
            agreement.payer(member).name
            for member in members
            if (member, day) not in statistic.observations
        )
        if missing:
            document.fault(
                line,
                "Statistikken «{statistic}» mangler tall per {day} for {payers}.",
                statistic=statistic.name,
                day=day,
                payers=", ".join(missing),
            )
