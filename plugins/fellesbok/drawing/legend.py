"""What the colours of a picture stand for, on as many lines as a telephone needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing.bars import BASE
from fellesbok.drawing.bars import NARROWEST
from fellesbok.drawing.letters import lines_of
from fellesbok.drawing.letters import width_of
from fellesbok.drawing.svg import LETTERS
from fellesbok.drawing.svg import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

SAMPLE, AFTER, BETWEEN, LINE = 12, 18, 16, 20
"""The sample of a colour, from its left edge to its name, from one name to the next
sample, and from one line to the next."""

SIZE = LETTERS["fb-bars"]


def legend(names: Sequence[tuple[str, dict[str, str]]]) -> tuple[list[Markup], int]:
    """The elements of a legend, and how high it is.

    Args:
        names: What each colour is called, and the attributes that give it.
    """
    parts: list[Markup] = []
    left = top = 0
    for name, paint in names:
        lines = lines_of(name, NARROWEST - AFTER, SIZE)
        wide = AFTER + max(width_of(line, SIZE) for line in lines)
        if left and left + wide > NARROWEST:
            left, top = 0, top + LINE
        place = {"x": left, "y": top + 2, "width": SAMPLE, "height": SAMPLE}
        parts.append(element("rect", **place, **paint))
        for number, line in enumerate(lines):
            at = {"x": left + AFTER, "y": top + LINE * number + BASE}
            parts.append(element("text", line, **at))
        top += LINE * (len(lines) - 1)
        left += wide + BETWEEN
    return parts, top + LINE + 4 if names else 0
