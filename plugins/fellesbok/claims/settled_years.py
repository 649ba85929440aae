"""What is left of a year that has been settled: it should be nothing.

When the settlement of a year is claimed, no receivable of the year should have a
balance; and where the agreement gives a surplus back and its key shares the cost, the
cooperation's result is 0.00.  Nothing is shared or claimed here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from fellesbok.agreement import Settlement
from fellesbok.agreement import Surplus
from fellesbok.agreement import terms_of
from fellesbok.agreement.distribution_key import unshared
from fellesbok.claims.taken_back import TakenBack
from fellesbok.claims.unclaimed import Accounts
from fellesbok.claims.written import claims
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import standing
from fellesbok.entries.days import last_day
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.vat import is_recoverable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.sharing.settlement import YearResult


@frozen
class Unsettled:
    """What is left after a settlement, in kroner.

    Attributes:
        cooperation: Slug of the cooperation.
        payer: Slug of the payer whose share it is, or blank: the result of the year.
        amount: What is left; of a result a surplus is positive.
        held_back: What of it was taken back after an objection, and is not asked for.
    """

    cooperation: str
    payer: str
    amount: Decimal
    held_back: Decimal = Decimal("0.00")


def unsettled(entries: Entries, agreement: Agreement, year: int) -> list[Unsettled]:
    """What is left of the year's settlements, by cooperation, payer and host."""
    written = claims(entries, agreement)
    made = [claim for claim in standing(written) if not claim.instalment]
    end = date(year, 12, 31)
    settled = {c.cooperation.slug for c in made if c.end == end}
    if not settled:
        return []
    today = max(end, last_day(entries))
    accounts = Accounts(entries, agreement, written, today)
    taken_back = TakenBack(entries, agreement, written, today)
    found = []
    for slug in sorted(settled):
        cooperation = agreement.cooperations[slug]
        found += [
            Unsettled(
                slug,
                each.payer,
                each.due,
                taken_back.asked(cooperation, each, is_held=True).held_back,
            )
            for each in accounts.of_settled(cooperation)
            if each.due and each.end.year == year
        ]
        result = result_of(entries, agreement, cooperation, year)
        if result and ends_at_nothing(cooperation, year):
            found.append(Unsettled(slug, "", result))
    return found


def waits_for(
    results: Sequence[YearResult], cooperation: Cooperation, ends: Sequence[date]
) -> list[Text]:
    """Why periods that end on some days cannot be settled: the books lack the end."""
    return [
        Text(
            "{cooperation}: {amount} kr er avtalt for {year} og ikke belastet, for"
            " bøkene når bare til {day}. Før det som gjenstår, eller en saldokontroll"
            " etter periodens slutt.",
            cooperation=cooperation.title,
            year=result.year,
            amount=kroner(result.waiting_ore),
            day=result.come_to,
        )
        for result in results
        if result.cooperation.slug == cooperation.slug
        and any(end.year == result.year and result.waits_on(end) for end in ends)
    ]


def awaits(
    results: Sequence[YearResult],
    cooperation: Cooperation,
    year: int,
    over: Sequence[date],
    today: date,
) -> list[Text]:
    """What a settlement that cannot be yet waits for: the period's end, or a cost.

    Args:
        results: Of all years.
        cooperation: Whose settlement it is.
        year: Of service.
        over: The last days of the year's periods that are over.
        today: The day it is seen from.
    """
    versions = cooperation.versions_in(year)
    if not versions:
        return []
    if not over:
        last = cooperation.versions[-1].last_day
        if versions[-1].settlement is not Settlement.PROJECT_END:
            last = min(last, date(year, 12, 31))
        return [
            Text(
                "{cooperation}: avregningen for {year} venter på periodens slutt,"
                " {end}. Bøkene når til {day}.",
                cooperation=cooperation.title,
                year=year,
                end=last,
                day=today,
            )
        ]
    if any(r.cooperation.slug == cooperation.slug and r.year == year for r in results):
        return []
    return [
        Text(
            "{cooperation}: avregningen for {year} venter på kostnaden; ingenting er"
            " ført for året.",
            cooperation=cooperation.title,
            year=year,
        )
    ]


def nobody_bears(result: YearResult) -> list[Text]:
    """Why a year cannot be fixed: vouchers do not tell who bears the first part.

    Elsewhere a key that is not stated has no days of service.
    """
    reasons: dict[Text, Fraction] = {}
    for each in result.periods[-1].pots:
        key = unshared(each.pot.key)
        if key is not None and each.pot.days is not None and each.shared_ore:
            reason = Text("{reason}", reason=key.reason)
            reasons[reason] = reasons.get(reason, Fraction(0)) + each.shared_ore
    return [
        Text(
            "{cooperation} {year}: {amount} kr har ingen betaler: {reason}",
            cooperation=result.cooperation.title,
            year=result.year,
            amount=kroner(ceil(ore)),
            reason=reason,
        )
        for reason, ore in reasons.items()
    ]


def ends_at_nothing(cooperation: Cooperation, year: int) -> bool:
    """Whether the terms of the whole year make its result 0.00."""
    return all(
        version.surplus is Surplus.RETURN_TO_PARTICIPANTS and version.key.shares_cost
        for version in terms_of(cooperation, year)
    )


def result_of(
    entries: Entries,
    agreement: Agreement,
    cooperation: Cooperation,
    year: int,
) -> Decimal:
    """Income less cost of a year, in kroner; corrections are of the year they correct.

    They are left out, as what they correct is.
    """
    return -sum(_postings(entries, agreement, cooperation, year), Decimal(0))


def _postings(
    entries: Entries,
    agreement: Agreement,
    cooperation: Cooperation,
    year: int,
) -> Iterator[Decimal]:
    own = tuple(f"{root}:{cooperation.account}" for root in ("Income", "Expenses"))
    below = tuple(f"{account}:" for account in own)
    for entry, posting, amount in booked_under(entries, own, agreement.currency):
        if (
            entry.date.year == year
            and f"{posting.account}:".startswith(below)
            and vocabulary.CORRECTION_TAG not in (entry.tags or ())
            and not is_recoverable(entry, posting, agreement)
        ):
            yield amount
