"""A time line (*tidslinje*) as inline SVG: who, what and which key, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    parts = [
        Markup(
            '<svg class="chart" role="img" viewBox="0 0 {width} {high}"'
            ' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif"'
            ' font-size="12"><title id="{name}-title">{title}</title>'
            '<desc id="{name}-desc">{said}.</desc>'
        ).format(width=WIDTH, high=high, name=line.name, title=line.title, said=said)
    ]
    parts.extend(_axis(line, high))
    for number, track in enumerate(line.tracks):
        parts.extend(_track(line, track, AXIS + ROW * number))
    return Markup("").join([*parts, Markup("</svg>")])


def _axis(line: Timeline, high: int) -> Iterator[Markup]:
    years = line.last_year - line.first_year + 1
    step = max(1, -(-years * 4 * LETTER_WIDTH * 2 // (WIDTH - LABEL_WIDTH)))
    for year in range(line.first_year, line.last_year + 1, step):
        x = _x(line, date(year, 1, 1))
        yield Markup(
            '<line x1="{x}" y1="{top}" x2="{x}" y2="{high}" stroke="#888"'
            ' stroke-opacity="0.4"/><text x="{text}" y="14">{year}</text>'
        ).format(x=x, top=AXIS - 4, high=high, text=x + 3, year=year)


def _track(line: Timeline, track: Track, top: int) -> Iterator[Markup]:
    yield Markup('<text x="{x}" y="{y}" text-anchor="end">{label}</text>').format(
        x=LABEL_WIDTH - 8, y=top + 16, label=_fits(track.label, LABEL_WIDTH - 8)
    )
    for span in track.spans:
        left, right = _x(line, span.first), _x(line, span.last)
        yield Markup(
            '<rect class="s1" x="{left}" y="{y}" width="{wide}" height="18"'
            ' fill="none" stroke="#1b5a7d"/><text x="{text}" y="{base}">{said}</text>'
        ).format(
            left=left,
            y=top + 3,
            wide=max(2, right - left),
            text=left + 5,
            base=top + 16,
            said=_fits(span.text, right - left - 10),
        )


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
