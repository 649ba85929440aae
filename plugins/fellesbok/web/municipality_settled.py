"""One payer's settlement of a year: its share, what is claimed of it and what is paid.

A claim counts for the year that it is for, whenever it was made and paid, and all else
for its own date.  Each line adds up:

- from before + share + corrections − given back − paid without a claim − claimed on
  account − claimed in settlement = left to settle;
- claimed on account + claimed in settlement − set off + tax − paid = outstanding.

All that is written in the books counts; the room divides and shares nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok import generated
from fellesbok import statement
from fellesbok.claim_reading import is_claim
from fellesbok.claims import INSTALMENT
from fellesbok.claims import period_end
from fellesbok.fund_moves import FUND_TAG
from fellesbok.web.claim_rows import claim_book
from fellesbok.web.stated_day import last_written_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.web.asked import Asked
    from fellesbok.web.claim_rows import ClaimBook
    from fellesbok.web.claim_rows import ClaimRow

NOTHING = Decimal("0.00")
BEFORE, SHARE, CORRECTED, BACK = "before", "share", "corrected", "back"
DIRECT, ADVANCE, SETTLEMENT = "direct", "advance", "settlement"


@dataclass(frozen=True)
class Settled:
    """One cooperation's year for one payer, in kroner.

    Attributes:
        cooperation: The cooperation.
        account: The account of the receivable.
        before: Left of the years before.
        share: The payer's share of the year.
        corrected: What closed years were wrong by, and is carried into the year.
        back: Given back of a surplus or a fund.
        direct: Paid on the receivable itself, without a claim.
        advance: Claimed on account, less what is credited.
        settlement: Claimed in settlement, less what is credited.
        set_off: What of the claimed is set off against what the payer has laid out.
        tax: Added to the claims as tax.
        paid: Paid of the claims for the year.
        outstanding: Left of those claims.
    """

    cooperation: Cooperation
    account: str
    before: Decimal
    share: Decimal
    corrected: Decimal
    back: Decimal
    direct: Decimal
    advance: Decimal
    settlement: Decimal
    set_off: Decimal
    tax: Decimal
    paid: Decimal
    outstanding: Decimal

    @property
    def left(self) -> Decimal:
        """What is left to settle; below zero is claimed too much."""
        owed = self.before + self.share + self.corrected - self.back - self.direct
        return owed - self.advance - self.settlement


@dataclass(frozen=True)
class Settlement:
    """A payer's year: a line for each cooperation, and the claims behind them."""

    year: int
    lines: tuple[Settled, ...]
    book: ClaimBook


def settlement_of(asked: Asked, payer: Payer, year: int) -> Settlement:
    """A payer's settlement of a year, as it stands on the last day of the books."""
    book = claim_book(asked, last_written_day(asked), payer)
    posted = _posted(asked, payer, year)
    charged = _charged(asked, payer, year)
    found = []
    for account, cooperation in asked.shared.agreement.cooperation_by_account.items():
        sums = posted[account]
        rows = [
            row
            for row in book.rows
            if row.claim.cooperation == cooperation
            and int(row.claim.period[:4]) == year
        ]
        if rows or any(sums.values()):
            assert charged[account] == sums[SHARE], f"{account} {year}"
            found.append(_settled(asked, payer, cooperation, sums, rows))
    return Settlement(year, tuple(found), book)


def _settled(
    asked: Asked,
    payer: Payer,
    cooperation: Cooperation,
    sums: Mapping[str, Decimal],
    rows: Sequence[ClaimRow],
) -> Settled:
    """One line, of what is posted on the receivable and of the claims."""
    words = asked.shared.agreement.accounts
    return Settled(
        cooperation=cooperation,
        account=f"{words.receivables}:{payer.account}:{cooperation.account}",
        before=sums[BEFORE],
        share=sums[SHARE],
        corrected=sums[CORRECTED],
        back=-sums[BACK] + 0,
        direct=-sums[DIRECT] + 0,
        advance=-sums[ADVANCE] + 0,
        settlement=-sums[SETTLEMENT] + 0,
        set_off=sum((row.claim.set_off for row in rows), NOTHING),
        tax=sum((row.claim.tax for row in rows), NOTHING),
        paid=sum((row.paid for row in rows), NOTHING),
        outstanding=sum((row.left for row in rows), NOTHING),
    )


def _charged(asked: Asked, payer: Payer, year: int) -> defaultdict[str, Decimal]:
    """The payer's shares of a year by the account component of the cooperation."""
    found: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    for share in statement.shares_among(asked.all_entries, year):
        if share.municipality == payer.name:
            found[share.cooperation] += share.amount
    return found


def _posted(
    asked: Asked, payer: Payer, year: int
) -> defaultdict[str, defaultdict[str, Decimal]]:
    """What is posted on each receivable, by what it is; nothing of later years."""
    agreement = asked.shared.agreement
    prefix = f"{agreement.accounts.receivables}:{payer.account}:"
    found: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(
        lambda: defaultdict(lambda: NOTHING)
    )
    for entry in asked.all_entries:
        if not isinstance(entry, data.Transaction):
            continue
        for posting in entry.postings:
            units: Any = posting.units
            if not posting.account.startswith(prefix) or (
                units.currency != agreement.currency
            ):
                continue
            sums = found[posting.account.removeprefix(prefix)]
            its_year = _year(entry)
            if its_year < year:
                sums[BEFORE] += units.number
            elif its_year == year:
                sums[_kind(entry)] += units.number
    return found


def _year(entry: Transaction) -> int:
    """The year that an entry is for."""
    if is_claim(entry):
        end = period_end(str(entry.meta.get(generated.PERIOD, "")))
        return (end or entry.date).year
    return entry.date.year


def _kind(entry: Transaction) -> str:
    """What an entry is to a receivable."""
    if is_claim(entry):
        return ADVANCE if INSTALMENT in entry.meta else SETTLEMENT
    if entry.meta["filename"] != generated.FILE:
        return DIRECT
    if generated.CHARGE_TAG in entry.tags:
        return SHARE
    return BACK if {generated.SURPLUS_TAG, FUND_TAG} & entry.tags else CORRECTED
