"""How old open claims are (*aldersfordeling*), by payer, and who is to be reminded.

What a payer has to its credit and a host's own notes are no part of what is overdue:
they stand beside it, and a line adds up across to what the accounts say.  Whom to
remind of what: overdue − disputed − covered by credit = to remind, on each line and in
each sum.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import COOPERATION_TITLE
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import PAYER
from fellesbok.agreement.tables import payer_cell
from fellesbok.claims.cells import CELLS
from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.reminders import ages
from fellesbok.claims.tables import COVERED
from fellesbok.claims.tables import CREDIT
from fellesbok.claims.tables import DAYS_OVERDUE
from fellesbok.claims.tables import DUE
from fellesbok.claims.tables import KID
from fellesbok.claims.tables import OUTSTANDING
from fellesbok.claims.tables import OVERDUE
from fellesbok.claims.tables import TO_REMIND
from fellesbok.entries.tables import CLAIM
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.objections.tables import OBJECTED
from fellesbok.tables import BLANK
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

    from fellesbok.agreement import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.reminders import Ages
    from fellesbok.claims.reminders import Credit
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Reminder

AGES = (
    Column(Text("Ikke forfalt"), Kind.MONEY, "not_due"),
    Column(Text("1–30 dager"), Kind.MONEY, "overdue_1_30"),
    Column(Text("31–60 dager"), Kind.MONEY, "overdue_31_60"),
    Column(Text("61–90 dager"), Kind.MONEY, "overdue_61_90"),
    Column(Text("Over 90 dager"), Kind.MONEY, "overdue_over_90"),
)
"""What is owed by age, as ``Ages.overdue``."""

INTERNAL = Column(Text("Internt"), Kind.MONEY, "owed_internally")
CREDIT_OF = Column(Text("Til gode fra"), name="credit_of")
AGES_TITLE = Text("Utestående etter alder, kroner")
REMINDED = (
    *(PAYER, CLAIM, HOST, COOPERATION, COOPERATION_TITLE, DUE, DAYS_OVERDUE, KID),
    *(OVERDUE, OBJECTED, COVERED, TO_REMIND),
)


def ages_table(
    items: Iterable[ClaimItem], loose: Iterable[Loose], payers: Iterable[Payer]
) -> Table:
    """What each payer owes by age, and what the accounts say.

    Args:
        items: The claims.
        loose: What belongs to no claim.
        payers: Those that stand first, in their order; others stand after, by name.
    """
    claims, money = list(items), list(loose)
    lines = []
    for name, payer in _payers(claims, money, payers):
        own = [item for item in claims if item.claim.payer.name == name]
        paid = [each for each in money if each.name == name]
        cell = Cell(name) if payer is None else payer_cell(payer)
        lines.append(Line((cell, *_ages(ages(own, paid)))))
    total = Line((Cell(SUM), *_ages(ages(claims, money))), role="total")
    table = Table(
        "alder",
        Text("Utestående per betaler, kroner"),
        (PAYER, *AGES, CREDIT, INTERNAL, OUTSTANDING),
        (*lines, total),
    )
    return table.where_used([INTERNAL.name])


def open_ages_table(
    items: Iterable[ClaimItem], loose: Iterable[Loose], payers: Iterable[Payer]
) -> Table:
    """The same, which says so in words where nothing is open."""
    table = ages_table(items, loose, payers)
    if len(table.lines) > 1:
        return table
    nothing = (Cell(Text("Ingen krav er åpne.")), *(BLANK for _ in table.columns[1:]))
    return replace(table, lines=(Line(nothing),))


def _payers(
    items: Iterable[ClaimItem], loose: Iterable[Loose], payers: Iterable[Payer]
) -> Iterator[tuple[str, Payer | None]]:
    """Those that owe or have something, by name."""
    of: dict[str, Payer | None] = {each.name: each.payer for each in loose}
    of |= {item.claim.payer.name: item.claim.payer for item in items}
    first = [payer.name for payer in payers if payer.name in of]
    for name in [*first, *sorted(of.keys() - {*first})]:
        yield name, of[name]


def _ages(found: Ages) -> list[Cell]:
    """Ages side by side, what comes off, what is internal, and what they add up to."""
    amounts = (*found.overdue, -found.credit, found.internal)
    cells = [Cell(amount) if amount else BLANK for amount in amounts]
    return [*cells, Cell(found.total)]


def reminders_table(
    groups: Sequence[tuple[Dues, Sequence[Reminder]]], *, with_sums: bool
) -> Table:
    """Whom to remind of what, payer by payer and host by host.

    Args:
        groups: What is overdue between each payer and host.
        with_sums: Whether the sum of each stands below it.
    """
    lines, shown = [], []
    for dues, reminders in groups:
        own = [_reminder(reminder) for reminder in reminders]
        lines += own
        shown += own
        if with_sums:
            said = {"payer": dues.payer.name, "host": dues.host.name}
            shown.append(
                total_line(Text("Sum {payer} hos {host}", **said), own, REMINDED)
            )
    table = Table(
        "purring",
        Text("Purreliste: forfalt, mindre det som er til gode, kroner"),
        REMINDED,
        (*shown, total_line(SUM, lines, REMINDED)),
        Text(
            "Det betaleren har til gode hos samme vert, i alle samarbeid, går av på det"
            " eldste som er forfalt."
        ),
    )
    return table.where_used([OBJECTED.name])


def _reminder(reminder: Reminder) -> Line:
    """One claim that is overdue."""
    item = reminder.item
    row = ClaimRow(item.claim, item.voucher.entry, item, reminder=reminder)
    return Line(tuple(CELLS[column.name](row) for column in REMINDED))


def credits_table(
    found: Iterable[tuple[Dues, Credit]], notes: Sequence[Text] = ()
) -> Table:
    """What payers have to their credit with each host, and what it is of.

    Args:
        found: Each credit.
        notes: Who is not reminded because of it.
    """
    columns = (PAYER, HOST, CREDIT_OF, COOPERATION, CREDIT)
    lines = [
        Line(
            (
                payer_cell(dues.payer),
                Cell(dues.host.name),
                Cell(credit.what, _place(credit)),
                Cell(credit.cooperation or None),
                Cell(credit.amount),
            )
        )
        for dues, credit in found
    ]
    return Table(
        "til-gode",
        Text("Til gode hos verten, kroner"),
        columns,
        (*lines, total_line(SUM, lines, columns)),
        sentences(notes),
    )


def _place(credit: Credit) -> targets.Target | None:
    """Where a credit stands: the claim that it is of, or the account."""
    if credit.item is not None:
        return targets.Entry(credit.item.voucher.entry)
    return None if credit.account is None else targets.Account(credit.account)
