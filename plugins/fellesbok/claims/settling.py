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
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.claims.held_back import held_back
from fellesbok.claims.listed import claim_book
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.claims.written import claims
from fellesbok.contradictions import must_equal
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.claims.held_back import Held
    from fellesbok.claims.listed import ClaimBook
    from fellesbok.claims.listed import ClaimRow
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection

NOTHING = Decimal("0.00")


@frozen
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
        received: What the payer has received for the others and is asked for.
        tax: Added to the claims as tax.
        paid: Paid of the claims for the year.
        outstanding: Left of those claims.
        held_back: What of that which is left to settle is not asked for: it was taken
            back after an objection that was granted.
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
    received: Decimal
    tax: Decimal
    paid: Decimal
    outstanding: Decimal
    held_back: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        """What is left to settle; below zero is claimed too much."""
        owed = self.before + self.share + self.corrected - self.back - self.direct
        return owed - self.advance - self.settlement


@frozen
class Settlement:
    """A payer's year: a line for each cooperation, and the claims behind them.

    Attributes:
        payer: Whose it is.
        year: The year.
        day: The day that it is seen from: claims and payments until then count.
        lines: A line for each cooperation.
        book: The claims.
        accounts: What accounts are called.
        laid_out: What it has paid for the others that no settlement has taken off.
    """

    payer: Payer
    year: int
    day: date
    lines: tuple[Settled, ...]
    book: ClaimBook
    accounts: AccountNames
    laid_out: Decimal = NOTHING


@frozen
class Read:
    """Books as settlements are read from them, once for all payers.

    Attributes:
        entries: All that the reader sees.
        as_written: The same without what is generated.
        agreement: The agreements.
        day: The last day on which something is written.
        waiting: What is objected to and lies in the inbox.
        unknown: By cooperation (slug), the first year whose shares are not known.
    """

    entries: Entries
    as_written: Entries
    agreement: Agreement
    day: date
    waiting: tuple[Objection, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def claims(self) -> ClaimBook:
        """The claims on the day."""
        of = self.entries, self.as_written, self.agreement, self.day
        return claim_book(*of, self.waiting, unknown=self.unknown)

    @cached_property
    def accounts(self) -> list[ShareAccount]:
        """Every payer's years in every cooperation."""
        return share_accounts(self.entries, self.agreement)

    @cached_property
    def held_back(self) -> Mapping[Held, Decimal]:
        """What is held back of each payer's year, on the day."""
        written = claims(self.entries, self.agreement)
        return held_back(self.entries, self.agreement, written, self.day)

    @cached_property
    def laid_out(self) -> Mapping[str, Decimal]:
        """What stands on each payer's accounts of outlays on the day, in kroner."""
        prefix = f"{self.agreement.accounts.outlays}:"
        found: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
        currency = self.agreement.currency
        for entry, posting, amount in booked_under(self.entries, prefix, currency):
            payer, colon, _ = posting.account.removeprefix(prefix).partition(":")
            if colon and entry.date <= self.day:
                found[payer] -= amount
        return found


def settlement_of(read: Read, payer: Payer, year: int) -> Settlement:
    """A payer's settlement of a year, as it stands on the last day of the books.

    Raises:
        fellesbok.contradictions.ContradictionError: The shares are not what is charged.
    """
    agreement = read.agreement
    book = read.claims.of([payer])
    charged = _charged(read.entries, payer, year)
    accounts = [
        account
        for account in read.accounts
        if account.payer == payer and account.year <= year
    ]
    found = []
    for cooperation in agreement.cooperations.values():
        mine = [account for account in accounts if account.cooperation == cooperation]
        rows = [
            row
            for row in book.rows
            if row.claim.cooperation == cooperation and row.claim.year == year
        ]
        line = _settled(agreement, payer, cooperation, _of_year(mine, year), rows)
        must_equal(
            "Andelene fra {cooperation} i {year} og det som er belastet",
            charged[cooperation.account],
            line.share,
            cooperation=cooperation.title,
            year=year,
        )
        if (
            rows
            or any((line.before, line.share, line.corrected, line.back))
            or (any((line.direct, line.advance, line.settlement)))
        ):
            held = read.held_back.get((payer.slug, cooperation.slug, year), NOTHING)
            found.append(replace(line, held_back=held))
    return Settlement(
        payer,
        year,
        read.day,
        tuple(found),
        book,
        agreement.accounts,
        read.laid_out.get(payer.account, NOTHING),
    )


def _of_year(
    accounts: Sequence[ShareAccount], year: int
) -> tuple[Decimal, ShareAccount | None]:
    """What is left of the years before, and the year's own account if there is one."""
    if not accounts:
        return NOTHING, None
    last = accounts[-1]  # they are in the order of the years
    if last.year == year:
        return last.brought_forward or NOTHING, last
    return last.to_settle, None


def _settled(
    agreement: Agreement,
    payer: Payer,
    cooperation: Cooperation,
    of_year: tuple[Decimal, ShareAccount | None],
    rows: Sequence[ClaimRow],
) -> Settled:
    """One line, of what stands on the share's account and of the claims."""
    before, account = of_year
    movements = () if account is None else account.movements
    totals = dict.fromkeys(Step, NOTHING)
    credited_advance = NOTHING
    for movement in movements:
        totals[movement.step] += movement.amount
        is_credit = movement.step is Step.CREDIT
        if is_credit and movement.claim is not None and movement.claim.instalment:
            credited_advance += movement.amount
    return Settled(
        cooperation=cooperation,
        account=agreement.accounts.receivable(payer, cooperation),
        before=before,
        share=totals[Step.SHARE],
        corrected=totals[Step.CORRECTION] + totals[Step.MOVED],
        back=totals[Step.GIVEN_BACK] - totals[Step.FUND],
        direct=totals[Step.PAID_DIRECTLY],
        advance=totals[Step.ADVANCE] - credited_advance,
        settlement=totals[Step.SETTLEMENT] - totals[Step.CREDIT] + credited_advance,
        set_off=sum((row.claim.laid_out for row in rows), NOTHING),
        received=sum((row.claim.received for row in rows), NOTHING),
        tax=sum((row.claim.tax for row in rows), NOTHING),
        paid=sum((row.paid for row in rows), NOTHING),
        outstanding=sum((row.left for row in rows), NOTHING),
    )


def _charged(entries: Entries, payer: Payer, year: int) -> defaultdict[str, Decimal]:
    """The payer's shares of a year by the account component of the cooperation."""
    found: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    for share in statement.shares(entries, year):
        if share.municipality == payer.name:
            found[share.cooperation] += share.amount
    return found
