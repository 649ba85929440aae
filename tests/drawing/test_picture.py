"""One picture, on a page, on a telephone and on paper."""

from __future__ import annotations

from dataclasses import replace

from fellesbok.drawing.picture import Picture
from fellesbok.drawing.svg import element
from seen_picture import drawn

PICTURE = Picture("baer", "Bær", "Ola 1.", (element("rect", width=1),), 40)


def test_on_paper_it_is_scaled_and_on_a_page_it_fills_the_width() -> None:
    paper, page = drawn(PICTURE.on_paper()), drawn(PICTURE.__html__())
    assert paper.get("viewBox") == "0 0 720 40"
    assert (page.get("width"), page.get("height")) == ("100%", "40")
    assert page.get("viewBox") is None
    assert PICTURE.on_paper().startswith("<svg"), "a report has it without a page"
    for picture in (paper, page):
        assert picture.findtext("desc") == "Ola 1."
        assert picture.findall("rect")


def test_a_telephone_gets_its_own_where_there_is_one_and_paper_never_does() -> None:
    both = replace(PICTURE, narrow=replace(PICTURE, name="smal", said="Ola en."))
    wide, narrow = drawn(both.__html__())
    assert [wide.findtext("svg/desc"), narrow.findtext("svg/desc")] == [
        "Ola 1.",
        "Ola en.",
    ]
    assert both.on_paper() == PICTURE.on_paper()
