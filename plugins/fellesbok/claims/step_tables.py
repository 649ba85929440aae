"""From share to what is open (*krav og oppgjør*), step by step and payer by payer.

Every column adds up from top to bottom, and every line to its sum; both are asserted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.share_accounts import NOTHING
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.tables import ADVANCE
from fellesbok.claims.tables import BROUGHT_FORWARD
from fellesbok.claims.tables import CREDITED
from fellesbok.claims.tables import GIVEN_BACK
from fellesbok.claims.tables import OUTSTANDING
from fellesbok.claims.tables import PAID
from fellesbok.claims.tables import PAID_DIRECTLY
from fellesbok.claims.tables import RECEIVED
from fellesbok.claims.tables import SET_OFF
from fellesbok.claims.tables import SETTLEMENT
from fellesbok.claims.tables import SHARE_OF_YEAR
from fellesbok.claims.tables import TAX
from fellesbok.claims.tables import TO_SETTLE
from fellesbok.claims.tables import TOTAL
from fellesbok.contradictions import must_equal
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.tables import KRONER
from fellesbok.messages import Text
from fellesbok.sharing.matrix_tables import payer_column
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables.targets import Account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.claims.share_accounts import ShareAccount

CORRECTED = Column(Text("Korreksjon fra avsluttet år"), Kind.MONEY, "corrected")
MOVED = Column(Text("Hører til en tidligere verts år"), Kind.MONEY, "moved")
FUND = Column(Text("Til eller fra fond"), Kind.MONEY, "fund")
TO_BEAR = Column(Text("Å gjøre opp"), Kind.MONEY, "to_bear")
CLAIMED_IN_ALL = Column(Text("Krevd i alt"), Kind.MONEY, "claimed_in_all")
INTERNAL = Text("internt")

STEPS = {
    Step.SHARE: SHARE_OF_YEAR,
    Step.CORRECTION: CORRECTED,
    Step.MOVED: MOVED,
    Step.GIVEN_BACK: GIVEN_BACK,
    Step.FUND: FUND,
    Step.PAID_DIRECTLY: PAID_DIRECTLY,
    Step.ADVANCE: ADVANCE,
    Step.SETTLEMENT: SETTLEMENT,
    Step.CREDIT: CREDITED,
    Step.SET_OFF: SET_OFF,
    Step.RECEIVED: RECEIVED,
    Step.TAX: TAX,
    Step.PAYMENT: PAID,
}
"""The figure that a step is."""

DUE = (
    (Step.SHARE, 1),
    (Step.CORRECTION, 1),
    (Step.MOVED, 1),
    (Step.GIVEN_BACK, -1),
    (Step.FUND, 1),
    (Step.PAID_DIRECTLY, -1),
)
CLAIMED = ((Step.ADVANCE, 1), (Step.SETTLEMENT, 1), (Step.CREDIT, -1))
PAYING = (
    (Step.SET_OFF, -1),
    (Step.RECEIVED, 1),
    (Step.TAX, 1),
    (Step.PAYMENT, -1),
)
"""The steps in their order, with the signs that make them add up."""


def claims_account(account: ShareAccount, words: AccountNames) -> str:
    """The account of what is claimed of a payer for a cooperation."""
    return words.claim(account.payer, account.cooperation)


def settlement_table(
    accounts: Sequence[ShareAccount], words: AccountNames, name: str
) -> Table:
    """A column for each payer and their sum; a step that no payer has is left out.

    Args:
        accounts: Those of one cooperation's year, in the order of the payers.
        words: What the accounts of the books are called.
        name: Of the table.
    """
    columns = (
        Column(KRONER.title, name="account_step"),
        *(payer_column(account.payer) for account in accounts),
        TOTAL,
    )
    lines = tuple(_lines(accounts, words))
    return Table(name, Text("Krav og oppgjør"), columns, lines)


def _lines(accounts: Sequence[ShareAccount], words: AccountNames) -> Iterator[Line]:
    """Every step, and where they have come to after each group of them."""
    leads_to = [Account(claims_account(account, words)) for account in accounts]

    def line(
        figure: Column,
        amounts: Sequence[Decimal | None],
        role: str,
        notes: Sequence[str] = (),
    ) -> Line:
        told = notes or ("",) * len(amounts)
        cells = map(Cell, amounts, leads_to, told)
        return Line((Cell(figure.title), *cells, Cell(added(amounts))), role)

    def steps(
        group: Sequence[tuple[Step, int]], before: Sequence[Decimal]
    ) -> Iterator[Line]:
        """A group, and nothing lost between what was before it and its sum."""
        total = list(before)
        for step, sign in group:
            found = [account.total(step) for account in accounts]
            if any(amount is not None for amount in found):
                signed = [None if a is None else sign * a + 0 for a in found]
                total = [t + (a or 0) for t, a in zip(total, signed, strict=True)]
                yield line(STEPS[step], signed, "line")
        totals.append(total)

    totals: list[list[Decimal]] = []
    brought = [account.brought_forward for account in accounts]
    if any(brought):
        yield line(BROUGHT_FORWARD, brought, "line")
    due = list(steps(DUE, [amount or NOTHING for amount in brought]))
    yield from due
    if len(due) + any(brought) > 1:
        yield line(TO_BEAR, totals[0], "total")
    yield from steps(CLAIMED, [NOTHING for _ in accounts])
    yield line(CLAIMED_IN_ALL, totals[1], "total")
    left = [d - c for d, c in zip(totals[0], totals[1], strict=True)]
    yield line(TO_SETTLE, left, "control")
    yield from steps(PAYING, totals[1])
    notes = [_note(a, is_open) for a, is_open in zip(accounts, totals[2], strict=True)]
    yield line(OUTSTANDING, totals[2], "total", notes)
    for account, to_settle, is_open in zip(accounts, left, totals[2], strict=True):
        payer = account.payer.name
        must_equal(
            "Det {payer} har igjen å gjøre opp, og saldoen på kontoen",
            to_settle,
            account.to_settle,
            payer=payer,
        )
        must_equal(
            "Det {payer} skylder, og saldoene på kontoene",
            is_open,
            account.outstanding,
            payer=payer,
        )


def _note(account: ShareAccount, amount: Decimal) -> str:
    """What a host owes itself is no debt to anybody."""
    internal = any(c.claim.kind is ClaimKind.INTERNAL for c in account.claims)
    return INTERNAL if internal and amount else ""
