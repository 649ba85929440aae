"""The statistics that keys looked up (*statistikk*), each figure with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import OnStatistic
from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import SOURCE
from fellesbok.messages import Text
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.agreement.distribution_key import Statistic
    from fellesbok.agreement.model import Agreement

LookedUp = tuple[str, "date", "Mapping[str, Fraction]"]
"""The name of a statistic, the day, and the figures of the payers by slug."""

TABLE_OF_SSB = re.compile(r"^SSB (?:tabell )?(\d{5})\b")


def looked_up(evaluation: Evaluation) -> Iterator[LookedUp]:
    """What a key and the keys within it looked up, as often as they did."""
    key, day = evaluation.key, evaluation.statistic_date
    if day is not None and isinstance(key, OnStatistic):
        yield key.statistic, day, evaluation.figures
    for step in evaluation.steps:
        yield from looked_up(step)


def title_of(series: Statistic, day: date) -> Text:
    """What a statistic is called, with the day of its figures."""
    return Text("{title} per {day}", title=series.title, day=day)


def statistics_tables(
    evaluations: Iterable[Evaluation], agreement: Agreement
) -> list[Table]:
    """Each statistic on each day that it was used, newest first.

    Args:
        evaluations: The keys as they were used.
        agreement: The statistics, and what the payers are called.
    """
    used = {
        (day, name, tuple(figures)): None
        for evaluation in evaluations
        for name, day, figures in looked_up(evaluation)
    }
    newest = sorted(used, key=lambda found: found[:2], reverse=True)
    return [
        _table(agreement.statistics[name], day, payers, agreement)
        for day, name, payers in newest
    ]


def cited(source: str) -> str:
    """A source as a reader cites it: «SSB tabell 07459, oppdatert 2020-02-27».

    By whom a figure came here stands after it in the file of the statistic, which the
    source leads to.
    """
    return TABLE_OF_SSB.sub(r"SSB tabell \1", source.split(";", maxsplit=1)[0].strip())


def _table(
    series: Statistic,
    day: date,
    payers: tuple[str, ...],
    agreement: Agreement,
) -> Table:
    place = None if series.place is None else SourceLine(*series.place)
    observed = [(agreement.payer(slug).name, series.on(slug, day)) for slug in payers]
    lines = [
        Line(
            (
                Cell(name),
                Cell(found.value, place),
                Cell(cited(found.source or series.source), place),
            )
        )
        for name, found in observed
    ]
    first, *rest = (found.value for _, found in observed)
    cells = (Cell(SUM), Cell(sum(rest, first)), Cell(cited(series.source)))
    lines.append(Line(cells, role="total"))
    unit = Column(Text("{unit}", unit=series.unit), Kind.COUNT, series.name)
    return Table(
        f"statistikk-{series.name}-{day}",
        title_of(series, day),
        (PAYER, unit, SOURCE),
        tuple(lines),
    )
