"""Settlements of 0.00 whose tax alone is to be claimed, or given back.

A cost that is moved between cost centres of different tax categories changes no share,
and instalments may be just what the year costs in other categories.  The settlement is
then 0.00, and its tax is not.  Here are those that may be needed; the tax that is found
for each decides (``categories``).
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import terms_at
from fellesbok.agreement.settlement_periods import period_label
from fellesbok.claims.issue_dates import chosen_day
from fellesbok.claims.issue_dates import closed_years
from fellesbok.claims.issue_dates import open_day
from fellesbok.claims.unclaimed import periods_over
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.claims.unclaimed import Accounts
    from fellesbok.shared import Shared


@frozen
class TaxAlone:
    """What is asked for: a year of a cooperation, seen from a day.

    Attributes:
        cooperation: The cooperation.
        year: The year.
        payer: Slug of one payer, or ``None``: all.
        day: The date of the claims, or ``None``: when they are made.
        today: The day it is seen from.
    """

    cooperation: Cooperation
    year: int
    payer: str | None
    day: date | None
    today: date

    def settlements(
        self, made: Sequence[Claim], accounts: Accounts, shared: Shared
    ) -> Iterator[tuple[Claim, frozenset[str]]]:
        """One for each payer and host, and its links.

        It is at the end of the host's last period that is over, where none of the
        claims ``made`` is for that period and takes the tax along.  A closed year
        stands as it was claimed.
        """
        cooperation = self.cooperation
        closed = closed_years(shared.closed, cooperation)
        years = {r.year for r in shared.results if r.cooperation.slug == self._slug}
        if self.year not in years or self.year in closed:
            return
        over = sorted(periods_over(cooperation, self.year, self.today))
        ends = {terms_at(cooperation, end).host: end for end in over}
        known = {(claim.payer.slug, claim.period) for claim in made}
        for host, end in ends.items():
            version = terms_at(cooperation, end)
            if host is None or not version.claims.vat_by_cost_centre:
                continue
            period = period_label(cooperation, end)
            for payer in accounts.payers(cooperation):
                is_wanted = payer != host and self.payer in {None, payer}
                if is_wanted and (payer, period) not in known:
                    yield from self._of_nothing(version, payer, end, accounts, shared)

    @property
    def _slug(self) -> str:
        return self.cooperation.slug

    def _of_nothing(
        self,
        version: Version,
        payer: str,
        end: date,
        accounts: Accounts,
        shared: Shared,
    ) -> Iterator[tuple[Claim, frozenset[str]]]:
        days, host = version.claims.due_days, version.host
        if days is None or host is None:
            return
        closed = closed_years(shared.closed, self.cooperation)
        before = accounts.settled(payer, self.cooperation, host, end)
        after = end + timedelta(days=1)
        day = open_day(max(after, self.today) if before else after, closed)
        if self.day is not None:
            chosen = chosen_day(self.day, self.cooperation, closed)
            day = day if isinstance(chosen, Text) else chosen
        claim = Claim(
            id="",
            kind=ClaimKind.SETTLEMENT,
            cooperation=self.cooperation,
            payer=shared.agreement.payer(payer),
            host=shared.agreement.municipalities[host],
            day=day,
            due=day + timedelta(days=days),
            period=period_label(self.cooperation, end),
            instalment="",
            amount=Decimal("0.00"),
            reason=f"Endring etter krav {before.id}" if before else "",
        )
        yield claim, frozenset({f"{LINK}{before.id}"} if before else ())
