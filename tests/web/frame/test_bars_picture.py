"""Bars of a page, each with a value of every column."""

from __future__ import annotations

from decimal import Decimal

from fellesbok.drawing import Bar
from fellesbok.messages import Text
from fellesbok.tables import Column
from fellesbok.web.frame.bars_picture import bars_picture

BARS = [Bar("Ola", (Decimal(10), Decimal(5))), Bar("Kari", (Decimal(1), None))]


def test_the_values_are_told_by_their_columns() -> None:
    columns = [Column(Text("Krav")), Column(Text("Betalt"))]
    found = bars_picture("krav", Text("Krav"), BARS, "nb", columns)
    assert found is not None
    title, picture = found
    assert (title, picture.title, picture.name) == ("Krav", "Krav", "krav")
    assert picture.said == "Ola: Krav 10, Betalt 5; Kari: Krav 1."


def test_without_bars_there_is_no_picture() -> None:
    assert bars_picture("krav", Text("Krav"), [], "nb") is None
