"""What became of a region, by what its process told or how it ended."""

from __future__ import annotations

from typing import Any

import pytest

from fellesbok.batch.outcomes import FAULTS_TOLD
from fellesbok.batch.outcomes import Outcome
from fellesbok.batch.outcomes import State
from fellesbok.batch.outcomes import failed
from fellesbok.batch.outcomes import outcome_of
from fellesbok.batch.outcomes import same_named
from fellesbok.messages import Text

WRITTEN = Outcome(
    "vika", "written", 0, "Vika", "vika", faults=("a:1: x",), rows=7, is_kept=True
)
KNOWN = {"region": "Vika", "slug": "vika"}


def ended(**told: Any) -> Outcome:  # noqa: ANN401 -- as a process tells it
    return outcome_of("vika", told, 30, "nb")


def test_what_a_process_tells_is_read_as_it_was() -> None:
    """But for whether it was kept from before, which is no part of the record."""
    told = WRITTEN.told()
    assert "is_kept" not in told
    assert told["faults"] == ["a:1: x"]
    found = ended(answer=told)
    assert found.is_written
    assert found.told() == told


@pytest.mark.parametrize(
    ("code", "exit_code"), [(1, 1), (70, 70), (-9, 137), (-11, 139)]
)
def test_a_process_that_a_signal_ended_has_the_code_of_a_shell(
    code: int, exit_code: int
) -> None:
    found = ended(code=code, said="MemoryError", known=KNOWN)
    assert (found.state, found.exit_code) == ("crashed", exit_code)
    assert "MemoryError" in str(found.reason)
    assert (found.region, found.slug) == ("Vika", "vika"), "it told who it was before"


def test_one_that_was_not_done_in_time_says_how_long_it_had() -> None:
    found = ended(late=True)
    assert (found.state, found.exit_code) == ("late", 124)
    assert "30 sekunder" in str(found.reason)
    assert not found.is_written


def test_of_many_faults_the_first_are_told() -> None:
    faults = [f"a:{n}: x" for n in range(FAULTS_TOLD + 5)]
    found = failed("vika", State.FAULTS, Text("Feil."), "nb", faults)
    assert (found.exit_code, found.faults) == (1, tuple(faults[:FAULTS_TOLD]))


def test_of_regions_with_one_name_none_is_taken_for_the_right_one() -> None:
    found = same_named(WRITTEN, ["b/vika", "a/vika", "vika"], "nb")
    assert (found.state, found.exit_code, found.slug) == ("same_name", 2, "vika")
    assert "a/vika, b/vika, vika" in str(found.reason)
    assert found.rows == 0
