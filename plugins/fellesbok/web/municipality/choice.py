"""The payers to choose between, each with what it is charged in the period."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.open_items import open_items
from fellesbok.contradictions import must_equal
from fellesbok.sharing import statement
from fellesbok.sharing.tables import payers_table

if TYPE_CHECKING:
    from fellesbok.agreement.model import Payer
    from fellesbok.tables.values import Table
    from fellesbok.web.frame.asked import Asked

NOTHING = Decimal(0)


def chooser(asked: Asked) -> Table:
    """Every payer; its name leads to its statement."""
    shares = statement.shares(asked.entries)
    total = sum((share.amount for share in shares), NOTHING)
    items = open_items(asked.entries, asked.shared.agreement)
    charged = sum((item.charged or NOTHING for item in items), NOTHING)
    must_equal("Andelene og det som er belastet", total, charged)
    return payers_table(charged_payers(asked), shares)


def charged_payers(asked: Asked) -> list[Payer]:
    """The municipalities, and the others that have ever been charged."""
    charged = {share.municipality for share in statement.shares(asked.all_entries)}
    municipalities = asked.shared.agreement.municipalities
    return [p for p in asked.payers() if p.slug in municipalities or p.name in charged]
