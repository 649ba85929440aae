"""The accounts that the terms of a year need, before anything is booked in it."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import unshared
from fellesbok.chart.needed import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version


def year_uses(agreement: Agreement, year: int) -> Iterator[Use]:
    """What shares of a year are posted on, and claims where the terms let them be made.

    Args:
        agreement: The agreements.
        year: The year; each account is used from the day that a payer takes part.
    """
    for cooperation in agreement.cooperations.values():
        for version in cooperation.versions_in(year):
            first = max(version.first_day, date(year, 1, 1))
            for account in _accounts(agreement, cooperation, version):
                yield _use(account, first, agreement.currency, version)


def _accounts(
    agreement: Agreement, cooperation: Cooperation, version: Version
) -> Iterator[str]:
    if version.participants is None or unshared(version.key):
        return
    names = agreement.accounts
    members = set(version.participants)
    for rule in version.cost_centre_rules.values():
        members.update(rule.participants or ())
    yield f"Expenses:{cooperation.account}"
    for slug in sorted(members):
        payer = agreement.payer(slug)
        yield names.receivable(payer, cooperation)
        yield f"Income:{cooperation.account}:{names.contributions}:{payer.account}"
        if version.host is not None and version.claims.due_days is not None:
            yield names.claim(payer, cooperation)


def _use(account: str, day: date, currency: str, version: Version) -> Use:
    """A use from the first day on, for which the account is open that whole day."""
    return Use(
        account,
        day,
        frozenset({currency}),
        str(version.place.path),
        version.place.line,
        is_written=False,
        may_close=day + timedelta(days=1),
    )
