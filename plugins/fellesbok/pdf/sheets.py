"""A page of HTML → the document that is set (*ark*): its sheets, head, foot and flow.

The page tells in ``meta`` what it is: ``fellesbok-sheet`` is one of ``SHEETS``, and
``fellesbok-head``, ``fellesbok-foot`` and ``fellesbok-mark`` are what stands above,
below and across every sheet of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from fellesbok.pdf.blocks import flow
from fellesbok.pdf.shortened import shorten
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

SHEETS = ("report", "claim", "tables")
"""How a page is laid out: the report, a claim or letter, the tables of a page."""

MARGINS = ("head", "foot", "mark")


def document(page: str) -> dict[str, object]:
    """What is handed to who sets it: text as data, never as anything that is run.

    Args:
        page: A self-contained page that our templates have made.

    Raises:
        UnknownMarkupError: There is something in it that we do not know.
        ValueError: It does not tell what it is.
    """
    root = html.document_fromstring(
        page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    said = {
        str(each.get("name")): str(each.get("content"))
        for each in root.iter("meta")
        if each.get("name")
    }
    sheet = said.get("fellesbok-sheet", "")
    if sheet not in SHEETS:
        raise ValueError(sheet)
    body = root.find("body")
    language = root.get("lang", "nb")
    if body is not None:
        shorten(body, language)
    blocks = [] if body is None else flow(body, _places(root))
    _set_depths(blocks)
    return {
        "title": visible(root.findtext("head/title", "").strip()),
        "language": language,
        "sheet": sheet,
        **{name: visible(said.get(f"fellesbok-{name}", "")) for name in MARGINS},
        "runs": list(_runs(blocks)),
    }


def _places(root: HtmlElement) -> frozenset[str]:
    """The places that there are and that something leads to."""
    there = {str(each) for each in root.xpath("//@id")}
    wanted = {str(each)[1:] for each in root.xpath("//a/@href[starts-with(., '#')]")}
    return frozenset(there & wanted)


def _set_depths(blocks: list[dict[str, object]]) -> None:
    """No level of heading is left out for who listens, whatever it looks like.

    PDF/UA-1 wants it so, and a heading that only listeners have is not on paper.
    """
    before = 0
    for block in _all(blocks):
        if block["k"] == "h":
            before = min(int(str(block["level"])), before + 1)
            block["depth"] = before


def _all(within: object) -> Iterator[dict[str, object]]:
    """Every block, in its order, however deep it stands."""
    if isinstance(within, list):
        for each in within:
            yield from _all(each)
    elif isinstance(within, dict) and "k" in within:
        yield within
        yield from _all(within.get("x"))


def _runs(blocks: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The flow in pieces that stand on sheets of one kind: upright, or broad."""
    at: list[dict[str, object]] = []
    is_broad = False
    for block in _outermost(blocks):
        wants_broad = "broad" in _looks(block)
        if wants_broad is not is_broad and at:
            yield {"broad": is_broad, "x": at}
            at = []
        is_broad = wants_broad
        at.append(block)
    if at:
        yield {"broad": is_broad, "x": at}


def _outermost(blocks: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The blocks without the boxes around them that have no look."""
    for block in blocks:
        inside = block.get("x")
        if block["k"] == "box" and not _looks(block) and isinstance(inside, list):
            yield from _outermost(inside)
        else:
            yield block


def _looks(block: dict[str, object]) -> list[str]:
    found = block.get("c", [])
    return found if isinstance(found, list) else []
