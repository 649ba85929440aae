"""A time line (*tidslinje*) as inline SVG: who, what and which key, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.drawing.svg import element
from fellesbok.drawing.svg import picture
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

WIDTH = 760
LABEL_WIDTH = 170
ROW = 26
AXIS = 22
LETTER_WIDTH = 7
"""A letter of the type used is no wider, in the picture's own units."""


@dataclass(frozen=True)
class Span:
    """What holds from one day to another, both included."""

    first: date
    last: date
    text: str


@dataclass(frozen=True)
class Track:
    """A line of the picture."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Timeline:
    """The whole picture, from the first of January to the last of December."""

    name: str
    title: str
    language: str
    first_year: int
    last_year: int
    tracks: tuple[Track, ...]


def timeline_svg(line: Timeline) -> Markup:
    """The time line as an SVG element; what it shows is also said in words."""
    high = AXIS + ROW * len(line.tracks)
    said = "; ".join(
        f"{track.label}: "
        + ", ".join(_in_words(span, line.language) for span in track.spans)
        for track in line.tracks
    )
    parts = list(_axis(line, high))
    for number, track in enumerate(line.tracks):
        parts.extend(_track(line, track, AXIS + ROW * number))
    size = {"viewBox": f"0 0 {WIDTH} {high}"}
    return picture(line.name, (line.title, f"{said}."), parts, size)


def _axis(line: Timeline, high: int) -> Iterator[Markup]:
    years = line.last_year - line.first_year + 1
    step = max(1, -(-years * 4 * LETTER_WIDTH * 2 // (WIDTH - LABEL_WIDTH)))
    for year in range(line.first_year, line.last_year + 1, step):
        x = _x(line, date(year, 1, 1))
        ends = {"x1": x, "y1": AXIS - 4, "x2": x, "y2": high}
        yield element("line", **ends, stroke="#888", stroke_opacity="0.4")
        yield element("text", str(year), x=x + 3, y=14)


def _track(line: Timeline, track: Track, top: int) -> Iterator[Markup]:
    label = _fits(track.label, LABEL_WIDTH - 8)
    yield element("text", label, x=LABEL_WIDTH - 8, y=top + 16, text_anchor="end")
    for span in track.spans:
        left, right = _x(line, span.first), _x(line, span.last)
        place = {"x": left, "y": top + 3, "width": max(2, right - left), "height": 18}
        yield element("rect", class_="s1", **place, fill="none", stroke="#1b5a7d")
        said = _fits(span.text, right - left - 10)
        yield element("text", said, x=left + 5, y=top + 16)


def _x(line: Timeline, day: date) -> int:
    """Where a day stands; a picture may round."""
    first = date(line.first_year, 1, 1).toordinal()
    last = date(line.last_year, 12, 31).toordinal()
    inside = min(max(day.toordinal(), first), last)
    return LABEL_WIDTH + (inside - first) * (WIDTH - LABEL_WIDTH - 2) // (last - first)


def _fits(text: str, wide: int) -> str:
    """As much of a text as there is room for."""
    letters = max(0, wide // LETTER_WIDTH)
    return text if len(text) <= letters else f"{text[: max(0, letters - 1)]}…"


def _in_words(span: Span, language: str) -> str:
    until = "" if span.last == date.max else show(span.last, language)
    return f"{show(span.first, language)}–{until} {span.text}".strip()
