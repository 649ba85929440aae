"""Why a cooperation has no shares in a period (*uten andeler*): never a zero."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import unshared
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import SettlementNote
    from fellesbok.sharing.matrix import Days
    from fellesbok.sharing.settlement import YearResult

TELLING = ("mangler rapportering", "ikke fordelt")
"""The kinds of findings that say why nothing is shared."""


def why_without(
    cooperation: Cooperation,
    notes: Iterable[SettlementNote],
    results: Iterable[YearResult],
    days: Days,
) -> Sequence[str]:
    """What the findings say, else what the key says, else what the books lack.

    Args:
        cooperation: It has no shares in the period.
        notes: The findings of the period.
        results: The years that are settled.
        days: The period.
    """
    return list(dict.fromkeys(_reasons(cooperation, notes, results, days)))


def _reasons(
    cooperation: Cooperation,
    notes: Iterable[SettlementNote],
    results: Iterable[YearResult],
    days: Days,
) -> Iterator[str]:
    told = [
        note.text
        for note in notes
        if note.cooperation == cooperation.account and note.kind in TELLING
    ]
    if told:
        yield from told
        return
    first, after = days
    settled = [
        result
        for result in results
        if result.cooperation.slug == cooperation.slug
        and result.periods[-1].end >= first
        and date(result.year, 1, 1) < after
    ]
    for result in settled:
        yield _of_result(result, days)
    if not settled:
        yield _without_result(cooperation, days)


def _of_result(result: YearResult, days: Days) -> Text:
    """A year is settled, and nobody is charged."""
    first, after = days
    ends = [period.end for period in result.periods]
    if not any(first <= end < after for end in ends):
        following = next(end for end in ends if end >= after)
        return Text("Avregnes {day}, som er utenfor perioden.", day=following)
    for pot in result.periods[-1].pots:
        key = unshared(pot.pot.key)
        if key is not None and key.reason:
            return Text("{reason}", reason=key.reason)
    if result.cost_ore:
        return Text("Inntektene dekker kostnaden.")
    return Text("Ingen kostnad å fordele.")


def _without_result(cooperation: Cooperation, days: Days) -> Text:
    """Nothing in the books is a cost of the period."""
    first, after = days
    last = after - timedelta(days=1)
    if not any(
        v.first_day <= last and v.last_day >= first for v in cooperation.versions
    ):
        return Text("Avtalen gjelder ikke i perioden.")
    return Text("Ingen kostnad eller inntekt for perioden er ført i kroner.")
