"""What agreements say as programs read it: inhabitants (*folketall*), and deadlines.

The fields are the keys of JSON, and the columns of questions and exports.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from fellesbok.agreement.deadlines import Due
    from fellesbok.agreement.model import Agreement
    from fellesbok.tables.values import Quantity


@frozen
class Inhabitants:
    """The inhabitants of a municipality on a day, as the statistic of the rules has it.

    ``number`` is the municipality's on that day, blank where the rules give none;
    ``source`` is that of the figure, or else of the whole statistic.
    """

    year: int
    date: dt.date
    municipality: str
    number: str | None
    inhabitants: Quantity
    source: str


def inhabitants_told(_entries: object, agreement: Agreement) -> Iterator[Inhabitants]:
    """Every figure that the rules have, by day and in the order of the municipalities.

    No day is filled in from another; rules without the statistic give nothing.
    """
    series = agreement.statistics.get(POPULATION)
    if series is None:
        return
    order = {slug: place for place, slug in enumerate(agreement.municipalities)}
    for slug, day in sorted(
        (where for where in series.observations if where[0] in order),
        key=lambda where: (where[1], order[where[0]]),
    ):
        found = series.on(slug, day)
        municipality = agreement.municipalities[slug]
        yield Inhabitants(
            year=day.year,
            date=day,
            municipality=municipality.name,
            number=municipality.number_on(day),
            inhabitants=Decimal(found.value.numerator) / found.value.denominator,
            source=found.source or series.source,
        )


@frozen
class ToldDeadline:
    """Something that must be done by a day.

    ``of`` is the slug of the grant, or of the cooperation whose agreement it is, and
    ``title`` is its name; of an objection the id, and what it is about.  ``days`` are
    left, seen from a day; below zero it is over.
    """

    day: dt.date
    kind: str
    of: str
    title: str
    cooperation: str
    text: str
    days: int
    source: str


def told_deadline(due: Due, agreement: Agreement, seen: dt.date) -> ToldDeadline:
    """A deadline as programs read it, seen from a day."""
    return ToldDeadline(
        day=due.day,
        kind=due.kind.value,
        of=due.slug,
        title=str(due.title),
        cooperation=agreement.cooperations[due.cooperation].account,
        text=str(due.text),
        days=(due.day - seen).days,
        source=str(due.source),
    )
