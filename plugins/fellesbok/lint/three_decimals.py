"""Amounts with three decimals (*tre desimaler*), which may be thousands.

«12.500» is twelve thousand five hundred for who is used to a point between thousands,
and twelve and a half for the books.  A sum that is worked out where it stands
(``50.50 * 0.5``) has as many, so it is a finding and no error.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.entries.records import amounts_in
from fellesbok.lint.remark import remark
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Place
    from fellesbok.lint.remark import Remark

RULE = "tre-desimaler"
_THOUSANDTH = Decimal("0.001")


def three_decimals(entries: Entries, year: int, currency: str) -> Iterator[Remark]:
    """Each voucher and line of a year with such an amount.

    Args:
        entries: The books.
        year: The accounting year.
        currency: What the books are kept in; hours have the decimals that they have.
    """
    for place, (day, number) in _found(entries, currency).items():
        if day == year:
            yield remark(RULE, read_so(number), number, place, part=str(number))


def places(entries: Entries, currency: str) -> list[tuple[Place, Text]]:
    """Each place in the books, with what is to be told of it, in the books' order."""
    found = _found(entries, currency)
    return [(place, read_so(number)) for place, (_, number) in found.items()]


def read_so(number: Decimal) -> Text:
    """How an amount is read, and how it is written so that nobody can doubt it."""
    return Text(
        "Beløpet {written} har tre desimaler, og er lest som {read} kr. Er punktumet"
        " satt mellom tusener, skriv {thousands}; ellers skriv to desimaler.",
        written=str(number),
        read=number,
        thousands=str(number.scaleb(3).quantize(1)),
    )


def _found(entries: Entries, currency: str) -> dict[Place, tuple[int, Decimal]]:
    """The first such amount of each voucher or line, by its place, with its year."""
    found: dict[Place, tuple[int, Decimal]] = {}
    for meta, year, number, written_in in amounts_in(entries):
        if written_in == currency and number.same_quantum(_THOUSANDTH):
            place = meta["filename"], meta["lineno"]
            if not place[0].startswith("<"):
                found.setdefault(place, (year, number))
    return found
