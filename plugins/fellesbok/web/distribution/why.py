"""Why a cooperation has no shares in a period: in its own line, never as a zero."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import unshared
from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement.model import Cooperation
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.web.distribution.rows import Matrix
    from fellesbok.web.frame.asked import Asked

TELLING = ("mangler rapportering", "ikke fordelt")
"""The kinds of findings that say why nothing is shared."""


def without_figures(matrix: Matrix, asked: Asked) -> list[Table]:
    """The cooperations that have no line in the matrix, each with why; none or one."""
    shown = {row.cooperation.slug for row in matrix.rows}
    hidden = {share.cooperation for share in statement.shares(asked.in_period)}
    lines = []
    for cooperation in asked.shared.agreement.cooperations.values():
        if cooperation.slug in shown:
            continue
        if cooperation.account in hidden:
            why: list[str] = [Text("Filteret skjuler andelene.")]
        else:
            why = list(dict.fromkeys(_reasons(cooperation, asked)))
        href = asked.links.page("Avtaler", samarbeid=cooperation.slug)
        name = Cell(cooperation.title, href)
        lines += [Line((name, Cell(reason))) for reason in why]
    if not lines:
        return []
    return [
        Table(
            "uten-andeler",
            Text("Uten andeler i {period}", period=asked.period),
            (Column(Text("Samarbeid eller prosjekt")), Column(Text("Hvorfor"))),
            tuple(lines),
            Text("Uten andeler er ikke det samme som 0."),
        )
    ]


def _reasons(cooperation: Cooperation, asked: Asked) -> Iterator[str]:
    """What the findings say, else what the key says, else what the books lack."""
    told = [
        note.comment
        for note in statement.findings(asked.in_period)
        if note.meta[vocabulary.COOPERATION] == cooperation.account
        and note.meta[vocabulary.FINDING] in TELLING
    ]
    if told:
        yield from told
        return
    first, after = asked.days
    results = [
        result
        for result in asked.shared.results
        if result.cooperation.slug == cooperation.slug
        and result.periods[-1].end >= first
        and date(result.year, 1, 1) < after
    ]
    for result in results:
        yield _of_result(result, asked)
    if not results:
        yield _without_result(cooperation, asked)


def _of_result(result: YearResult, asked: Asked) -> Text:
    """A year is settled, and nobody is charged."""
    first, after = asked.days
    ends = [period.end for period in result.periods]
    if not any(first <= end < after for end in ends):
        following = next(end for end in ends if end >= after)
        return Text("Avregnes {day}, som er utenfor perioden.", day=following)
    for pot in result.periods[-1].pots:
        key = unshared(pot.pot.key)
        if key is not None and key.reason:
            return Text("{reason}", reason=key.reason)
    if result.cost_ore:
        return Text("Inntektene dekker kostnaden.")
    return Text("Ingen kostnad å fordele.")


def _without_result(cooperation: Cooperation, asked: Asked) -> Text:
    """Nothing in the books is a cost of the period."""
    first, after = asked.days
    last = after - timedelta(days=1)
    if not any(
        v.first_day <= last and v.last_day >= first for v in cooperation.versions
    ):
        return Text("Avtalen gjelder ikke i perioden.")
    return Text("Ingen kostnad eller inntekt for perioden er ført i kroner.")
