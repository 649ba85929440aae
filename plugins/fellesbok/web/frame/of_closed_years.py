"""Closed years on a page (*avsluttede år*): what corrects them, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.sharing import statement
from fellesbok.sharing.tables import corrections_table

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.sharing.statement import Correction
    from fellesbok.tables import Table
    from fellesbok.web.frame.asked import Asked


def corrections_shown(
    asked: Asked, *, payer: Payer | None = None, cooperation: Cooperation | None = None
) -> list[Table]:
    """The corrections that stand in the period, or correct it; none or one."""
    found = corrections_in(asked, payer=payer, cooperation=cooperation)
    return [corrections_table(found, asked.shared.agreement)] if found else []


def corrections_in(
    asked: Asked, *, payer: Payer | None = None, cooperation: Cooperation | None = None
) -> list[Correction]:
    """The corrections that stand in the period, or correct it."""
    agreement = asked.shared.agreement
    known = agreement.cooperation_by_account
    first, after = asked.days
    prefix = f"{agreement.accounts.receivables}:{payer.account if payer else ''}"
    return [
        correction
        for correction in statement.corrections(asked.all_entries)
        if (first <= correction.day < after or correction.year == asked.year)
        and correction.cooperation in known
        and (cooperation is None or cooperation == known[correction.cooperation])
        and (payer is None or correction.debit.startswith(f"{prefix}:"))
    ]


def closing_of(asked: Asked, cooperation: Cooperation, year: int) -> str | None:
    """Where a year of a cooperation is closed, or ``None`` where it is open.

    The address is blank where the reader may not read the line.
    """
    for closed in asked.shared.closed:
        if (closed.cooperation.slug, closed.year) == (cooperation.slug, year):
            return asked.links.place(*closed.place)
    return None
