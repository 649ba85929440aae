"""What grows through a year (*kurve*), beside what it is held against.

Lines are drawn from the beginning of the first month to the end of the last, piece by
piece, so that places may be per cent of the width.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.bars import bars
from fellesbok.drawing.bars import percent
from fellesbok.drawing.charts import whole_kroner
from fellesbok.drawing.colours import EDGE
from fellesbok.drawing.colours import FAINT
from fellesbok.drawing.colours import PAINT
from fellesbok.drawing.colours import party
from fellesbok.drawing.legend import legend
from fellesbok.drawing.svg import element
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from markupsafe import Markup

    from fellesbok.drawing.picture import Picture

HIGH, AXIS, ABOVE = 190, 22, 8
"""How high the lines may be, what is written below them, and the room above."""

NOTHING = Decimal(0)


@frozen
class Curve:
    """What grows, at the end of each month, and the whole that it is held against.

    Attributes:
        name: Tells it from other pictures of the page: ASCII, no spaces.
        title: What it shows.
        months: What each of the twelve is called, three letters.
        grows: What the line is called, and its values as far as they are known.
        whole: What it is held against is called, and how much it is.
        planned: How it is meant to grow is called, and to what at the end of each
            month, where that is known; else evenly.
    """

    name: str
    title: str
    months: Sequence[str]
    grows: tuple[str, Sequence[Decimal]]
    whole: tuple[str, Decimal | None]
    planned: tuple[str, Sequence[Decimal | None]] = ("", ())


def curve_svg(curve: Curve, language: str) -> Picture:
    """The line month by month, and the whole as a line across and evenly grown."""
    called, values = curve.grows
    name, whole = curve.whole
    last = whole_kroner(values[-1], language)
    keys = [(f"{called} {last}", {"fill": EDGE, "class_": "s0"})]
    if whole is not None:
        paint = {"fill": party(1), "class_": "p1"}
        keys.append((f"{name} {whole_kroner(whole, language)}", paint))
    planned = [value for value in curve.planned[1] if value is not None]
    parts, top = legend(keys)
    top += ABOVE
    others = [*planned, *([] if whole is None else [whole])]
    scale = _Scale([NOTHING, *values, *others], top)
    parts += _axis(curve, scale)
    if whole is not None:
        parts += _against(whole, curve.planned[1], scale)
    parts += _line(curve, scale, language)
    told = [_told(called, curve.months, values, language)]
    if planned:
        told.append(_told(curve.planned[0], curve.months, curve.planned[1], language))
    told += [key for key, _ in keys[1:]]
    words = curve.title, "; ".join(told)
    return bars(curve.name, words, parts, scale.bottom + AXIS)


def _told(
    called: str,
    months: Sequence[str],
    values: Sequence[Decimal | None],
    language: str,
) -> str:
    """What a line says in words: the values that are known, month by month."""
    said = [
        f"{month} {whole_kroner(value, language)}"
        for month, value in zip(months, values, strict=False)
        if value is not None
    ]
    return f"{called}: {', '.join(said)}"


class _Scale:
    """Where values and months stand."""

    def __init__(self, values: Sequence[Decimal], top: int) -> None:
        self._most, self._least = max(values), min(values)
        self._top = top
        self.bottom = top + HIGH

    def down(self, value: Decimal) -> Decimal:
        """How far down a value is, in points; a picture may round."""
        room = self._most - self._least
        if not room:
            return Decimal(self.bottom)
        part = (self._most - value) * HIGH / room
        return self._top + part.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _across(month: int) -> Decimal:
    """Where the end of a month is; 0 is the beginning of the year."""
    return percent(Decimal(month), Decimal(12))


def _piece(
    begin: tuple[Decimal, Decimal], end: tuple[Decimal, Decimal], **paint: object
) -> Markup:
    ends = {"x1": f"{begin[0]}%", "y1": begin[1], "x2": f"{end[0]}%", "y2": end[1]}
    return element("line", **ends, **paint)


def _axis(curve: Curve, scale: _Scale) -> Iterator[Markup]:
    """The line of nothing, and the months below all."""
    zero = scale.down(NOTHING)
    yield _piece((NOTHING, zero), (Decimal(100), zero), stroke=FAINT, class_="axis")
    for number, month in enumerate(curve.months, 1):
        middle = (_across(number - 1) + _across(number)) / 2
        at = {"x": f"{middle}%", "y": scale.bottom + AXIS - 6}
        yield element("text", month, **at, text_anchor="middle")


def _against(
    whole: Decimal, planned: Sequence[Decimal | None], scale: _Scale
) -> Iterator[Markup]:
    """The whole, and how it is meant to be reached, or would be by as much a month."""
    high = scale.down(whole)
    paint = {"class_": "l1", "stroke": party(1)}
    begin, end = (NOTHING, high), (Decimal(100), high)
    yield _piece(begin, end, **paint, stroke_width=2)
    before = NOTHING, scale.down(NOTHING)
    known = [(n, value) for n, value in enumerate(planned, 1) if value is not None]
    for month, value in known or [(12, whole)]:
        here = _across(month), scale.down(value)
        yield _piece(before, here, **paint, stroke_width=1, stroke_dasharray="4 4")
        before = here


def _line(curve: Curve, scale: _Scale, language: str) -> Iterator[Markup]:
    """What has grown, with a dot at the end of each month that tells its value."""
    before = NOTHING, scale.down(NOTHING)
    for number, value in enumerate(curve.grows[1], 1):
        here = _across(number), scale.down(value)
        yield _piece(before, here, class_="l0", stroke=EDGE, stroke_width=3)
        said = f"{curve.months[number - 1]}: {whole_kroner(value, language)}"
        told = element("title", said)
        at = {"cx": f"{here[0]}%", "cy": here[1], "r": 4}
        yield element("circle", told, class_="done", **at, **PAINT["done"])
        before = here
