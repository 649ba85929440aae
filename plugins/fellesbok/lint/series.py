"""Voucher series of the books: numbers that are lacking, and that are used twice.

It is asked of the whole books and not of one cooperation.  A gap is told of where
the books know what documents held (``custom "bilagsserie"``); a number that is lacking
for a reason is written there too, with the reason in its metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.entries.custom_values import words_of
from fellesbok.entries.number_series import SERIES
from fellesbok.entries.number_series import gaps
from fellesbok.entries.number_series import read
from fellesbok.entries.number_series import written
from fellesbok.lint.remark import place_of_entry
from fellesbok.lint.remark import remark
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.entries.number_series import Stretch
    from fellesbok.lint.remark import Remark

RULE = "bilagsserie"
SOURCE, VOUCHER, REVERSES = "kilde", "bilag", "reverserer"


def series(entries: Sequence[Directive], year: int) -> Iterator[Remark]:
    """What is lacking in the series of a year, and what is used twice."""
    yield from _gaps(entries, year)
    yield from _twice(entries, year)


def _gaps(entries: Sequence[Directive], year: int) -> Iterator[Remark]:
    numbers: dict[str, list[Stretch]] = {}
    last: dict[str, Custom] = {}
    for entry in entries:
        if not isinstance(entry, data.Custom) or entry.type != SERIES:
            continue
        name, text = (*words_of(entry), "", "")[:2]
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
            yield remark(RULE, what, None, place_of_entry(entry), part=name)
            continue
        numbers.setdefault(name, []).extend(stretches)
        last[name] = entry
    for name, stretches_ in sorted(numbers.items()):
        lacking = gaps(stretches_)
        if lacking:
            what = Text(
                "Bilagsserien «{name}» mangler {numbers}.",
                name=name,
                numbers=written(lacking),
            )
            yield remark(RULE, what, None, place_of_entry(last[name]), part=name)


def _twice(entries: Sequence[Directive], year: int) -> Iterator[Remark]:
    """Vouchers of one identity that both hold."""
    transactions = [
        entry
        for entry in entries
        if isinstance(entry, data.Transaction) and SOURCE in entry.meta
    ]
    reversed_ = {
        (str(e.meta[SOURCE]), str(e.meta[REVERSES]))
        for e in transactions
        if REVERSES in e.meta
    }
    holding: dict[str, list[Transaction]] = {}
    for entry in transactions:
        source = str(entry.meta[SOURCE])
        version = source, str(entry.meta.get(VOUCHER))
        if REVERSES not in entry.meta and version not in reversed_:
            holding.setdefault(source, []).append(entry)
    for source, same in sorted(holding.items()):
        if len(same) > 1 and same[-1].date.year == year:
            what = Text(
                "{count} bilag er det samme bilaget «{source}»: {numbers}.",
                count=len(same),
                source=source,
                numbers=", ".join(str(e.meta.get(VOUCHER, e.date)) for e in same),
            )
            yield remark(RULE, what, None, place_of_entry(same[-1]), part=source)
