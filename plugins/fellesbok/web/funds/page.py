"""The page of funds: who owns them, and what has become of them (*fond*).

The figures are of all that the reader may read.  The time filter chooses the day; the
other filters choose among funds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing.bars import bars_svg
from fellesbok.entries.records import until
from fellesbok.frozen import frozen
from fellesbok.funds.in_short import funds_in_short
from fellesbok.funds.in_short import owners_in_short
from fellesbok.funds.moves import SAYS
from fellesbok.funds.orders import fund_orders
from fellesbok.funds.records import owned_funds
from fellesbok.funds.tables import movements_table
from fellesbok.funds.tables import owners_table
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import part_of_line
from fellesbok.web.frame.changed_parts import parts_behind
from fellesbok.web.frame.stated_day import stated_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.funds.records import OwnedFund
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked


@frozen
class Pictured:
    """One fund as the page draws it."""

    title: str
    href: str
    said: Text
    total: Decimal
    picture: Picture
    tables: tuple[Table, ...]


class Fond(BooksPage):
    """Every fund with its owners, or the fund of one cooperation with its movements.

    Who is signed in as a municipality sees its own parts.
    """

    report_title = Text("Fond")

    def shown(self, asked: Asked) -> Shown:
        """The fund that is asked for, or all."""
        day = stated_day(asked)
        rows = _funds_of(asked, day)
        wanted = asked.arguments.get("samarbeid", "").strip()
        cooperation = asked.cooperation(wanted) if wanted else None
        if cooperation is not None:
            rows = [row for row in rows if row.slug == cooperation.slug]
        funds = [_pictured(row, asked, alone=cooperation is not None) for row in rows]
        title = Text("Fond")
        if cooperation is not None:
            title = Text("Fondet til {name}", name=cooperation.title)
        return Shown(
            title,
            "fond.html",
            tuple(table for fund in funds for table in fund.tables),
            values={
                "funds": funds,
                "notes": _notes(rows, asked),
                "ways": [(Text("Alle fond"), asked.links.page(self.name))]
                if cooperation is not None
                else [],
            },
            arguments={} if cooperation is None else {"samarbeid": cooperation.slug},
            day=day,
            in_short=funds_in_short(rows, day, is_whole=asked.reader is None),
            behind=_behind(rows, day, asked),
        )


def _funds_of(asked: Asked, day: date) -> list[OwnedFund]:
    """Every fund that the filters leave, in the order of the agreements."""
    left = {id(entry) for entry in asked.as_written}
    return [
        fund
        for fund in owned_funds(until(day, asked.all_entries), asked.shared.agreement)
        if any(id(voucher.entry) in left for voucher in fund.vouchers)
    ]


def _behind(rows: list[OwnedFund], day: date, asked: Asked) -> Iterator[Part]:
    """Who owns, what is decided, and what is set aside and used until the day."""
    agreement = asked.shared.agreement
    ours = {row.slug for row in rows}
    for order in fund_orders(until(day, asked.all_entries), agreement)[0]:
        of = (order.cooperation, order.to_cooperation)
        if any(each is not None and each.slug in ours for each in of):
            said = f"{order.cooperation.title}: {SAYS[order.move]}"
            yield part_of_line(asked, order.entry, said)
    components = {c.account for c in agreement.cooperations.values() if c.slug in ours}
    posted = (voucher.entry for row in rows for voucher in row.vouchers)
    yield from parts_behind(asked, components, posted)


def _pictured(fund: OwnedFund, asked: Asked, *, alone: bool) -> Pictured:
    is_whole = asked.reader is None
    tables = [owners_table(fund, is_whole=is_whole)]
    if alone:
        names = asked.shared.agreement.name_by_account
        tables.append(movements_table(fund, names))
    return Pictured(
        fund.title,
        asked.links.page("Fond", samarbeid=fund.slug),
        owners_in_short(fund, is_whole=is_whole),
        fund.owned,
        _picture(fund, asked),
        tuple(tables),
    )


def _picture(fund: OwnedFund, asked: Asked) -> Picture:
    """A bar for each owner that has a part."""
    language = asked.language
    title = say(Text("Fondet til {name}", name=fund.title), language)
    bars = [
        (f"{y.municipality} {show(y.closing, language)}", y.closing)
        for y in fund.now
        if y.closing
    ]
    return bars_svg(f"fond-{fund.slug}", title, bars)


def _notes(rows: list[OwnedFund], asked: Asked) -> list[Text]:
    """What a reader must know where there is little to see."""
    if rows:
        return []
    if asked.is_narrowed:
        return [
            Text("Filteret skjuler alt som er ført på fond, eller det er ingenting.")
        ]
    return [
        Text(
            "Ingenting er ført på fond. Et overskudd settes av til fond der avtalen"
            " sier «surplus: fund»."
        )
    ]
