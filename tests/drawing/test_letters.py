"""Labels are written on as many lines as they need, and nothing of them is lost."""

from __future__ import annotations

import pytest

from fellesbok.drawing.letters import lines_of
from fellesbok.drawing.letters import width_of

LONGEST = "Nord-Troms interkommunale skadefellingslag"


@pytest.mark.parametrize("room", [60, 120, 190, 272])
@pytest.mark.parametrize(
    "text",
    [
        LONGEST,
        "Felles beredskap",
        "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
        "Interkommunalt oppmålings-, delings- og byggesakssamarbeid i",
        "Ærfugl",
        "",
    ],
)
def test_no_line_is_wider_than_its_room(text: str, room: int) -> None:
    lines = lines_of(text, room, 12)
    assert all(width_of(line, 12) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_where_a_line_has_room_for_them() -> None:
    first, second = lines_of(LONGEST, 272, 12)
    assert (first, second) == ("Nord-Troms interkommunale", "skadefellingslag")
    assert lines_of("Felles beredskap", 272, 12) == ("Felles beredskap",)
    assert lines_of("Nord-Troms", 60, 12) == ("Nord-", "Troms")


def test_a_wide_letter_takes_more_room_than_a_narrow_one() -> None:
    assert width_of("MMMM", 12) > width_of("aaaa", 12) > width_of("iiii", 12)
