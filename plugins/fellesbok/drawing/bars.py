"""Bars in inline SVG that are as easy to read on a telephone as on a desk.

Places are per cent of the width and sizes are points, so that letters never shrink.
The style sheet gives the colours.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.colours import PAINT
from fellesbok.drawing.letters import lines_of
from fellesbok.drawing.picture import Picture
from fellesbok.drawing.svg import LETTERS
from fellesbok.drawing.svg import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

BAR, BASE, BELOW, STEP = 16, 12, 18, 40
"""A bar's height, the base line of its label, how far the bar is below the label's top,
and from one label to the next."""

LINE = 15
"""From one line of a label to the next."""

NARROWEST = 340
"""Points of the narrowest screen that has room for every label: a telephone's."""

FIRST_THIRD, LAST_THIRD = 33, 66
NOTHING = Decimal(0)


def bars_svg(name: str, title: str, rows: Sequence[tuple[str, Decimal]]) -> Picture:
    """A bar for each amount, with its label above it; the sum is the whole width.

    Args:
        name: Tells it from other pictures of the page: ASCII, no spaces.
        title: What it shows.
        rows: Labels, which tell the amounts, and the amounts.
    """
    whole = sum((amount for _, amount in rows if amount > 0), NOTHING)
    parts: list[Markup] = []
    top = 0
    for said, amount in rows:
        parts += label_lines(said, top)
        top += more_lines(said)
        parts.append(rect("whole", NOTHING, Decimal(100), top + BELOW))
        if amount > 0:
            parts.append(rect("done", NOTHING, percent(amount, whole), top + BELOW))
        top += STEP
    told = "; ".join(said for said, _ in rows)
    return bars(name, (title, told), parts, top)


def bars(
    name: str, words: tuple[str, str], parts: Sequence[Markup], high: int
) -> Picture:
    """A picture of bars, with its title and what it shows in words."""
    title, said = words
    return Picture(name, title, f"{said}.", tuple(parts), high)


def label(text: str, top: int) -> Markup:
    """A text at the left edge, on one line."""
    return element("text", text, x=0, y=top + BASE)


def label_lines(text: str, top: int) -> list[Markup]:
    """A text at the left edge, on as many lines as a telephone needs."""
    return [
        label(line, top + LINE * number) for number, line in enumerate(_lines(text))
    ]


def more_lines(text: str) -> int:
    """How much higher a label is than one line."""
    return LINE * (len(_lines(text)) - 1)


def _lines(text: str) -> tuple[str, ...]:
    return lines_of(text, NARROWEST, LETTERS["fb-bars"])


def mark(text: str, place: Decimal, base: int, kind: str) -> Markup:
    """A text at a place, on that side of it where there is room."""
    anchor = "middle"
    if place < FIRST_THIRD:
        anchor = "start"
    elif place > LAST_THIRD:
        anchor = "end"
    return element("text", text, class_=kind, x=f"{place}%", y=base, text_anchor=anchor)


def rect(kind: str, left: Decimal, wide: Decimal, top: int) -> Markup:
    """A part of a bar."""
    place = {"x": f"{left}%", "y": top, "width": f"{wide}%", "height": BAR}
    return element("rect", class_=kind, **place, **PAINT[kind])


def line(kind: str, place: Decimal, top: int, base: int) -> Markup:
    """A line across bars."""
    x = f"{place}%"
    return element("line", class_=kind, x1=x, x2=x, y1=top, y2=base, **PAINT[kind])


def dot(kind: str, place: Decimal, top: int, said: str) -> Markup:
    """A dot on a bar, which says what it is to who points at it."""
    told = element("title", said)
    at = {"cx": f"{place}%", "cy": top + BAR // 2, "r": 6}
    return element("circle", told, class_=kind, **at, **PAINT[kind])


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Per cent of the width; a picture may round."""
    if part <= 0 or whole <= 0:
        return NOTHING
    found = (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return min(found, Decimal(100))
