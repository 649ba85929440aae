"""The objections to shares that are shown (*innsigelser mot andelene*), beside them.

An objection is to a share, to a voucher in it, or to a claim that asks for it: whoever
sees the share is told of it, and of how it ended.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.claims.years_held import with_years
from fellesbok.objections import objections_on
from fellesbok.objections.tables import objections_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection
    from fellesbok.sharing.statement import Share
    from fellesbok.tables import Table

    Year = tuple[str, int]


def objected_shares_table(
    entries: Entries,
    agreement: Agreement,
    shares: Iterable[Share],
    day: date | None = None,
) -> list[Table]:
    """The objections to any of some shares; none or one.

    Args:
        entries: The books, or a municipality's part of them, with its own objections.
        agreement: The agreements.
        shares: Those that are shown.
        day: The day that the objections are known on; all if ``None``.
    """
    found = objections_on(entries, agreement, day or date.max)
    if not found:
        return []
    shown = {(of.cooperation, of.municipality, of.day.year) for of in shares}
    asked: dict[str, list[Year]] = {}
    if any(each.claim for each in found):
        asked = {
            claim.id: [(claim.cooperation.account, year) for year in years]
            for claim, years in with_years(entries, entries, agreement)
        }
    some = [
        each
        for each in found
        if any((of, each.payer.name, year) in shown for of, year in _of(each, asked))
    ]
    return [objections_table(some)] if some else []


def _of(each: Objection, asked: Mapping[str, list[Year]]) -> list[Year]:
    """The cooperations, as accounts call them, and years that an objection is about."""
    if each.cooperation is None or each.year is None:
        return asked.get(each.claim, [])
    return [(each.cooperation.account, each.year)]
