"""Every colour has its name beside it, where a telephone has room for it."""

from __future__ import annotations

from typing import Any

from fellesbok.drawing.bars import NARROWEST
from fellesbok.drawing.legend import legend
from fellesbok.drawing.letters import width_of
from fellesbok.drawing.svg import element
from seen_picture import drawn


def shown(*names: str) -> tuple[Any, int]:
    parts, high = legend([(name, {"fill": f"#{n:06}"}) for n, name in enumerate(names)])
    return drawn(element("g", *parts)), high


def test_names_stand_beside_each_other_after_their_colours() -> None:
    """A sample is 12 wide and the name begins after 18; the next one is 16 after it."""
    picture, high = shown("Ola", "Kari")
    first, second = picture.findall("rect")
    assert (first.get("x"), first.get("fill")) == ("0", "#000000")
    assert int(second.get("x")) == 18 + width_of("Ola", 13) + 16
    assert second.get("fill") == "#000001"
    assert high == 24


def test_what_there_is_no_room_for_goes_on_the_next_line() -> None:
    names = [f"Kommune nummer {n}" for n in range(6)]
    picture, high = shown(*names)
    tops = sorted({int(sample.get("y")) for sample in picture.findall("rect")})
    assert tops == [2, 22, 42]
    assert high == 64
    for text in picture.findall("text"):
        assert int(text.get("x")) + width_of(text.text, 13) <= NARROWEST


def test_a_long_name_takes_more_lines_and_the_next_stands_below_it() -> None:
    name = "Interkommunalt oppmålings-, delings- og byggesakskontor i Midtre Namdal"
    picture, high = shown(name, "Ola")
    *lines, ola = picture.findall("text")
    assert " ".join(line.text for line in lines) == name
    assert ola.text == "Ola"
    assert int(ola.get("y")) > int(lines[-1].get("y"))
    assert high == 20 * (len(lines) + 1) + 4


def test_without_names_there_is_no_legend() -> None:
    assert legend([]) == ([], 0)
