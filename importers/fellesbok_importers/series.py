"""Voucher series without gaps: what is missing, and what has gone.

A municipality numbers its vouchers in series without gaps (*bokføringsforskriften*).
Gaps can only be told of where the export holds the whole series; a list of one ansvar
has gaps of its own, so its profile says ``one_sided`` and is not asked.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from beancount.core.data import Transaction

    from fellesbok_importers.profile import Profile
    from fellesbok_importers.voucher_export import Booked

MOST_TOLD = 10
Series = tuple[str, str, int]


def series_findings(
    made: Booked, profile: Profile, holding: Mapping[str, Transaction]
) -> tuple[Text, ...]:
    """Gaps in the numbers, and vouchers of the books that the export has no more."""
    findings = [*_gone(made, holding)]
    if profile.booking.vouchers == "balanced":
        findings += _gaps(made)
    return tuple(findings)


def _numbers(made: Booked) -> dict[Series, set[int]]:
    """The numbers of every series of the export; those that are no numbers are left."""
    found: dict[Series, set[int]] = {}
    for voucher in made.file.vouchers:
        if voucher.number.isascii() and voucher.number.isdigit():
            series = voucher.source, voucher.series, voucher.year
            found.setdefault(series, set()).add(int(voucher.number))
    return found


def _gaps(made: Booked) -> Iterator[Text]:
    for (_, series, year), numbers in sorted(_numbers(made).items()):
        gaps = list(_ranges(numbers))
        for first, last in gaps[:MOST_TOLD]:
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
        if len(gaps) > MOST_TOLD:
            yield Text(
                "Serie «{series}» i {year} har {count} hull til.",
                series=series,
                year=year,
                count=len(gaps) - MOST_TOLD,
            )


def _ranges(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """The numbers that are lacking, as first and last of each gap."""
    ordered = sorted(numbers)
    for before, after in pairwise(ordered):
        if after - before > 1:
            yield before + 1, after - 1


def _gone(made: Booked, holding: Mapping[str, Transaction]) -> Iterator[Text]:
    """Vouchers of the books within the numbers of the export that it has no more."""
    ours = {voucher.identity for voucher in made.file.vouchers}
    numbers = _numbers(made)
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
                number=str(entry.meta.get("bilag")),
                day=entry.date,
            )
