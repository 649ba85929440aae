"""What is not claimed, or claimed too much, of each period: by payer and host.

A period that has been claimed stands for itself: what differs is claimed for it anew,
also where its claim was taken back.  So does one of which something was given back
after an objection: what is held back of it is nothing of another period.  A period that
never was is claimed with the next one that is: it may have been carried there, so that
it gets a claim of its own only where all of it is still open.  Nothing is shared or
claimed here.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import Settlement
from fellesbok.agreement import terms_at
from fellesbok.agreement.settlement_periods import host_ends
from fellesbok.claims.movements import claim_days
from fellesbok.claims.movements import movements
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import credit_notes
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.sharing.host_times import ends_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.claims.movements import Movement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

NOTHING = Decimal(0)


@frozen
class Unclaimed:
    """What one host has to claim of a payer for one period, in kroner.

    Attributes:
        payer: Slug of the payer.
        host: Slug of the host, or ``None``: the agreement does not say who claims.
        end: The last day of the period.
        start: The last day of the period before, which is claimed for itself.
        version: The terms that the period is settled by.
        due: What is open of the share; negative where too much is claimed.
        set_off: What the payer has laid out and is set off; negative where it has
            received money for the others, and is asked for it.
        moved: What moved the account in the period.
        follows: The settlements of the period that it follows: those that were taken
            back since the last one was made, else that one.
    """

    payer: str
    host: str | None
    end: date
    start: date
    version: Version
    due: Decimal
    set_off: Decimal
    moved: tuple[Movement, ...]
    follows: tuple[Claim, ...]

    @property
    def is_late(self) -> bool:
        """Whether it came after the period was claimed, over or closed."""
        own = [m for m in self.moved if not m.is_claim]
        return bool(self.follows) or any(
            m.is_correction or m.entry.date > self.end for m in own
        )


@frozen
class _Part:
    """What is open of a stretch of time: after ``start``, until ``end``."""

    start: date
    end: date
    due: Decimal
    laid_out: Decimal


class Accounts:
    """Each payer's account with each cooperation, host by host and period by period."""

    def __init__(
        self,
        entries: Entries,
        agreement: Agreement,
        written: Sequence[Claim],
        today: date,
    ) -> None:
        """Read the books, seen from a day; ``written`` are their claims."""
        self._days = claim_days(written)
        self._notes = credit_notes(written)
        self._standing = {claim.id for claim in standing(written)}
        self._moved: dict[tuple[str, str], dict[str | None, list[Movement]]] = {}
        for pair, found in sorted(movements(entries, agreement, written).items()):
            hosts = self._moved.setdefault(pair, defaultdict(list))
            for movement in found:
                if movement.is_known_on(today):
                    hosts[movement.host].append(movement)
        self._settlements: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        self._granted: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        self._first: dict[str, date] = {}
        for claim in written:
            day = self._days[claim.id]
            first = self._first.get(claim.cooperation.slug, day)
            self._first[claim.cooperation.slug] = min(first, day)
            if claim.kind is not ClaimKind.CREDIT and not claim.instalment:
                self._settlements[claim.relation].append(claim)
            elif claim.granted and day <= today:  # a period that runs stands open yet
                self._granted[claim.relation].add(day)

    def of_year(
        self, cooperation: Cooperation, year: int, today: date
    ) -> list[Unclaimed]:
        """What can be claimed for a year: of its periods that are over, and before.

        Of the years before come what is claimed for itself, and all of a host that is
        none in the year; the rest is claimed with the year's first period.
        """
        over = set(periods_over(cooperation, year, today))
        found: list[Unclaimed] = []
        for payer, hosts in self._of(cooperation):
            for host in sorted(hosts, key=str) if over else ():
                ends = ends_of(cooperation, host, year)
                own = over.intersection(ends)
                if not ends:
                    own = set(_ends_before(cooperation, host, year))
                found += [
                    each
                    for each in self._open(payer, cooperation, host, own)
                    if each.end <= date(year, 12, 31)
                ]
        return sorted(found, key=lambda each: (each.end, each.payer))

    def of_settled(
        self, cooperation: Cooperation, today: date = date.min
    ) -> list[Unclaimed]:
        """What is open of all periods that somebody has been claimed for.

        Also of those that have been over so long, since the first that anything was
        claimed for, that a claim would have fallen due by today.
        """
        ends = self._would_be_due(cooperation, today)
        for (_, of, claiming), claims in self._settlements.items():
            if of == cooperation.slug:
                ends[claiming].update(self._days[claim.id] for claim in claims)
        found: list[Unclaimed] = []
        for payer, hosts in self._of(cooperation):
            for host in sorted(ends.keys() & hosts.keys(), key=str):
                found += self._open(payer, cooperation, host, ends[host])
        return sorted(found, key=lambda each: (each.end, each.payer))

    def _would_be_due(
        self, cooperation: Cooperation, today: date
    ) -> dict[str | None, set[date]]:
        """By host, the last days of periods that nobody need have been claimed for."""
        ends: dict[str | None, set[date]] = defaultdict(set)
        first = self._first.get(cooperation.slug, date.max)
        hosts = {version.host for version in cooperation.versions}
        for year in range(first.year, today.year + 1):
            for end in periods_over(cooperation, year, today):
                due_days = terms_at(cooperation, end).claims.due_days or 0
                if first <= end <= today - timedelta(days=due_days):
                    for host in hosts:
                        if end in ends_of(cooperation, host, year):
                            ends[host].add(end)
        return ends

    def payers(self, cooperation: Cooperation) -> list[str]:
        """Everybody with something on an account with the cooperation."""
        return [payer for payer, slug in self._moved if slug == cooperation.slug]

    def settled(
        self, payer: str, cooperation: Cooperation, host: str, end: date
    ) -> Claim | None:
        """The last settlement of a period that a host has made."""
        claims = self._settlements.get((payer, cooperation.slug, host), [])
        return next((c for c in reversed(claims) if self._days[c.id] == end), None)

    def paid_directly(
        self, payer: str, cooperation: Cooperation, first: date, last: date
    ) -> Decimal:
        """What was paid without a claim, after the first day and by the last."""
        hosts = self._moved.get((payer, cooperation.slug), {})
        return sum(
            (
                -m.due
                for moved in hosts.values()
                for m in moved
                if m.is_direct and first < m.entry.date <= last
            ),
            NOTHING,
        )

    def _of(
        self, cooperation: Cooperation
    ) -> Iterator[tuple[str, dict[str | None, list[Movement]]]]:
        for (payer, slug), hosts in self._moved.items():
            if slug == cooperation.slug:
                yield payer, hosts

    def _open(
        self, payer: str, cooperation: Cooperation, host: str | None, ends: set[date]
    ) -> Iterator[Unclaimed]:
        """What is open with one host, of these periods and those claimed before."""
        moved = self._moved[payer, cooperation.slug][host]
        claims = self._settlements.get((payer, cooperation.slug, host or ""), [])
        granted = self._granted.get((payer, cooperation.slug, host or ""), ())
        claimed = dict.fromkeys(granted, False)
        for claim in claims:
            end = self._days[claim.id]
            claimed[end] = claimed.get(end, False) or claim.id in self._standing
        parts = list(_parts(moved, sorted(ends | claimed.keys()), claimed))
        if _is_even(parts, claimed):
            return
        for part in parts:
            if part.due or part.laid_out:
                of_period = [c for c in claims if self._days[c.id] == part.end]
                yield Unclaimed(
                    payer,
                    host,
                    part.end,
                    part.start,
                    terms_at(cooperation, part.end),
                    part.due,
                    part.laid_out,
                    tuple(m for m in moved if part.start < m.day <= part.end),
                    tuple(self._follows(of_period)),
                )

    def _follows(self, of_period: Sequence[Claim]) -> Iterator[Claim]:
        """Of a period's claims, those taken back since the last, else the last one."""
        if not of_period:
            return
        last = of_period[-1]
        made = last.day, last.id
        notes = {
            claim.id
            for claim in of_period
            for note in self._notes.get(claim.id, ())
            if (note.day, note.id) > made
        }
        yield from [c for c in of_period if c.id in notes] or [last]


def periods_over(cooperation: Cooperation, year: int, today: date) -> Iterator[date]:
    """The last days of the year's periods that can be settled.

    What is settled when the project ends waits for the year that it ends in; what comes
    after is settled by the year.
    """
    ends_now = cooperation.versions[-1].last_day.year <= year
    hosts = {version.host for version in cooperation.versions}
    for end in sorted(e for h in hosts for e in ends_of(cooperation, h, year)):
        at_end = terms_at(cooperation, end).settlement is Settlement.PROJECT_END
        if end <= today and (ends_now or not at_end):
            yield end


def _ends_before(
    cooperation: Cooperation, host: str | None, year: int
) -> Iterator[date]:
    """The last days of the periods of a host that was host before a year."""
    for earlier in range(cooperation.versions[0].first_day.year, year):
        for end in ends_of(cooperation, host, earlier):
            at_end = terms_at(cooperation, end).settlement is Settlement.PROJECT_END
            if not at_end or end in host_ends(cooperation):
                yield end


def _parts(
    moved: Sequence[Movement], ends: Iterable[date], claimed: dict[date, bool]
) -> Iterator[_Part]:
    """What is open of each period; ``claimed`` says of which a claim still stands."""
    start, waiting = date.min, []
    for end in ends:
        waiting.append(end)
        if end in claimed:
            yield from _group(moved, start, waiting, limited=claimed[end])
            start, waiting = end, []
    yield from _group(moved, start, waiting, limited=False)


def _group(
    moved: Sequence[Movement], start: date, ends: Sequence[date], *, limited: bool
) -> Iterator[_Part]:
    """Periods of which only the last has been claimed, or none has.

    Where that claim stands, what was open before may stand in it.
    """
    whole = _sums(moved, start, ends[-1]) if ends else (NOTHING, NOTHING)
    before, taken = start, (NOTHING, NOTHING)
    for end in ends:
        now = _sums(moved, start, end)
        if limited and not all(map(_is_within, now, whole)):
            continue
        yield _Part(before, end, now[0] - taken[0], now[1] - taken[1])
        before, taken = end, now


def _sums(moved: Sequence[Movement], start: date, end: date) -> tuple[Decimal, Decimal]:
    """What is due and laid out after a day, until another."""
    own = [m for m in moved if start < m.day <= end]
    return sum((m.due for m in own), NOTHING), sum((m.laid_out for m in own), NOTHING)


def _is_within(part: Decimal, whole: Decimal) -> bool:
    """Whether an amount is a part of another, of the same sign."""
    return not part or (part * whole > 0 and abs(part) <= abs(whole))


def _is_even(parts: Sequence[_Part], claimed: dict[date, bool]) -> bool:
    """Whether what periods were claimed too little of, others were too much of."""
    off = [part for part in parts if part.due or part.laid_out]
    return (
        all(part.end in claimed for part in off)
        and not sum(part.due for part in off)
        and not sum(part.laid_out for part in off)
    )
