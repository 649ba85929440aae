"""A payer's own part of a comparison (*egen del*): its amounts, and nobody else's.

What is shared in all, others' amounts and notes, faults and why a year cannot be shared
are left out: they are of cooperations and payers that it may not see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.compare.in_short import UNSURE
from fellesbok.compare.records import Reservation
from fellesbok.compare.records import by_payer
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.compare.records import Comparison


def own_part(comparison: Comparison, payer: str) -> Comparison:
    """The comparison as one payer may see it.

    Args:
        comparison: Of the whole books.
        payer: The slug.
    """
    return replace(
        comparison,
        effects=tuple(e for e in comparison.effects if e.payer == payer),
        years=(),
        lacking=tuple(
            replace(of, payers=frozenset({payer}), reasons=(), is_closed=False)
            for of in comparison.lacking
            if payer in of.payers
        ),
        untried=tuple(
            replace(each, payers=None)
            for each in comparison.untried
            if each.payers is None or payer in each.payers
        ),
        reservations=(Reservation(UNSURE),) if comparison.reservations else (),
        notes=tuple(n.text for n in comparison.own_notes if payer in n.payers),
        own_notes=(),
        faults=(),
    )


def own_answer(own: Comparison, name: str) -> Iterator[Text]:
    """What it does to the payer, in words.

    Args:
        own: Its own part.
        name: What it is called.
    """
    for of in own.lacking:
        yield Text(
            "{cooperation} {year} kan ikke fordeles i begge: det som ville blitt"
            " annerledes der, er ikke kjent, og er ikke med i summene.",
            cooperation=of.title,
            year=of.year,
        )
    yield from (each.text for each in own.reservations)
    payers = by_payer(own)
    for payer in payers:
        values = {
            "payer": payer.name,
            "amount": abs(payer.difference),
            "before": payer.before,
            "after": payer.after,
        }
        if payer.difference > 0:
            yield Text(
                "{payer} betaler {amount} kr mer: {after} kr i alt, og før {before}"
                " kr.",
                **values,
            )
        elif payer.difference < 0:
            yield Text(
                "{payer} betaler {amount} kr mindre: {after} kr i alt, og før"
                " {before} kr.",
                **values,
            )
        else:
            yield Text(
                "{payer} betaler det samme i alt, men fordelt på andre samarbeid eller"
                " år.",
                payer=payer.name,
            )
    if not payers and not own.lacking and not own.untried:
        yield Text("{payer} betaler det samme.", payer=name)
    yield from (each.text for each in own.untried)


def own_how(own: Comparison) -> Iterator[Text]:
    """How the figures came about, and what is not among them."""
    yield Text(
        "Alt er fordelt to ganger: i {before}, og med det som prøves. Det er prøvd på"
        " {what}. Ingenting er skrevet i bøkene.",
        before=own.before,
        what=own.tried_on,
    )
    yield Text(
        "Her står kommunens egen del. Det som forslaget gjør for de andre, vises bare"
        " for den som leser hele bøkene."
    )
    yield from own.notes
