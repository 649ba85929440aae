"""Do the terms follow each other, and do the keys fit those who shall use them?

A key that names payers must name just the participants, and a statistic must have a
value for each of them on the days that the file itself can tell.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import OnStatistic
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import named_in_groups
from fellesbok.agreement.distribution_key import unshared
from fellesbok.agreement.distribution_key import without_names
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.errors import FileFault
    from fellesbok.rules.document import Document


def check_order(versions: Sequence[Version], document: Document) -> None:
    """Versions must follow each other without overlap and without a hole."""
    for version in versions:
        line = version.place.line
        if version.last_day < version.first_day:
            document.fault(
                line,
                "Versjonen fra {first} er slutt før den begynner ({last}).",
                first=version.first_day,
                last=version.last_day,
            )
        if version.last_day == date.max and any(_for_the_period(version)):
            document.fault(
                line, "Beløp for hele avtaleperioden krever en siste dag («to»)."
            )
    for before, after in itertools.pairwise(versions):
        if after.first_day <= before.first_day:
            document.fault(
                after.place.line,
                "Versjonen fra {first} står etter versjonen fra {before}. Den eldste"
                " skal stå først.",
                first=after.first_day,
                before=before.first_day,
            )
            continue
        if any(key in _for_the_period(before) for key in _for_the_period(after)):
            document.fault(
                after.place.line,
                "Versjonen fra {first} har de samme beløpene for hele avtaleperioden"
                " som versjonen før, og det kan leses på to måter. Skriv «from» og"
                " «to» ved beløpene: samme tidsrom på begge hvis perioden er den samme,"
                " hvert sitt hvis beløpene skal betales på nytt.",
                first=after.first_day,
            )
        next_day = (
            before.last_day + timedelta(days=1)
            if before.last_day < date.max
            else date.max
        )
        if after.first_day < next_day:
            document.fault(
                after.place.line,
                "Versjonen fra {first} overlapper versjonen før, som varer til {last}.",
                first=after.first_day,
                last=before.last_day,
            )
        elif after.first_day > next_day:
            document.fault(
                after.place.line,
                "Ingen versjon gjelder fra {hole} til {first}.",
                hole=next_day,
                first=after.first_day - timedelta(days=1),
            )


def _for_the_period(version: Version) -> list[FixedAmounts]:
    """Amounts for a whole agreement period that is taken to be that of the terms."""
    found = []
    for centre in ("", *version.cost_centre_rules):
        _, key = version.rule_and_key(centre)
        plain = without_names(key)
        if (
            isinstance(plain, FixedAmounts)
            and plain.per == "agreement_period"
            and plain.period is None
        ):
            found.append(plain)
    return found


def check_fit(
    agreement: Agreement, document: Document, *, is_tried: bool = False
) -> None:
    """Note every key that does not fit its version's participants.

    Where something is only tried (``is_tried``), a figure of a year is asked for by the
    years that are shared: who joins has none of all the others.  Other readings of what
    stands now are no part of it; one that cannot be used is left out.
    """
    for cooperation in agreement.cooperations.values():
        for number, version in enumerate(cooperation.versions):
            way = ("cooperations", cooperation.slug, "versions", number)
            used = _uses(cooperation, version, with_readings=not is_tried)
            for place, key, members in used:
                line = document.line_of((*way, *place))
                ever = cooperation.ever
                fitting = _Fitting(agreement, version, document, line, ever, is_tried)
                if members is None:
                    fitting.without_members(key)
                else:
                    fitting.check(key, members)


def to_supply(agreement: Agreement, document: Document) -> tuple[FileFault, ...]:
    """What keys lack in an agreement that is only tried, and must have to be adopted.

    Nothing of it is noted: it is no fault of what is tried.
    """
    known = len(document.faults)
    check_fit(agreement, document)
    lacking = tuple(document.faults[known:])
    del document.faults[known:]
    return lacking


def _uses(
    cooperation: Cooperation, version: Version, *, with_readings: bool
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
    if not with_readings:
        return
    for n, assumption in enumerate(version.assumptions):
        for reading in assumption.readings:
            if reading.key is not None:
                yield ("assumptions", str(n)), reading.key, version.participants
    for assumption in assumptions_of(version.key):
        for reading in assumption.readings:
            if reading.key is not None:
                yield ("key",), reading.key, version.participants


@frozen
class _Fitting:
    """One use of a key in a version, and where faults of it are noted."""

    agreement: Agreement
    version: Version
    document: Document
    line: int
    ever: Collection[str]
    is_tried: bool

    def without_members(self, key: DistributionKey) -> None:
        """Only a key by which nothing is shared can do without participants."""
        if not unshared(key):
            self._fault(
                "Deltakerne er ikke oppgitt, så nøkkelen kan ikke brukes. Oppgi dem,"
                " eller skriv «not_stated» som nøkkel."
            )

    def check(self, key: DistributionKey, members: Collection[str]) -> None:
        """Hold one key, and the keys inside it, against those who use it."""
        match key:
            case Shares():
                self._same(key.shares.keys(), members)
            case FixedAmounts():
                self._same(key.amounts_ore.keys(), members)
            case Weights():
                self._none_missing(key.weights.keys(), members)
            case BasePlusRest():
                self._none_missing(key.base_ore.keys(), members)
            case Bounded():
                self._bounds(key, members)
            case _ if isinstance(key, OnStatistic):
                self._observed(key, members)
            case Groups():
                for group in key.groups:
                    payers = group.payers
                    inside = self if payers is None else replace(self, ever=payers)
                    inside.check(group.key, payers or members)
                return
            case _:
                pass
        for inner in inner_keys(key):
            self.check(inner, members)

    def _same(self, named: Collection[str], members: Collection[str]) -> None:
        self._none_missing(named, members)
        strangers = sorted(set(named) - set(members))
        if strangers:
            self._fault(
                "Nøkkelen gir en del til {payers}, som ikke deltar.",
                payers=", ".join(strangers),
            )

    def _none_missing(self, named: Collection[str], members: Collection[str]) -> None:
        missing = sorted(set(members) - set(named))
        if missing:
            self._fault(
                "Nøkkelen mangler {payers}, som deltar.", payers=", ".join(missing)
            )

    def _bounds(self, key: Bounded, members: Collection[str]) -> None:
        """A minimum is not above the cap, and bounds are for those who pay.

        One who pays under other terms of the cooperation may be named; a bound that is
        the same for all is for those who pay.
        """
        payers = {*members, *self.ever, *named_in_groups(key.key)}
        for payer in sorted(payers & key.minimum_ore.keys() & key.maximum_ore.keys()):
            if key.minimum_ore[payer] > key.maximum_ore[payer]:
                name = self.agreement.payer(payer).name
                self._fault("Minimum er større enn taket for {payer}.", payer=name)
        everybody = {*self.agreement.municipalities, *self.agreement.parties}
        for bounds in (key.minimum_ore, key.maximum_ore):
            for_all = bounds.keys() == everybody and len(set(bounds.values())) == 1
            strangers = sorted(bounds.keys() - payers)
            if strangers and not for_all:
                self._fault(
                    "Minimum eller tak er satt for {payers}, som ikke betaler noe etter"
                    " nøkkelen.",
                    payers=", ".join(strangers),
                )

    def _observed(self, key: OnStatistic, members: Collection[str]) -> None:
        """Every participant needs a value on a fixed date, and where others have one.

        Whether a year that nobody has a figure for is ever asked for, only the books
        can tell; then it is an error of the books.
        """
        statistic = self.agreement.statistics.get(key.statistic)
        if statistic is None:
            return
        observed = {day for _, day in statistic.observations}
        if key.date.fixed is not None:
            days = {key.date.fixed}
        elif self.is_tried:
            days = set()
        else:
            last = min(
                self.version.last_day.year,
                max((d.year for d in observed), default=0) + 1,
            )
            years = range(self.version.first_day.year, last + 1)
            days = {key.date.of(year) for year in years} & observed
        for day in sorted(days):
            missing = sorted(
                self.agreement.payer(member).name
                for member in members
                if (member, day) not in statistic.observations
            )
            if missing:
                self._fault(
                    "Statistikken «{statistic}» mangler tall per {day} for {payers}.",
                    statistic=statistic.name,
                    day=day,
                    payers=", ".join(missing),
                )

    def _fault(self, template: str, /, **values: object) -> None:
        self.document.fault(self.line, template, **values)
