"""How a deadline (*frist*) stands on a day: days left, days past, done or not."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.messages import say


def due(kind: DeadlineKind, day: str = "2025-06-30", done: str = "") -> Due:
    """A deadline of a grant."""
    was = date.fromisoformat(done) if done else None
    return Due(date.fromisoformat(day), kind, "g", "G", "ikt", "Hva", was, "avtalen")


@pytest.mark.parametrize(
    ("kind", "seen", "told", "english"),
    [
        (DeadlineKind.OTHER, "2025-06-28", "2 dager igjen", "2 days left"),
        (DeadlineKind.OTHER, "2025-06-29", "1 dag igjen", "1 day left"),
        (DeadlineKind.OTHER, "2025-06-30", "i dag", "today"),
        (DeadlineKind.OTHER, "2025-07-01", "1 dag over fristen", "1 day past"),
        (DeadlineKind.OTHER, "2025-07-10", "10 dager over fristen", "10 days past"),
        (DeadlineKind.PERIOD_END, "2025-07-01", "over for 1 dag siden", "ended 1 day"),
        (
            DeadlineKind.INSTALMENT,
            "2025-07-02",
            "over for 2 dager siden",
            "ended 2 day",
        ),
    ],
)
def test_how_a_deadline_stands(
    kind: DeadlineKind, seen: str, told: str, english: str
) -> None:
    found = due(kind).state_on(date.fromisoformat(seen))
    assert found == told
    assert say(found, "en").startswith(english)


def test_what_is_done_tells_when_and_only_from_that_day() -> None:
    found = due(DeadlineKind.OTHER, done="2025-06-20")
    assert found.state_on(date(2025, 6, 20)) == "gjort 20.06.2025"
    assert found.state_on(date(2025, 6, 19)) == "11 dager igjen"
