"""The parts of a whole stand after each other, and what comes off on the other side."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.stacks import stacks_svg
from seen_picture import FLOW
from seen_picture import drawn


def test_what_comes_off_stands_left_of_where_the_bars_begin() -> None:
    picture = drawn(stacks_svg(FLOW, "nb").on_paper())
    places = {
        bar.findtext("title"): [
            Decimal(bar.get(name).removesuffix("%")) for name in ("x", "width")
        ]
        for bar in picture.xpath("./rect[title]")
    }
    line, *_ = picture.xpath("./line/@x1")
    start = Decimal(line.removesuffix("%"))
    assert places["Bær, Ola & sønn: 60"][0] == start
    assert sum(places["Bær, Ola & sønn: 60"]) == places["Bær, Kari: 20"][0]
    assert sum(places["Tilbake, Kari: -10"]) == start
    wide = {said: width for said, (_, width) in places.items()}
    six, one = wide["Bær, Ola & sønn: 60"], wide["Tilbake, Kari: -10"]
    assert abs(six - 6 * one) < Decimal("0.1"), "parts are as long as their amounts"


def test_a_label_tells_the_whole_that_is_given_and_else_the_sum() -> None:
    """A part that is not known makes the sum another than the whole."""
    rows = (
        Bar("Bær", (Decimal(60), None), whole=Decimal(100)),
        Bar("Ved", (Decimal(60), Decimal(20))),
    )
    picture = drawn(stacks_svg(Chart("f", "F", ("A", "B"), rows), "nb").on_paper())
    names = [text.text for text in picture.xpath("./text")]
    assert names == ["A", "B", "Bær 100", "Ved 80"]


def test_nothing_to_draw_is_no_division_by_nothing() -> None:
    chart = Chart("f", "F", ("Ola",), (Bar("Bær", (None,)), Bar("Ved", (Decimal(0),))))
    assert not drawn(stacks_svg(chart, "nb").on_paper()).xpath(".//rect[title]")
