"""What stands in a line (*tekst*): one piece after another, each with how it looks.

An element in an element becomes pieces that have the looks of both, so that whoever
sets the line needs to know no tree.  Spaces are those that a browser shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.pdf.known_markup import BLOCKS
from fellesbok.pdf.known_markup import UnknownMarkupError
from fellesbok.pdf.known_markup import is_on_paper
from fellesbok.pdf.known_markup import looks
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from lxml.html import HtmlElement

SPACES = re.compile(r"[ \t\n\r\f]+")
ADDRESSES = ("http://", "https://", "mailto:")
LONGEST_ADDRESS = 8000
"""Bytes of an address that Typst can lead to."""

LONGEST_WORD = 28
"""Letters of a word that is not broken; the longest names of accounts are broken."""

AFTER_A_SIGN = re.compile(rf"\S{{,{LONGEST_WORD - 1}}}[^\w\s](?=\w)")
"""As much of a word as may stand on a line, up to its last sign."""

BREAK = "break"
MAY_BREAK = "may break"
_LOOKS_OF = {"strong": "strong", "em": "em", "code": "code", "q": "q"}


@frozen
class Leaf:
    """A piece of a line.

    Attributes:
        text: What is written.
        looks: The classes and elements that it stands in, the outermost first.
        to: Where it leads: a place in the document after ``#``, an address, or nothing.
        kind: Nothing for text, ``BREAK`` where a line ends, or ``MAY_BREAK``.
        place: What others lead to it by, or nothing.
    """

    text: str = ""
    looks: tuple[str, ...] = ()
    to: str = ""
    kind: str = ""
    place: str = ""


def leaves(
    element: HtmlElement, places: Collection[str], *, is_verbatim: bool = False
) -> tuple[Leaf, ...]:
    """What stands in an element.

    Args:
        element: It; nothing in it begins a paragraph.
        places: The places that something leads to.
        is_verbatim: Whether each space and line end is kept.

    Raises:
        UnknownMarkupError: Something in it does.
    """
    pieces = _inside(element, Leaf(), places)
    return (tuple if is_verbatim else tidied)(pieces)


def of_several(
    parts: Iterable[str | HtmlElement], places: Collection[str]
) -> tuple[Leaf, ...]:
    """What stands in texts and elements that follow each other in one line."""
    pieces = (
        piece
        for part in parts
        for piece in (
            [Leaf(part)] if isinstance(part, str) else _of_element(part, Leaf(), places)
        )
    )
    return tidied(pieces)


def _inside(
    element: HtmlElement, around: Leaf, places: Collection[str]
) -> Iterator[Leaf]:
    if element.text:
        yield replace(around, text=element.text)
    for child in element:
        if is_on_paper(child):
            yield from _of_element(child, around, places)
        if child.tail:
            yield replace(around, text=child.tail)


def _of_element(
    element: HtmlElement, around: Leaf, places: Collection[str]
) -> Iterator[Leaf]:
    tag, own = str(element.tag), tuple(looks(element))
    if tag in BLOCKS:
        raise UnknownMarkupError(f"<{tag}> i en linje")
    if tag == "br":
        yield Leaf(kind=BREAK)
        return
    if tag == "wbr":
        # The parser of HTML 4 has what follows it inside it.
        yield Leaf(kind=MAY_BREAK)
        yield from _inside(element, around, places)
        return
    if element.get("id", "") in places:
        yield Leaf(place=element.get("id", ""))
    if tag in _LOOKS_OF:
        own = (*own, _LOOKS_OF[tag])
    within = replace(around, looks=(*around.looks, *own))
    if tag == "a":
        within = replace(within, to=_followed(element.get("href", ""), places))
    is_below = "mark" in own and "inline" not in own
    if is_below:
        yield Leaf(kind=BREAK)
    yield from _inside(element, within, places)
    if is_below:
        yield Leaf(kind=BREAK)


def _followed(address: str, places: Collection[str]) -> str:
    """Where a link leads that somebody on paper can follow."""
    if address.startswith("#"):
        return address if address[1:] in places else ""
    is_followed = address.startswith(ADDRESSES)
    return address if is_followed and len(address.encode()) <= LONGEST_ADDRESS else ""


def tidied(pieces: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """One space where there are several, none at the ends of lines, no empty line."""
    found: list[Leaf] = []
    is_new, is_spaced = True, True
    for piece in pieces:
        if piece.kind == BREAK:
            if not is_new:
                _trim(found)
                found.append(piece)
            is_new, is_spaced = True, True
            continue
        text = SPACES.sub(" ", piece.text)
        text = text.removeprefix(" ") if is_spaced else text
        if text:
            found.append(replace(piece, text=text))
            is_new, is_spaced = False, text.endswith(" ")
        elif piece.kind or piece.place:
            found.append(replace(piece, text=""))
    while found and found[-1].kind == BREAK:
        found.pop()
    _trim(found)
    return tuple(found)


def _trim(found: list[Leaf]) -> None:
    """Take away the space that a line ends with."""
    for n in range(len(found) - 1, -1, -1):
        if found[n].text:
            found[n] = replace(found[n], text=found[n].text.rstrip(" "))
            return
        if found[n].kind == BREAK:
            return


def told(pieces: Iterable[Leaf]) -> list[object]:
    """The pieces as they are handed to who sets them; long words may be broken."""
    return [each for piece in pieces for each in _told(piece)]


def _told(piece: Leaf) -> Iterator[object]:
    if piece.kind:
        yield {"k": piece.kind}
        return
    if piece.place:
        yield {"k": "place", "id": piece.place}
    for n, text in enumerate(broken(visible(piece.text))):
        if n:
            yield {"k": MAY_BREAK}
        if not piece.looks and not piece.to:
            yield text
        else:
            yield {"t": text, "c": piece.looks, "to": piece.to}


def broken(text: str) -> list[str]:
    """A text in pieces between which a line may end though there is no space.

    What is too long ends after a sign if it has one, as people divide addresses.
    """
    if not text:
        return []
    pieces = [""]
    for word in re.split(r"(?<= )", text):
        left = word
        while len(left) > LONGEST_WORD:
            found = AFTER_A_SIGN.match(left)
            end = found.end() if found else LONGEST_WORD
            pieces[-1] += left[:end]
            pieces.append("")
            left = left[end:]
        pieces[-1] += left
    return pieces
