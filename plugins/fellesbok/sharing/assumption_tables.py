"""Assumptions as a table (*antakelser*): what the source does not say, and its effect.

Who may see the shares of all is told where the effect stands; others their own effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.terms import keys_of
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.agreement.titles import reading_title
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.sharing.readings import OtherReading

ASSUMPTION = Column(Text("Antakelse"), Kind.SENTENCE, "assumption")
EFFECT = Column(Text("Virkning"), Kind.SENTENCE, "effect")

Written = tuple["Assumption", SourceLine]
"""An assumption, and the line that it is written on."""


def assumptions_of_terms(cooperation: Cooperation) -> Iterator[Written]:
    """What the terms of a cooperation and their keys assume, each once."""
    seen: dict[str, Written] = {}
    for version in cooperation.versions:
        of_keys = (found for key in keys_of(version) for found in assumptions_of(key))
        for found in (*version.assumptions, *of_keys):
            place = SourceLine(version.place.path, found.line)
            seen.setdefault(found.text, (found, place))
    yield from seen.values()


def assumptions_table(
    found: Iterable[Written],
    cooperation: Cooperation,
    readings: Sequence[OtherReading],
    *,
    sees_all: bool,
) -> list[Table]:
    """Assumptions, each with where it stands, and what they mean; none or one.

    Args:
        found: The assumptions.
        cooperation: Whose they are.
        readings: Every year by other readings, as far as the reader may see.
        sees_all: Whether the reader may see the shares of all participants.
    """
    lines = tuple(
        Line(
            (
                Cell(assumption.text, place),
                Cell(assumption.source or NOT_STATED),
                Cell(_effect(assumption, cooperation, readings, sees_all=sees_all)),
            )
        )
        for assumption, place in found
    )
    if not lines:
        return []
    columns = (ASSUMPTION, SOURCE, EFFECT)
    return [Table("antakelser", Text("Antakelser"), columns, lines)]


def _effect(
    assumption: Assumption,
    cooperation: Cooperation,
    readings: Sequence[OtherReading],
    *,
    sees_all: bool,
) -> str | None:
    """What an assumption means: as it is written, or for the reader alone."""
    if assumption.has_no_effect:
        return Text("ingen virkning på beløpene")
    if sees_all:
        if assumption.readings:
            return Text("regnes ut for hvert år; se Funn")
        return assumption.effect or None
    moved = [
        Text(
            "{year}: {amount} kr for dere, lest som «{reading}»",
            year=reading.year,
            amount=kroner(ore),
            reading=reading_title(reading.reading),
        )
        for reading in readings
        if reading.cooperation == cooperation.slug
        and reading.assumption.text == assumption.text
        for ore in reading.moved_ore.values()
    ]
    return joined(moved) if moved else None
