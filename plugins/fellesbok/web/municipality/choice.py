"""The payers to choose between, each with what it is charged in the period."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.open_items import open_items
from fellesbok.contradictions import must_equal
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from fellesbok.agreement.model import Payer
    from fellesbok.sharing.statement import Share
    from fellesbok.web.frame.asked import Asked

NOTHING = Decimal(0)


def chooser(asked: Asked) -> Table:
    """Every payer; its name leads to its statement."""
    shares = statement.shares(asked.entries)
    lines = [_line(payer, shares, asked) for payer in charged_payers(asked)]
    total = sum((share.amount for share in shares), NOTHING)
    items = open_items(asked.entries, asked.shared.agreement)
    charged = sum((item.charged or NOTHING for item in items), NOTHING)
    must_equal("Andelene og det som er belastet", total, charged)
    sums = Cell(total) if shares else BLANK
    lines.append(Line((Cell(Text("Sum")), BLANK, sums), role="total"))
    return Table(
        "kommuner",
        Text("Velg hvem oppgaven gjelder"),
        (
            Column(Text("Betaler")),
            Column(Text("Samarbeid med andel"), kind=Kind.MONEY),
            Column(Text("Andeler i alt, kroner"), kind=Kind.MONEY),
        ),
        tuple(lines),
    )


def charged_payers(asked: Asked) -> list[Payer]:
    """The municipalities, and the others that have ever been charged."""
    charged = {share.municipality for share in statement.shares(asked.all_entries)}
    municipalities = asked.shared.agreement.municipalities
    return [p for p in asked.payers() if p.slug in municipalities or p.name in charged]


def _line(payer: Payer, shares: list[Share], asked: Asked) -> Line:
    ours = [share for share in shares if share.municipality == payer.name]
    href = asked.links.page("Kommuneoppgave", kommune=payer.slug)
    if not ours:
        return Line((Cell(payer.name, href), BLANK, BLANK))
    count = len({share.cooperation for share in ours})
    total = sum((share.amount for share in ours), NOTHING)
    return Line((Cell(payer.name, href), Cell(count), Cell(total)))
