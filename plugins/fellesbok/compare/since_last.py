"""What a run of claims, or a closing, changes since the last one (*siden sist*).

What was claimed before of each payer's share of a year stands as before; what it is
with the claims that are about to be made, or as the year is fixed, stands as after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.records import NOTHING
from fellesbok.compare.records import Effect
from fellesbok.compare.records import YearOf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.claim import Claim

Of = tuple[str, str, int]
"""Slugs of cooperation and payer, and the year that is claimed."""


def claimed(claims: Iterable[Claim]) -> dict[Of, Decimal]:
    """What claims and credit notes ask of each payer's share of a year, in kroner.

    With what is set off against it, and without tax: it is held against shares.
    """
    sums: dict[Of, Decimal] = {}
    for claim in claims:
        of = claim.cooperation.slug, claim.payer.slug, claim.year
        sums[of] = sums.get(of, NOTHING) + claim.share
    return sums


def since_claims(
    written: Iterable[Claim], made: Iterable[Claim], agreement: Agreement
) -> tuple[Effect, ...]:
    """What a run of claims adds, where something was claimed before."""
    before, now = claimed(written), claimed(made)
    if not before.keys() & now.keys():
        return ()
    after = {of: before.get(of, NOTHING) + amount for of, amount in now.items()}
    return _effects(before, after, agreement)


def since_fixed(
    accounts: Iterable[ShareAccount], years: Iterable[YearOf], agreement: Agreement
) -> tuple[Effect, ...]:
    """What years are fixed as, against what was claimed of them.

    With what a year carries of years before it, as its claims have that too.

    Args:
        accounts: Every payer's years.
        years: Those that are about to be closed.
        agreement: The agreements.
    """
    wanted = set(years)
    before: dict[Of, Decimal] = {}
    after: dict[Of, Decimal] = {}
    for account in accounts:
        of = account.cooperation.slug, account.payer.slug, account.year
        if YearOf(account.cooperation.slug, account.year) in wanted:
            before[of], after[of] = account.claimed, account.due
    return _effects(before, after, agreement) if any(before.values()) else ()


def _effects(
    before: Mapping[Of, Decimal], after: Mapping[Of, Decimal], agreement: Agreement
) -> tuple[Effect, ...]:
    """In the order of the agreement."""
    cooperations = [*agreement.cooperations]
    payers = [payer.slug for payer in agreement.payers]

    def order(of: Of) -> tuple[int, int, int]:
        cooperation, payer, year = of
        return cooperations.index(cooperation), year, payers.index(payer)

    found = []
    for of in sorted(after, key=order):
        cooperation, payer, year = of
        first, last = before.get(of, NOTHING), after[of]
        found.append(
            Effect(
                cooperation=cooperation,
                account=agreement.cooperations[cooperation].account,
                title=agreement.cooperations[cooperation].title,
                payer=payer,
                name=agreement.payer(payer).name,
                year=year,
                corrects=None,
                before=first,
                after=last,
                difference=last - first,
                alone=(),
                interaction=None,
            )
        )
    return tuple(found)
