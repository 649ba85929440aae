"""When something was changed last; by whom is for those who read everything."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.changes.in_short import changes_in_short
from fellesbok.changes.records import CUT
from fellesbok.changes.records import Change
from fellesbok.changes.records import Part
from fellesbok.messages import say

OLD = Change("aa", 100, date(2018, 1, 4), "Kari", "Først")
NEW = Change("bb", 200, date(2018, 1, 5), "Ola", "Sist")
LINES = {"a": [NEW, OLD, None]}
PARTS = [Part("eldst", "a", 2, 2), Part("nyest", "a", 1, 1), Part("ny", "a", 3, 3)]


@pytest.mark.parametrize(
    ("sees_all", "told"),
    [
        (True, "Sist endret 05.01.2018 av Ola: Sist"),
        (False, "Sist endret 05.01.2018."),
    ],
)
def test_the_last_change_of_all_parts_is_told(told: str, *, sees_all: bool) -> None:
    found = changes_in_short(PARTS, LINES, sees_all=sees_all)
    assert found is not None
    assert say(found.sentence, "nb") == told


def test_what_no_commit_has_is_not_told() -> None:
    assert changes_in_short(PARTS[2:], LINES, sees_all=True) is None
    assert changes_in_short([], LINES, sees_all=True) is None


@pytest.mark.parametrize("sees_all", [True, False])
def test_where_the_history_is_cut_nobody_is_named(*, sees_all: bool) -> None:
    cut = Change("cc", 100, date(2018, 1, 4), "", "", is_cut=True)
    found = changes_in_short(PARTS[:1], {"a": [NEW, cut]}, sees_all=sees_all)
    assert found is not None
    assert say(found.sentence, "nb") == f"Sist endret 04.01.2018 eller før. {CUT}"
