"""Bars that do not shrink on a telephone: per cent of the width, values beside."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.unscaled import differences_svg
from fellesbok.drawing.unscaled import series_svg

LONG = "Et samarbeid med et navn som ikke forkortes, hvor langt det enn er"
ROWS = (
    Bar("Ola & sønn", (Decimal("50.00"), None)),
    Bar(
        LONG,
        (Decimal("100.00"), Decimal("0.00")),
    ),
)


def drawn(picture: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """The picture as a browser builds it."""
    return etree.fromstring(picture)


def places(picture: Any, path: str) -> list[Decimal]:  # noqa: ANN401 -- likewise
    """Places in per cent of the width."""
    return [Decimal(each.removesuffix("%")) for each in picture.xpath(path)]


def test_every_value_stands_after_its_bar_under_the_whole_name() -> None:
    chart = Chart("figur", "Bær", ("Regnskap", "Budsjett"), ROWS)
    picture = drawn(series_svg(chart, "nb").__html__())
    assert "viewBox" not in picture.attrib, "letters would shrink with the width"
    words = [text.text for text in picture.xpath("./text[not(@class='v')]")]
    assert words[:3] == ["Regnskap", "Budsjett", "Ola & sønn"]
    assert len(words) > 4, "it is more than a telephone has room for on one line"
    assert " ".join(words[3:]) == LONG
    bases = [int(y) for y in picture.xpath("./text[not(@class='v')]/@y")]
    first, *_, last = bases[3:]
    bars = [int(y) for y in picture.xpath("./rect[contains(@width, '%')]/@y")]
    assert first < last < bars[2], "its bars are below all of it"
    values = [text.text for text in picture.xpath("./text[@class='v']")]
    assert values == ["50", "–", "100", "0"]
    wide = places(picture, "./rect[contains(@width, '%')]/@width")
    assert wide == [33, 0, 66, 0], "the largest leaves room for its value"
    assert places(picture, "./text[@class='v']/@x") == wide
    said = "Ola & sønn: Regnskap 50; "
    assert picture.findtext("desc").startswith(said)


def test_nothing_to_draw_is_no_division_by_nothing() -> None:
    rows = (Bar("Ola", (Decimal("0.00"),)), Bar("Kari", (None,)))
    picture = drawn(series_svg(Chart("figur", "Bær", ("Sum",), rows), "nb").__html__())
    assert places(picture, "./rect/@width") == [0, 0]


def test_more_stands_to_the_right_and_less_to_the_left_of_one_line() -> None:
    rows = (Bar("Ola", (Decimal("40.00"),)), Bar("Kari", (Decimal("-40.00"),)))
    chart = Chart("virkning", "Virkning", ("Virkning",), rows)
    picture = drawn(differences_svg(chart, "nb").__html__())
    middle, same = places(picture, "./line/@x1")
    assert middle == same
    (more,) = picture.xpath("./rect[@class='s0']")
    (less,) = picture.xpath("./rect[@class='s1']")
    assert places(more, "./@x") == [middle]
    assert sum(places(less, "./@x | ./@width")) == middle
    assert more.get("width") == less.get("width")
    values = [text.text for text in picture.xpath("./text[@class='v']")]
    assert values == ["+40", "-40"]
