"""What somebody tries in the place of what stands in the rules (*forslag*).

It is given by who loads the books to look at what would be, and is written nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Observation
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Municipality
    from fellesbok.agreement.distribution_key import Statistic

Figures = Mapping[tuple[str, str, date], Fraction]
"""By statistic, municipality and day."""

TRIED_FIGURES = "--statistic"
"""Stands for the file of what is wrong with a figure, which is of none."""


@frozen
class ProposedText:
    """A part of the rules, and the file that its lines are of."""

    text: str
    path: str


@frozen
class Proposal:
    """Parts of the rules, and single figures of statistics.

    Attributes:
        texts: Put into the rules one after another.
        figures: By statistic, municipality as it was written, and day; they take the
            place of those of the same municipality and day.
        newest_until: The year until which a statistic's newest figures stand for those
            that are not published; ``None`` where nothing stands for them.
    """

    texts: tuple[ProposedText, ...] = ()
    figures: Figures = field(default_factory=dict)
    newest_until: int | None = None


AS_WRITTEN = Proposal()
"""The rules as they stand."""


def known_figures(
    figures: Figures,
    statistics: Mapping[str, Statistic],
    municipalities: Mapping[str, Municipality],
) -> tuple[Figures, list[Text]]:
    """The figures by the slug of each municipality, and why others are of nobody.

    A municipality is found by slug or name, whatever the case of the letters.  It is
    asked of the agreement with the proposals in it, which may have brought it in.
    """
    slugs = {m.name.casefold(): m.slug for m in municipalities.values()}
    slugs |= {slug.casefold(): slug for slug in municipalities}
    found: dict[tuple[str, str, date], Fraction] = {}
    faults: dict[str, Text] = {}
    for (name, written, day), value in figures.items():
        slug = slugs.get(written.casefold())
        if name not in statistics:
            text = Text(
                "Ukjent statistikk «{name}». Kjente: {known}.",
                name=name,
                known=", ".join(statistics) or Text("ingen"),
            )
        elif slug is None:
            text = Text(
                "Ukjent kommune «{name}». Kjente kommuner: {known}.",
                name=written,
                known=", ".join(sorted(municipalities)),
            )
        elif (name, slug, day) in found:
            text = Text(
                "«{written}»: tallet står to ganger.", written=f"{name}:{written}@{day}"
            )
        else:
            found[name, slug, day] = value
            continue
        faults.setdefault(text.casefold(), text)
    return found, [*faults.values()]


def with_figures(
    statistics: Mapping[str, Statistic], proposal: Proposal
) -> dict[str, Statistic]:
    """The statistics with the figures that are tried, which are known by slug."""
    found = {}
    for name, statistic in statistics.items():
        observations = dict(statistic.observations)
        for (of, payer, day), value in proposal.figures.items():
            if of == name:
                observations[payer, day] = Observation(value, "")
        if proposal.newest_until is not None:
            for (payer, day), newest in carried_on(
                observations, proposal.newest_until
            ).items():
                own = observations[payer, newest]
                observations[payer, day] = replace(own, newest_of=newest)
        found[name] = replace(statistic, observations=observations)
    return found


def carried_on(
    observations: Mapping[tuple[str, date], Observation], until: int
) -> dict[tuple[str, date], date]:
    """The days without a figure that the newest one stands for, and its own day.

    A statistic is of the same days each year; a day after the newest figure of a
    municipality, in a year until the one that is asked for, has that figure.
    """
    newest: dict[str, date] = {}
    for payer, day in observations:
        newest[payer] = max(day, newest.get(payer, day))
    days = {(day.month, day.day) for _, day in observations}
    return {
        (payer, day): last
        for payer, last in sorted(newest.items())
        for day in _days(days, last, until)
    }


def _days(days: set[tuple[int, int]], after: date, until: int) -> Iterator[date]:
    """The same days of the years after a day."""
    for year in range(after.year, until + 1):
        for month, day in sorted(days):
            try:
                found = date(year, month, day)
            except ValueError:  # the 29th of February
                continue
            if found > after:
                yield found
