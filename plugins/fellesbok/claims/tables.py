"""Claims as tables: what is made, what is open, and what became of a year's claims.

What is claimed is with tax: claimed − credited − paid = remaining, on each line and in
each sum.  Money that belongs to no claim stands in a line of its own, so that a sum is
what the accounts of claims say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import COOPERATION_TITLE
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import SEEN_FROM
from fellesbok.agreement.tables import STATUS
from fellesbok.agreement.tables import payer_cell
from fellesbok.claims.cells import CELLS
from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.reminders import NOTHING
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.tables import ABOUT
from fellesbok.entries.tables import CLAIM
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import OBJECTION
from fellesbok.entries.tables import REMARK
from fellesbok.messages import Text
from fellesbok.objections.tables import OBJECTED
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets
from fellesbok.tables import total_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.claims.loose_money import Loose
    from fellesbok.entries.claim import Claim

DUE = Column(Text("Forfall"), Kind.DAY, "due")
DAYS_OVERDUE = Column(Text("Dager over forfall"), Kind.COUNT, "days_overdue")
KID = Column(Text("KID"), name="kid")
OVERDUE = Column(Text("Forfalt"), Kind.MONEY, "overdue")
CREDIT = Column(Text("Til gode for betaleren"), Kind.MONEY, "credit")
COVERED = Column(Text("Dekkes av til gode"), Kind.MONEY, "covered")
TO_REMIND = Column(Text("Å purre"), Kind.MONEY, "to_remind")
SET_OFF = Column(Text("Motregnet i utlegg"), Kind.MONEY, "set_off")
RECEIVED = Column(Text("Mottatt for samarbeidet"), Kind.MONEY, "received")
CREDITED = Column(Text("Kreditert"), Kind.MONEY, "credited")
PAID = Column(Text("Betalt"), Kind.MONEY, "paid")
OUTSTANDING = Column(Text("Utestående"), Kind.MONEY, "outstanding")
BROUGHT_FORWARD = Column(Text("Fra tidligere år"), Kind.MONEY, "brought_forward")
SHARE_OF_YEAR = Column(Text("Andel av regnskapet"), Kind.MONEY, "share_amount")
GIVEN_BACK = Column(Text("Overskudd tilbake"), Kind.MONEY, "given_back")
PAID_DIRECTLY = Column(Text("Betalt uten krav"), Kind.MONEY, "paid_directly")
ADVANCE = Column(Text("Krevd a konto"), Kind.MONEY, "advance")
SETTLEMENT = Column(Text("Krevd i avregning"), Kind.MONEY, "settlement")
TO_SETTLE = Column(Text("Gjenstår å avregne"), Kind.MONEY, "to_settle")
TAX = Column(Text("Merverdiavgift"), Kind.MONEY, "tax")
TOTAL = Column(SUM, Kind.MONEY, "total")
"""What the payers beside it come to."""

COLUMNS = {
    column.name: column
    for column in (
        CLAIM,
        COOPERATION,
        COOPERATION_TITLE,
        PAYER,
        HOST,
        ABOUT,
        DAY,
        DUE,
        DAYS_OVERDUE,
        STATUS,
        Column(Text("Kreditnotaer"), name="credit_notes"),
        SET_OFF,
        RECEIVED,
        Column(Text("Herav merverdiavgift"), Kind.MONEY, "tax"),
        Column(Text("Krevd"), Kind.MONEY, "claimed"),
        CREDITED,
        PAID,
        Column(Text("Gjenstår"), Kind.MONEY, "remaining"),
        REMARK,
        OBJECTION,
        KID,
        OVERDUE,
        OBJECTED,
        CREDIT,
        COVERED,
        TO_REMIND,
        SEEN_FROM,
        Column(Text("Dokument"), name="document"),
        Column(Text("E-faktura"), name="e_invoice"),
    )
}
"""Every column of a list of claims, by its name."""

MADE = (
    *("claim", "day", "cooperation", "cooperation_title", "payer", "what", "set_off"),
    *("received", "tax", "claimed", "due", "kid"),
)
OPEN = (
    *("claim", "cooperation", "cooperation_title", "payer", "what", "day", "due"),
    *("days_overdue", "claimed", "tax", "credited", "paid", "remaining", "remark"),
    "objection",
    *("host", "kid", "overdue", "objected", "credit", "covered", "to_remind", "on"),
    *("document", "e_invoice"),
)
OF_YEAR = (
    *("claim", "cooperation_title", "payer", "what", "day", "due", "status"),
    *("credit_notes", "claimed", "tax", "credited", "paid", "remaining"),
    *("objection", "document", "e_invoice"),
)
SOMETIMES = (
    *("set_off", "received", "tax", "credited", "objection", "objected"),
    *("document", "e_invoice"),
)
"""What stands only where some claim has it, where people read it."""


def made_table(claims: Iterable[Claim]) -> Table:
    """Claims that are about to be written, with what they come to."""
    rows = [ClaimRow(claim) for claim in claims]
    return _table("krav", Text("Krav, kroner"), MADE, _lines(rows, MADE))


def open_table(
    rows: Sequence[ClaimRow], loose: Sequence[Loose], on: date, *, by_payer: bool
) -> Table:
    """Claims of which something is left, and money that belongs to no claim.

    Args:
        rows: The claims.
        loose: The money.
        on: The day that they are seen from.
        by_payer: Whether they stand payer by payer with the sum of each, by due date;
            otherwise they keep their order.
    """
    groups = _by_payer(rows, loose) if by_payer else [("", rows, loose)]
    lines, shown = [], []
    for payer, claims, money in groups:
        own = [*_lines(claims, OPEN), *(_loose(each, on) for each in money)]
        lines += own
        shown += own
        if by_payer:
            shown.append(_sum(Text("Sum {payer}", payer=payer), own, OPEN))
    note = Text(
        "Krevd leder til forklaringen, kravet til føringen i bøkene, og betalt til"
        " innbetalingene."
    )
    columns = tuple(COLUMNS[name] for name in OPEN)
    total = _sum(SUM, lines, OPEN)
    return Table("krav", Text("Åpne krav, kroner"), columns, (*shown, total), note)


def settled_table(rows: Sequence[ClaimRow], year: int) -> Table:
    """Claims and credit notes of a year of which nothing is left."""
    title = Text("Oppgjorte krav og kreditnotaer fra {year}, kroner", year=year)
    return _with_status("oppgjort", title, rows)


def year_table(rows: Sequence[ClaimRow], year: int, name: str = "krav") -> Table:
    """The claims that are for a year, with what has become of them."""
    title = Text("Krav som gjelder {year}, kroner", year=year)
    return _with_status(name, title, rows)


def unnamed_table(notes: Iterable[Text]) -> Table:
    """Payments that do not say which claim they are for."""
    return Table(
        "uten-krav",
        Text("Innbetalinger som ikke sier hvilket krav de gjelder"),
        (REMARK,),
        tuple(Line((Cell(note),)) for note in notes),
        Text(
            "Skriv lenken ^krav-nummer på bilaget, så går innbetalingen av på det"
            " kravet."
        ),
    )


def _with_status(name: str, title: Text, rows: Sequence[ClaimRow]) -> Table:
    """What is credited stands once: in the credit notes, where they are rows here."""
    has_notes = any(row.claim.kind is ClaimKind.CREDIT for row in rows)
    twice = {"credited"} if has_notes else set()
    return _table(name, title, OF_YEAR, _lines(rows, OF_YEAR)).narrowed(
        {*OF_YEAR} - twice
    )


def _table(name: str, title: Text, names: Sequence[str], lines: list[Line]) -> Table:
    columns = tuple(COLUMNS[each] for each in names)
    return Table(name, title, columns, (*lines, _sum(SUM, lines, names)))


def _lines(rows: Iterable[ClaimRow], names: Sequence[str]) -> list[Line]:
    return [Line(tuple(CELLS[name](row) for name in names)) for row in rows]


def _sum(label: Text, lines: Sequence[Line], names: Sequence[str]) -> Line:
    return total_line(label, lines, [COLUMNS[name] for name in names])


def _by_payer(
    rows: Iterable[ClaimRow], loose: Iterable[Loose]
) -> Iterator[tuple[str, list[ClaimRow], list[Loose]]]:
    """What is open of each payer, by name; claims by due date, then what has none."""
    of: dict[str, tuple[list[ClaimRow], list[Loose]]] = {}
    for row in sorted(rows, key=lambda row: (row.claim.due, row.claim.id)):
        of.setdefault(row.claim.payer.name, ([], []))[0].append(row)
    for each in loose:
        of.setdefault(each.name, ([], []))[1].append(each)
    for name in sorted(of):
        yield name, *of[name]


def _loose(loose: Loose, on: date) -> Line:
    """Money that belongs to no claim: what is paid, and what is to the credit."""
    account = targets.Account(loose.account)
    payer = loose.name if loose.payer is None else payer_cell(loose.payer)
    known = {
        "cooperation": loose.cooperation or None,
        "cooperation_title": loose.cooperation or None,
        "payer": payer,
        "day": loose.day,
        "claimed": NOTHING,
        "tax": NOTHING,
        "credited": NOTHING,
        "paid": Cell(loose.amount, account),
        "remaining": -loose.amount,
        "remark": Text("betalt uten krav"),
        "host": None if loose.host is None else loose.host.name,
        "credit": None if loose.is_internal else loose.amount,
        "on": on,
    }
    found = (known.get(name) for name in OPEN)
    return Line(tuple(c if isinstance(c, Cell) else Cell(c) for c in found))
