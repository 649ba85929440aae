"""What moves a payer's account with a cooperation, for which time and which host.

A claim counts for the period that it is for, whenever it was made, and for the host
that made it.  What is generated counts for the host that ``vert`` names, else for the
host of its own date; so does what a voucher moves.  What a payer has laid out follows
its service period, as the cost does.  Nothing is shared or claimed here.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.written import is_claim
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.kinds import transactions
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.records import days_told
from fellesbok.frozen import frozen
from fellesbok.sharing.host_times import host_days
from fellesbok.sharing.host_times import host_on
from fellesbok.sharing.host_times import in_time_of
from fellesbok.sharing.host_times import instalment_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

Pair = tuple[str, str]
"""Slugs of a payer and a cooperation."""

NOTHING = Decimal(0)


@frozen
class Movement:
    """What one transaction does to a payer's account with a cooperation, in kroner.

    Attributes:
        entry: The transaction.
        day: The day that it counts on: of a claim the last one of its period; of what
            belongs to a host, a day of that host's time.
        host: Slug of the host that has it to claim, or ``None``: not stated.
        due: What it adds to the receivable.
        laid_out: What the payer has laid out with it.
    """

    entry: Transaction
    day: date
    host: str | None
    due: Decimal
    laid_out: Decimal

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim or a credit note."""
        return is_claim(self.entry)

    @property
    def is_direct(self) -> bool:
        """Whether a voucher moved the account, and neither a share nor a claim."""
        return not self.is_claim and self.entry.meta["filename"] != vocabulary.FILE

    @property
    def is_correction(self) -> bool:
        """Whether it is what came to a closed year."""
        return vocabulary.CORRECTION_TAG in (self.entry.tags or ())

    def is_known_on(self, day: date) -> bool:
        """Whether it counts as seen from a day: what a year leaves over, at its end.

        A host of the first half gives back its part when the year is over; until then
        a cost may come that needs it.
        """
        is_surplus = vocabulary.SURPLUS_TAG in (self.entry.tags or ())
        is_ours = self.entry.meta["filename"] == vocabulary.FILE
        return self.entry.date <= day or not (is_surplus and is_ours)

    @property
    def links(self) -> frozenset[str]:
        """The links that lead from a correction to its reason."""
        if not self.is_correction:
            return frozenset()
        tag = vocabulary.CORRECTION_TAG
        return frozenset(link for link in self.entry.links if link.startswith(tag))


def movements(
    entries: Entries,
    agreement: Agreement,
    written: Sequence[Claim],
    *,
    of: Pair | None = None,
) -> dict[Pair, list[Movement]]:
    """What has moved on each payer's accounts with each cooperation, by their slugs.

    Args:
        entries: The books.
        agreement: For the names of the accounts, and who is host when.
        written: The claims of the books.
        of: One payer and cooperation; else all.
    """
    accounts = _accounts(agreement, of)
    days = claim_days(written)
    hosts = {claim.id: claim.host.slug for claim in written}
    found: dict[Pair, list[Movement]] = defaultdict(list)
    for entry in transactions(entries):
        for posting in entry.postings:
            known = accounts.get(posting.account)
            units: Any = posting.units
            if known is None or units.currency != agreement.currency:
                continue
            pair, is_outlay = known
            cooperation = agreement.cooperations[pair[1]]
            number = str(entry.meta.get(ID)) if is_claim(entry) else ""
            parts: Iterable[tuple[str | None, date, Decimal]]
            if number in days:
                parts = [(hosts[number], days[number], units.number)]
            else:
                parts = _parts(entry, posting, cooperation, agreement, is_outlay)
            for host, day, amount in parts:
                due, laid_out = (NOTHING, -amount) if is_outlay else (amount, NOTHING)
                found[pair].append(Movement(entry, day, host, due, laid_out))
    return found


def _accounts(agreement: Agreement, of: Pair | None) -> dict[str, tuple[Pair, bool]]:
    """Each receivable and account of outlays: whose it is, and if it is of outlays."""
    words = agreement.accounts
    found: dict[str, tuple[Pair, bool]] = {}
    for payer in agreement.payers:
        for cooperation in agreement.cooperations.values():
            pair = payer.slug, cooperation.slug
            if of in {None, pair}:
                found[words.receivable(payer, cooperation)] = pair, False
                found[words.outlay(payer, cooperation)] = pair, True
    return found


def claim_days(written: Iterable[Claim]) -> dict[str, date]:
    """The day that each claim counts on, by its number; a credit note as its claim."""
    every = tuple(written)
    own = {claim.id: claim_day(claim) for claim in every}
    return {c.id: own.get(c.credits, own[c.id]) for c in every}


def claim_day(claim: Claim) -> date:
    """The last day of a claim's period that its host is host."""
    number, host = claim.instalment_number, claim.host.slug
    if number is not None:
        return instalment_day(claim.cooperation, host, number, claim.year)
    return in_time_of(claim.cooperation, host, claim.end)


def host_and_day(
    entry: Transaction, cooperation: Cooperation, agreement: Agreement
) -> tuple[str | None, date]:
    """Who has what a transaction moves to claim, and the day that it counts on."""
    named = agreement.slug_by_name.get(str(entry.meta.get(HOST, "")))
    host = named or host_on(cooperation, entry.date)
    return host, in_time_of(cooperation, host, entry.date)


def _parts(
    entry: Any,  # noqa: ANN401 -- a transaction
    posting: Posting,
    cooperation: Cooperation,
    agreement: Agreement,
    is_outlay: bool,  # noqa: FBT001 -- a fact of the account
) -> Iterator[tuple[str | None, date, Decimal]]:
    """Host, day and amount of what a line moves; several where the hosts share it."""
    units: Any = posting.units
    days = None
    if is_outlay and HOST not in entry.meta and len(cooperation.versions) > 1:
        days = _service_days(entry, posting)
    if days is None:
        yield *host_and_day(entry, cooperation, agreement), units.number
        return
    parts = list(host_days(cooperation, *days))
    total, passed, before = sum(count for _, count in parts), 0, NOTHING
    for host, count in parts:  # whole øre by each border, the last has the rest
        passed += count
        ore = abs(int(units.number.scaleb(2))) * passed // total
        now = Decimal(ore).scaleb(-2).copy_sign(units.number)
        now = units.number if passed == total else now
        if now != before:
            yield host, in_time_of(cooperation, host, entry.date), now - before
        before = now


def _service_days(entry: Any, posting: Posting) -> tuple[date, date] | None:  # noqa: ANN401 -- a transaction
    """First and last day of the service behind an outlay, where the voucher says it.

    Its line says it, or the transaction, or all lines of cost and income do alike.
    """
    costs = [
        (other.meta or {}).get(SERVICE_PERIOD)
        for other in entry.postings
        if other.account.startswith(("Expenses:", "Income:"))
    ]
    written = (posting.meta or {}).get(SERVICE_PERIOD) or entry.meta.get(SERVICE_PERIOD)
    if written is None and len({str(cost) for cost in costs}) == 1:
        written = costs[0]
    days = days_told(written)  # what cannot be read is told where it is shared
    return days if days and days[0] <= days[1] else None
