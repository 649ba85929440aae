"""Texts of the report: what would not be shown is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from fellesbok.entries.texts import read_texts
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> list[tuple[int, str]]:
    """Line and text of each fault of a text under *Kommentarer*."""
    place = folder / "2018" / "tekst"
    place.mkdir(parents=True, exist_ok=True)
    head = "samarbeid: ikt\naar: 2018\n\n## Kommentarer\n\nVi spør:\n\n"
    (place / "ikt.md").write_text(f"{head}{text}\n", encoding="utf-8")
    _, faults = read_texts(folder, 2018, {"ikt"})
    return [(fault.line, say(fault.message, "nb")) for fault in faults]


TOO_DEEP = (
    "Teksten står her i mer enn 20 lag, sitat i sitat eller liste i liste, og det"
    " innerste ville ikke vises. Skriv den i færre lag."
)


@pytest.mark.parametrize("layer", ["> ", "- ", "1. ", "> - "])
def test_what_stands_in_more_layers_than_are_shown_is_told(
    tmp_path: Path, layer: str
) -> None:
    """The reader of Markdown leaves it out without a word."""
    told = {}
    for depth in range(1, 25):
        text = f"{layer * depth}fem tusen kroner"
        is_shown = "kroner" in MarkdownIt("commonmark").render(text)
        told[is_shown] = written(tmp_path, text)
        assert (not told[is_shown]) is is_shown
    assert set(told[False]) == {(8, TOO_DEEP)}
