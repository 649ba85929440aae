"""A new year as tables: its budget, what it lacks, and what it opens with."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import TITLE
from fellesbok.agreement.tables import WHAT
from fellesbok.entries.tables import LACKING
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.sharing.tables import ACCOUNT
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import SourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.model import Place
    from fellesbok.agreement.year_gaps import Gap
    from fellesbok.agreement.year_gaps import MissingFigures
    from fellesbok.budgets.next_year import Carried
    from fellesbok.closing.opens_with import OpensWith

WRITTEN_AT = Column(Text("Skrives i"), name="written_at")
STANDS = Column(Text("Står i bøkene"), Kind.MONEY, "stands")
AGREEMENT = Column(Text("Mot kontoene"), Kind.SENTENCE, "agrees")
AGREES = Text("stemmer")


def budget_table(carried: Sequence[Carried], year: int) -> Table:
    """Each budget line, the amount before and the amount now, and their sums."""
    before = Column(Text("{year}", year=year - 1), Kind.MONEY, "amount_last_year")
    now = Column(Text("{year}", year=year), Kind.MONEY, "amount_this_year")
    columns = (ACCOUNT, before, now)
    lines = [
        Line((Cell(each.account), Cell(each.before), Cell(each.amount)))
        for each in carried
    ]
    if len(lines) > 1:
        lines.append(total_line(SUM, lines, columns))
    return Table("budsjett", Text("Budsjett"), columns, tuple(lines))


def rounding(carried: Sequence[Carried]) -> Text | None:
    """How many amounts are rounded, and by how much in all; ``None`` where none is."""
    off = [each.off for each in carried if each.off]
    if not off:
        return None
    return Text(
        "{count} beløp er avrundet til nærmeste øre, en halv øre bort fra null. Til"
        " sammen er {off} kr lagt til.",
        count=len(off),
        off=sum(off, Fraction(0)),
    )


def gaps_table(gaps: Sequence[Gap], missing: Sequence[MissingFigures]) -> Table:
    """What the agreements, and the figures that they rest on, lack for the year."""
    by_place: dict[tuple[str, Place], list[Text]] = defaultdict(list)
    for gap in gaps:
        texts = by_place[gap.title, gap.place]
        if gap.text not in texts:
            texts.append(gap.text)
    lines = []
    for (title, at), texts in by_place.items():
        lines.append(
            Line((Cell(title), _where(at.path, at.line), Cell(joined(texts, "; "))))
        )
    lines += [
        Line(
            (
                Cell(each.title),
                _where(*each.place) if each.place else BLANK,
                Cell(each.text),
            )
        )
        for each in missing
    ]
    columns = (TITLE, WRITTEN_AT, LACKING)
    return Table("mangler", Text("Dette mangler"), columns, tuple(lines))


def _where(path: str, line: int) -> Cell:
    """The file and line that something is written in."""
    return Cell(f"{Path(path).name}:{line}", SourceLine(path, line))


def opening_table(opening: OpensWith) -> Table:
    """What the year opens with, and whether it agrees with the accounts."""
    lines = [
        Line((Cell(account), Cell(amount), BLANK))
        for account, amount in opening.balances.items()
    ]
    lines.append(
        Line(
            (
                Cell(Text("Inntekter og kostnader til og med {day}", day=opening.day)),
                Cell(opening.result),
                Cell(_held(opening.total)),
            )
        )
    )
    open_claims = Text("Åpne krav ({count})", count=opening.claims)
    off = opening.on_claims - opening.outstanding
    lines.append(Line((Cell(open_claims), Cell(opening.outstanding), Cell(_held(off)))))
    for title, (owned, stands) in opening.funds.items():
        fund = Text("Fond, {title}", title=title)
        lines.append(Line((Cell(fund), Cell(owned), Cell(_held(stands - owned)))))
    return Table(
        "inngaaende",
        Text("Slik står bøkene {day}", day=opening.day),
        (WHAT, STANDS, AGREEMENT),
        tuple(lines),
    )


def _held(off: Decimal) -> Text:
    """Whether it agrees with the accounts that it stands on."""
    if not off:
        return AGREES
    return Text("{off} kr fra det som står på kontoene", off=off)
