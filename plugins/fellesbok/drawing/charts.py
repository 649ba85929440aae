"""Bar charts as inline SVG: text stays text, and nothing runs in the reader's browser.

The colours written on the elements are what a PDF shows.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.colours import EDGE
from fellesbok.drawing.colours import INK
from fellesbok.drawing.letters import lines_of
from fellesbok.drawing.svg import LETTERS
from fellesbok.drawing.svg import element
from fellesbok.drawing.svg import picture
from fellesbok.frozen import frozen
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from markupsafe import Markup

WIDTH = 760
LABEL_WIDTH = 280
VALUE_WIDTH = 110
BETWEEN = 8
"""From a label to its bars."""

BAR = 15
GAP = 9
LINE = 14
"""From one line of a label to the next."""

COLOURS = (EDGE, "#c9d8e2")
"""Accounts first, then budget; both stand out from white and from each other."""


@frozen
class Bar:
    """A label and its values, ``None`` where there is none.

    Attributes:
        label: What it is of.
        values: One for each series.
        whole: What its parts are in all, where they are rounded each for itself, so
            that their sum may be some øre off; else that is their sum.
    """

    label: str
    values: tuple[Decimal | None, ...]
    whole: Decimal | None = None


@frozen
class Chart:
    """A chart; ``name`` tells it from others in the same file."""

    name: str
    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


def svg(chart: Chart, language: str) -> Markup:
    """The chart as an SVG element with a title and a description in words."""
    largest = max(
        (v for bar in chart.bars for v in bar.values if v is not None),
        default=Decimal(0),
    )
    legend = 26 if len(chart.series) > 1 else 0
    high = legend + sum(_height(bar) for bar in chart.bars)
    parts: list[Markup] = []
    if legend:
        parts.extend(_legend(chart.series))
    top = legend
    for bar in chart.bars:
        parts.extend(_bar(bar, top, largest, language))
        top += _height(bar)
    size = {"viewBox": f"0 0 {WIDTH} {high}", "xmlns": "http://www.w3.org/2000/svg"}
    words = chart.title, f"{description(chart, language)}."
    return picture(chart.name, words, parts, size)


def series_rect(series: int, left: object, top: int, wide: object, high: int) -> Markup:
    """A bar of a series, or the sample of its colour."""
    return element(
        "rect",
        class_=f"s{series}",
        x=left,
        y=top,
        width=wide,
        height=high,
        fill=COLOURS[series],
        stroke=EDGE,
    )


def _height(bar: Bar) -> int:
    return max(BAR * len(bar.values), LINE * len(_label(bar))) + GAP


def _label(bar: Bar) -> tuple[str, ...]:
    """The label as lines that stand before the bars, however long it is."""
    return lines_of(bar.label, LABEL_WIDTH - BETWEEN, LETTERS["chart"])


def description(chart: Chart, language: str) -> str:
    """Every value in words, for those who do not see the bars."""
    said = []
    for bar in chart.bars:
        known = [
            f"{name} {whole_kroner(value, language)}"
            for name, value in zip(chart.series, bar.values, strict=True)
            if value is not None
        ]
        said.append(f"{bar.label}: {', '.join(known) or '–'}")
    return "; ".join(said)


def _legend(series: Sequence[str]) -> Iterator[Markup]:
    left = LABEL_WIDTH
    for number, name in enumerate(series):
        yield series_rect(number, left, 4, 12, 12)
        yield element("text", name, class_="t", x=left + 18, y=14, fill=INK)
        left += 110


def _bar(bar: Bar, top: int, largest: Decimal, language: str) -> Iterator[Markup]:
    middle = top + (_height(bar) - GAP) // 2
    lines = _label(bar)
    first = middle - LINE * len(lines) // 2 + LINE - 3
    for number, line in enumerate(lines):
        place = {"x": LABEL_WIDTH - BETWEEN, "y": first + LINE * number}
        yield element("text", line, class_="t", **place, text_anchor="end", fill=INK)
    top = middle - BAR * len(bar.values) // 2
    for number, value in enumerate(bar.values):
        if value is None:
            wide, said = Decimal(0), "–"
        else:
            wide, said = _wide(value, largest), whole_kroner(value, language)
        y = top + number * BAR
        yield series_rect(number, LABEL_WIDTH, y, wide, BAR - 2)
        after = LABEL_WIDTH + wide + 6
        yield element("text", said, class_="v", x=after, y=y + BAR - 4, fill=INK)


def _wide(value: Decimal, largest: Decimal) -> Decimal:
    """The width of a bar; a picture may round."""
    if value <= 0 or largest <= 0:
        return Decimal(0)
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    return (value / largest * room).quantize(Decimal("0.1"), ROUND_HALF_UP)


def whole_kroner(value: Decimal, language: str) -> str:
    """An amount without øre where it has none, as there is little room."""
    return show(value, language).removesuffix(",00").removesuffix(".00")
