"""An explanation as tables: the steps, what was posted, and what to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing import statement
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.explanation.explain import Explanation
    from fellesbok.explanation.key import Row
    from fellesbok.tables.values import Value
    from fellesbok.web.frame.asked import Asked


def step_tables(
    explanation: Explanation, asked: Asked, cooperation: Cooperation
) -> tuple[Table, ...]:
    """The steps in order, each with its place in the books or in the agreement."""
    terms = asked.links.page("Avtaler", samarbeid=cooperation.slug)
    tables = []
    for number, section in enumerate(explanation.sections, 1):
        columns = (Column(Text("Hva")), Column(Text("Kroner"), kind=Kind.MONEY))
        title = Text("{number}. {title}", number=number, title=section.title)
        lines = tuple(_step(row, asked, terms) for row in section.rows)
        tables.append(Table(f"steg-{number}", title, columns, lines))
    return tuple(tables)


def _step(row: Row, asked: Asked, terms: str) -> Line:
    """A step; what has neither amount nor line is said in the agreement."""
    href = asked.links.place(*row.place) if row.place else ""
    if not href and row.amount_ore is None:
        href = terms
    label = row.label
    for _ in range(row.depth):
        label = Text("– {label}", label=label)
    cells = (Cell(label, href), Cell(_amount(row)))
    return Line(cells, role="total" if row.total else "line")


def _amount(row: Row) -> Value:
    """Kroner; an amount that is not whole øre stays exact."""
    if row.amount_ore is None:
        return None
    if row.amount_ore.denominator == 1:
        return kroner(int(row.amount_ore))
    return row.amount_ore / 100


def posted_table(asked: Asked, cooperation: Cooperation, payer: Payer) -> Table:
    """What the programme has posted of it, one line a posting."""
    lines = []
    for entry in asked.all_entries:
        meta: Any = entry.meta
        if (
            meta["filename"] != vocabulary.FILE
            or meta.get(vocabulary.COOPERATION) != cooperation.account
            or meta.get(vocabulary.MUNICIPALITY) != payer.name
            or entry.date.year != asked.one_year()
        ):
            continue
        known: Any = entry
        href = asked.links.entry(entry)
        lines += [
            Line(
                (
                    Cell(Text("{day}", day=entry.date), href),
                    Cell(meta.get(vocabulary.PERIOD, "")),
                    Cell(posting.account, asked.links.account(posting.account)),
                    Cell(posting.units.number),
                )
            )
            for posting in known.postings
        ]
    return Table(
        "postert",
        Text("Ført i bøkene av fordelingen"),
        (
            Column(Text("Dato")),
            Column(Text("Periode")),
            Column(Text("Konto")),
            Column(Text("Kroner"), kind=Kind.MONEY),
        ),
        tuple(lines),
    )


def findings_table(asked: Asked, cooperation: Cooperation) -> tuple[Table, ...]:
    """What the books say must be known of the year; nothing where there is nothing."""
    notes = [
        note
        for note in statement.findings(asked.all_entries, asked.one_year())
        if note.meta[vocabulary.COOPERATION] == cooperation.account
    ]
    if not notes:
        return ()
    href = asked.links.page("Funn", samarbeid=cooperation.slug)
    lines = tuple(
        Line((Cell(str(note.meta[vocabulary.FINDING]), href), Cell(note.comment)))
        for note in notes
    )
    columns = (Column(Text("Slag")), Column(Text("Funn")))
    return (Table("funn", Text("Dette må du vite om tallet"), columns, lines),)


def charges_table(asked: Asked) -> Table:
    """Every figure of the period that can be explained."""
    known = asked.shared.agreement.cooperation_by_account
    slugs = asked.shared.agreement.slug_by_name
    lines = []
    for share in statement.shares(asked.entries):
        cooperation = known[share.cooperation]
        href = asked.links.page(
            "Forklaring",
            samarbeid=cooperation.slug,
            kommune=slugs[share.municipality],
            time=share.day.year,
        )
        cells = (
            Cell(cooperation.title, href),
            Cell(share.municipality),
            Cell(share.period),
            Cell(share.amount, href),
        )
        lines.append(Line(cells))
    if not lines:
        lines.append(Line((Cell(Text("Ingenting er fordelt.")), BLANK, BLANK, BLANK)))
    return Table(
        "andeler",
        Text("Andeler i {period}", period=asked.period),
        (
            Column(Text("Samarbeid")),
            Column(Text("Betaler")),
            Column(Text("Periode")),
            Column(Text("Kroner"), kind=Kind.MONEY),
        ),
        tuple(lines),
    )
