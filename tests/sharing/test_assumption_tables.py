"""What an assumption means: told to those who see all, or to one payer of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Reading
from fellesbok.sharing.assumption_tables import assumptions_of_terms
from fellesbok.sharing.assumption_tables import assumptions_table
from fellesbok.sharing.readings import OtherReading
from fellesbok.tables.targets import SourceLine
from loaded_books import books_in
from places import HOUSE

if TYPE_CHECKING:
    from fellesbok.agreement.model import Cooperation

GROSS = Reading(text="brutto", basis="gross")
WITH_READING = Assumption("Netto er antatt.", "Avtalen § 4", readings=(GROSS,), line=7)
WRITTEN = Assumption("Verten er antatt.", effect="Ingen vet det.", line=8)
HARMLESS = Assumption("Datoen er antatt.", has_no_effect=True, line=9)


@pytest.fixture(scope="module")
def ikt() -> Cooperation:
    shared = books_in(HOUSE).shared
    assert shared is not None
    return shared.agreement.cooperations["ikt"]


def reading(cooperation: str) -> OtherReading:
    """Of one reader alone: 100,00 kr now, 112,50 kr by the other reading."""
    now, other = {"lyngen": 100_00}, {"lyngen": 112_50}
    return OtherReading(cooperation, 2018, WITH_READING, GROSS, now, other)


def told(cooperation: Cooperation, *, sees_all: bool) -> list[tuple[object, ...]]:
    """Assumption, source and effect of three assumptions."""
    all_three = (WITH_READING, WRITTEN, HARMLESS)
    found = [(a, SourceLine("r.yaml", a.line)) for a in all_three]
    readings = [reading(cooperation.slug), reading("brann")]
    (table,) = assumptions_table(found, cooperation, readings, sees_all=sees_all)
    assert [column.name for column in table.columns] == [
        *("assumption", "source", "effect"),
    ]
    first = [line.cells[0].leads_to for line in table.lines]
    assert first == [SourceLine("r.yaml", n) for n in (7, 8, 9)]
    return [tuple(cell.value for cell in line.cells) for line in table.lines]


def test_who_sees_all_is_told_where_the_effect_stands(ikt: Cooperation) -> None:
    assert told(ikt, sees_all=True) == [
        ("Netto er antatt.", "Avtalen § 4", "regnes ut for hvert år; se Funn"),
        ("Verten er antatt.", "ikke oppgitt", "Ingen vet det."),
        ("Datoen er antatt.", "ikke oppgitt", "ingen virkning på beløpene"),
    ]


def test_one_payer_is_told_its_own_effect_and_not_what_is_written_for_all(
    ikt: Cooperation,
) -> None:
    assert [line[2] for line in told(ikt, sees_all=False)] == [
        "2018: 12,50 kr for dere, lest som «brutto»",
        None,
        "ingen virkning på beløpene",
    ]


def test_each_assumption_stands_once(ikt: Cooperation) -> None:
    """Two of the key 40/60 and those of the terms, of one version alone."""
    found = [assumption for assumption, _ in assumptions_of_terms(ikt)]
    assert len({assumption.text for assumption in found}) == len(found)
    named = [a for a in found if a.text.startswith(("40/60", "Folketallet"))]
    assert len(named) == 2


def test_without_assumptions_there_is_no_table(ikt: Cooperation) -> None:
    assert assumptions_table([], ikt, [], sees_all=True) == []
