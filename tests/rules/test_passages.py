"""Where each thing in the rules is written, from its name to its last line."""

from __future__ import annotations

import pytest

from fellesbok.rules.passages import passages

TEXT = """\
region: Vika
# en merknad
keys:
  halv:
    title: "Halv
      del"
    key: {shares: {a: 1/2, b: 1/2}}
names:
  - Ola
  - Kari

tom: ''
"""


@pytest.mark.parametrize(
    ("way", "lines"),
    [
        (("region",), (1, 1)),
        (("keys",), (3, 7)),
        (("keys", "halv"), (4, 7)),
        (("keys", "halv", "title"), (5, 6)),
        (("keys", "halv", "key"), (7, 7)),
        (("keys", "halv", "key", "shares", "b"), (7, 7)),
        (("names",), (8, 10)),
        (("names", 1), (10, 10)),
        (("tom",), (12, 12)),
    ],
)
def test_a_passage_begins_with_its_name_and_ends_with_its_value(
    way: tuple[str | int, ...], lines: tuple[int, int]
) -> None:
    """An empty line after a block, and a comment, are none of it."""
    found = passages(TEXT)[way]
    assert (found.first, found.last) == lines


def test_what_is_written_stays_text_in_the_order_of_the_file() -> None:
    found = passages(TEXT)
    assert found["keys", "halv", "title"].written == "Halv del"
    assert found["keys", "halv", "key"].written == [
        ["shares", [["a", "1/2"], ["b", "1/2"]]]
    ]
    assert found["names",].written == ["Ola", "Kari"]
    assert found["tom",].written == ""


def test_an_empty_file_has_no_passages() -> None:
    assert passages("") == passages("# tom\n") == {}
