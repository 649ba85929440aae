"""What is written after a day, or not committed yet, the newest first."""

from __future__ import annotations

from datetime import date

from fellesbok.changes.records import Change
from fellesbok.changes.records import Part
from fellesbok.changes.since import Changed
from fellesbok.changes.since import changed_since
from fellesbok.changes.since import days_of

OLD = Change("aa", 100, date(2018, 1, 4), "Kari", "Først")
NEW = Change("bb", 200, date(2018, 1, 5), "Ola", "Sist")
NEWEST = Change("cc", 300, date(2018, 1, 6), "Ola", "Aller sist")
LINES: dict[str, list[Change | None]] = {"a": [OLD, NEW, None], "b": [NEWEST, OLD]}
ONE, TWO, THREE = (Part(f"a{n}", "a", n, n) for n in (1, 2, 3))
FOUR = Part("b", "b", 1, 2)
UNKNOWN = Part("c", "c", 1, 1)
PARTS = [ONE, TWO, THREE, FOUR, UNKNOWN]


def test_days_are_told_once_the_newest_first() -> None:
    assert days_of(LINES) == [NEWEST.day, NEW.day, OLD.day]
    assert days_of({}) == []


def test_what_is_written_on_the_day_itself_is_known_already() -> None:
    assert changed_since(PARTS, LINES, NEW.day) == [
        Changed(THREE, None),
        Changed(FOUR, NEWEST),
    ]


def test_what_is_not_committed_comes_first_and_then_the_newest() -> None:
    """A file that git does not know tells nothing, neither old nor new."""
    assert changed_since(PARTS, LINES, OLD.day) == [
        Changed(THREE, None),
        Changed(FOUR, NEWEST),
        Changed(TWO, NEW),
    ]


def test_of_one_moment_what_stands_last_comes_first() -> None:
    both = [Part("før", "a", 2, 2), Part("etter", "a", 1, 2)]
    found = changed_since(both, LINES, OLD.day)
    assert [each.part.title for each in found] == ["etter", "før"]


def test_what_is_as_old_as_a_cut_history_or_older_is_new_since_no_day() -> None:
    cut = Change("dd", 400, date(2018, 1, 7), "", "", is_cut=True)
    lines = {"a": [cut, NEW], "b": [OLD, OLD]}
    assert days_of(lines) == [NEW.day, OLD.day]
    parts = [ONE, TWO, FOUR]
    assert changed_since(parts, lines, OLD.day) == [Changed(TWO, NEW)]
    every = changed_since(parts, lines, date.min)
    assert {each.part.title for each in every} == {"a1", "a2", "b"}
