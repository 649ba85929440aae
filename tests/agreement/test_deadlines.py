"""How a deadline (*frist*) stands on a day: days left, days past, done or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.agreement.deadlines import deadlines
from fellesbok.messages import say
from fellesbok.rules import read_rules
from grant_books import RULES

if TYPE_CHECKING:
    from pathlib import Path


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


def test_instalments_on_account_are_deadlines(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    claims = "claims: {advance: {basis: budget, due: [02-01, 08-01]}}\n"
    text = RULES.replace("        decision:", f"        {claims}        decision:")
    rules.write_text(text, encoding="utf-8")
    found = deadlines(read_rules(rules), (2019,))
    assert [(d.day, str(d.text)) for d in found] == [
        (date(2019, 2, 1), "A konto 1 av 2 forfaller"),
        (date(2019, 8, 1), "A konto 2 av 2 forfaller"),
    ]
