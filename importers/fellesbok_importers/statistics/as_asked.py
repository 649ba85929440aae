"""What of an answer was asked for: others' years are left out, and what lacks is told.

A service that answers about something else must not be taken for one that has answered.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.dates import YEAR
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok_importers.statistics.files import Figure

_NEWEST = re.compile(r"top\(([1-9][0-9]?)\)")


@frozen
class Answered:
    """The figures of an answer that were asked for, and what is told of the others."""

    figures: tuple[Figure, ...]
    told: tuple[Text, ...]


def as_asked(
    figures: tuple[Figure, ...],
    years: Sequence[str],
    before: str,
    path: str,
    agreement: Agreement,
) -> Answered:
    """The figures of the years that were asked for.

    Args:
        figures: All of the answer; at least one.
        years: What was asked for: each year, or ``top(2)`` for the newest two.  Where
            it is nothing, or is said in another way, every year is.
        before: The file of the statistic as it stands.  The newest are no older than
            the newest of it, and what it has does not lack.
        path: What the answer is called.
        agreement: Whose municipalities they are.

    Raises:
        RejectedError: There is none of those years.
    """
    there = set(_there(before))
    wanted = _wanted(years, {year for _, year in there} | set(_years(figures)))
    if wanted is None:
        return Answered(figures, ())
    kept = tuple(figure for figure in figures if figure.day.year in wanted)
    others = ", ".join(map(str, sorted(set(_years(figures)) - wanted)))
    if not kept:
        expected = Text(
            "Det er spurt om {years}. Skal andre år med, oppgis de med --year.",
            years=", ".join(map(str, sorted(wanted))),
        )
        raise RejectedError.of(path, expected, others)
    told = list(_lacking(wanted, there, kept, agreement))
    if others:
        text = Text(
            "Svaret har tall for {years}, som det ikke er spurt om. De er ikke tatt"
            " med.",
            years=others,
        )
        told.append(text)
    return Answered(kept, tuple(told))


def _years(figures: tuple[Figure, ...]) -> Iterator[int]:
    return (figure.day.year for figure in figures)


def _there(text: str) -> Iterator[tuple[str, int]]:
    """Municipality and year of each row of a file."""
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        year = (row.get("date") or "")[:4]
        if YEAR.fullmatch(year):
            yield row.get("municipality") or "", int(year)


def _wanted(years: Sequence[str], known: set[int]) -> set[int] | None:
    """The years that were asked for; ``None`` where that cannot be known."""
    if years and all(YEAR.fullmatch(year) for year in years):
        return set(map(int, years))
    newest = _NEWEST.fullmatch(years[0]) if len(years) == 1 else None
    if newest is None:
        return None
    last = max(known)
    return set(range(last - int(newest[1]) + 1, last + 1))


def _lacking(
    wanted: set[int],
    there: Collection[tuple[str, int]],
    kept: tuple[Figure, ...],
    agreement: Agreement,
) -> Iterator[Text]:
    """Who lacks in the answer and in the books, year by year."""
    came = {(figure.municipality, figure.day.year) for figure in kept}
    for year in sorted(wanted):
        names = [
            each.name
            for each in agreement.municipalities.values()
            if each.number_on(date(year, 1, 1)) is not None
            and (each.name, year) not in came
            and (each.name, year) not in there
        ]
        if names:
            yield Text(
                "Svaret har ikke folketallet i {year} for {names}.",
                year=year,
                names=", ".join(names),
            )
