"""What the receiver of a grant has put in itself (*egenfinansiering*), and must.

Cash is contributions, own income and what comes of funds, less what is set aside; where
more than that is set aside, the rest is of the grants, and no cash is put in.  In-kind
work counts where the terms say so, with what it is valued at.  Project figures tell
what is put in so far, so the last of them hold.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import has_ending
from fellesbok.frozen import frozen
from fellesbok.grants.in_kind import in_kind
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.grant_terms import OwnFinancing
    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Entries
    from fellesbok.grants.standing import GrantStand

CASH = frozenset({Kind.MUNICIPAL_SUPPORT, Kind.OWN_INCOME, Kind.FUND})


@frozen
class OwnShare:
    """What is put in by the end of a day and what is asked for by then, in kroner.

    An amount that is asked for follows what is earned of the commitment until the
    period is over; parts of øre are cut off.
    """

    put_in: Decimal
    required: Decimal

    @property
    def lacking(self) -> Decimal:
        """What is lacking; 0 where nothing is."""
        return max(self.required - self.put_in, Decimal("0.00"))


def own_share(
    entries: Entries, agreement: Agreement, stand: GrantStand
) -> OwnShare | None:
    """The own share of a grant, or ``None`` where none is asked for."""
    grant = stand.grant
    if grant.own_financing is None:
        return None
    cooperation = agreement.cooperations[grant.cooperation].account
    until = [e for e in entries if e.date <= stand.day]
    rows = [
        line
        for line in lines(until, agreement)
        if (line.cooperation, line.currency) == (cooperation, grant.commodity)
    ]
    put_in = Decimal(0)
    if grant.own_financing.kind is not OwnKind.IN_KIND:
        put_in += max(Decimal(0), _sum(rows, CASH, grant))
    if grant.own_financing.counts_work:
        put_in += sum(
            (
                work.value or Decimal(0)
                for work in in_kind(until, agreement)
                if work.cooperation == cooperation
            ),
            Decimal(0),
        )
    cost = _sum(rows, frozenset(COSTS), grant)
    return OwnShare(put_in, _required(grant.own_financing, stand, cost))


def _required(own: OwnFinancing, stand: GrantStand, cost: Decimal) -> Decimal:
    """What is asked for by the end of the day."""
    if own.amount is None:
        return _cut(Fraction(cost) * (own.rate or Fraction(0)))
    last_day = stand.grant.last_day
    is_over = last_day is not None and last_day <= stand.day
    if is_over or not stand.committed:
        return own.amount
    earned = min(stand.earned or Decimal(0), stand.committed)
    return _cut(Fraction(own.amount) * Fraction(earned) / Fraction(stand.committed))


def _sum(rows: Sequence[Line], kinds: frozenset[Kind], grant: Grant) -> Decimal:
    """What the accounts say of some kinds; of figures so far, the last year's."""
    found = [line for line in rows if line.kind in kinds and line.vouchers]
    if has_ending(grant.commodity, PROJECT):
        last = max((line.year for line in found), default=None)
        found = [line for line in found if line.year == last]
    return added(line.accounts for line in found) or Decimal(0)


def _cut(amount: Fraction) -> Decimal:
    """Kroner with two decimals, parts of øre cut off."""
    return Decimal(int(amount * 100)).scaleb(-2)
