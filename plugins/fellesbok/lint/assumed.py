"""Assumptions in use, each with its effect in kroner where it can be calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.distribution_key import assumptions_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import joined
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.readings import reading_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.distribution_key import Assumption
    from fellesbok.lint.year import Year
    from fellesbok.readings import OtherReading


def assumptions(year: Year) -> Iterator[Remark]:
    """Every assumption that the year's figures rest on, once."""
    if year.unreported:
        return
    path = year.versions[0].place.path
    for number, assumption in enumerate(_in_use(year), start=1):
        readings = [r for r in year.readings if r.assumption.text == assumption.text]
        what = Text("{text}", text=assumption.text)
        amount = None
        if readings:
            amount = effect(readings)
            parts = [what, *(_reading(year, reading) for reading in readings)]
            what = joined(parts, " ")
        elif assumption.effect:
            what = Text("{text} {effect}", text=what, effect=assumption.effect)
        place = path, assumption.line
        part = str(number)
        yield remark("antakelse", what, amount, place, part=part)


def effect(readings: Sequence[OtherReading]) -> Decimal:
    """The effect of an assumption, in kroner.

    If another reading charges all payers together something else, by how much; else
    the largest distance for one payer between any two of the readings, the one in use
    among them.
    """
    together = max(abs(sum(r.moved_ore.values())) for r in readings)
    if together:
        return kroner(together)
    payers = {payer for reading in readings for payer in reading.moved_ore}
    moved = {p: [0, *(r.moved_ore.get(p, 0) for r in readings)] for p in payers}
    return kroner(max((max(m) - min(m) for m in moved.values()), default=0))


def _reading(year: Year, reading: OtherReading) -> Text:
    """Another reading, and what each payer would have paid by it."""
    moved = {p: ore for p, ore in reading.moved_ore.items() if ore}
    title = reading_title(reading.reading)
    if not moved:
        return Text("Lest som «{reading}» endres ingenting.", reading=title)
    payers = [
        Text(
            "{payer} {other} kr i stedet for {now} kr",
            payer=year.agreement.payer(payer).name,
            other=kroner(reading.other_ore.get(payer, 0)),
            now=kroner(reading.now_ore.get(payer, 0)),
        )
        for payer in sorted(moved, key=lambda p: (-abs(moved[p]), p))
    ]
    largest = max(moved.values(), key=abs)
    return Text(
        "Lest som «{reading}» blir det {payers}. Mest flyttes {amount}.",
        reading=title,
        payers=joined(payers),
        amount=money(kroner(abs(largest)), year.currency),
    )


def _in_use(year: Year) -> Iterator[Assumption]:
    """The assumptions of the keys and the terms, each once, the keys' first."""
    keys = [v.key for v in year.versions]
    if year.result is not None:
        keys += [p.pot.key for p in year.result.periods[-1].pots]
    found = [a for key in keys for a in assumptions_of(key)]
    found += [a for version in year.versions for a in version.assumptions]
    yield from {assumption.text: assumption for assumption in found}.values()
