"""What the agreements lack for a year (*hull i avtalene*): terms, hosts, figures.

Said before the year begins, when there is still time to agree on it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import OnStatistic
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import is_not_stated
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Place
    from fellesbok.agreement.model import Version


@frozen
class Gap:
    """Something that is not agreed, or not known, for a year (*hull*).

    Attributes:
        title: Of the cooperation, or of the statistic.
        text: What lacks.
        place: Where the agreements would say it.
    """

    title: str
    text: Text
    place: Place


@frozen
class MissingFigures:
    """The figures of a day that keys of the year ask for and the books lack.

    Attributes:
        statistic: Its name in the agreements.
        title: What it is called.
        day: The day.
        payers: The names of those whose figures lack.
        place: The file and line where figures of the statistic stand.
    """

    statistic: str
    title: str
    day: date
    payers: tuple[str, ...]
    place: tuple[str, int] | None

    @property
    def text(self) -> Text:
        """What lacks, and of whom."""
        return Text(
            "tall per {day} mangler for {payers}",
            day=self.day,
            payers=", ".join(self.payers),
        )


def gaps(agreement: Agreement, year: int) -> list[Gap]:
    """What the terms of a year do not say, cooperation by cooperation."""
    return [
        Gap(cooperation.title, text, version.place if version else cooperation.place)
        for cooperation in agreement.cooperations.values()
        for version, text in _of(cooperation, year)
    ]


def missing_figures(
    agreement: Agreement, year: int, only: Cooperation | None = None
) -> list[MissingFigures]:
    """The figures that keys of a year ask for and nobody has, by statistic and day.

    Args:
        agreement: The agreements.
        year: The year.
        only: The one cooperation whose keys are asked about; all where it is not said.
    """
    lacking: dict[tuple[str, date], set[str]] = defaultdict(set)
    asked = agreement.cooperations.values() if only is None else (only,)
    for cooperation in asked:
        for version in cooperation.versions_in(year):
            for key, members in _keys(version):
                for name, day, payer in _asked(key, members, year):
                    if (payer, day) not in agreement.statistics[name].observations:
                        lacking[name, day].add(payer)
    return [
        MissingFigures(
            name,
            agreement.statistics[name].title,
            day,
            tuple(p.name for p in agreement.payers if p.slug in lacking[name, day]),
            agreement.statistics[name].place,
        )
        for name, day in sorted(lacking)
    ]


def _of(cooperation: Cooperation, year: int) -> Iterator[tuple[Version | None, Text]]:
    versions = cooperation.versions_in(year)
    if not versions:
        yield None, _outside(cooperation, year)
        return
    for first, last in _without_terms(cooperation, year):
        yield (
            versions[-1],
            Text(
                "avtalen har ingen vilkår fra {first} til {last}",
                first=first,
                last=last,
            ),
        )
    for version in versions:
        for text in _not_stated(version, year):
            yield version, text


def _outside(cooperation: Cooperation, year: int) -> Text:
    """That no terms hold, and when the nearest ones do."""
    before = [v for v in cooperation.versions if v.last_day < date(year, 1, 1)]
    if before:
        return Text(
            "avtalen har ingen vilkår for {year}: de siste gjelder til {last}",
            year=year,
            last=max(v.last_day for v in before),
        )
    return Text(
        "avtalen har ingen vilkår for {year}: de første gjelder fra {first}",
        year=year,
        first=cooperation.versions[0].first_day,
    )


def _without_terms(cooperation: Cooperation, year: int) -> Iterator[tuple[date, date]]:
    """The stretches of a year that no terms hold on."""
    for first, last in cooperation.stretches(date(year, 1, 1), date(year, 12, 31)):
        if cooperation.version_on(first) is None:
            yield first, last


def _not_stated(version: Version, year: int) -> Iterator[Text]:
    if version.participants is None:
        yield Text("deltakerne er ikke oppgitt, så ingenting kan fordeles")
    if version.host is None:
        yield Text("verten er ikke oppgitt, så ingenting kan kreves")
    if is_not_stated(version.key):
        yield Text("nøkkelen er ikke oppgitt, så ingenting kan fordeles")
    if version.claims.due_days is None:
        yield Text("dager på å betale er ikke oppgitt, så ingenting kan kreves")
    end = version.duration.expires
    if isinstance(end, date) and end < min(version.last_day, date(year, 12, 31)):
        yield Text("avtalen utløper {day}, og vilkårene brukes etter det", day=end)


def _keys(version: Version) -> Iterator[tuple[DistributionKey, frozenset[str]]]:
    """Each key of some terms, and the payers that it shares between."""
    members = frozenset(version.participants or ())
    yield version.key, members
    for rule in version.cost_centre_rules.values():
        of = members if rule.participants is None else frozenset(rule.participants)
        yield rule.key or version.key, of


def _asked(
    key: DistributionKey, members: frozenset[str], year: int
) -> Iterator[tuple[str, date, str]]:
    """Each figure that a key and those within it look up: of what, which day, whose."""
    if isinstance(key, OnStatistic):
        for payer in members:
            yield key.statistic, key.date.of(year), payer
    elif isinstance(key, Groups):
        for group in key.groups:
            of = members if group.payers is None else frozenset(group.payers)
            yield from _asked(group.key, of, year)
    else:
        for inner in inner_keys(key):
            yield from _asked(inner, members, year)
