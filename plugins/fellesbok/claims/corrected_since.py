"""What corrections of a closed year give back of a year that credit notes gave of too.

A credit note after an objection takes back a part of a claim and changes no share.  If
the voucher or the key is put right when the year is closed, what was claimed stands,
and the correction in the open period gives the same back once more.  It may as well be
about something else, such as a voucher that came late: who keeps the books knows it.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.movements import movements
from fellesbok.entries import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

NOTHING = Decimal("0.00")

_Corrected = tuple[str, str, str | None, str]
"""Payer and cooperation (slugs), the host that claims it, and the year corrected."""


def corrected_since(
    entries: Entries,
    agreement: Agreement,
    written: Sequence[Claim],
    today: date,
) -> dict[str, Decimal]:
    """What corrections since each credit note that an objection was granted give back.

    In kroner, by the note's number, all that they give of the payer's year together;
    below zero where they charge more.  A correction counts when the period that it is
    settled with is over.

    Args:
        entries: The books, with what is generated.
        agreement: For the names of the accounts, and who is host when.
        written: The claims of the books.
        today: The day it is seen from.
    """
    granted = [claim for claim in written if claim.granted]
    if not granted:
        return {}
    corrections = _corrections(entries, agreement, written, today)
    found: dict[str, Decimal] = {}
    for note in granted:
        of = *note.relation, str(note.year)
        since = [due for day, due in corrections.get(of, ()) if day >= note.day]
        found[note.id] = -sum(since, NOTHING)
    return found


def _corrections(
    entries: Entries,
    agreement: Agreement,
    written: Sequence[Claim],
    today: date,
) -> Mapping[_Corrected, Sequence[tuple[date, Decimal]]]:
    """The corrections of closed years that can be settled: the day, and kroner.

    One is dated on the last day of the period that it is settled with.
    """
    found: dict[_Corrected, list[tuple[date, Decimal]]] = defaultdict(list)
    for pair, moved in movements(entries, agreement, written).items():
        for each in moved:
            if each.is_correction and each.entry.date <= today:
                year = str(each.entry.meta.get(vocabulary.CORRECTS, ""))
                found[*pair, each.host, year].append((each.entry.date, each.due))
    return found
