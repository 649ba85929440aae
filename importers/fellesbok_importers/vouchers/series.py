"""Voucher series without gaps: what is missing, what has gone, what comes again.

A municipality numbers its vouchers in series without gaps (*bokføringsforskriften*).
Gaps can only be told of where the export holds the whole series; a list of one ansvar
has gaps of its own, so its profile says ``one_sided`` and is not asked.

A series goes on from one document to the next.  Which numbers a document held is
written into the books, also those of vouchers that are none of the cooperations'::

    2018-03-31 custom "bilagsserie" "nordvik/3/2018" "1-4, 7"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries import drafting
from fellesbok.entries.custom_values import custom
from fellesbok.entries.declared import declared
from fellesbok.entries.number_series import SERIES
from fellesbok.entries.number_series import Stretch
from fellesbok.entries.number_series import gaps
from fellesbok.entries.number_series import holds
from fellesbok.entries.number_series import joined
from fellesbok.entries.number_series import read
from fellesbok.entries.number_series import stretches_of
from fellesbok.entries.number_series import written
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok_importers.vouchers.writing import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.vouchers.from_table import Booked

MOST_TOLD = 10
Name = tuple[str, str, int]
Series = dict[Name, tuple[Stretch, ...]]


def series_findings(
    made: Booked,
    profile: Profile,
    holding: Mapping[str, Transaction],
    existing: Iterable[Entry],
) -> tuple[Text, ...]:
    """Gaps in the numbers, and vouchers of the books that the export has no more."""
    findings = [*_gone(made, holding)]
    if profile.booking.vouchers == "balanced":
        known = known_series(existing)
        findings += _gaps(made, known)
        findings += _again(made, holding, known)
    return tuple(findings)


def series_lines(made: Booked, profile: Profile, existing: Entries) -> Iterator[Entry]:
    """What the books are to remember of the series of an export, if it is new."""
    if profile.booking.vouchers != "balanced":
        return
    known = known_series(existing)
    day = max(voucher.day for voucher in made.file.vouchers)
    for name, numbers in sorted(_numbers(made).items()):
        stretches = stretches_of(numbers)
        before = known.get(name, ())
        if joined((*before, *stretches)) == before:
            continue
        values = "/".join(map(str, name)), written(stretches)
        yield custom(SERIES, day, values, drafting.at(made.file.path, 1))


def known_series(existing: Iterable[Entry]) -> Series:
    """The numbers that earlier documents held, by source, series and year."""
    found: dict[Name, list[Stretch]] = {}
    for line in declared(existing, SERIES):
        words = line.words
        name = _name(words[0]) if len(words) > 1 else None
        if name is not None:
            found.setdefault(name, []).extend(read(words[1]) or ())
    return {name: joined(stretches) for name, stretches in found.items()}


def _name(text: str) -> Name | None:
    source, _, rest = text.partition("/")
    series, _, year = rest.rpartition("/")
    if not (year.isascii() and year.isdigit()):
        return None
    return source, series, int(year)


def _numbers(made: Booked) -> dict[Name, set[int]]:
    """The numbers of every series of the export; those that are no numbers are left."""
    found: dict[Name, set[int]] = {}
    for voucher in made.file.vouchers:
        if voucher.number.isascii() and voucher.number.isdigit():
            series = voucher.source, voucher.series, voucher.year
            found.setdefault(series, set()).add(int(voucher.number))
    return found


def _gaps(made: Booked, known: Series) -> Iterator[Text]:
    """Gaps within the export, and between it and its neighbours in the books."""
    for name, numbers in sorted(_numbers(made).items()):
        before = known.get(name, ())
        low = max((last for _, last in before if last < min(numbers)), default=None)
        high = min((first for first, _ in before if first > max(numbers)), default=None)
        there = joined((*before, *stretches_of(numbers)))
        beside = [
            (first, last)
            for first, last in gaps(there)
            if (low is None or last > low) and (high is None or first < high)
        ]
        yield from _told(name, beside)


def _told(name: Name, found: Sequence[Stretch]) -> Iterator[Text]:
    _, series, year = name
    for first, last in found[:MOST_TOLD]:
        yield (
            Text(
                "Serie «{series}» i {year} mangler bilag {first} til {last}.",
                series=series,
                year=year,
                first=first,
                last=last,
            )
            if first != last
            else Text(
                "Serie «{series}» i {year} mangler bilag {first}.",
                series=series,
                year=year,
                first=first,
            )
        )
    if len(found) > MOST_TOLD:
        yield Text(
            "Serie «{series}» i {year} har {count} hull til.",
            series=series,
            year=year,
            count=len(found) - MOST_TOLD,
        )


def _again(
    made: Booked, holding: Mapping[str, Transaction], known: Series
) -> Iterator[Text]:
    """Numbers that an earlier document had for a voucher that was not booked."""
    booked = {str(entry.meta[SOURCE]) for entry in made.transactions}
    for voucher in made.file.vouchers:
        if voucher.identity in holding or voucher.identity not in booked:
            continue
        name = voucher.source, voucher.series, voucher.year
        if not (voucher.number.isascii() and voucher.number.isdigit()):
            continue
        if holds(known.get(name, ()), int(voucher.number)):
            yield Text(
                "Bilag {number} sto i en tidligere fil, uten linjer for samarbeidene."
                " Er nummeret brukt på nytt?",
                number=voucher.identity,
            )


def _gone(made: Booked, holding: Mapping[str, Transaction]) -> Iterator[Text]:
    """Vouchers of the books within the numbers of the export that it has no more."""
    ours = {voucher.identity for voucher in made.file.vouchers}
    numbers = {
        (source, escaped(series), year): found
        for (source, series, year), found in _numbers(made).items()
    }
    for identity, entry in holding.items():
        parts = identity.split("/")
        if identity in ours or len(parts) != len(("source", "series", "year", "no")):
            continue
        source, series, year, number = parts
        if not (year.isdigit() and number.isascii() and number.isdigit()):
            continue
        known = numbers.get((source, series, int(year)))
        if known and min(known) < int(number) < max(known):
            yield Text(
                "Bilag {number} av {day} står i bøkene, men ikke lenger i filen.",
                number=str(entry.meta.get(VOUCHER)),
                day=entry.date,
            )
