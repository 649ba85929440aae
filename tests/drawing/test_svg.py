"""What is drawn is well-formed, and what somebody has written in it is text."""

from __future__ import annotations

from fellesbok.drawing.svg import element
from fellesbok.drawing.svg import picture
from seen_picture import drawn


def test_an_element_has_its_attributes_in_the_order_they_are_given() -> None:
    assert element("rect", x=1, font_size=12, class_="a") == (
        '<rect x="1" font-size="12" class="a"/>'
    )
    assert element("g", element("rect"), "ord") == "<g><rect/>ord</g>"


def test_nothing_that_is_written_in_the_books_becomes_markup() -> None:
    made = element("text", '<script>alert("&")</script>', title='" onload="x')
    assert drawn(made).text == '<script>alert("&")</script>'
    assert dict(drawn(made).attrib) == {"title": '" onload="x'}


def test_a_picture_says_what_it_shows_to_who_does_not_see_it() -> None:
    made = drawn(picture("f", ("Bær & ved", "Ola <1>."), [], {"height": 9}))
    assert made.get("role") == "img"
    told = [made.xpath(f"./*[@id='{name}']")[0].text for name in ("f-title", "f-desc")]
    assert told == ["Bær & ved", "Ola <1>."]
    assert made.get("aria-labelledby") == "f-title f-desc"
    assert (made.get("class"), made.get("font-size")) == ("chart", "12")
