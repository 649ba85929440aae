"""Bars of several parts (*stabler*): what each whole is put together of.

The values are those of ``Chart``: a bar a whole, a series a part.  What comes off, a
part below nothing, stands to the left of the line where a bar begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing.bars import BELOW
from fellesbok.drawing.bars import NOTHING
from fellesbok.drawing.bars import bars
from fellesbok.drawing.bars import label_lines
from fellesbok.drawing.bars import more_lines
from fellesbok.drawing.bars import percent
from fellesbok.drawing.charts import description
from fellesbok.drawing.charts import whole_kroner
from fellesbok.drawing.colours import EDGE
from fellesbok.drawing.colours import party
from fellesbok.drawing.legend import legend
from fellesbok.drawing.svg import element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from markupsafe import Markup

    from fellesbok.drawing.charts import Bar
    from fellesbok.drawing.charts import Chart
    from fellesbok.drawing.picture import Picture

THICK, STEP = 18, 46
"""How thick a bar is, and from one label to the next."""


def stacks_svg(chart: Chart, language: str) -> Picture:
    """A bar for each whole, its parts after each other; the label tells the whole.

    Args:
        chart: The parts are its series; one that is not there is ``None``.
        language: ``nb`` or ``en``.
    """
    most = max((_sum(bar, 1) for bar in chart.bars), default=NOTHING)
    least = max((_sum(bar, -1) for bar in chart.bars), default=NOTHING)
    wide = most + least
    start = percent(least, wide)
    names = [(name, paint(number)) for number, name in enumerate(chart.series)]
    parts, top = legend(names)
    for bar in chart.bars:
        said = f"{bar.label} {whole_kroner(_whole(bar), language)}"
        parts += label_lines(said, top)
        top += more_lines(said)
        parts += _pieces(chart, bar, wide, (start, top + BELOW), language)
        if least:
            ends = {"y1": top + BELOW - 3, "y2": top + BELOW + THICK + 3}
            line = {"x1": f"{start}%", "x2": f"{start}%", **ends}
            parts.append(element("line", **line, class_="l0", stroke=EDGE))
        top += STEP
    words = chart.title, description(chart, language)
    return bars(chart.name, words, parts, top)


def paint(number: int) -> dict[str, str]:
    """The colour of a part; an edge tells it from the next."""
    return {"class_": f"p{number % 8}", "fill": party(number), "stroke": "#ffffff"}


def _sum(bar: Bar, sign: int) -> Decimal:
    """The sum of what is above nothing, or of what is below, without its sign."""
    known = (sign * value for value in bar.values if value is not None)
    return sum((value for value in known if value > 0), NOTHING)


def _whole(bar: Bar) -> Decimal:
    if bar.whole is not None:
        return bar.whole
    return sum((value for value in bar.values if value is not None), NOTHING)


def _pieces(
    chart: Chart,
    bar: Bar,
    wide: Decimal,
    corner: tuple[Decimal, int],
    language: str,
) -> Iterator[Markup]:
    """The parts of one bar, each saying what it is to who points at it."""
    start, top = corner
    right, left = NOTHING, NOTHING
    for number, value in enumerate(bar.values):
        if not value:
            continue
        if value > 0:
            first, last = start + percent(right, wide), right + value
            right, last = last, start + percent(last, wide)
        else:
            first, last = left - value, start - percent(left, wide)
            left, first = first, start - percent(first, wide)
        said = f"{bar.label}, {chart.series[number]}: {whole_kroner(value, language)}"
        place = {"x": f"{first}%", "width": f"{last - first}%"}
        told = element("title", said)
        size = {**place, "y": top, "height": THICK}
        yield element("rect", told, **size, **paint(number))
