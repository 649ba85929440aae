"""What stands of each grant (*tilskudd*): earned, received, receivable and unused.

Four figures that are never one: what is earned by costs, what has come, what is earned
and has not come (*til gode*), and what has come and is not earned (*ubrukt*).  They are
read from entries, by year and in all, and each grant carries its own over.

Beside ordinary books there are three kinds of figures, told by the commodity of the
grant's account:

- ``NOK.BRUKT``: a year's use of money at hand; what is at hand, with what was carried
  over, is the year's budget in ``NOK.TILSAGN``.  How much of that was carried over can
  be told by ``overfoert`` on the line, an amount or ``ikke oppgitt``;
- ``NOK.PROSJEKT``: a project's figures so far, the last of which hold; the years are
  not told;
- every other memo commodity: a year's figures.

``None`` is what nothing in the books or the terms states, which is not zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.adopted import carried_over
from fellesbok.budgets.adopted import says_carried
from fellesbok.budgets.units import COMMITTED
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import USED
from fellesbok.budgets.units import has_ending
from fellesbok.entries.days import last_year
from fellesbok.frozen import frozen
from fellesbok.grants.drawings import Drawing
from fellesbok.grants.drawings import drawings
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.entries.records import Entries

_NOTHING = Decimal("0.00")


@frozen
class GrantStand:
    """Where a grant stands at the end of a day, in kroner; ``None``: not stated.

    Attributes:
        grant: The grant.
        day: The day.
        committed: Promised so far (*tilsagn*).
        available: To dispose of so far (*til rådighet*).
        earned: By costs so far (*opptjent*).
        received: Come so far (*mottatt*).
        paid_back: Gone back of it (*tilbakebetalt*); ``None`` where nothing is.
        receivable: Earned and not come (*til gode*).
        unused: Come and not earned (*ubrukt*).
        left: Available and not earned (*igjen*).
        cap: What is paid out at most before the final report.
        cap_by_rate: The same by the rate alone.
        not_payable: Earned above the cap, and so not payable yet.
        not_payable_by_rate: The same by the rate alone.
    """

    grant: Grant
    day: date
    committed: Decimal | None
    available: Decimal | None
    earned: Decimal | None
    received: Decimal | None
    paid_back: Decimal | None
    receivable: Decimal | None
    unused: Decimal | None
    left: Decimal | None
    cap: Decimal | None
    cap_by_rate: Decimal | None
    not_payable: Decimal | None
    not_payable_by_rate: Decimal | None


@frozen
class GrantYear:
    """A grant's year in kroner: what came over, what the year adds, where it ends.

    Attributes:
        grant: The grant.
        year: The accounting year.
        carried_over: Left from the years before; ``None`` in the first year, if the
            books do not state it.
        new: What is new of the money at hand, where the books state what was carried.
        is_not_split: Whether the books say that some was carried, and not how much.
        committed: Promised in the year.
        available: Carried over and promised, or what the books say is at hand.
        earned: In the year; ``None`` also where only figures so far are known.
        received: In the year.
        stand: At the end of the year.
        drawings: What it rests on.
    """

    grant: Grant
    year: int
    carried_over: Decimal | None
    committed: Decimal | None
    available: Decimal | None
    earned: Decimal | None
    received: Decimal | None
    stand: GrantStand
    drawings: tuple[Drawing, ...]
    new: Decimal | None = None
    is_not_split: bool = False


def grant_years(
    entries: Entries, agreement: Agreement, until: date | None = None
) -> list[GrantYear]:
    """Every grant's years, in the order of the agreements.

    Args:
        entries: The books.
        agreement: For the grants.
        until: The last day that is looked at; the last year ends on it.  Otherwise the
            end of the last year of the books.
    """
    found, _ = drawings(entries, agreement)
    if until is None:
        until = date(last_year(entries), 12, 31)
    found = [d for d in found if d.day <= until]
    at_hand = _at_hand(entries, agreement)
    years: list[GrantYear] = []
    for slug, grant in agreement.grants.items():
        mine = [d for d in found if d.grant == slug]
        years.extend(_years(grant, mine, at_hand, until))
    return years


def grant_stands(entries: Entries, agreement: Agreement, day: date) -> list[GrantStand]:
    """Where every grant stands at the end of a day, also those with no drawing yet."""
    last = {y.grant.slug: y.stand for y in grant_years(entries, agreement, day)}
    return [
        last.get(slug) or _stand(grant, day, left=grant.committed_on(day))
        for slug, grant in agreement.grants.items()
    ]


@frozen
class _AtHand:
    """Money at hand in a year, and what of it was carried over, where that is told."""

    amount: Decimal
    carried_over: Decimal | None
    is_not_split: bool


def _at_hand(entries: Entries, agreement: Agreement) -> dict[tuple[str, int], _AtHand]:
    """Money at hand by grant and year, as the books state it; positive."""
    accounts = {
        grant.earned_on: slug
        for slug, grant in agreement.grants.items()
        if grant.commodity == f"{agreement.currency}.{USED}"
    }
    return {
        (accounts[b.account], b.year): _AtHand(
            -b.amount, carried_over(b.entry), says_carried(b.entry)
        )
        for b in budgets(entries)[0]
        if b.account in accounts and b.currency == f"{agreement.currency}.{COMMITTED}"
    }


def _years(
    grant: Grant,
    mine: Sequence[Drawing],
    at_hand: dict[tuple[str, int], _AtHand],
    until: date,
) -> list[GrantYear]:
    """One grant's years, from the first promise or drawing."""
    slug = grant.slug
    begun = [c.day.year for c in grant.commitments if c.day and c.day <= until]
    begun += [d.day.year for d in mine]
    begun += [year for owner, year in at_hand if owner == slug]
    found: list[GrantYear] = []
    for year in range(min(begun, default=date.max.year), until.year + 1):
        before = found[-1].stand if found else None
        day = min(date(year, 12, 31), until)
        found.append(_year(grant, day, mine, before, at_hand.get((slug, year))))
    return found


def _year(
    grant: Grant,
    day: date,
    mine: Sequence[Drawing],
    before: GrantStand | None,
    at_hand: _AtHand | None,
) -> GrantYear:
    """The year that ends on a day, after the stand at the end of the one before."""
    of_year = tuple(d for d in mine if d.day.year == day.year)
    so_far = _earned_by(grant, mine, day)
    earned_before = before.earned if before else None
    earned = added(d.earned for d in of_year)
    if earned is not None and _is_so_far(grant):
        earned = None if earned_before is None else _of(so_far) - earned_before
    carried = before.left if before else None
    committed = _grown(before.committed if before else None, grant.committed_on(day))
    available, new = added([carried, committed]), None
    if at_hand is not None:
        available = at_hand.amount
        if at_hand.carried_over is not None:
            carried = at_hand.carried_over
            new = available - carried
    left = None
    if available is not None:
        left = available - (_of(so_far) - _of(earned_before))
    come = [d.received for d in mine if d.received is not None and d.day <= day]
    return GrantYear(
        grant=grant,
        year=day.year,
        carried_over=carried,
        committed=committed,
        available=available,
        earned=earned,
        received=added(d.received for d in of_year),
        stand=_stand(grant, day, earned=so_far, come=come, left=left),
        drawings=of_year,
        new=new,
        is_not_split=at_hand is not None and at_hand.is_not_split and carried is None,
    )


def _stand(
    grant: Grant,
    day: date,
    *,
    earned: Decimal | None = None,
    come: Sequence[Decimal] = (),
    left: Decimal | None,
) -> GrantStand:
    """What follows from what is earned, has come and is left by the end of a day."""
    committed = grant.committed_on(day)
    received = added(come)
    receivable = unused = None
    if received is not None:
        receivable = max(_of(earned) - received, _NOTHING)
        unused = max(received - _of(earned), _NOTHING)
    cap = by_rate = None
    if grant.cap is not None and committed is not None and grant.is_capped_on(day):
        cap, by_rate = grant.cap.holds(committed), grant.cap.by_rate(committed)
    return GrantStand(
        grant=grant,
        day=day,
        committed=committed,
        available=None if left is None else left + _of(earned),
        earned=earned,
        received=received,
        paid_back=added(-amount for amount in come if amount < 0),
        receivable=receivable,
        unused=unused,
        left=left,
        cap=cap,
        cap_by_rate=by_rate,
        not_payable=_above(earned, cap),
        not_payable_by_rate=_above(earned, by_rate),
    )


def _earned_by(grant: Grant, mine: Iterable[Drawing], day: date) -> Decimal | None:
    """What is earned by the end of a day: the sum, or the last figure so far."""
    known = [d for d in mine if d.earned is not None and d.day <= day]
    if known and _is_so_far(grant):
        known = [d for d in known if d.day == known[-1].day]
    return added(d.earned for d in known)


def _is_so_far(grant: Grant) -> bool:
    """Whether each figure tells what is earned so far, and not what it adds."""
    return has_ending(grant.commodity, PROJECT)


def _of(amount: Decimal | None) -> Decimal:
    """An amount to calculate with, where nothing stated is nothing."""
    return _NOTHING if amount is None else amount


def _grown(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    """What has been added since."""
    return None if now is None else now - _of(before)


def _above(amount: Decimal | None, limit: Decimal | None) -> Decimal | None:
    """How much an amount is above a limit; 0 below it, ``None`` without one."""
    return None if limit is None else max(_of(amount) - limit, _NOTHING)
