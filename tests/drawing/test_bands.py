"""Bands are as thick as their amounts, and every name stands once."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from fellesbok.drawing.bands import HIGH
from fellesbok.drawing.bands import flow_svg
from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from seen_picture import FLOW
from seen_picture import drawn


def ends(outline: str) -> tuple[Decimal, Decimal]:
    """How thick a band is where it begins and where it ends."""
    a, b, d, c = re.fullmatch(
        r"M0 (\S+)C50 \S+ 50 \S+ 100 (\S+)V(\S+)C50 \S+ 50 \S+ 0 (\S+)Z", outline
    ).groups()  # type: ignore[union-attr]
    return Decimal(c) - Decimal(a), Decimal(d) - Decimal(b)


def test_a_band_is_as_thick_as_its_amount_at_both_ends() -> None:
    picture = drawn(flow_svg(FLOW, "nb").on_paper())
    bands = picture.xpath("./svg/path")
    told = [band.findtext("title") for band in bands]
    assert told == ["Bær – Ola & sønn: 60", "Bær – Kari: 20", "Ved – Ola & sønn: 20"]
    thick = [ends(band.get("d")) for band in bands]
    for part, found in zip((60, 20, 20), thick, strict=True):
        wanted = Decimal(HIGH * part) / 100
        assert all(abs(end - wanted) <= Decimal("0.1") for end in found)


def test_every_name_stands_once_with_its_sum_and_words_tell_the_rest() -> None:
    picture = flow_svg(FLOW, "nb")
    words = [text.text for text in drawn(picture.on_paper()).xpath("./text")]
    assert words == ["Bær 80", "Ved 20", "Ola & sønn 80", "Kari 20"]
    assert picture.said == (
        "Bær: Ola & sønn 60, Kari 20; Ved: Ola & sønn 20; Tilbake: Kari -10."
    )


def test_names_do_not_stand_on_each_other_however_small_the_amounts() -> None:
    many = tuple(Bar(f"Samarbeid {n}", (Decimal(1),)) for n in range(30))
    chart = Chart("f", "F", ("Ola",), (*many, Bar("Stort", (Decimal(10**6),))))
    picture = drawn(flow_svg(chart, "nb").on_paper())
    bases = [int(y) for y in picture.xpath("./text[@text-anchor='end']/@y")]
    assert len(bases) == 31
    assert min(b - a for a, b in pairwise(bases)) >= 15
    assert bases[-1] < int(picture.get("viewBox").split()[-1])


def test_a_telephone_gets_the_same_amounts_as_stacks() -> None:
    page = drawn(flow_svg(FLOW, "nb").__html__())
    wide, narrow = page.xpath("./div")
    assert (wide.get("class"), narrow.get("class")) == ("fb-wide", "fb-narrow")
    names = [text.text for text in narrow.xpath("./svg/text")]
    assert names == ["Ola & sønn", "Kari", "Bær 80", "Ved 20", "Tilbake -10"]
    identifiers = page.xpath(".//@id")
    assert len(identifiers) == len(set(identifiers))


def test_nothing_to_draw_is_no_division_by_nothing() -> None:
    chart = Chart("f", "F", ("Ola",), (Bar("Bær", (None,)), Bar("Ved", (Decimal(0),))))
    assert not drawn(flow_svg(chart, "nb").on_paper()).xpath(".//path")
