"""The figures of grants as tables: all on a day, each by year, each figure by figure.

A figure has one label.  ``FIGURES`` names them where the line or the heading beside it
tells of which days they are; ``OF_YEAR`` and ``SO_FAR`` tell that themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import cooperation_cell
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.grants.records import account_of
from fellesbok.messages import Text
from fellesbok.sharing.by_year_tables import YEAR
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.grants.records import GrantOnDay
    from fellesbok.grants.standing import GrantStand
    from fellesbok.grants.standing import GrantYear

GRANT = Column(Text("Tilskudd"), name="grant")
GRANTOR = Column(Text("Giver"), name="grantor")
COMMODITY = Column(Text("Enhet"), name="commodity")
FIGURE = Column(Text("Tall i kroner"), name="figure")
NEXT_DEADLINE = Column(Text("Neste frist"), Kind.DAY, "next_deadline")
DAYS_LEFT = Column(Text("Dager igjen"), Kind.COUNT, "days_left")

FIGURES = {
    column.name: column
    for column in (
        Column(Text("Overført fra året før"), Kind.MONEY, "carried_over"),
        Column(Text("Nytt i året"), Kind.MONEY, "new"),
        Column(Text("Tilsagn"), Kind.MONEY, "committed"),
        Column(Text("Til rådighet"), Kind.MONEY, "available"),
        Column(Text("Opptjent"), Kind.MONEY, "earned"),
        Column(Text("Mottatt"), Kind.MONEY, "received"),
        Column(Text("Tilskudd til gode"), Kind.MONEY, "receivable"),
        Column(Text("Ubrukt"), Kind.MONEY, "unused"),
        Column(Text("Igjen"), Kind.MONEY, "left"),
        Column(Text("Tak før sluttrapport"), Kind.MONEY, "cap"),
        Column(Text("Tak etter satsen"), Kind.MONEY, "cap_by_rate"),
        Column(Text("Opptjent over taket"), Kind.MONEY, "not_payable"),
        Column(Text("Opptjent over satsen"), Kind.MONEY, "not_payable_by_rate"),
    )
}
"""The figures of a grant in the order in which they are told, by their names in the
records."""

SPLIT = ("carried_over", "new")
"""What of the money at hand was carried over, and what was not: of years alone."""

GROWING = ("committed", "available", "earned", "received")
"""What a year adds to, and what there is so far."""

BALANCES = ("receivable", "unused", "left")
"""Where a year ends."""

CAPS = ("cap", "cap_by_rate", "not_payable", "not_payable_by_rate")
BY_RATE = {"cap_by_rate": "cap", "not_payable_by_rate": "not_payable"}
"""What stands only where the rate says something else than the stated amount."""

ALWAYS = frozenset({"earned", "received", "receivable", "unused"})
"""What is told also where nothing states it; money at hand is told where it is."""

OF_YEAR = {
    **{name: FIGURES[name] for name in SPLIT},
    **{
        name: Column(
            Text("{figure} i året", figure=FIGURES[name].title),
            Kind.MONEY,
            f"{name}_in_year",
        )
        for name in GROWING
    },
}
"""What a year adds, by the names of ``GrantYear``."""

SO_FAR = {
    **{
        name: Column(
            Text("{figure} hittil", figure=FIGURES[name].title),
            Kind.MONEY,
            f"{name}_so_far",
        )
        for name in GROWING
    },
    **{name: FIGURES[name] for name in (*BALANCES, *CAPS)},
}
"""Where a grant stands on a day, by the names of ``GrantStand``."""

OVERVIEW = (
    *("committed", "earned", "received", "receivable", "unused", "left"),
    *("cap", "not_payable"),
)
OF_ONE = (
    YEAR.name,
    *(OF_YEAR[name].name for name in (*SPLIT, *GROWING)),
    *(SO_FAR[name].name for name in ("earned", "received", *BALANCES)),
)
"""What is told year by year where the terms stand beside it."""

MEANING = Text(
    "Opptjent er det kostnadene gir rett til, mottatt er det som er kommet. Tilskudd"
    " til gode er opptjent og ikke kommet, ubrukt er kommet og ikke opptjent, og igjen"
    " er det som er til rådighet og ikke opptjent. «Ikke oppgitt» er ikke null."
)


def overview_table(rows: Sequence[GrantOnDay], day: date) -> Table:
    """Every grant on a line; figures of different kinds are never added."""
    return Table(
        "tilskudd",
        Text("Tilskuddene per {day}, kroner", day=day),
        (
            *(GRANT, COOPERATION, GRANTOR),
            *(SO_FAR[name] for name in OVERVIEW),
            *(NEXT_DEADLINE, DAYS_LEFT),
        ),
        tuple(_overview(row) for row in rows),
        MEANING,
    )


def _overview(row: GrantOnDay) -> Line:
    due = row.next_due
    return Line(
        (
            Cell(row.grant.title, page_of(row.grant)),
            cooperation_cell(row.cooperation),
            Cell(row.grantor),
            *(_so_far(row.stand, name, page_of(row.grant)) for name in OVERVIEW),
            BLANK if due is None else Cell(due.day, note=due.text),
            BLANK if due is None else Cell((due.day - row.day).days),
        )
    )


def page_of(grant: Grant) -> targets.Page:
    """The page of one grant."""
    return targets.Page("Tilskudd", (("tilskudd", grant.slug),))


def every_year_table(years: Iterable[GrantYear], agreement: Agreement) -> Table:
    """What each year of each grant adds, and where it ends: a line a grant and year."""
    return Table(
        "tilskudd",
        Text("Tilskuddene år for år, kroner"),
        (
            *(YEAR, GRANT, COOPERATION, GRANTOR, COMMODITY),
            *OF_YEAR.values(),
            *SO_FAR.values(),
        ),
        tuple(_line(year, agreement) for year in years),
        MEANING,
    )


def _line(year: GrantYear, agreement: Agreement) -> Line:
    grant = year.grant
    posted = targets.Account(account_of(grant, agreement), str(year.year))
    return Line(
        (
            Cell(year.year),
            Cell(grant.title),
            Cell(agreement.cooperations[grant.cooperation].title),
            Cell(agreement.payer(grant.grantor).name),
            Cell(grant.commodity),
            *(_of_year(year, name, posted) for name in OF_YEAR),
            *(_so_far(year.stand, name, posted) for name in SO_FAR),
        )
    )


def years_table(row: GrantOnDay, agreement: Agreement) -> list[Table]:
    """The years of one grant; none or one.

    What of the money at hand was carried over stands where something is told of it.
    """
    if not row.years:
        return []
    every = every_year_table(row.years, agreement)
    told = _told(every)
    note = Text(
        "Igjen er det som er til rådighet og ikke opptjent; det overføres til neste år."
        " Det siste året er vist til og med {day}.",
        day=row.day,
    )
    return [
        replace(
            every.narrowed(n for n in OF_ONE if n in told or n not in SPLIT),
            name="aar",
            title=Text("År for år, kroner"),
            note=note,
        )
    ]


def _told(table: Table) -> set[str]:
    """The columns in which some line has something."""
    return {
        column.name
        for n, column in enumerate(table.columns)
        if any(line.cells[n].value is not None for line in table.lines)
    }


def figures_table(
    years: Sequence[GrantYear], stand: GrantStand, agreement: Agreement
) -> Table:
    """One grant, a line a figure: a column a year and one for all that is so far.

    Args:
        years: The years that are shown.
        stand: Where it stands so far.
        agreement: For where it stands in the books.
    """
    account = account_of(stand.grant, agreement)
    return Table(
        f"tilskudd-{stand.grant.slug}",
        stand.grant.title,
        (
            FIGURE,
            *(Column(str(y.year), Kind.MONEY, f"year_{y.year}") for y in years),
            Column(Text("Hittil, {day}", day=stand.day), Kind.MONEY, "until_day"),
        ),
        tuple(_figures(years, stand, account)),
        MEANING,
    )


def _figures(
    years: Sequence[GrantYear], stand: GrantStand, account: str
) -> Iterator[Line]:
    for name, column in FIGURES.items():
        if name in BY_RATE and getattr(stand, name) == getattr(stand, BY_RATE[name]):
            continue
        cells = [_in_or_by(year, name, account) for year in years]
        cells.append(
            BLANK if name in SPLIT else _so_far(stand, name, page_of(stand.grant))
        )
        told = {cell.value for cell in cells} - {None}
        if name in (*GROWING, *BALANCES):
            told -= {NOT_STATED}
        if told or name in ALWAYS:
            yield Line((Cell(column.title), *cells))


def _in_or_by(year: GrantYear, name: str, account: str) -> Cell:
    """What a year adds, or where it ends; blank of what is only told so far."""
    posted = targets.Account(account, str(year.year))
    if name in OF_YEAR:
        return _of_year(year, name, posted)
    return _so_far(year.stand, name, posted) if name in BALANCES else BLANK


def _of_year(year: GrantYear, name: str, leads_to: targets.Target) -> Cell:
    """What a year adds; what is first in the books has nothing carried over."""
    amount = getattr(year, name)
    if amount is None and name in SPLIT and not year.is_not_split:
        return BLANK
    return _stated(amount, leads_to)


def _so_far(stand: GrantStand, name: str, leads_to: targets.Target) -> Cell:
    """What there is on a day; blank where no cap holds."""
    amount = getattr(stand, name)
    waits = stand.grant.cap is not None and stand.committed is None
    if amount is None and name in CAPS and not waits:
        return BLANK
    return _stated(amount, leads_to)


def _stated(amount: Decimal | None, leads_to: targets.Target) -> Cell:
    """An amount, or that it is not stated, which is not zero."""
    return Cell(NOT_STATED) if amount is None else Cell(amount, leads_to)
