"""Bar charts as easy to read on a telephone as on a desk: labels above, no scaling.

The values are those of ``Chart``.  Places are per cent of the width and sizes are
points, as in ``bars``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.bars import BASE
from fellesbok.drawing.bars import bars
from fellesbok.drawing.bars import label_lines
from fellesbok.drawing.bars import more_lines
from fellesbok.drawing.bars import percent
from fellesbok.drawing.charts import description
from fellesbok.drawing.charts import series_rect
from fellesbok.drawing.charts import whole_kroner
from fellesbok.drawing.colours import EDGE
from fellesbok.drawing.svg import element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from markupsafe import Markup

    from fellesbok.drawing.charts import Bar
    from fellesbok.drawing.charts import Chart
    from fellesbok.drawing.picture import Picture

THICK, BETWEEN, BELOW, LEGEND = 14, 10, 18, 24
"""A bar, the room after those of a label, how far below the label's top the first is,
and the height of the legend."""

WIDEST = Decimal("0.66")
"""The part of the width that the largest bar has: its value stands after it."""

MIDDLE = Decimal(50)
"""Where nothing is more or less, in a chart of differences, in per cent."""

ROOM = Decimal("0.3")
"""The part of the width that the largest difference has on either side."""

NOTHING = Decimal(0)


def years_svg(chart: Chart, language: str) -> Picture:
    """Bars of years below each label, each with its year and value; the last is dark.

    Args:
        chart: Its series are the years, in order.
        language: ``nb`` or ``en``.
    """
    known = [v for bar in chart.bars for v in bar.values if v is not None]
    largest = max(known, default=NOTHING)
    parts: list[Markup] = []
    top = 0
    for bar in chart.bars:
        parts.extend(label_lines(bar.label, top))
        below = top + more_lines(bar.label) + BELOW
        for number, value in enumerate(bar.values):
            year = f"{chart.series[number]}: "
            series = 0 if number == len(chart.series) - 1 else 1
            parts.extend(_bar(series, value, largest, below, language, said=year))
            below += THICK
        top += _high(bar)
    return _drawn(chart, parts, top, language)


def series_svg(chart: Chart, language: str) -> Picture:
    """Bars of one or more series below each label, with their values."""
    known = [v for bar in chart.bars for v in bar.values if v is not None]
    largest = max(known, default=NOTHING)
    parts: list[Markup] = []
    top = 0
    if len(chart.series) > 1:
        parts.extend(_legend(chart.series))
        top = LEGEND
    for bar in chart.bars:
        parts.extend(label_lines(bar.label, top))
        for number, value in enumerate(bar.values):
            below = top + more_lines(bar.label) + BELOW + THICK * number
            parts.extend(_bar(number, value, largest, below, language))
        top += _high(bar)
    return _drawn(chart, parts, top, language)


def differences_svg(chart: Chart, language: str) -> Picture:
    """Bars to the right of a line for what is more, and to the left for what is less.

    Args:
        chart: Each bar has one value, which is known.
        language: ``nb`` or ``en``.
    """
    values = [value for bar in chart.bars for value in bar.values if value is not None]
    largest = max(map(abs, values), default=NOTHING)
    parts: list[Markup] = []
    top = 0
    for bar, value in zip(chart.bars, values, strict=True):
        parts.extend(label_lines(bar.label, top))
        below = top + more_lines(bar.label) + BELOW
        parts.extend(_difference(value, largest, below, language))
        top += _high(bar)
    return _drawn(chart, parts, top, language)


def _drawn(chart: Chart, parts: Sequence[Markup], high: int, language: str) -> Picture:
    """The whole, with its title and its description in words."""
    words = chart.title, description(chart, language)
    return bars(chart.name, words, parts, high)


def _high(bar: Bar) -> int:
    return more_lines(bar.label) + BELOW + THICK * len(bar.values) + BETWEEN


def _legend(series: tuple[str, ...]) -> Iterator[Markup]:
    left = 0
    for number, name in enumerate(series):
        yield series_rect(number, left, 2, 12, 12)
        yield element("text", name, x=left + 18, y=BASE)
        left += 24 + 9 * len(name)


def _bar(  # noqa: PLR0913 -- a bar is which, how much, where, and what it is called
    series: int,
    value: Decimal | None,
    largest: Decimal,
    top: int,
    language: str,
    *,
    said: str = "",
) -> Iterator[Markup]:
    wide = percent((value or NOTHING) * WIDEST, largest)
    said += "–" if value is None else whole_kroner(value, language)
    yield series_rect(series, "0%", top, f"{wide}%", THICK - 2)
    place = {"x": f"{wide}%", "dx": 6, "y": top + THICK - 3}
    yield element("text", said, class_="v", **place)


def _difference(
    value: Decimal, largest: Decimal, top: int, language: str
) -> Iterator[Markup]:
    wide = percent(abs(value) * ROOM, largest)
    is_more = value > 0
    left = MIDDLE if is_more else MIDDLE - wide
    series = 0 if is_more else 1
    yield series_rect(series, f"{left}%", top, f"{wide}%", THICK - 2)
    yield element(
        "text",
        f"{'+' if is_more else ''}{whole_kroner(value, language)}",
        class_="v",
        x=f"{MIDDLE + wide if is_more else MIDDLE - wide}%",
        dx=6 if is_more else -6,
        y=top + THICK - 3,
        text_anchor="start" if is_more else "end",
    )
    middle = {"x1": f"{MIDDLE}%", "x2": f"{MIDDLE}%"}
    yield element("line", **middle, y1=top - 2, y2=top + THICK, stroke=EDGE)
