"""What a payer bears of each cooperation beside the year before, and what is other.

Shares are read as they stand in the books; nothing is shared here.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import key_as_read
from fellesbok.agreement.tables import host_of
from fellesbok.agreement.tables import names_of
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.sharing.statement import by_cooperation
from fellesbok.sharing.statement import shares
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.agreement import Version
    from fellesbok.entries.records import Entries
    from fellesbok.sharing.statement import Share


@frozen
class BesideLastYear:
    """A cooperation in two years, for one payer; kroner, ``None`` is no share.

    Attributes:
        cooperation: Which one.
        before: What the payer was charged the year before.
        after: What it is charged this year.
        reasons: What is other this year, in sentences.
    """

    cooperation: Cooperation
    before: Decimal | None
    after: Decimal | None
    reasons: tuple[Text, ...]


def change_in_all(found: Iterable[BesideLastYear]) -> Decimal:
    """How much more a payer is charged than the year before; below zero it is less."""
    none = Decimal(0)
    return sum(((row.after or none) - (row.before or none) for row in found), none)


def beside_last_year(
    entries: Entries, agreement: Agreement, payer: Payer, year: int
) -> tuple[BesideLastYear, ...]:
    """Every cooperation with a share in either year; none where one year has none."""
    old, new = (_of(entries, payer, number) for number in (year - 1, year))
    if not old or not new:
        return ()
    found = []
    for cooperation in agreement.cooperations.values():
        before = old.get(cooperation.account, [])
        after = new.get(cooperation.account, [])
        if before or after:
            reasons = (
                *_terms(cooperation, agreement, year),
                *_shares(before, after, year),
            )
            found.append(
                BesideLastYear(
                    cooperation,
                    added(share.amount for share in before),
                    added(share.amount for share in after),
                    reasons,
                )
            )
    return tuple(found)


def _of(entries: Entries, payer: Payer, year: int) -> dict[str, list[Share]]:
    found = shares(list(entries), year)
    return by_cooperation(s for s in found if s.municipality == payer.name)


def _terms(cooperation: Cooperation, agreement: Agreement, year: int) -> Iterator[Text]:
    """What new terms of the year say otherwise than those before them."""
    versions = cooperation.versions
    for old, new in pairwise(versions):
        if new.first_day.year != year:
            continue
        for label, before, after in _told(old, new, agreement):
            if before != after:
                yield Text(
                    "{label} fra {day}: {after}, før {before}.",
                    label=label,
                    day=new.first_day,
                    after=after,
                    before=before,
                )


def _told(
    old: Version, new: Version, agreement: Agreement
) -> Iterator[tuple[Text, str, str]]:
    yield Text("Nøkkel"), key_as_read(old.key), key_as_read(new.key)
    yield Text("Vertskommune"), host_of(old, agreement), host_of(new, agreement)
    who = names_of(old.participants, agreement), names_of(new.participants, agreement)
    yield Text("Deltakere"), *who


def _shares(
    before: Sequence[Share], after: Sequence[Share], year: int
) -> Iterator[Text]:
    """What was shared, and by which share, as the last period of each year has it."""
    if not before:
        yield Text("Ingen andel i {year}.", year=year - 1)
        return
    if not after:
        yield Text("Ingen andel i {year}.", year=year)
        return
    old, new = before[-1], after[-1]
    if old.basis != new.basis:
        yield Text(
            "Det som deles, gikk fra {old} til {new} kr.", old=old.basis, new=new.basis
        )
    if old.share is not None and new.share is not None and old.share != new.share:
        yield Text(
            "Andelen gikk fra {old} til {new} %.",
            old=percent_of(old.share),
            new=percent_of(new.share),
        )
