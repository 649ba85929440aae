"""How old open claims are (*aldersfordeling*), by payer, and who is to be reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.open_printing import ages
from fellesbok.web.bars import bars_svg
from fellesbok.web.claim_rows import NOTHING
from fellesbok.web.table import BLANK
from fellesbok.web.table import Cell
from fellesbok.web.table import Column
from fellesbok.web.table import Line
from fellesbok.web.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from fellesbok.claim_items import ClaimItem
    from fellesbok.web.asked import Asked
    from fellesbok.web.claim_rows import ClaimBook

AGES = (
    Text("Ikke forfalt"),
    Text("1–30 dager"),
    Text("31–60 dager"),
    Text("61–90 dager"),
    Text("Over 90 dager"),
)
AGES_TITLE = Text("Utestående etter alder, kroner")


def ages_plot(book: ClaimBook, language: str) -> Markup | None:
    """What is left by age; nothing where nothing is."""
    if not book.open:
        return None
    rows = [
        (f"{say(title, language)}: {show(amount, language)}", amount)
        for title, amount in zip(AGES, ages(book.open), strict=True)
    ]
    return bars_svg("alder", say(AGES_TITLE, language), rows)


def ages_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """What each payer owes by age, and what the accounts say; none or one."""
    lines = []
    for payer in asked.payers():
        items = [item for item in book.open if item.claim.payer == payer]
        unplaced = book.unplaced.get(payer.slug)
        if items or unplaced:
            href = asked.links.page("Kommuneoppgave", kommune=payer.slug)
            cells = _ages(items, unplaced, book)
            lines.append(Line((Cell(payer.name, href), *cells)))
    if not lines:
        return []
    every = sum(book.unplaced.values(), NOTHING)
    sums = (Cell(Text("Sum")), *_ages(book.open, every, book))
    return [
        Table(
            "alder",
            Text("Utestående per betaler, kroner"),
            (
                Column(Text("Betaler")),
                *(Column(title, number=True) for title in AGES),
                Column(Text("Utestående"), number=True),
                *_unplaced_columns(book),
            ),
            (*lines, Line(sums, role="total")),
            _note(book),
        )
    ]


def _unplaced_columns(book: ClaimBook) -> tuple[Column, ...]:
    if not book.unplaced:
        return ()
    return (
        Column(Text("Betalt for mye"), number=True),
        Column(Text("Saldo"), number=True),
    )


def _ages(
    items: Sequence[ClaimItem], unplaced: Decimal | None, book: ClaimBook
) -> list[Cell]:
    """Ages side by side, what they add up to, and what no claim is known of."""
    total = sum((item.remaining for item in items), NOTHING)
    cells = [Cell(amount) if amount else BLANK for amount in ages(items)]
    cells.append(Cell(total))
    if book.unplaced:
        off = BLANK if unplaced is None else Cell(unplaced)
        cells += [off, Cell(total - (unplaced or NOTHING))]
    return cells


def _note(book: ClaimBook) -> Text:
    """How old is counted, and that the sum is what the accounts say."""
    if book.hidden:
        return Text(
            "Filteret skjuler {count} krav. Summene er av kravene som vises.",
            count=book.hidden,
        )
    return Text(
        "Alderen er dager etter forfall. Summen er saldoen på kravkontoene denne dagen."
    )


def reminders_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """Those whom to remind, what is oldest first; none or one."""
    items = [item for item in book.open if item.is_to_be_reminded]
    if not items:
        return []
    entries = {row.claim.id: row.entry for row in book.rows}
    lines = [
        Line(
            (
                Cell(
                    item.claim.payer.name,
                    asked.links.page("Kommuneoppgave", kommune=item.claim.payer.slug),
                ),
                Cell(item.claim.id, asked.links.entry(entries[item.claim.id])),
                Cell(item.claim.cooperation.title),
                Cell(Text("{day}", day=item.claim.due)),
                Cell(item.days_overdue),
                Cell(item.claim.kid or None),
                Cell(item.remaining),
            )
        )
        for item in items
    ]
    total = sum((item.remaining for item in items), NOTHING)
    sums = (Cell(Text("Sum")), *(BLANK,) * 5, Cell(total))
    return [
        Table(
            "purring",
            Text("Purreliste: forfalt og ikke betalt, kroner"),
            (
                Column(Text("Betaler")),
                Column(Text("Krav")),
                Column(Text("Samarbeid")),
                Column(Text("Forfall")),
                Column(Text("Dager over"), number=True),
                Column(Text("KID")),
                Column(Text("Gjenstår"), number=True),
            ),
            (*lines, Line(sums, role="total")),
        )
    ]
