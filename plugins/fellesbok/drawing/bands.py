"""What flows from some to others (*hvem betaler hva*): bands as thick as the amounts.

Left stands what is paid for and right who pays.  Where there is no room for names on
both sides, the same amounts stand as a bar for each name on the left.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.charts import Chart
from fellesbok.drawing.charts import description
from fellesbok.drawing.charts import whole_kroner
from fellesbok.drawing.colours import PAINT
from fellesbok.drawing.letters import lines_of
from fellesbok.drawing.picture import Picture
from fellesbok.drawing.stacks import paint
from fellesbok.drawing.stacks import stacks_svg
from fellesbok.drawing.svg import LETTERS
from fellesbok.drawing.svg import element
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from markupsafe import Markup

HIGH = 320
"""How high all of it is, in points; the room between the names comes beside."""

LINE, ROOM = 15, 7
"""From one line of a name to the next, and the least room between two names."""

LEFT, RIGHT, NODE = 38, 72, Decimal("1.5")
"""Where the bands begin and end, and how wide what stands for a name beside them is, in
per cent of the width."""

ROOM_LEFT, ROOM_RIGHT = 203, 145
"""How wide names may be, in points, where the picture is as narrow as it is shown (36
rem, which the style sheet knows too)."""

SIZE = LETTERS["fb-bars"]
NOTHING = Decimal(0)


@frozen
class Node:
    """A name with its amount, where it stands."""

    name: str
    lines: tuple[str, ...]
    top: int
    high: Decimal


def flow_svg(chart: Chart, language: str) -> Picture:
    """Bands from each label of a chart to each of its series.

    An amount below nothing flows nowhere: it is told in words, and stands in the table.

    Args:
        chart: A bar is what is paid for, a series is who pays.
        language: ``nb`` or ``en``.
    """
    flows = _flows(chart)
    whole = sum(flows.values(), NOTHING)
    left = [sum(v for (a, _), v in flows.items() if a == n) for n in _count(chart.bars)]
    right = [
        sum(v for (_, b), v in flows.items() if b == n) for n in _count(chart.series)
    ]
    names = [bar.label for bar in chart.bars]
    sources = _column(names, left, whole, ROOM_LEFT, language)
    targets = _column(chart.series, right, whole, ROOM_RIGHT, language)
    high = max(_bottom(sources), _bottom(targets))
    sources, targets = (_spread(nodes, high) for nodes in (sources, targets))
    parts = (
        _bands(flows, sources, targets, high, language),
        *_nodes(sources, LEFT - NODE, "end"),
        *_nodes(targets, Decimal(RIGHT), "start"),
    )
    said = f"{description(chart, language)}."
    stacked = Chart(f"{chart.name}-smal", chart.title, chart.series, chart.bars)
    narrow = stacks_svg(stacked, language)
    return Picture(chart.name, chart.title, said, parts, high, narrow)


def _count(of: Sequence[object]) -> range:
    return range(len(of))


def _flows(chart: Chart) -> Mapping[tuple[int, int], Decimal]:
    """Every amount above nothing, by the numbers of its bar and series."""
    return {
        (row, column): value
        for row, bar in enumerate(chart.bars)
        for column, value in enumerate(bar.values)
        if value is not None and value > 0
    }


def _high(amount: Decimal, whole: Decimal) -> Decimal:
    """How thick an amount is; a picture may round."""
    return (amount * HIGH / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _column(
    names: Sequence[str],
    amounts: Sequence[Decimal | int],
    whole: Decimal,
    room: int,
    language: str,
) -> list[Node]:
    """The names of one side that have an amount, each with room for all its lines."""
    found = []
    top = 0
    for name, amount in zip(names, amounts, strict=True):
        high = _high(Decimal(amount), whole) if amount else NOTHING
        said = whole_kroner(Decimal(amount), language)
        lines = lines_of(f"{name} {said}", room, SIZE) if amount else ()
        found.append(Node(name, lines, top, high))
        if amount:
            top += max(LINE * len(lines), _up(high)) + ROOM
    return found


def _up(high: Decimal) -> int:
    return int(high) + 1


def _bottom(nodes: Sequence[Node]) -> int:
    """How far down a column goes."""
    return max(
        (n.top + max(LINE * len(n.lines), _up(n.high)) for n in nodes), default=0
    )


def _spread(nodes: Sequence[Node], high: int) -> list[Node]:
    """The same, with the room that is left over between them."""
    seen = [node for node in nodes if node.lines]
    over = high - _bottom(nodes)
    found: list[Node] = []
    for node in nodes:
        before = sum(1 for each in found if each.lines)
        down = over * before // (len(seen) - 1) if len(seen) > 1 else over // 2
        found.append(Node(node.name, node.lines, node.top + down, node.high))
    return found


def _nodes(nodes: Sequence[Node], place: Decimal, anchor: str) -> Iterator[Markup]:
    """A bar for each name, and the name beside it."""
    edge, away = (place, -6) if anchor == "end" else (place + NODE, 6)
    for node in nodes:
        if not node.lines:
            continue
        size = {"width": f"{NODE}%", "height": node.high}
        at = {"x": f"{place}%", "y": node.top}
        yield element("rect", class_="done", **at, **size, **PAINT["done"])
        for number, line in enumerate(node.lines):
            base = node.top + LINE * number + 11
            at = {"x": f"{edge}%", "dx": away, "y": base}
            yield element("text", line, **at, text_anchor=anchor)


def _bands(
    flows: Mapping[tuple[int, int], Decimal],
    sources: Sequence[Node],
    targets: Sequence[Node],
    high: int,
    language: str,
) -> Markup:
    """The bands, in a picture of its own that is stretched between the names."""
    whole = sum(flows.values(), NOTHING)
    gone: dict[int, Decimal] = defaultdict(Decimal)
    come: dict[int, Decimal] = defaultdict(Decimal)
    drawn = []
    for (row, column), amount in flows.items():
        thick = amount * HIGH / whole
        begin = sources[row].top + gone[row]
        end = targets[column].top + come[column]
        gone[row] += thick
        come[column] += thick
        names = f"{sources[row].name} – {targets[column].name}"
        said = f"{names}: {whole_kroner(amount, language)}"
        told = element("title", said)
        colour = paint(column)
        band = {"class_": colour["class_"], "fill": colour["fill"]}
        shape = _band(begin, end, thick)
        drawn.append(element("path", told, d=shape, **band, fill_opacity="0.6"))
    box = {"viewBox": f"0 0 100 {high}", "preserveAspectRatio": "none"}
    place = {"x": f"{LEFT}%", "y": 0, "width": f"{RIGHT - LEFT}%", "height": high}
    return element("svg", *drawn, role="presentation", **place, **box)


def _band(begin: Decimal, end: Decimal, thick: Decimal) -> str:
    """The outline of a band from the left edge to the right."""
    tenth = Decimal("0.1")
    a, b = (y.quantize(tenth, ROUND_HALF_UP) for y in (begin, end))
    c, d = (
        (y + max(thick, tenth)).quantize(tenth, ROUND_HALF_UP) for y in (begin, end)
    )
    return f"M0 {a}C50 {a} 50 {b} 100 {b}V{d}C50 {d} 50 {c} 0 {c}Z"
