"""How a process ended: what it told on the way counts, also where it was stopped."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from fellesbok.batch import own_process
from fellesbok.batch.outcomes import outcome_of

KNOWN = {"region": "Vika", "slug": "vika"}
KNOWN_LINE = b'{"known": {"region": "Vika", "slug": "vika"}}\n'
ANSWER = {
    "folder": "vest",
    "state": "written",
    "exit_code": 0,
    **KNOWN,
    "faults": [],
}
ANSWER_LINE = (
    b'{"answer": {"folder": "vest", "state": "written", "exit_code": 0,'
    b' "region": "Vika", "slug": "vika", "faults": []}}\n'
)


class Standing:
    """What stands in for a process: what it told, and whether it is too late."""

    def __init__(self, told: bytes, code: int, *, is_late: bool) -> None:
        self._told = told
        self._is_late = is_late
        self.returncode = code
        self.is_killed = False

    def communicate(
        self, job: bytes | None = None, seconds: int | None = None
    ) -> tuple[bytes, bytes]:
        """Nothing within the time, and once it is killed all that was told."""
        if self._is_late and not self.is_killed:
            assert job is not None
            assert seconds is not None
            raise subprocess.TimeoutExpired("one_region", seconds)
        return self._told, b"det siste\n"

    def kill(self) -> None:
        """End it."""
        self.is_killed = True


def ended(told: bytes, code: int = 0, *, is_late: bool = False) -> dict[str, Any]:
    """How a process ended that told this."""
    process: Any = Standing(told, code, is_late=is_late)
    return own_process._ended(process, {"seconds": 5})


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (b"", {"late": True}),
        (KNOWN_LINE[:20], {"late": True}),
        (KNOWN_LINE, {"late": True, "known": KNOWN}),
        (KNOWN_LINE + ANSWER_LINE[:40], {"late": True, "known": KNOWN}),
        (
            KNOWN_LINE + ANSWER_LINE,
            {"late": True, "known": KNOWN, "answer": ANSWER},
        ),
    ],
)
def test_what_is_stopped_has_told_which_region_it_is(
    told: bytes, found: dict[str, Any]
) -> None:
    assert ended(told, -9, is_late=True) == found


def test_a_crash_has_told_it_too() -> None:
    found = {"code": 3, "said": "det siste", "known": KNOWN}
    assert ended(KNOWN_LINE, 3) == found
    assert ended(b"", 0) == {"code": 1, "said": "det siste"}
    assert ended(b"ikke json\n", 0) == {"code": 1, "said": "det siste"}


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({"late": True, "known": KNOWN}, "late"),
        ({"code": 3, "said": "", "known": KNOWN}, "crashed"),
        ({"late": True, "known": KNOWN, "answer": ANSWER}, "written"),
    ],
)
def test_the_outcome_is_of_the_region_that_was_told(
    how: dict[str, Any], state: str
) -> None:
    outcome = outcome_of("vest", how, 5, "nb")
    assert (outcome.state, outcome.region, outcome.slug) == (state, "Vika", "vika")


def test_what_told_no_region_is_of_none() -> None:
    assert outcome_of("vest", {"late": True}, 5, "nb").slug is None
