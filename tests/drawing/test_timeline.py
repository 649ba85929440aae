"""What holds from one day to another, drawn where its days are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fellesbok.drawing.timeline import Span
from fellesbok.drawing.timeline import Timeline
from fellesbok.drawing.timeline import Track
from fellesbok.drawing.timeline import timeline_svg
from seen_picture import drawn


def line(first: int, last: int, *spans: Span, language: str = "nb") -> Timeline:
    return Timeline("t", "Avtaler", language, first, last, (Track("IKT", spans),))


def places(picture: Any) -> list[tuple[Decimal, Decimal]]:  # noqa: ANN401 -- as lxml
    """Where each span begins, and how wide it is, in per cent."""
    return [
        (Decimal(r.get("x").removesuffix("%")), Decimal(r.get("width")[:-1]))
        for r in picture.findall("rect")
    ]


def test_a_span_stands_where_its_days_are() -> None:
    """2019 has 365 days, of which 1 July is number 182: 181/364 is 49.73 per cent."""
    span = Span(date(2019, 7, 1), date(2019, 12, 31), "40/60")
    picture = timeline_svg(line(2019, 2019, span))
    assert places(drawn(picture.on_paper())) == [(Decimal("49.73"), Decimal("50.27"))]
    assert picture.said == "IKT: 01.07.2019–31.12.2019 40/60."


def test_what_began_before_and_holds_on_is_cut_off_at_the_edges() -> None:
    """It is said to hold on; no day is made of the end of all days."""
    span = Span(date(2001, 1, 1), date.max, "likt")
    picture = timeline_svg(line(2019, 2020, span))
    assert places(drawn(picture.on_paper())) == [(Decimal(0), Decimal(100))]
    assert picture.said == "IKT: 01.01.2001– likt."


def test_a_single_day_can_be_seen() -> None:
    span = Span(date(2019, 7, 1), date(2019, 7, 1), "")
    (_, wide), *rest = places(drawn(timeline_svg(line(2010, 2020, span)).on_paper()))
    assert wide == Decimal("0.5")
    assert not rest


@pytest.mark.parametrize(
    ("years", "named"),
    [
        ((2019, 2019), ["2019"]),
        ((2013, 2020), [str(year) for year in range(2013, 2021)]),
        ((2012, 2020), ["2012", "2014", "2016", "2018", "2020"]),
        ((2000, 2024), [str(year) for year in range(2000, 2025, 4)]),
    ],
)
def test_at_most_eight_years_are_named(
    years: tuple[int, int], named: list[str]
) -> None:
    picture = drawn(timeline_svg(line(*years)).on_paper())
    assert [t.text for t in picture.findall("text") if t.text != "IKT"] == named


def test_words_that_there_is_no_room_for_are_cut_off_and_told_whole() -> None:
    span = Span(date(2019, 1, 1), date(2019, 1, 2), "En lang avtale & mer")
    picture = drawn(timeline_svg(line(2019, 2020, span)).on_paper())
    (inside,) = picture.findall("svg")
    assert inside.findtext("title") == inside.findtext("text") == span.text
    assert inside.get("width") == "0.5%"
