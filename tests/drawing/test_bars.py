"""Bars are as long as their amounts are parts of the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.drawing.bars import NARROWEST
from fellesbok.drawing.bars import bars_svg
from fellesbok.drawing.bars import dot
from fellesbok.drawing.bars import label_lines
from fellesbok.drawing.bars import mark
from fellesbok.drawing.bars import more_lines
from fellesbok.drawing.bars import percent
from fellesbok.drawing.letters import width_of
from seen_picture import drawn

ROWS = (("Ola & sønn: 75,00", Decimal("75.00")), ("<Kari>: 25,00", Decimal("25.00")))


def test_what_is_written_in_the_books_is_text_in_a_picture() -> None:
    picture = drawn(bars_svg("alder", "Alder <nå>", ROWS).__html__())
    assert picture.findtext("title") == "Alder <nå>"
    assert picture.findtext("desc") == "Ola & sønn: 75,00; <Kari>: 25,00."
    assert picture.get("aria-labelledby") == "alder-title alder-desc"
    assert [text.text for text in picture.findall("text")] == [said for said, _ in ROWS]
    assert picture.xpath("./rect[@class='done']/@width") == ["75.00%", "25.00%"]
    assert picture.xpath("./rect[@class='whole']/@width") == ["100%", "100%"]


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("0.005", "100", "0.01"),
        ("5", "3", "100"),
        ("-1", "3", "0"),
        ("1", "0", "0"),
        ("1", "-3", "0"),
    ],
)
def test_a_part_is_per_cent_of_the_width_and_never_more(
    part: str, whole: str, wanted: str
) -> None:
    """Two decimals, half upwards; what is below nothing has no width."""
    assert percent(Decimal(part), Decimal(whole)) == Decimal(wanted)


def test_what_is_to_be_had_back_has_no_bar_and_takes_none_of_the_others() -> None:
    rows = (("Ola", Decimal(30)), ("Kari", Decimal(10)), ("Per", Decimal(-20)))
    picture = drawn(bars_svg("alder", "Alder", rows).__html__())
    assert picture.xpath("./rect[@class='done']/@width") == ["75.00%", "25.00%"]
    assert picture.xpath("./rect[@class='whole']/@y") == ["18", "58", "98"]
    assert picture.xpath("./text/@y") == ["12", "52", "92"]
    assert len(picture.xpath("./rect[@class='whole']")) == len(rows)


def test_a_long_label_stands_on_lines_that_a_telephone_has_room_for() -> None:
    text = "Interkommunalt oppmålings-, delings- og byggesakskontor i Midtre Namdal"
    lines = [line.striptags() for line in label_lines(text, 100)]
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert all(width_of(line, 13) <= NARROWEST for line in lines)
    assert more_lines(text) == 15
    assert more_lines("Ola") == 0


@pytest.mark.parametrize(
    ("place", "anchor"),
    [
        ("0", "start"),
        ("32.99", "start"),
        ("33", "middle"),
        ("66", "middle"),
        ("66.01", "end"),
        ("100", "end"),
    ],
)
def test_a_mark_stands_on_the_side_where_there_is_room(place: str, anchor: str) -> None:
    shown = drawn(mark("i dag", Decimal(place), 12, "now"))
    assert shown.get("text-anchor") == anchor
    assert shown.get("x") == f"{place}%"


def test_a_dot_says_what_it_is_in_the_middle_of_its_bar() -> None:
    shown = drawn(dot("due", Decimal(50), 100, "Forfall <1. mai>"))
    assert (shown.get("cx"), shown.get("cy")) == ("50%", "108")
    assert shown.findtext("title") == "Forfall <1. mai>"
