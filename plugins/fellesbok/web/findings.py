"""The page of findings: what must be known, asked or answered (*funn*)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import ClassVar

from fellesbok import generated
from fellesbok import statement
from fellesbok.lint import RULES
from fellesbok.lint import lint
from fellesbok.messages import Text
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.table import BLANK
from fellesbok.web.table import Cell
from fellesbok.web.table import Column
from fellesbok.web.table import Line
from fellesbok.web.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Note

    from fellesbok.agreement import Cooperation
    from fellesbok.lint import AuditFinding
    from fellesbok.web.asked import Asked


class Funn(BooksPage):
    """What the books say of themselves, and what a controller would ask.

    Who reads as one municipality gets what the books say of the cooperations that it
    takes part in.  The controller's questions are asked of whole books, and of a part
    of them they would be asked wrongly.
    """

    report_title = "Funn"
    heading: ClassVar[Text] = Text("Funn")

    def shown(self, asked: Asked) -> Shown:
        """The findings of the year, of all or of the cooperation asked for."""
        wanted = asked.arguments.get("samarbeid", "").strip()
        cooperation = asked.cooperation(wanted) if wanted else None
        tables = [_notes(asked, cooperation)]
        if asked.reader is None:
            found = [
                f
                for f in lint(asked.all_entries, asked.shared, asked.one_year())
                if cooperation is None or f.cooperation == cooperation.slug
            ]
            tables = [
                _audit(asked, [f for f in found if f.answer is None], answered=False),
                _audit(
                    asked, [f for f in found if f.answer is not None], answered=True
                ),
                *tables,
            ]
        title = Text("Funn i {period}", period=asked.period)
        if cooperation is not None:
            title = Text(
                "Funn om {name} i {period}", name=cooperation.title, period=asked.period
            )
        return Shown(
            title,
            "funn.html",
            tuple(tables),
            values={
                "whole": asked.links.page("Funn") if cooperation is not None else "",
                "counts": [(table.title, len(table.lines)) for table in tables],
            },
            arguments={"samarbeid": cooperation.slug} if cooperation else {},
        )


def _audit(asked: Asked, found: Sequence[AuditFinding], *, answered: bool) -> Table:
    """What a controller would ask, with the answers that stand in the books."""
    title = Text("Besvarte spørsmål") if answered else Text("Ubesvarte spørsmål")
    return Table(
        "besvart" if answered else "ubesvart",
        title,
        (
            Column(Text("Samarbeid")),
            Column(Text("Funn")),
            Column(Text("Beskrivelse")),
            Column(Text("Beløp"), number=True),
            Column(Text("Sted")),
            *((Column(Text("Svar")),) if answered else ()),
        ),
        tuple(_question(finding, asked) for finding in found),
    )


def _question(finding: AuditFinding, asked: Asked) -> Line:
    known = asked.shared.agreement.cooperations.get(finding.cooperation)
    title, href = Text("Bøkene"), ""
    if known is not None:
        title = Text("{title}", title=known.title)
        href = asked.links.page("Avtaler", samarbeid=known.slug)
    place = BLANK
    if finding.place is not None:
        path, line = finding.place
        place = Cell(f"{Path(path).name}:{line}", asked.links.place(path, line))
    cells = [
        Cell(title, href),
        Cell(RULES[finding.rule].title, note=f"{finding.rule} {finding.part}".strip()),
        Cell(finding.text),
        Cell(finding.amount),
        place,
    ]
    if finding.answer is not None:
        answer = finding.answer
        said = Text("{day}, {by}", day=answer.day, by=answer.by)
        cells.append(Cell(answer.comment, note=said))
    return Line(tuple(cells))


def _notes(asked: Asked, cooperation: Cooperation | None) -> Table:
    """What the settlement of the year says of itself."""
    known = asked.shared.agreement.cooperation_by_account
    notes = [
        note
        for note in statement.findings(asked.in_period)
        if cooperation is None
        or note.meta[generated.COOPERATION] == cooperation.account
    ]

    def line(note: Note) -> Line:
        found = known[note.meta[generated.COOPERATION]]
        href = asked.links.page("Avtaler", samarbeid=found.slug)
        kind = str(note.meta[generated.FINDING])
        return Line((Cell(found.title, href), Cell(kind), Cell(note.comment)))

    return Table(
        "fordelingen",
        Text("Det fordelingen selv sier fra om"),
        (Column(Text("Samarbeid")), Column(Text("Slag")), Column(Text("Funn"))),
        tuple(line(note) for note in notes),
    )
