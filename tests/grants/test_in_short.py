"""Grants in short: what is earned and has come, as far as it is stated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.grants.in_short import grants_in_short
from fellesbok.messages import say
from grants_on_a_day import DAY
from grants_on_a_day import NOT_STATED
from grants_on_a_day import ON_DAY

if TYPE_CHECKING:
    from fellesbok.grants.records import GrantOnDay

QUIET = replace(ON_DAY, warnings=())


@pytest.mark.parametrize(
    ("rows", "told", "known"),
    [
        ([QUIET], "Per 31.12.2018 er 740,00 kr opptjent, og 400,00 kr mottatt.", ""),
        (
            [ON_DAY, ON_DAY],
            (
                "Per 31.12.2018 er 1 480,00 kr opptjent, og 800,00 kr mottatt. 2"
                " forhold må avklares."
            ),
            "",
        ),
        (
            [QUIET, NOT_STATED],
            (
                "Per 31.12.2018 er 740,00 kr opptjent, og 400,00 kr mottatt, så langt"
                " det er oppgitt."
            ),
            "oppgitt for 1 av 2",
        ),
        (
            [NOT_STATED],
            (
                "Per 31.12.2018 er 0,00 kr opptjent, og hva som er mottatt, er ikke"
                " oppgitt."
            ),
            "ikke oppgitt",
        ),
    ],
)
def test_what_is_earned_and_has_come(
    rows: list[GrantOnDay], told: str, known: str
) -> None:
    found = grants_in_short(rows, DAY)
    assert found is not None
    assert say(found.sentence, "nb").replace("\N{NO-BREAK SPACE}", " ") == told
    earned, received, urgent = found.figures
    assert earned.note == received.note == known
    assert urgent.value == sum(len(row.warnings) for row in rows)
    assert urgent.is_urgent is bool(urgent.value)


def test_a_figure_that_nobody_states_is_blank() -> None:
    found = grants_in_short([NOT_STATED], DAY)
    assert found is not None
    assert found.figures[0].value is None
    both = grants_in_short([ON_DAY, NOT_STATED], DAY)
    assert both is not None
    assert both.figures[1].value == Decimal("400.00")


def test_without_grants_there_is_nothing_to_tell() -> None:
    assert grants_in_short([], DAY) is None
