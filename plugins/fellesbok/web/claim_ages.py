"""How old open claims are (*aldersfordeling*), by payer, and who is to be reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims import ClaimKind
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.web.bars import bars_svg
from fellesbok.web.claim_rows import NOTHING
from fellesbok.web.table import BLANK
from fellesbok.web.table import Cell
from fellesbok.web.table import Column
from fellesbok.web.table import Line
from fellesbok.web.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from fellesbok.web.asked import Asked
    from fellesbok.web.claim_rows import ClaimBook
    from fellesbok.web.claim_rows import ClaimRow

AGES = (
    (Text("Ikke forfalt"), None, 0),
    (Text("1–30 dager"), 1, 30),
    (Text("31–60 dager"), 31, 60),
    (Text("61–90 dager"), 61, 90),
    (Text("Over 90 dager"), 91, None),
)
"""The days since a claim fell due, first and last."""

AGES_TITLE = Text("Utestående etter alder, kroner")


def by_age(rows: Iterable[ClaimRow]) -> list[Decimal]:
    """What is left of claims, by how long ago they fell due."""
    sums = [NOTHING] * len(AGES)
    for row in rows:
        for place, (_, first, last) in enumerate(AGES):
            after = first is None or row.days_over >= first
            if after and (last is None or row.days_over <= last):
                sums[place] += row.left
    return sums


def ages_plot(book: ClaimBook, language: str) -> Markup | None:
    """What is left by age; nothing where nothing is."""
    if not book.open:
        return None
    rows = [
        (f"{say(title, language)}: {show(amount, language)}", amount)
        for (title, _, _), amount in zip(AGES, by_age(book.open), strict=True)
    ]
    return bars_svg("alder", say(AGES_TITLE, language), rows)


def ages_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """What each payer owes by age, and that it is what the accounts say."""
    lines = []
    for payer in asked.payers():
        rows = [row for row in book.open if row.claim.payer == payer]
        loose = [found.amount for found in book.loose if found.payer == payer.slug]
        if rows or loose:
            href = asked.links.page("Kommuneoppgave", kommune=payer.slug)
            lines.append(Line((Cell(payer.name, href), *_ages(rows, loose, book))))
    if not lines:
        return []
    every = [found.amount for found in book.loose]
    sums = (Cell(Text("Sum")), *_ages(book.open, every, book))
    return [
        Table(
            "alder",
            Text("Utestående per betaler, kroner"),
            (
                Column(Text("Betaler")),
                *(Column(title, number=True) for title, _, _ in AGES),
                Column(Text("Utestående"), number=True),
                *_loose_columns(book),
            ),
            (*lines, Line(sums, role="total")),
            _note(book),
        )
    ]


def _loose_columns(book: ClaimBook) -> tuple[Column, ...]:
    if not book.loose:
        return ()
    return (
        Column(Text("Innbetalt uten krav"), number=True),
        Column(Text("Saldo"), number=True),
    )


def _ages(
    rows: Sequence[ClaimRow], loose: Sequence[Decimal], book: ClaimBook
) -> list[Cell]:
    """Ages side by side, what they add up to, and what no claim is known of."""
    total = sum((row.left for row in rows), NOTHING)
    cells = [Cell(amount) if amount else BLANK for amount in by_age(rows)]
    cells.append(Cell(total))
    if book.loose:
        off = sum(loose, NOTHING)
        cells += [Cell(off) if loose else BLANK, Cell(total - off)]
    return cells


def _note(book: ClaimBook) -> Text:
    """How old is counted, and that the sum is what the accounts say."""
    if book.hidden:
        return Text(
            "Filteret skjuler {count} krav. Summene er av kravene som vises.",
            count=book.hidden,
        )
    if book.off:
        return Text(
            "Alderen er dager etter forfall. På kravkontoene står {off} kr mer enn"
            " kravene og innbetalingene her; se feilene i bøkene.",
            off=book.off,
        )
    return Text(
        "Alderen er dager etter forfall. Summen er saldoen på kravkontoene denne dagen."
    )


def reminders_table(book: ClaimBook, asked: Asked) -> list[Table]:
    """Those that have fallen due, oldest first; none or one.

    The host sends itself no reminder.
    """
    rows = [
        row
        for row in book.open
        if row.days_over > 0
        and row.left > 0
        and row.claim.kind is not ClaimKind.INTERNAL
    ]
    if not rows:
        return []
    rows.sort(key=lambda row: (-row.days_over, row.claim.id))
    total = sum((row.left for row in rows), NOTHING)
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
            (*(_reminder(row, asked) for row in rows), Line(sums, role="total")),
        )
    ]


def _reminder(row: ClaimRow, asked: Asked) -> Line:
    claim = row.claim
    page = asked.links.page("Kommuneoppgave", kommune=claim.payer.slug)
    return Line(
        (
            Cell(claim.payer.name, page),
            Cell(claim.id, asked.links.entry(row.entry)),
            Cell(claim.cooperation.title),
            Cell(Text("{day}", day=claim.due)),
            Cell(row.days_over),
            Cell(claim.kid or None),
            Cell(row.left),
        )
    )
