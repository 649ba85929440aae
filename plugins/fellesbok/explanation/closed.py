"""What a payer was charged for a closed year, what it would be now, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.explanation.key import Row
from fellesbok.messages import Text
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Correction


def corrections_of(
    entries: Entries, shared: Shared, result: YearResult, payer: Payer
) -> list[Correction]:
    """The corrections of what the payer was charged for a closed year."""
    prefix = f"{shared.agreement.accounts.receivables}:{payer.account}:"
    return [
        correction
        for correction in statement.corrections(entries)
        if correction.year == result.year
        and correction.cooperation == result.cooperation.account
        and correction.debit.startswith(prefix)
    ]


def closed_rows(
    shared: Shared, result: YearResult, amount_ore: int, corrected: list[Correction]
) -> Iterator[Row]:
    """What a closed year was fixed as, what it is now, and why."""
    key = result.cooperation.slug, result.year
    for year in shared.closed:
        if (year.cooperation.slug, year.year) != key:
            continue
        since = sum((Fraction(c.amount) * 100 for c in corrected), Fraction(0))
        label = Text("Fastsatt da {year} ble avsluttet", year=result.year)
        yield Row(label, amount_ore - since, place=year.place)
        for c in corrected:
            label = Text(
                "Korreksjon i {period}: {reason}", period=c.period, reason=c.reason
            )
            yield Row(label, Fraction(c.amount) * 100)
        yield Row(Text("Året nå"), Fraction(amount_ore), total=True)
