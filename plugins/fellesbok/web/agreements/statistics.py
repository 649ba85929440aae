"""The statistics that a cooperation's shares were taken of, with their source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.messages import Text
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.agreement.distribution_key import Statistic
    from fellesbok.agreement.model import Cooperation
    from fellesbok.web.frame.asked import Asked

Used = tuple[str, "date", tuple[str, ...]]


def statistics_tables(asked: Asked, cooperation: Cooperation) -> tuple[Table, ...]:
    """Each series on each day that it was used, newest first."""
    used = {
        found: None
        for result in asked.shared.results
        if result.cooperation.slug == cooperation.slug
        for period in result.periods
        for pot in period.pots
        for found in _used(pot.evaluation)
    }
    newest = sorted(used, key=lambda found: (found[1], found[0]), reverse=True)
    return tuple(_table(asked, *found) for found in newest)


def _used(evaluation: Evaluation) -> Iterator[Used]:
    """What a key and the keys within it looked up."""
    key, day = evaluation.key, evaluation.statistic_date
    if day is not None and isinstance(key, ByStatistic | PricePerUnit | SizeSteps):
        yield key.statistic, day, tuple(evaluation.figures)
    for step in evaluation.steps:
        yield from _used(step)


def _table(asked: Asked, name: str, day: date, payers: tuple[str, ...]) -> Table:
    series = asked.shared.agreement.statistics[name]
    href = _file(asked, series)
    observed = [(slug, series.on(slug, day)) for slug in payers]
    lines = [
        Line(
            (
                Cell(asked.shared.agreement.payer(slug).name),
                Cell(found.value, href),
                Cell(found.source or series.source, href),
            )
        )
        for slug, found in observed
    ]
    total = Cell(
        sum((found.value for _, found in observed), start=0 * observed[0][1].value)
    )
    lines.append(Line((Cell(Text("Sum")), total, Cell(series.source)), role="total"))
    return Table(
        f"statistikk-{name}-{day}",
        Text("{title} per {day}", title=series.title, day=day),
        (
            Column(Text("Betaler")),
            Column(Text("{unit}", unit=series.unit), kind=Kind.MONEY),
            Column(Text("Kilde")),
        ),
        tuple(lines),
    )


def _file(asked: Asked, series: Statistic) -> str:
    """The file that a series stands in, where the reader may read it."""
    for file in asked.options["include"]:
        if Path(file).stem == series.name:
            return asked.links.source(file, 1)
    return ""
