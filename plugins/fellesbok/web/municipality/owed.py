"""One payer's shares as a table: why it owes what, what is paid and outstanding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.messages import say
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import HIDDEN
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import added

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.claims.open_items import OpenItem
    from fellesbok.sharing.statement import Share
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.municipality.rows import Row
    from fellesbok.web.municipality.rows import Statement

NOT_PAID = Cell(None, note=Text("ingen betaling ført"))


Extra = tuple[Text, "Callable[[OpenItem], Decimal | None]"]
"""A column that only some books need: its heading, and what of an account it shows."""


def owed_table(statement: Statement, asked: Asked) -> list[Table]:
    """Basis, key, share and amount, and what is paid and outstanding; none or one."""
    rows = [
        row
        for row in statement.rows
        if row.shares or row.shares_hidden or row.item or row.item_hidden
    ]
    if not rows:
        return []
    extra = _extra(_items(rows), has_claims=statement.has_claims)
    lines = [_owed(row, statement, asked, extra) for row in rows]
    lines.append(Line(_total(rows, extra), role="total"))
    after = (BLANK,) * len(extra)
    for title, amount in _of_which(rows):
        lines.append(Line((Cell(title), *(BLANK,) * 4, Cell(amount), *after)))
    return [
        Table(
            "andeler",
            _title(statement, asked),
            _columns(extra),
            tuple(lines),
            _owed_note(statement, rows),
        )
    ]


def _title(statement: Statement, asked: Asked) -> Text:
    if statement.has_claims:
        return Text("Andeler, {period}, kroner", period=asked.period)
    return Text("Andeler og betalinger, {period}, kroner", period=asked.period)


def _items(rows: list[Row]) -> list[OpenItem]:
    """The accounts of which nothing is hidden."""
    return [row.item for row in rows if row.item and not row.item_hidden]


def _extra(items: list[OpenItem], *, has_claims: bool) -> list[Extra]:
    """What the accounts say; of what is claimed, the settlement says it instead."""
    if has_claims:
        return []
    every: list[Extra] = [
        (Text("Skyldig fra før"), lambda item: item.brought_forward or None),
        (Text("Overskudd tilbake"), lambda item: item.given_back),
        (Text("Korreksjon"), lambda item: item.corrected),
    ]
    some = [(title, of) for title, of in every if any(map(of, items))]
    return [*some, (Text("Betalt"), _paid), (Text("Utestående"), _outstanding)]


def _paid(item: OpenItem) -> Decimal | None:
    return item.paid


def _outstanding(item: OpenItem) -> Decimal | None:
    return item.outstanding


def _columns(extra: list[Extra]) -> tuple[Column, ...]:
    return (
        Column(Text("Samarbeid")),
        Column(Text("Grunnlag"), kind=Kind.MONEY),
        Column(Text("Nøkkel")),
        Column(Text("Andel"), kind=Kind.MONEY),
        Column(Text("Prosent"), kind=Kind.MONEY),
        Column(Text("Beløp"), kind=Kind.MONEY),
        *(Column(title, kind=Kind.MONEY) for title, _ in extra),
    )


def _total(rows: list[Row], extra: list[Extra]) -> tuple[Cell, ...]:
    """The sums of what is shown above them."""
    items = _items(rows)
    return (
        Cell(Text("Sum")),
        *(BLANK,) * 4,
        Cell(added(row.amount for row in rows)),
        *(Cell(added(of(item) for item in items)) for _, of in extra),
    )


def _owed(row: Row, statement: Statement, asked: Asked, extra: list[Extra]) -> Line:
    return Line(
        (
            Cell(row.title, _journal(row, statement, asked)),
            *_rests_on(row),
            amount_cell(row, statement, asked),
            *_account(row, asked, extra),
        )
    )


def _rests_on(row: Row) -> tuple[Cell, Cell, Cell, Cell]:
    """Basis, key and share, as they are for the last of the shares."""
    if not row.shares:
        return BLANK, BLANK, BLANK, BLANK
    last = row.shares[-1]
    percent = None if last.share is None else percent_of(last.share)
    return Cell(last.basis), Cell(last.key), Cell(last.share_text), Cell(percent)


def _journal(row: Row, statement: Statement, asked: Asked) -> str:
    """The vouchers of the year and what they became."""
    if row.cooperation is None or not (row.shares or row.shares_hidden):
        return ""
    return asked.links.journal(f"fordeling-{statement.year}-{row.cooperation.slug}")


def amount_cell(row: Row, statement: Statement, asked: Asked) -> Cell:
    """What is charged, marked where it is the host's own or due some other time."""
    if not row.shares or row.cooperation is None:
        return HIDDEN if row.shares_hidden else BLANK
    page = asked.links.page(
        "Forklaring",
        samarbeid=row.cooperation.slug,
        kommune=statement.payer.slug,
        time=asked.period,
    )
    if row.shares_hidden:
        return Cell(row.amount, page, Text("filteret skjuler en del"))
    return Cell(row.amount, page, _mark(row.shares, asked.language))


def _mark(shares: Sequence[Share], language: str) -> str:
    """Whether it is the host's own share, or when it falls due if that is told."""
    if all(share.internal for share in shares):
        return Text("intern: egen andel som vert")
    due = next((share.due for share in shares if share.due), "")
    return Text("forfaller {due}", due=say(due, language)) if due else ""


def _account(row: Row, asked: Asked, extra: list[Extra]) -> list[Cell]:
    """What stands on the account, each figure leading to it."""
    if row.item_hidden:
        return [HIDDEN] * len(extra)
    item = row.item
    if item is None:
        return [BLANK] * len(extra)
    href = asked.links.account(item.account, time=asked.period)

    def cell(of: Callable[[OpenItem], Decimal | None]) -> Cell:
        value = of(item)
        if value is None:
            return NOT_PAID if of is _paid else BLANK
        return Cell(value, href)

    return [cell(of) for _, of in extra]


def _of_which(rows: list[Row]) -> list[tuple[Text, Decimal]]:
    """What of the sum is no claim now, and what is left."""
    shares = [share for row in rows for share in row.shares]
    internal = added(s.amount for s in shares if s.internal)
    later = added(s.amount for s in shares if s.due and not s.internal)
    if internal is None and later is None:
        return []
    now = added(s.amount for s in shares if not s.internal and not s.due)
    every = (
        (Text("Herav egen andel som vert (intern)"), internal),
        (Text("Herav forfaller senere"), later),
        (Text("Å betale for perioden"), now),
    )
    return [(title, amount) for title, amount in every if amount is not None]


def _owed_note(statement: Statement, rows: list[Row]) -> Text:
    if any(row.shares_hidden or row.item_hidden for row in rows):
        return Text(
            "Filteret skjuler føringer. Summene er bare av det som vises, og kan ikke"
            " brukes som krav."
        )
    if statement.has_claims:
        return _claimed_note(statement)
    paid = Text(
        "Betalt og utestående er det som er ført på fordringskontoene i perioden. Der"
        " ingen betaling er ført, sier ikke bøkene hva som er betalt."
    )
    if statement.whole_year and all(len(row.shares) <= 1 for row in rows):
        return paid
    return Text(
        "{paid} Grunnlag og andel gjelder året så langt; beløpet er det som perioden"
        " legger til.",
        paid=paid,
    )


def _claimed_note(statement: Statement) -> Text:
    if statement.whole_year:
        return Text("Hva som er krevd og betalt av andelene, står i oppgjøret under.")
    return Text(
        "Oppgjøret under gjelder hele {year}, også når perioden er en del av året.",
        year=statement.year,
    )
