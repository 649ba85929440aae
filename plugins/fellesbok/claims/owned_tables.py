"""What one payer owns (*eier*): its parts of funds, and surpluses that went back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import WHAT
from fellesbok.funds.tables import AMOUNTS
from fellesbok.messages import Text
from fellesbok.sharing.tables import COOPERATION
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables import targets
from fellesbok.tables.values import HIDDEN

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.claims.open_items import Fund
    from fellesbok.claims.open_items import OpenItem
    from fellesbok.claims.payer_year import Statement

CHANGE = Column(Text("I perioden"), Kind.MONEY, "change_in_period")
OWNED = AMOUNTS["closing"]


def owned_table(found: Statement, agreement: Agreement, period: str) -> list[Table]:
    """Parts of funds with their sum, and surpluses; none or one.

    Args:
        found: The payer's year.
        agreement: What the cooperations are called.
        period: As the reader wrote it.
    """
    lines = [_fund(fund, found, agreement, period) for fund in found.funds]
    lines += [
        _given_back(row.title, row.item, period)
        for row in found.rows
        if row.item and row.item.given_back and not row.item_hidden
    ]
    if not lines:
        return []
    known = [f for f in found.funds if f.account not in found.hidden_funds]
    total = added(fund.balance for fund in known)
    if total is not None:
        change = Cell(added(fund.change for fund in known))
        sums = (Cell(Text("Sum fond")), BLANK, change, Cell(total))
        lines.append(Line(sums, role="total"))
    return [
        Table(
            "fond",
            Text("Fond og overskudd, {period}, kroner", period=period),
            (COOPERATION, WHAT, CHANGE, OWNED),
            tuple(lines),
        )
    ]


def _given_back(title: str, item: OpenItem, period: str) -> Line:
    """A surplus that came off what is owed; it is not owned any longer."""
    amount = Cell(item.given_back, targets.Account(item.account, period))
    return Line((Cell(title), Cell(Text("overskudd tilbake")), amount, BLANK))


def _fund(fund: Fund, found: Statement, agreement: Agreement, period: str) -> Line:
    cooperation = agreement.cooperation_by_account.get(fund.cooperation)
    title = cooperation.title if cooperation else fund.cooperation
    slug = cooperation.slug if cooperation else ""
    asks = (("samarbeid", slug), ("time", str(found.year)))
    what = Cell(Text("del av fond"), targets.Page("Fond", asks))
    if fund.account in found.hidden_funds:
        return Line((Cell(title), what, HIDDEN, HIDDEN))
    account = targets.Account(fund.account, period)
    change = BLANK if fund.change is None else Cell(fund.change, account)
    return Line((Cell(title), what, change, Cell(fund.balance, account)))
