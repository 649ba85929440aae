"""A time line (*tidslinje*) as inline SVG: who, what and which key, by date.

It is as easy to read on a telephone as on a desk: places are per cent of the width, and
every name stands whole above what it is the name of.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.bars import bars
from fellesbok.drawing.bars import label_lines
from fellesbok.drawing.bars import more_lines
from fellesbok.drawing.bars import percent
from fellesbok.drawing.svg import element
from fellesbok.frozen import frozen
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from fellesbok.drawing.picture import Picture

AXIS, BELOW, HIGH, STEP = 20, 17, 19, 44
"""The years, how far a span is below its label's top, how high it is, and from one
label to the next."""

MOST_YEARS = 8
"""As many years are named beside each other; of more, some."""


@frozen
class Span:
    """What holds from one day to another, both included."""

    first: date
    last: date
    text: str


@frozen
class Track:
    """A line of the picture."""

    label: str
    spans: tuple[Span, ...]


@frozen
class Timeline:
    """The whole picture, from the first of January to the last of December."""

    name: str
    title: str
    language: str
    first_year: int
    last_year: int
    tracks: tuple[Track, ...]


def timeline_svg(line: Timeline) -> Picture:
    """The time line as an SVG element; what it shows is also said in words."""
    high = AXIS + sum(STEP + more_lines(track.label) for track in line.tracks)
    said = "; ".join(
        f"{track.label}: "
        + ", ".join(_in_words(span, line.language) for span in track.spans)
        for track in line.tracks
    )
    parts = list(_axis(line, high))
    top = AXIS
    for track in line.tracks:
        parts.extend(_track(line, track, top))
        top += STEP + more_lines(track.label)
    return bars(line.name, (line.title, said), parts, high)


def _axis(line: Timeline, high: int) -> Iterator[Markup]:
    years = line.last_year - line.first_year + 1
    step = max(1, -(-years // MOST_YEARS))
    for year in range(line.first_year, line.last_year + 1, step):
        x = f"{_place(line, date(year, 1, 1))}%"
        ends = {"x1": x, "y1": 0, "x2": x, "y2": high}
        yield element("line", **ends, stroke="#888", stroke_opacity="0.4")
        yield element("text", str(year), x=x, dx=4, y=12)


def _track(line: Timeline, track: Track, top: int) -> Iterator[Markup]:
    yield from label_lines(track.label, top)
    top += more_lines(track.label)
    for span in track.spans:
        left = _place(line, span.first)
        wide = max(Decimal("0.5"), _place(line, span.last) - left)
        place = {"x": f"{left}%", "y": top + BELOW, "width": f"{wide}%", "height": HIGH}
        yield element("rect", class_="s1", **place, fill="none", stroke="#1b5a7d")
        if span.text:
            # An element of its own cuts off what it has no room for.
            inside = element("text", span.text, x=5, y=HIGH - 5)
            told = element("title", span.text)
            yield element("svg", told, inside, **place)


def _place(line: Timeline, day: date) -> Decimal:
    """Where a day stands, in per cent of the width; a picture may round."""
    first = date(line.first_year, 1, 1).toordinal()
    last = date(line.last_year, 12, 31).toordinal()
    inside = min(max(day.toordinal(), first), last)
    return percent(Decimal(inside - first), Decimal(last - first))


def _in_words(span: Span, language: str) -> str:
    until = "" if span.last == date.max else show(span.last, language)
    return f"{show(span.first, language)}–{until} {span.text}".strip()
