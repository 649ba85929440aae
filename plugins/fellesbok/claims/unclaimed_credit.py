"""What a payer has to its credit where nothing is claimed of it yet (*til gode*).

On its receivable, for each cooperation and host: what was paid straight on it, and what
stands claimed too much of what is settled, with what was laid out and not set off; less
what of the periods that are over is not claimed.  The next settlement gives it back or
takes it off; until then nobody is to be reminded of it.

Where a year is not shared, as an error stops it, nobody knows what is claimed too much
of it or of a later one: what is not known is no credit.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.settlement_periods import period_ends
from fellesbok.claims.movements import claim_days
from fellesbok.claims.movements import movements
from fellesbok.claims.written import claims
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer
    from fellesbok.claims.movements import Movement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

NOTHING = Decimal(0)


@frozen
class Unasked:
    """What a payer has to its credit on a receivable with one host, in kroner.

    Attributes:
        payer: Whose it is.
        host: Whom it is with.
        account: The receivable.
        amount: Positive.
    """

    payer: Payer
    host: Municipality
    account: str
    amount: Decimal


def unclaimed_credit(
    entries: Entries, agreement: Agreement, on: date, unknown: Mapping[str, int]
) -> Iterator[Unasked]:
    """What is to each payer's credit on its receivables as seen from a day.

    Args:
        entries: The books until the day.
        agreement: For the names of the accounts, and who is host when.
        on: The day.  Money that was paid straight on the receivable counts when it is
            paid, the rest when its period is over.
        unknown: By cooperation (slug), the first year whose shares are not known.
    """
    written = claims(entries, agreement)
    settled = _last_settled(written)
    for (slug, of), found in sorted(movements(entries, agreement, written).items()):
        cooperation, payer = agreement.cooperations[of], agreement.payer(slug)
        account = agreement.accounts.receivable(payer, cooperation)
        for host in sorted({moved.host for moved in found} - {None}, key=str):
            own = [m for m in found if m.host == host and m.is_known_on(on)]
            last = settled.get((of, str(host)), date.min)
            credit = -_open(own, cooperation, on, last, unknown.get(of, on.year + 1))
            if credit > 0:
                known = agreement.municipalities[str(host)]
                yield Unasked(payer, known, account, credit)


def _last_settled(written: Sequence[Claim]) -> dict[tuple[str, str], date]:
    """The end of the last period that each host has settled, by the cooperation."""
    days = claim_days(written)
    found: dict[tuple[str, str], date] = {}
    for claim in standing(written):
        if not claim.instalment:
            key = claim.cooperation.slug, claim.host.slug
            found[key] = max(found.get(key, date.min), days[claim.id])
    return found


def _open(
    moved: Sequence[Movement],
    cooperation: Cooperation,
    on: date,
    settled: date,
    unknown: int,
) -> Decimal:
    """What a payer owes that is not claimed, less what it has to its credit.

    A period that is over and not settled may lack cost: what was claimed of it on
    account stands, and is never too much yet.  From the first year that is not known
    on, only money that was paid straight counts, and of what is settled.
    """
    whole = NOTHING
    of_period: dict[date, Decimal] = defaultdict(Decimal)
    for each in moved:
        is_paid = each.is_direct and bool(each.due)
        if each.day.year >= unknown and not (is_paid and each.day <= settled):
            continue
        ends = period_ends(cooperation, each.day.year)
        end = next(end for end in ends if end >= each.day)
        if end <= settled or is_paid:
            whole += each.due - each.laid_out
        elif end <= on:
            of_period[end] += each.due - each.laid_out
    return whole + sum((max(NOTHING, open_) for open_ in of_period.values()), NOTHING)
