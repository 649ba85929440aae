"""Bar charts as inline SVG: text stays text, and nothing runs in the reader's browser.

Drawn here and not by a plotting library: horizontal bars are a few rectangles, classes
let the style sheet colour them for dark screens and for print, and the colours written
on the elements are what a PDF shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

WIDTH = 760
LABEL_WIDTH = 280
VALUE_WIDTH = 110
BAR = 15
GAP = 9
LETTERS = 44
NAME_LETTERS = 22
MIDDLE = 430
"""Where nothing is more or less, in a chart of differences."""

COLOURS = ("#1b5a7d", "#c9d8e2")
"""Accounts first, then budget; both stand out from white and from each other."""


@dataclass(frozen=True)
class Bar:
    """A label and its values, ``None`` where there is none."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
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
    parts = [_opening(chart, high, language)]
    if legend:
        parts.extend(_legend(chart.series))
    top = legend
    for bar in chart.bars:
        parts.extend(_bar(bar, top, largest, language))
        top += _height(bar)
    return Markup("").join([*parts, Markup("</svg>")])


def _opening(chart: Chart, high: int, language: str) -> Markup:
    """The element with its title and its description in words."""
    return Markup(
        '<svg class="chart" role="img" viewBox="0 0 {width} {high}"'
        ' xmlns="http://www.w3.org/2000/svg"'
        ' aria-labelledby="{name}-title {name}-desc"'
        ' font-family="sans-serif" font-size="12">'
        '<title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{desc}</desc>'
    ).format(
        width=WIDTH,
        high=high,
        name=chart.name,
        title=chart.title,
        desc=_description(chart, language),
    )


def differences_svg(chart: Chart, language: str) -> Markup:
    """Bars to the right of a line for what is more, and to the left for what is less.

    Args:
        chart: Each bar has one value, which is known.
        language: ``nb`` or ``en``.
    """
    values = [value for bar in chart.bars for value in bar.values if value is not None]
    largest = max(map(abs, values), default=Decimal(0))
    high = sum(_height(bar) for bar in chart.bars)
    parts = [_opening(chart, high, language)]
    top = 0
    for bar, value in zip(chart.bars, values, strict=True):
        parts.extend(_difference(bar.label, value, top, largest, language))
        top += _height(bar)
    parts.append(
        Markup('<line x1="{x}" y1="0" x2="{x}" y2="{high}" stroke="#1b5a7d"/>').format(
            x=MIDDLE, high=high
        )
    )
    return Markup("").join([*parts, Markup("</svg>")])


def _difference(
    label: str, value: Decimal, top: int, largest: Decimal, language: str
) -> Iterator[Markup]:
    wide = _part(abs(value), largest, WIDTH - MIDDLE - VALUE_WIDTH)
    base = top + BAR - 4
    yield Markup(
        '<text class="t" x="0" y="{y}" fill="#1a1a1a">{text}</text>'
        '<rect class="s{series}" x="{left}" y="{top}" width="{wide}" height="{high}"'
        ' fill="{colour}" stroke="#1b5a7d"/>'
        '<text class="v" x="{x}" y="{y}" text-anchor="{anchor}" fill="#1a1a1a">{said}'
        "</text>"
    ).format(
        text=label if len(label) <= NAME_LETTERS else f"{label[: NAME_LETTERS - 1]}…",
        y=base,
        series=0 if value > 0 else 1,
        colour=COLOURS[0 if value > 0 else 1],
        left=MIDDLE if value > 0 else MIDDLE - wide,
        top=top,
        wide=wide,
        high=BAR - 2,
        x=MIDDLE + wide + 6 if value > 0 else MIDDLE - wide - 6,
        anchor="start" if value > 0 else "end",
        said=f"{'+' if value > 0 else ''}{_kroner(value, language)}",
    )


def _height(bar: Bar) -> int:
    return BAR * len(bar.values) + GAP


def _description(chart: Chart, language: str) -> str:
    """Every value in words, for those who do not see the bars."""
    said = []
    for bar in chart.bars:
        known = [
            f"{name} {_kroner(value, language)}"
            for name, value in zip(chart.series, bar.values, strict=True)
            if value is not None
        ]
        said.append(f"{bar.label}: {', '.join(known) or '–'}")
    return "; ".join(said) + "."


def _legend(series: Sequence[str]) -> Iterator[Markup]:
    left = LABEL_WIDTH
    for number, name in enumerate(series):
        yield Markup(
            '<rect class="s{number}" x="{x}" y="4" width="12" height="12"'
            ' fill="{colour}" stroke="#1b5a7d"/>'
            '<text class="t" x="{text}" y="14" fill="#1a1a1a">{name}</text>'
        ).format(
            number=number, x=left, text=left + 18, colour=COLOURS[number], name=name
        )
        left += 110


def _bar(bar: Bar, top: int, largest: Decimal, language: str) -> Iterator[Markup]:
    middle = top + BAR * len(bar.values) / 2 + 4
    yield Markup(
        '<text class="t" x="{x}" y="{y}" text-anchor="end" fill="#1a1a1a">{text}</text>'
    ).format(x=LABEL_WIDTH - 8, y=f"{middle:.1f}", text=_short(bar.label))
    for number, value in enumerate(bar.values):
        if value is None:
            wide, said = Decimal(0), "–"
        else:
            wide, said = _wide(value, largest), _kroner(value, language)
        y = top + number * BAR
        yield Markup(
            '<rect class="s{number}" x="{left}" y="{y}" width="{wide}" height="{high}"'
            ' fill="{colour}" stroke="#1b5a7d"/>'
            '<text class="v" x="{x}" y="{base}" fill="#1a1a1a">{said}</text>'
        ).format(
            number=number,
            left=LABEL_WIDTH,
            y=y,
            wide=wide,
            high=BAR - 2,
            colour=COLOURS[number],
            x=LABEL_WIDTH + wide + 6,
            base=y + BAR - 4,
            said=said,
        )


def _wide(value: Decimal, largest: Decimal) -> Decimal:
    """The width of a bar; a picture may round."""
    if value <= 0 or largest <= 0:
        return Decimal(0)
    return _part(value, largest, WIDTH - LABEL_WIDTH - VALUE_WIDTH)


def _part(value: Decimal, largest: Decimal, room: int) -> Decimal:
    if not largest:
        return Decimal(0)
    return (value / largest * room).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _kroner(value: Decimal, language: str) -> str:
    return show(value, language).removesuffix(",00").removesuffix(".00")


def _short(label: str) -> str:
    """A label that fits beside its bar; the description has all of it."""
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"
