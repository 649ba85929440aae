"""A bar for each payer that may be seen, of the figures of the table."""

from __future__ import annotations

from fellesbok.explanation.key_part_picture import parts_picture
from key_parts_by_hand import IKT
from key_parts_by_hand import PARTS
from key_parts_by_hand import PAYERS


def test_the_picture_says_what_the_table_shows() -> None:
    title, picture = parts_picture(PARTS, IKT, PAYERS, "nb")
    assert title == "Hva andelene består av, IKT 2018, kroner"
    said = picture.said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Kafjord" in said
    assert "Lyngen" in said
    assert "Storfjord" not in said
    assert picture.name == "deler"


def test_only_those_who_may_be_seen_are_drawn() -> None:
    _, picture = parts_picture(PARTS, IKT, PAYERS[1:2], "nb", "egne")
    assert "Kafjord" not in picture.said
    assert "Lyngen" in picture.said
    assert picture.name == "egne"
