"""Bars in inline SVG that are as easy to read on a telephone as on a desk.

Places are per cent of the width and sizes are points, so that letters never shrink.
The style sheet gives the colours.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR, BASE, BELOW, STEP = 16, 12, 18, 40
"""A bar's height, the base line of its label, how far the bar is below the label's top,
and from one label to the next."""

FIRST_THIRD, LAST_THIRD = 33, 66
NOTHING = Decimal(0)


def bars_svg(name: str, title: str, rows: Sequence[tuple[str, Decimal]]) -> Markup:
    """A bar for each amount, with its label above it; the sum is the whole width.

    Args:
        name: Tells it from other pictures of the page: ASCII, no spaces.
        title: What it shows.
        rows: Labels, which tell the amounts, and the amounts.
    """
    whole = sum((amount for _, amount in rows if amount > 0), NOTHING)
    parts = [
        picture(name, title, "; ".join(said for said, _ in rows), STEP * len(rows))
    ]
    for number, (said, amount) in enumerate(rows):
        top = STEP * number
        parts += [label(said, top), rect("whole", NOTHING, Decimal(100), top + BELOW)]
        if amount > 0:
            parts.append(rect("done", NOTHING, percent(amount, whole), top + BELOW))
    return Markup("").join([*parts, Markup("</svg>")])


def picture(name: str, title: str, said: str, high: int) -> Markup:
    """The beginning of a picture, with what it shows in words."""
    return Markup(
        '<svg class="fb-bars" role="img" width="100%" height="{high}"'
        ' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif"'
        ' font-size="13"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{said}.</desc>'
    ).format(name=name, high=high, title=title, said=said)


def label(text: str, top: int) -> Markup:
    """A text at the left edge."""
    return Markup('<text x="0" y="{y}">{text}</text>').format(y=top + BASE, text=text)


def mark(text: str, place: Decimal, base: int, kind: str) -> Markup:
    """A text at a place, on that side of it where there is room."""
    anchor = "middle"
    if place < FIRST_THIRD:
        anchor = "start"
    elif place > LAST_THIRD:
        anchor = "end"
    return Markup(
        '<text class="{kind}" x="{x}%" y="{y}" text-anchor="{anchor}">{text}</text>'
    ).format(kind=kind, x=place, y=base, anchor=anchor, text=text)


def rect(kind: str, left: Decimal, wide: Decimal, top: int) -> Markup:
    """A part of a bar."""
    return Markup(
        '<rect class="{kind}" x="{x}%" y="{y}" width="{wide}%" height="{high}"/>'
    ).format(kind=kind, x=left, y=top, wide=wide, high=BAR)


def line(kind: str, place: Decimal, top: int, base: int) -> Markup:
    """A line across bars."""
    return Markup(
        '<line class="{kind}" x1="{x}%" x2="{x}%" y1="{top}" y2="{base}"/>'
    ).format(kind=kind, x=place, top=top, base=base)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Per cent of the width; a picture may round."""
    if part <= 0 or whole <= 0:
        return NOTHING
    found = (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return min(found, Decimal(100))
