"""A curve ends where its last value stands, and tells every value in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from lxml import etree

from fellesbok.drawing.curve import Curve
from fellesbok.drawing.curve import curve_svg

MONTHS = ["jan", "feb", "mar", "apr", *"56789", "okt", "nov", "des"]
GROWS = [Decimal("25.00"), Decimal("50.00"), Decimal("200.00")]
CURVE = Curve(
    "aar", "Gjennom året", MONTHS, ("Ført", GROWS), ("Budsjett", Decimal("100.00"))
)


def drawn(curve: Curve) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """The picture as a browser builds it."""
    return etree.fromstring(curve_svg(curve, "nb").__html__())


def heights(picture: Any, path: str) -> list[Decimal]:  # noqa: ANN401 -- likewise
    return [Decimal(value) for value in picture.xpath(path)]


def test_heights_are_as_the_values_from_one_line_of_nothing() -> None:
    picture = drawn(CURVE)
    (zero,) = heights(picture, "./line[@class='axis']/@y1")
    dots = [zero - y for y in heights(picture, "./circle/@cy")]
    assert abs(dots[2] - 8 * dots[0]) <= 1 >= abs(dots[2] - 4 * dots[1])
    budget = zero - heights(picture, "./line[@class='l1']/@y1")[0]
    assert dots[2] == 2 * budget
    assert picture.xpath("./circle[3]/@cx") == ["25.00%"], "the end of March"
    assert picture.xpath("./circle[3]/title/text()") == ["mar: 200"]
    texts = picture.xpath("./text/text()")
    assert texts == ["Ført 200", "Budsjett 100", *MONTHS]
    assert picture.findtext("desc") == "Ført: jan 25, feb 50, mar 200; Budsjett 100."


def test_without_a_budget_there_is_one_line() -> None:
    picture = drawn(replace(CURVE, whole=("Budsjett", None)))
    assert not picture.xpath("./line[@class='l1']")
    assert picture.xpath("./text/text()") == ["Ført 200", *MONTHS]


def test_what_is_below_nothing_stands_below_its_line() -> None:
    picture = drawn(replace(CURVE, grows=("Ført", [Decimal(-10), Decimal(0)])))
    (zero,) = heights(picture, "./line[@class='axis']/@y1")
    below, at = heights(picture, "./circle/@cy")
    assert below > zero == at


def test_nothing_at_all_is_no_division_by_nothing() -> None:
    zeros = [Decimal(0), Decimal(0)]
    picture = drawn(replace(CURVE, grows=("Ført", zeros), whole=("", Decimal(0))))
    assert len(picture.xpath("./circle")) == 2
