"""Voucher series of the books: numbers that are lacking, and that are used twice.

It is asked of the whole books and not of one cooperation.  A gap is told of where
the books know what documents held (``custom "bilagsserie"``); a number that is lacking
for a reason is written there too, with the reason in its metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.declared import declared
from fellesbok.entries.number_series import SERIES
from fellesbok.entries.number_series import gaps
from fellesbok.entries.number_series import read
from fellesbok.entries.number_series import written
from fellesbok.entries.records import vouchers_in
from fellesbok.lint.remark import remark
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.declared import Declared
    from fellesbok.entries.number_series import Stretch
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher
    from fellesbok.lint.remark import Remark

RULE = "bilagsserie"
SOURCE, REVERSES = "kilde", "reverserer"


def series(entries: Entries, year: int) -> Iterator[Remark]:
    """What is lacking in the series of a year, and what is used twice."""
    yield from _gaps(entries, year)
    yield from _twice(entries, year)


def _gaps(entries: Entries, year: int) -> Iterator[Remark]:
    numbers: dict[str, list[Stretch]] = {}
    last: dict[str, Declared] = {}
    for line in declared(entries, SERIES):
        name, text = line.word(0), line.word(1)
        if name.rpartition("/")[2] != str(year):
            continue
        stretches = read(text)
        if stretches is None:
            what = Text(
                "Bilagsserien «{name}» er skrevet slik: «{text}». Skriv numrene slik:"
                " 1-4, 7.",
                name=name,
                text=text,
            )
            yield remark(RULE, what, None, line.place, part=name)
            continue
        numbers.setdefault(name, []).extend(stretches)
        last[name] = line
    for name, stretches_ in sorted(numbers.items()):
        lacking = gaps(stretches_)
        if lacking:
            what = Text(
                "Bilagsserien «{name}» mangler {numbers}.",
                name=name,
                numbers=written(lacking),
            )
            yield remark(RULE, what, None, last[name].place, part=name)


def _twice(entries: Entries, year: int) -> Iterator[Remark]:
    """Vouchers of one identity that both hold."""
    vouchers = [v for v in vouchers_in(entries) if SOURCE in v.meta]
    reversed_ = {
        (str(v.meta[SOURCE]), str(v.meta[REVERSES]))
        for v in vouchers
        if REVERSES in v.meta
    }
    holding: dict[str, list[Voucher]] = {}
    for voucher in vouchers:
        source = str(voucher.meta[SOURCE])
        version = source, voucher.number
        if REVERSES not in voucher.meta and version not in reversed_:
            holding.setdefault(source, []).append(voucher)
    for source, same in sorted(holding.items()):
        if len(same) > 1 and same[-1].day.year == year:
            what = Text(
                "{count} bilag er det samme bilaget «{source}»: {numbers}.",
                count=len(same),
                source=source,
                numbers=", ".join(v.number or str(v.day) for v in same),
            )
            yield remark(RULE, what, None, same[-1].place, part=source)
