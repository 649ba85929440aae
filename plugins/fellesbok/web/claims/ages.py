"""How old open claims are (*aldersfordeling*), by payer, and who is to be reminded.

What a payer has to its credit and a host's own notes are no part of what is overdue:
they stand beside it, and the line adds up to what the accounts say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.reminders import AGES_HEADS
from fellesbok.claims.reminders import ages
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.claims.rows import NOTHING
from fellesbok.web.frame.bars import bars_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction
    from markupsafe import Markup

    from fellesbok.claims.reminders import Ages
    from fellesbok.claims.reminders import Credit
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Reminder
    from fellesbok.web.claims.rows import ClaimBook
    from fellesbok.web.frame.asked import Asked

AGES_TITLE = Text("Utestående etter alder, kroner")


def ages_plot(book: ClaimBook, language: str) -> Markup | None:
    """What is owed by age; nothing where nothing is."""
    found = ages(book.open).overdue
    if not any(found):
        return None
    rows = [
        (f"{say(title, language)}: {show(amount, language)}", amount)
        for title, amount in zip(AGES_HEADS, found, strict=False)
    ]
    return bars_svg("alder", say(AGES_TITLE, language), rows)


def ages_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """What each payer owes by age, and what the accounts say; none or one."""
    lines = []
    for payer in asked.payers():
        items = [item for item in book.open if item.claim.payer == payer]
        loose = [each for each in book.loose if each.payer == payer]
        if items or loose:
            href = asked.links.page("Kommuneoppgave", kommune=payer.slug)
            lines.append(Line((Cell(payer.name, href), *_cells(ages(items, loose)))))
    if not lines:
        return []
    sums = (Cell(Text("Sum")), *_cells(ages(book.open, book.loose)))
    return [
        Table(
            "alder",
            Text("Utestående per betaler, kroner"),
            (
                Column(Text("Betaler")),
                *(Column(title, kind=Kind.MONEY) for title in AGES_HEADS),
                Column(Text("Utestående"), kind=Kind.MONEY),
            ),
            (*lines, Line(sums, role="total")),
            _note(book),
        )
    ]


def _cells(found: Ages) -> list[Cell]:
    """Ages side by side, what comes off, what is internal, and what they add up to."""
    amounts = (*found.overdue, -found.credit, found.internal)
    cells = [Cell(amount) if amount else BLANK for amount in amounts]
    return [*cells, Cell(found.total)]


def _note(book: ClaimBook) -> Text:
    """How old is counted, and that the sum is what the accounts say."""
    if book.hidden:
        return Text(
            "Filteret skjuler {count} krav. Summene er av kravene som vises.",
            count=book.hidden,
        )
    return Text(
        "Alderen er dager etter forfall. Det som er til gode, og vertens interne noter,"
        " er aldri forfalt. Summen er saldoen på kravkontoene denne dagen."
    )


def reminders_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """Those whom to remind, payer by payer and host by host; none or one."""
    shown = {item.claim.id for item in book.open}
    found = [
        (dues, reminder)
        for dues in book.dues
        for reminder in dues.reminders
        if dues.amount and reminder.item.claim.id in shown
    ]
    if not found:
        return []
    entries = {row.claim.id: row.entry for row in book.rows}
    lines = [
        Line(_reminder(dues, reminder, entries[reminder.item.claim.id], asked))
        for dues, reminder in found
    ]
    sums = (
        sum((r.item.remaining for _, r in found), NOTHING),
        sum((r.credit for _, r in found), NOTHING),
        sum((r.amount for _, r in found), NOTHING),
    )
    total = (Cell(Text("Sum")), *(BLANK,) * 6, *(Cell(amount) for amount in sums))
    return [
        Table(
            "purring",
            Text("Purreliste: forfalt, mindre det som er til gode, kroner"),
            (
                Column(Text("Betaler")),
                Column(Text("Krav")),
                Column(Text("Vert")),
                Column(Text("Samarbeid")),
                Column(Text("Forfall")),
                Column(Text("Dager over"), kind=Kind.MONEY),
                Column(Text("KID")),
                Column(Text("Forfalt"), kind=Kind.MONEY),
                Column(Text("Til gode"), kind=Kind.MONEY),
                Column(Text("Å purre"), kind=Kind.MONEY),
            ),
            (*lines, Line(total, role="total")),
            Text(
                "Det betaleren har til gode hos samme vert, i alle samarbeid, går av på"
                " det eldste som er forfalt."
            ),
        )
    ]


def _reminder(
    dues: Dues, reminder: Reminder, entry: Transaction, asked: Asked
) -> tuple[Cell, ...]:
    """One claim that is overdue."""
    item, links = reminder.item, asked.links
    page = links.page("Kommuneoppgave", kommune=dues.payer.slug)
    return (
        Cell(dues.payer.name, page),
        Cell(item.claim.id, links.entry(entry)),
        Cell(dues.host.name),
        Cell(item.claim.cooperation.title),
        Cell(Text("{day}", day=item.claim.due)),
        Cell(item.days_overdue),
        Cell(item.claim.kid or None),
        Cell(item.remaining),
        Cell(reminder.credit) if reminder.credit else BLANK,
        Cell(reminder.amount),
    )


def credits_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """What the payers have to their credit with each host, and what of; none or one."""
    found = list(_credits(book))
    if not found:
        return []
    lines = [
        Line(
            (
                Cell(
                    dues.payer.name,
                    asked.links.page("Kommuneoppgave", kommune=dues.payer.slug),
                ),
                Cell(dues.host.name),
                Cell(credit.what),
                Cell(credit.cooperation or None),
                Cell(credit.amount),
            )
        )
        for dues, credit in found
    ]
    total = sum((credit.amount for _, credit in found), NOTHING)
    covered = [text for dues in book.dues if (text := dues.why_not_reminded)]
    return [
        Table(
            "til-gode",
            Text("Til gode hos verten, kroner"),
            (
                Column(Text("Betaler")),
                Column(Text("Vert")),
                Column(Text("Til gode fra")),
                Column(Text("Samarbeid")),
                Column(Text("Til gode"), kind=Kind.MONEY),
            ),
            (
                *lines,
                Line((Cell(Text("Sum")), *(BLANK,) * 3, Cell(total)), role="total"),
            ),
            " ".join(say(text, asked.language) for text in covered),
        )
    ]


def _credits(book: ClaimBook) -> Iterator[tuple[Dues, Credit]]:
    """Every credit that the filters do not hide."""
    shown = {item.claim.id for item in book.open}
    for dues in book.dues:
        for credit in dues.credits:
            if credit.item is None or credit.item.claim.id in shown:
                yield dues, credit
