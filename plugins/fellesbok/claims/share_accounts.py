"""What has become of each share (*krav og oppgjør*): claimed, set off, paid, open.

Reads entries and calculates no share.  For a payer, a cooperation and a year

    brought forward + share + corrections ± what an earlier host claims for its own year
    − surplus given back + to and from its part of the fund − paid without a claim
    = claimed on account + claimed in settlement − credited + still to be settled

and of what is claimed, less what is set off against the payer's outlays, with what the
payer has received for the others and with tax, a part is paid and the rest is open.  A
claim belongs to the year of its period and a payment to that of its claim, whenever
they are dated; a correction belongs to the year that carries it.  Where a host of an
earlier year has it to claim, it is moved to there: what one year has less, the other
has more.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.claims.items import open_claims
from fellesbok.claims.movements import host_and_day
from fellesbok.claims.written import is_claim
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import HOST
from fellesbok.entries.kinds import others
from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.funds.moves import FUND_TAG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.items import OpenClaims
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entry

NOTHING = Decimal("0.00")


class Step(Enum):
    """What a movement on a share's accounts is."""

    SHARE = "share"
    CORRECTION = "correction"
    MOVED = "moved"
    GIVEN_BACK = "given back"
    FUND = "fund"
    PAID_DIRECTLY = "paid directly"
    ADVANCE = "advance"
    SETTLEMENT = "settlement"
    CREDIT = "credit"
    SET_OFF = "set off"
    RECEIVED = "received"
    TAX = "tax"
    PAYMENT = "payment"


@frozen
class Movement:
    """One movement; in kroner, positive as it is named (a credit note: taken back)."""

    step: Step
    voucher: Voucher
    amount: Decimal
    claim: Claim | None = None


@frozen
class ShareAccount:
    """One payer's share of a cooperation's year.

    Attributes:
        cooperation: The cooperation.
        payer: The payer.
        year: The year.
        brought_forward: What was not settled of the years before, in kroner.
        movements: All that belongs to the year, in the order of the books.
        claims: The year's claims, no credit notes.
    """

    cooperation: Cooperation
    payer: Payer
    year: int
    brought_forward: Decimal | None
    movements: tuple[Movement, ...]
    claims: tuple[ClaimItem, ...]

    def of(self, step: Step) -> list[Movement]:
        """The movements of a step."""
        return [movement for movement in self.movements if movement.step is step]

    def total(self, step: Step) -> Decimal | None:
        """What there is of a step in kroner, or ``None``."""
        amounts = [movement.amount for movement in self.of(step)]
        return sum(amounts, NOTHING) if amounts else None

    def _sum(self, *steps: Step) -> Decimal:
        return sum((self.total(step) or NOTHING for step in steps), NOTHING)

    @property
    def corrected(self) -> Decimal | None:
        """What came to other years: carried into this one, less what is of others."""
        found = self.of(Step.CORRECTION) + self.of(Step.MOVED)
        return sum((m.amount for m in found), NOTHING) if found else None

    @property
    def due(self) -> Decimal:
        """What the payer is to bear of the year, with what was brought forward."""
        brought = self.brought_forward or NOTHING
        less = self._sum(Step.GIVEN_BACK, Step.PAID_DIRECTLY)
        more = self._sum(Step.SHARE, Step.CORRECTION, Step.MOVED, Step.FUND)
        return brought + more - less

    @property
    def claimed(self) -> Decimal:
        """What is claimed of it, with what is set off, less what is credited."""
        return self._sum(Step.ADVANCE, Step.SETTLEMENT) - self._sum(Step.CREDIT)

    @property
    def to_settle(self) -> Decimal:
        """What is still to be claimed; negative where too much is."""
        return self.due - self.claimed

    @property
    def asked(self) -> Decimal:
        """What the payer is asked for in money, with tax where there is any."""
        more = self._sum(Step.RECEIVED, Step.TAX)
        return self.claimed - self._sum(Step.SET_OFF) + more

    @property
    def outstanding(self) -> Decimal:
        """What is asked for and not paid; negative where the payer is to get money."""
        return self.asked - self._sum(Step.PAYMENT)

    @property
    def has_claims(self) -> bool:
        """Whether anything is claimed, or corrected."""
        steps = {movement.step for movement in self.movements}
        without = {Step.SHARE, Step.GIVEN_BACK, Step.FUND, Step.PAID_DIRECTLY}
        return bool(steps - without)


def share_accounts(
    entries: Iterable[Entry], agreement: Agreement, day: date | None = None
) -> list[ShareAccount]:
    """Every payer's years in every cooperation, in the order of the agreements.

    Args:
        entries: The books.
        agreement: The agreements.
        day: The last day that claims and payments are counted of; all if ``None``.
            What the plugin made of the year's costs is always counted.
    """
    every = list(entries)
    known = transactions(every)
    if day is not None:
        made = vocabulary.FILE
        known = [e for e in known if e.date <= day or e.meta["filename"] == made]
    # What is objected to is said in lines that are no transactions.
    of = open_claims([*others(every), *known], agreement, day or date.max)
    found = _Movements(agreement)
    found.on_claims(of)
    found.on_receivables(known)
    return found.accounts(of.items)


class _Movements:
    """The movements of each payer, cooperation and year."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._cooperations = agreement.cooperation_by_account
        self._payers = agreement.payer_by_account
        self._found: dict[tuple[str, str, int], list[Movement]] = defaultdict(list)
        self._balances: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self._read: set[int] = set()

    def on_receivables(self, entries: Iterable[Entry]) -> None:
        """What is charged, given back and corrected, and what is paid without claim.

        A claim that cannot be read is told of as an error, and stands here as written.
        """
        root, currency = self._agreement.accounts.receivables, self._agreement.currency
        for entry, posting, amount in booked_under(entries, f"{root}:", currency):
            payer, cooperation = _pair(posting.account, root)
            self._balances[payer, cooperation] += amount
            if id(entry) not in self._read:
                voucher = Voucher(entry)
                step, sign = _step(voucher)
                self._found[payer, cooperation, entry.date.year].append(
                    Movement(step, voucher, sign * amount)
                )
                self._move(payer, cooperation, voucher, amount)

    def _move(
        self, payer: str, cooperation: str, voucher: Voucher, amount: Decimal
    ) -> None:
        """What a host of another year has to claim is of that year."""
        known = self._cooperations.get(cooperation)
        if known is None or HOST not in voucher.meta or is_claim(voucher.entry):
            return
        _, day = host_and_day(voucher.entry, known, self._agreement)
        if day.year != voucher.day.year:
            there = self._found[payer, cooperation, day.year]
            there.append(Movement(Step.MOVED, voucher, amount))
            here = self._found[payer, cooperation, voucher.day.year]
            here.append(Movement(Step.MOVED, voucher, -amount))

    def on_claims(self, of: OpenClaims) -> None:
        """What is claimed, credited, set off and paid."""
        for item in of.items:
            claim = item.claim
            step = Step.ADVANCE if claim.instalment else Step.SETTLEMENT
            self._add_claim(step, claim, item.voucher, 1)
            for note, entry in item.credits:
                self._add_claim(Step.CREDIT, note, Voucher(entry), -1)
            for payment in item.payments:
                self._of(claim).append(
                    Movement(Step.PAYMENT, payment.voucher, payment.amount, claim)
                )
        for account, payments in of.unplaced_payments.items():
            payer, cooperation = _pair(account, self._agreement.accounts.claims)
            for payment in payments:
                self._found[payer, cooperation, payment.voucher.day.year].append(
                    Movement(Step.PAYMENT, payment.voucher, payment.amount)
                )

    def _add_claim(self, step: Step, claim: Claim, voucher: Voucher, sign: int) -> None:
        self._read.add(id(voucher.entry))
        mine = self._of(claim)
        mine.append(Movement(step, voucher, sign * claim.share, claim))
        if claim.laid_out:
            mine.append(Movement(Step.SET_OFF, voucher, claim.laid_out, claim))
        if claim.received:
            mine.append(Movement(Step.RECEIVED, voucher, claim.received, claim))
        if claim.tax:
            mine.append(Movement(Step.TAX, voucher, claim.tax, claim))

    def _of(self, claim: Claim) -> list[Movement]:
        return self._found[_key(claim)]

    def accounts(self, claims: Sequence[ClaimItem]) -> list[ShareAccount]:
        """The accounts; each payer's last year ends at what stands in the books."""
        of_year: dict[tuple[str, str, int], list[ClaimItem]] = defaultdict(list)
        for item in claims:
            of_year[_key(item.claim)].append(item)
        rows = []
        before: dict[tuple[str, str], Decimal] = {}
        for payer, cooperation, year in sorted(self._found, key=self._order):
            if payer not in self._payers or cooperation not in self._cooperations:
                continue
            movements = self._found[payer, cooperation, year]
            movements.sort(key=_written)
            row = ShareAccount(
                self._cooperations[cooperation],
                self._payers[payer],
                year,
                before.get((payer, cooperation)) or None,
                tuple(movements),
                tuple(of_year[payer, cooperation, year]),
            )
            before[payer, cooperation] = row.to_settle
            rows.append(row)
        for (payer, cooperation), amount in before.items():
            must_equal(
                "Andeler og krav mellom {payer} og {cooperation}, og saldoen,",
                amount,
                self._balances[payer, cooperation],
                payer=self._payers[payer].name,
                cooperation=self._cooperations[cooperation].title,
            )
        return rows

    def _order(self, key: tuple[str, str, int]) -> tuple[object, ...]:
        """As the agreements have them, year by year."""
        payer, cooperation, year = key
        places: list[Mapping[str, object]] = [self._cooperations, self._payers]
        numbers = [list(known) for known in places]
        return (
            _place(numbers[0], cooperation),
            _place(numbers[1], payer),
            year,
        )


def _key(claim: Claim) -> tuple[str, str, int]:
    """Payer, cooperation and year of a claim: that of its period."""
    return claim.payer.account, claim.cooperation.account, claim.year


def _pair(account: str, prefix: str) -> tuple[str, str]:
    """The components of ``<prefix>:<payer>:<cooperation>``."""
    payer, _, cooperation = account.removeprefix(f"{prefix}:").partition(":")
    return payer, cooperation


def _place(known: Sequence[str], name: str) -> tuple[int, str]:
    return (known.index(name) if name in known else len(known)), name


def _written(movement: Movement) -> tuple[object, ...]:
    """By day, and then so that the order of the files is no matter."""
    number = movement.claim.id if movement.claim else ""
    voucher = movement.voucher
    return voucher.day, number, movement.step.value, voucher.narration


def _step(voucher: Voucher) -> tuple[Step, int]:
    """What stands on a receivable that is no claim, and the sign it is told with."""
    if voucher.is_generated:
        if vocabulary.CHARGE_TAG in voucher.tags:
            return Step.SHARE, 1
        if vocabulary.CORRECTION_TAG in voucher.tags:
            return Step.CORRECTION, 1
        if vocabulary.SURPLUS_TAG in voucher.tags:
            return Step.GIVEN_BACK, -1
        if FUND_TAG in voucher.tags:
            return Step.FUND, 1
    return Step.PAID_DIRECTLY, -1
