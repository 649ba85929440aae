"""Claims as tables: those that are open, those that are settled, and loose payments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.claims.rows import LINK
from fellesbok.web.claims.rows import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.entries.claim import Claim
    from fellesbok.web.claims.rows import ClaimBook
    from fellesbok.web.claims.rows import ClaimRow
    from fellesbok.web.frame.asked import Asked

DOCUMENT = "document"
"""Metadata that begin so name a document of the claim."""

E_INVOICE = ".xml"
KINDS = {
    ClaimKind.ADVANCE: Text("a konto"),
    ClaimKind.SETTLEMENT: Text("avregning"),
    ClaimKind.CREDIT: Text("kreditnota"),
    ClaimKind.INTERNAL: Text("internt"),
}


class ClaimTables:
    """Makes the tables; what leads where is looked up once."""

    def __init__(self, book: ClaimBook, asked: Asked) -> None:
        """Remember the claims, the documents and what can be explained."""
        self._book = book
        self._asked = asked
        self._documents = {
            Path(entry.filename).resolve(): entry.filename
            for entry in asked.all_entries
            if isinstance(entry, data.Document)
        }
        self._explained = {
            (share.cooperation, share.municipality, share.day.year)
            for share in statement.shares(asked.all_entries)
        }
        self._entries = {row.claim.id: row.entry for row in book.rows}

    def open(self) -> list[Table]:
        """Claims of which something is left; none or one."""
        rows = [row for row in self._book.rows if row.left]
        if not rows:
            return []
        return [
            Table(
                "krav",
                Text("Åpne krav, kroner"),
                self._columns(Text("Dager over forfall"), rows),
                (
                    *(self._line(row, _over(row), rows) for row in rows),
                    _sums(rows, self._has(rows)),
                ),
                Text(
                    "Krevd leder til forklaringen, kravet til føringen i bøkene, og"
                    " betalt til innbetalingene."
                ),
            )
        ]

    def settled(self, year: int) -> list[Table]:
        """Those made in a year that are paid or taken back, and credit notes."""
        rows = [r for r in self._book.rows if not r.left and r.claim.day.year == year]
        title = Text("Oppgjorte krav og kreditnotaer fra {year}, kroner", year=year)
        return self._with_status("oppgjort", title, rows)

    def of_year(self, year: int) -> list[Table]:
        """The claims that are for a year, with what has become of them; none or one."""
        rows = [row for row in self._book.rows if int(row.claim.period[:4]) == year]
        title = Text("Krav som gjelder {year}, kroner", year=year)
        return self._with_status("krav", title, rows)

    def _with_status(
        self, name: str, title: Text, rows: Sequence[ClaimRow]
    ) -> list[Table]:
        if not rows:
            return []
        lines = [self._line(row, self._status(row), rows) for row in rows]
        sums = _sums(rows, self._has(rows))
        columns = self._columns(Text("Status"), rows)
        return [Table(name, title, columns, (*lines, sums))]

    def unnamed(self) -> list[Table]:
        """Payments that do not say which claim they are for; none or one."""
        if not self._book.notes:
            return []
        return [
            Table(
                "uten-krav",
                Text("Innbetalinger som ikke sier hvilket krav de gjelder"),
                (Column(Text("Merknad"), kind=Kind.SENTENCE),),
                tuple(Line((Cell(note),)) for note in self._book.notes),
                Text(
                    "Skriv lenken ^krav-nummer på bilaget, så går innbetalingen av på"
                    " det kravet."
                ),
            )
        ]

    def _columns(self, last: Text, rows: Sequence[ClaimRow]) -> tuple[Column, ...]:
        pdf, invoice = self._has(rows)
        return (
            Column(Text("Krav")),
            Column(Text("Samarbeid")),
            Column(Text("Betaler")),
            Column(Text("Slag")),
            Column(Text("Dato")),
            Column(Text("Forfall")),
            Column(
                last,
                kind=Kind.COUNT if last == Text("Dager over forfall") else Kind.TEXT,
            ),
            Column(Text("Krevd"), kind=Kind.MONEY),
            *((Column(Text("Avgift"), kind=Kind.MONEY),) if _taxed(rows) else ()),
            *((Column(Text("Kreditert"), kind=Kind.MONEY),) if _credited(rows) else ()),
            Column(Text("Betalt"), kind=Kind.MONEY),
            Column(Text("Gjenstår"), kind=Kind.MONEY),
            *((Column(Text("Dokument")),) if pdf else ()),
            *((Column(Text("E-faktura")),) if invoice else ()),
        )

    def _line(self, row: ClaimRow, after: Cell, rows: Sequence[ClaimRow]) -> Line:
        claim, links = row.claim, self._asked.links
        pdf, invoice = self._has(rows)
        paid = Cell(row.paid, links.journal(f"{LINK}{claim.id}"))
        page = links.page("Kommuneoppgave", kommune=claim.payer.slug)
        terms = links.page("Avtaler", samarbeid=claim.cooperation.slug)
        return Line(
            (
                Cell(claim.id, links.entry(row.entry)),
                Cell(claim.cooperation.title, terms),
                Cell(claim.payer.name, page),
                Cell(_kind(claim)),
                Cell(Text("{day}", day=claim.day)),
                Cell(Text("{day}", day=claim.due)),
                after,
                Cell(claim.amount, self._reason(claim)),
                *((Cell(claim.tax),) if _taxed(rows) else ()),
                *((Cell(row.credited),) if _credited(rows) else ()),
                BLANK if row.item is None else paid,
                Cell(row.left),
                *((self._document(row, invoice=False),) if pdf else ()),
                *((self._document(row, invoice=True),) if invoice else ()),
            )
        )

    def _status(self, row: ClaimRow) -> Cell:
        """What has become of a claim; a credit note leads to what it credits."""
        claim = row.claim
        if claim.kind is ClaimKind.CREDIT:
            said = Text("krediterer {claim}", claim=claim.credits)
            return Cell(said, self._entry(claim.credits), claim.reason)
        if row.credit is not None:
            number = row.credit.id
            said = Text("kreditert med {claim}", claim=number)
            if row.left:
                said = Text("delvis kreditert med {claim}", claim=number)
            return Cell(said, self._entry(row.credit.id))
        return Cell(_standing(row))

    def _entry(self, number: str) -> str:
        entry = self._entries.get(number)
        return "" if entry is None else self._asked.links.entry(entry)

    def _reason(self, claim: Claim) -> str:
        """Where a claim is explained: by the accounts, or else by the budget."""
        year = int(claim.period[:4])
        if (claim.cooperation.account, claim.payer.name, year) in self._explained:
            return self._asked.links.page(
                "Forklaring",
                samarbeid=claim.cooperation.slug,
                kommune=claim.payer.slug,
                time=year,
            )
        return self._asked.links.page(
            "Budsjett", samarbeid=claim.cooperation.slug, time=year
        )

    def _has(self, rows: Sequence[ClaimRow]) -> tuple[bool, bool]:
        """Whether any claim has a document to read, and an e-invoice."""
        names = [name for row in rows for name in self._names(row)]
        xml = [name.endswith(E_INVOICE) for name in names]
        return not all(xml), any(xml)

    def _document(self, row: ClaimRow, *, invoice: bool) -> Cell:
        for name in self._names(row):
            if name.endswith(E_INVOICE) is invoice:
                kind = Path(name).suffix.removeprefix(".").upper()
                return Cell(kind, self._asked.links.document(name))
        return BLANK

    def _names(self, row: ClaimRow) -> list[str]:
        """The documents of a claim that the reader may read, as the books name them."""
        folder = Path(row.entry.meta["filename"]).parent
        named = [
            (folder / str(value)).resolve()
            for key, value in sorted(row.entry.meta.items())
            if key.startswith(DOCUMENT)
        ]
        return [self._documents[path] for path in named if path in self._documents]


def _standing(row: ClaimRow) -> Text:
    """Whether a claim that nobody has taken back is paid, due, or no debt at all."""
    item = row.item
    if item is None or not row.left:
        return Text("betalt")
    if item.is_internal:
        return Text("internt")
    if row.left < 0:
        return Text("til gode")
    if item.days_overdue:
        return Text("forfalt for {count} dager siden", count=item.days_overdue)
    return Text("forfaller {day}", day=row.claim.due)


def _over(row: ClaimRow) -> Cell:
    """The days since it fell due; blank before."""
    days = 0 if row.item is None else row.item.days_overdue
    return Cell(days) if days else BLANK


def _kind(claim: Claim) -> Text:
    """What a claim is for, and which instalment it is."""
    number, _, count = claim.instalment.partition(" av ")
    if not count:
        return KINDS[claim.kind]
    kind = KINDS[claim.kind]
    return Text("{kind} {number} av {count}", kind=kind, number=number, count=count)


def _sums(rows: Sequence[ClaimRow], documents: tuple[bool, bool]) -> Line:
    """Claimed, paid and left added up, each column by itself."""
    return Line(
        (
            Cell(Text("Sum")),
            *(BLANK,) * 6,
            Cell(_added([row.claim.amount for row in rows])),
            *((Cell(_added([r.claim.tax for r in rows])),) if _taxed(rows) else ()),
            *((Cell(_added([r.credited for r in rows])),) if _credited(rows) else ()),
            Cell(_added([row.paid for row in rows])),
            Cell(_added([row.left for row in rows])),
            *(BLANK,) * sum(documents),
        ),
        role="total",
    )


def _taxed(rows: Sequence[ClaimRow]) -> bool:
    """Whether tax is added to any of the claims."""
    return any(row.claim.tax for row in rows)


def _credited(rows: Sequence[ClaimRow]) -> bool:
    """Whether a part of any is taken back by a credit note that is no row here."""
    is_among = any(row.claim.kind is ClaimKind.CREDIT for row in rows)
    return not is_among and any(row.credited for row in rows)


def _added(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
