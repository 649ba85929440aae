"""Which changes wrote a part of the books, and where a part ends."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.changes.records import Change
from fellesbok.changes.records import Part
from fellesbok.changes.records import block

FIRST = Change("aa", 100, date(2018, 1, 5), "Kari", "Først")
LAST = Change("bb", 200, date(2018, 1, 4), "Ola", "Sist")
SAME = Change("ab", 200, date(2018, 1, 4), "Ola", "Samtidig")
LINES = {"main.beancount": [FIRST, LAST, None, FIRST, SAME]}


def part(first: int, last: int, path: str = "main.beancount") -> Part:
    """Lines of the file, both included."""
    return Part("et bilag", path, first, last)


@pytest.mark.parametrize(
    ("first", "last", "changes"),
    [
        (1, 1, (FIRST,)),
        (1, 2, (LAST, FIRST)),  # the newest first, as git has them
        (1, 4, (LAST, FIRST)),  # each once
        (2, 5, (SAME, LAST, FIRST)),  # of one moment, by their hash
        (3, 3, ()),
        (6, 9, ()),
    ],
)
def test_changes_are_those_of_its_own_lines(
    first: int, last: int, changes: tuple[Change, ...]
) -> None:
    assert part(first, last).changes(LINES) == changes


def test_a_line_that_nobody_has_committed_is_unknown() -> None:
    assert part(2, 3).has_unknown(LINES)
    assert not part(4, 5).has_unknown(LINES)
    assert not part(1, 5, "annen.beancount").has_unknown(LINES)
    assert part(1, 5, "annen.beancount").changes(LINES) == ()


def test_a_block_ends_where_the_indent_does() -> None:
    text = "a:\n  b:\n    c: 1\n\n    d: 2\n\n  e: 3\nf: 4\n"
    assert [block(text.splitlines(), n) for n in (1, 2, 3, 7, 8, 99)] == [
        7,
        5,
        3,
        7,
        8,
        99,
    ]
