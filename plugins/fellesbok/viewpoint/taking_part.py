"""Who takes part in what, for what they may read (*deltakelse*)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.terms import keys_of
from fellesbok.claims import is_claim
from fellesbok.entries.claim import ID as CLAIM
from fellesbok.entries.vocabulary import MUNICIPALITY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entry
    from fellesbok.shared import Shared


def takes_part(shared: Shared, reader: str) -> Iterator[tuple[str, int]]:
    """The cooperations and years in which somebody is a member, host or charged."""
    for results in (shared.results, shared.budget_results):
        for result in results:
            charged = {p for r in result.periods for p in r.apportionment.amounts_ore}
            owners = result.surplus.amounts_ore if result.surplus else {}
            if reader in charged or reader in owners:
                yield result.cooperation.slug, result.year
    last = max((result.year for result in shared.results), default=date.max.year)
    for cooperation in shared.agreement.cooperations.values():
        for version in cooperation.versions:
            if reader == version.host or reader in (version.participants or ()):
                until = min(
                    version.last_day.year, max(last, version.first_day.year) + 2
                )
                for year in range(version.first_day.year, until + 1):
                    yield cooperation.slug, year


def own_claims(
    entries: Iterable[Entry], agreement: Agreement, reader: str
) -> Iterator[str]:
    """The numbers of the claims on the reader."""
    for entry in entries:
        if is_claim(entry):
            payer = agreement.slug_by_name.get(str(entry.meta.get(MUNICIPALITY)))
            if payer == reader:
                yield str(entry.meta.get(CLAIM))


def tells_of_all(cooperation: Cooperation) -> bool:
    """Whether it is written what an assumption means, which may be for any member."""
    for version in cooperation.versions:
        written = [a for key in keys_of(version) for a in assumptions_of(key)]
        if any(a.effect for a in (*version.assumptions, *written)):
            return True
    return False
