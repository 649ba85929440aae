"""Assumptions in use, each with its effect in kroner where it can be calculated.

The amount means one thing: what separates any two of the readings, the one in use among
them, for the payer that they move most.  Those that move nobody stand together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import assumptions_in
from fellesbok.agreement.titles import reading_title
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.lint.year import Year
    from fellesbok.sharing.readings import OtherReading


def assumptions(year: Year) -> Iterator[Remark]:
    """Every assumption that the year's figures rest on, once."""
    if year.unreported:
        return
    path = year.versions[0].place.path
    in_use = list(_in_use(year))
    harmless = without_effect(in_use, year.readings)
    for number, assumption in enumerate(in_use, start=1):
        if assumption in harmless:
            continue
        readings = of_assumption(assumption, year.readings)
        what = Text("{text}", text=assumption.text)
        told = effect_text(assumption, year.readings, year.agreement)
        if told:
            what = Text("{text} {effect}", text=what, effect=told)
        amount = effect(readings) if readings else None
        place = path, assumption.line
        yield remark("antakelse", what, amount, place, part=str(number))
    if harmless:
        what = together(harmless, year.year)
        place = path, harmless[0].line
        yield remark("antakelse", what, None, place, part="uten virkning")


def of_assumption(
    assumption: Assumption, readings: Sequence[OtherReading]
) -> list[OtherReading]:
    """What a year, whose readings these are, would be by other readings of one."""
    return [r for r in readings if r.assumption.text == assumption.text]


def without_effect(
    found: Sequence[Assumption], readings: Sequence[OtherReading]
) -> list[Assumption]:
    """Those that move nobody, as it is calculated or, where it cannot be, is said."""
    calculated = {a.text: of_assumption(a, readings) for a in found}
    return [
        a
        for a in found
        if (effect(calculated[a.text]) == 0 if calculated[a.text] else a.has_no_effect)
    ]


def own_effect_text(
    assumption: Assumption, readings: Sequence[OtherReading], payer: Payer
) -> str:
    """What an assumption means for one payer, where it can be calculated."""
    found = of_assumption(assumption, readings)
    return joined([_own(reading, payer) for reading in found], " ") if found else ""


def _own(reading: OtherReading, payer: Payer) -> Text:
    title = reading_title(reading.reading)
    if not reading.moved_ore.get(payer.slug):
        return Text(
            "Lest som «{reading}» endres ingenting for {payer}.",
            reading=title,
            payer=payer.name,
        )
    return Text(
        "Lest som «{reading}» ville {payer} betalt {other} kr i stedet for {now} kr.",
        reading=title,
        payer=payer.name,
        other=kroner(reading.other_ore.get(payer.slug, 0)),
        now=kroner(reading.now_ore.get(payer.slug, 0)),
    )


def together(
    harmless: Sequence[Assumption], year: int, payer: Payer | None = None
) -> Text:
    """Assumptions that move nobody, or not the payer, in one line."""
    if payer is not None:
        return Text(
            "Uten virkning på beløpene til {payer} for {year}: {assumptions}",
            payer=payer.name,
            year=year,
            assumptions=" ".join(assumption.text for assumption in harmless),
        )
    return Text(
        "Uten virkning på beløpene for {year}: {assumptions}",
        year=year,
        assumptions=" ".join(assumption.text for assumption in harmless),
    )


def effect_text(
    assumption: Assumption,
    readings: Sequence[OtherReading],
    agreement: Agreement,
    *,
    everybody: bool = True,
) -> str:
    """What an assumption means for a year: calculated, or else as it is written.

    For everybody, or only for the payer that each reading moves most.
    """
    found = of_assumption(assumption, readings)
    tell = _reading if everybody else _most_moved
    if found:
        return joined([tell(agreement, reading) for reading in found], " ")
    return assumption.effect


def effect(readings: Sequence[OtherReading]) -> Decimal:
    """The effect of an assumption, in kroner: the largest distance for one payer.

    It is measured between any two of the readings, the one in use among them.
    """
    payers = {payer for reading in readings for payer in reading.moved_ore}
    moved = {p: [0, *(r.moved_ore.get(p, 0) for r in readings)] for p in payers}
    return kroner(max((max(m) - min(m) for m in moved.values()), default=0))


def _reading(agreement: Agreement, reading: OtherReading) -> Text:
    """Another reading, and what each payer would have paid by it."""
    moved = {p: ore for p, ore in reading.moved_ore.items() if ore}
    title = reading_title(reading.reading)
    if not moved:
        return Text("Lest som «{reading}» endres ingenting.", reading=title)
    payers = [
        Text(
            "{payer} {other} kr i stedet for {now} kr",
            payer=agreement.payer(payer).name,
            other=kroner(reading.other_ore.get(payer, 0)),
            now=kroner(reading.now_ore.get(payer, 0)),
        )
        for payer in sorted(moved, key=lambda p: (-abs(moved[p]), p))
    ]
    largest = max(moved.values(), key=abs)
    values = {
        "reading": title,
        "payers": joined(payers),
        "amount": money(kroner(abs(largest)), agreement.currency),
    }
    together = sum(moved.values())
    if not together:
        return Text(
            "Lest som «{reading}» blir det {payers}. Mest flyttes {amount}.", **values
        )
    template = (
        "Lest som «{reading}» blir det {payers}. Mest flyttes {amount}; til sammen blir"
        " det {together} mer."
        if together > 0
        else "Lest som «{reading}» blir det {payers}. Mest flyttes {amount}; til sammen"
        " blir det {together} mindre."
    )
    values["together"] = money(kroner(abs(together)), agreement.currency)
    return Text(template, **values)


def _most_moved(agreement: Agreement, reading: OtherReading) -> Text:
    """Another reading, and what the one it moves most would have paid by it."""
    moved = reading.moved_ore
    title = reading_title(reading.reading)
    payer = max(sorted(moved), key=lambda p: abs(moved[p]), default="")
    if not moved.get(payer):
        return Text("Lest som «{reading}» endres ingenting.", reading=title)
    return Text(
        "Lest som «{reading}» flyttes mest for {payer}: {other} kr i stedet for"
        " {now} kr.",
        reading=title,
        payer=agreement.payer(payer).name,
        other=kroner(reading.other_ore.get(payer, 0)),
        now=kroner(reading.now_ore.get(payer, 0)),
    )


def _in_use(year: Year) -> Iterator[Assumption]:
    """The assumptions of the keys and the terms, each once, the keys' first."""
    pots = year.result.periods[-1].pots if year.result is not None else ()
    return assumptions_in(year.versions, (pot.pot.key for pot in pots))
