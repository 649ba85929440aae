"""What follows each other on the sheets (*flyt*): headings, lists, tables, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fellesbok.pdf.grids import grid
from fellesbok.pdf.known_markup import BLOCKS
from fellesbok.pdf.known_markup import UnknownMarkupError
from fellesbok.pdf.known_markup import is_on_paper
from fellesbok.pdf.known_markup import looks
from fellesbok.pdf.leaves import leaves
from fellesbok.pdf.leaves import of_several
from fellesbok.pdf.leaves import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator

    from lxml.html import HtmlElement

BOXES = frozenset(
    (
        *("article", "blockquote", "div", "figure", "header", "main", "nav"),
        "section",
    )
)
"""What holds other things and is nothing in itself."""

HEADINGS = tuple(f"h{level}" for level in range(1, 7))
SVG_NAMES = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
"""Names that HTML writes in small letters and SVG does not."""

IN_PICTURES = frozenset(
    (
        *("circle", "desc", "g", "line", "path", "polygon", "polyline", "rect", "svg"),
        *("text", "title", "tspan"),
    )
)
_SAID = ("title", "desc")


def flow(element: HtmlElement, places: Collection[str]) -> list[dict[str, object]]:
    """What an element holds, in its order; text that is in no paragraph becomes one.

    Args:
        element: It.
        places: The places that something leads to.

    Raises:
        UnknownMarkupError: There is something in it that we do not know.
    """
    found: list[dict[str, object]] = []
    loose: list[str | HtmlElement] = [element.text or ""]
    for child in element:
        if is_on_paper(child) and child.tag in BLOCKS:
            found.extend(_paragraph(loose, places))
            found.extend(_block(child, places))
            loose = []
        elif is_on_paper(child):
            loose.append(child)
        loose.append(child.tail or "")
    found.extend(_paragraph(loose, places))
    return found


def _paragraph(
    loose: list[str | HtmlElement], places: Collection[str]
) -> Iterator[dict[str, object]]:
    pieces = told(of_several(loose, places))
    if pieces:
        yield {"k": "p", "c": [], "id": "", "x": pieces}


def _block(
    element: HtmlElement, places: Collection[str]
) -> Iterator[dict[str, object]]:
    maker = _MAKERS.get(str(element.tag))
    if maker is None:
        raise UnknownMarkupError(f"<{element.tag}>")
    made = maker(element, places)
    if made.get("x", True) and made.get("columns", True):
        yield made


def _heading(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    level = int(str(element.tag)[1])
    return {"k": "h", "level": level, **_with_text(element, places)}


def _of_lines(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    return {"k": "p", **_with_text(element, places)}


def _with_text(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    pieces = told(leaves(element, places))
    return {"c": looks(element), "id": _place(element, places), "x": pieces}


def _place(element: HtmlElement, places: Collection[str]) -> str:
    """What others lead to an element by, or nothing."""
    own = element.get("id", "")
    return own if own in places else ""


def _box(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    kind = element.tag if element.tag in {"blockquote", "figure"} else "box"
    inside = flow(element, places)
    return {
        "k": kind,
        "c": looks(element),
        "id": _place(element, places),
        "x": inside,
    }


def _verbatim(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    return {"k": "pre", "x": told(leaves(element, places, is_verbatim=True))}


def _rule(_element: HtmlElement, _places: Collection[str]) -> dict[str, object]:
    return {"k": "rule"}


def _items(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if is_on_paper(child):
            if child.tag != "li":
                raise UnknownMarkupError(f"<{child.tag}> i en liste")
            looks(child)
            yield child


def _listed(element: HtmlElement, places: Collection[str]) -> dict[str, object]:
    if "chapters" in looks(element):
        return {"k": "contents", "x": list(_entries(element, places))}
    return {
        "k": "list",
        "c": looks(element),
        "numbered": element.tag == "ol",
        "start": int(element.get("start", "1")),
        "x": [flow(item, places) for item in _items(element)],
    }


def _entries(
    element: HtmlElement, places: Collection[str], depth: int = 0
) -> Iterator[dict[str, object]]:
    """The lines of the contents, those of a part below it."""
    for item in _items(element):
        parts: list[str | HtmlElement] = [item.text or ""]
        below = []
        for child in item:
            if child.tag == "ul":
                below.append(child)
            else:
                parts.append(child)
            parts.append(child.tail or "")
        [to] = [a.get("href", "") for a in item.findall("a")]
        pieces = told(of_several(parts, places))
        yield {"depth": depth, "to": to.removeprefix("#"), "x": pieces}
        for each in below:
            yield from _entries(each, places, depth + 1)


def _picture(element: HtmlElement, _places: Collection[str]) -> dict[str, object]:
    """A picture, and what it shows in words."""
    said = [element.findtext(name, "").strip() for name in _SAID]
    return {
        "k": "picture",
        "svg": etree.tostring(_as_svg(element), encoding="unicode"),
        "alt": " ".join(f"{each.rstrip('.')}." for each in said if each),
    }


def _as_svg(element: HtmlElement) -> etree._Element:
    """The picture with the names of SVG, which a page writes in small letters."""
    if element.tag not in IN_PICTURES:
        raise UnknownMarkupError(f"<{element.tag}> i en tegning")
    names = {
        SVG_NAMES.get(name, name): value
        for name, value in element.items()
        if name not in {"class", "id", "role", "aria-labelledby", "xmlns"}
    }
    made = etree.Element(f"{{http://www.w3.org/2000/svg}}{element.tag}", names)
    made.text, made.tail = element.text, element.tail
    made.extend(_as_svg(each) for each in element if each.tag not in _SAID)
    return made


_MAKERS: dict[str, Callable[[HtmlElement, Collection[str]], dict[str, object]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("p", "figcaption"), _of_lines),
    **dict.fromkeys(("ul", "ol"), _listed),
    **dict.fromkeys(BOXES, _box),
    "table": grid,
    "svg": _picture,
    "pre": _verbatim,
    "hr": _rule,
}
"""What makes a block of an element."""
