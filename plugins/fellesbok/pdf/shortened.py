"""Texts that are longer than a sheet is for (*for lang tekst*): their beginning, told.

What sets a text takes time by the square of its length where it stands in a cell: a
word of a million letters held everybody else's documents for minutes.  Nobody reads a
text of that length on paper, and the books have all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.pdf.known_markup import INSIDE_A_LINE
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LETTERS = 100_000
"""Fifty full pages; set in some seconds."""


def shorten(element: HtmlElement, language: str, most: int = MOST_LETTERS) -> None:
    """Leave no text in an element longer than that; one that was, says so.

    Args:
        element: It; what stands in it is changed.
        language: Of what is said.
        most: Letters of one paragraph, cell or point.
    """
    told = say(
        Text(" … (Teksten er lengre: her står de første {count} tegnene.)", count=most),
        language,
    )
    left = most

    def kept(text: str | None) -> str | None:
        nonlocal left
        before, left = left, left - len(text or "")
        if text is None or left >= 0:
            return text
        return f"{visible(text[:before])}{told}" if before >= 0 else ""

    def put(place: HtmlElement, part: str, text: str | None) -> None:
        # A tree takes no control characters back, though it can be made with them.
        if (shorter := kept(text)) != text:
            setattr(place, part, shorter)

    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each.tag not in INSIDE_A_LINE:
            left = most
        if event == "start":
            put(each, "text", each.text)
        elif each is not element:
            put(each, "tail", each.tail)
