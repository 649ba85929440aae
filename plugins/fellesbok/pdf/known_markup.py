"""The HTML of ours that can be set on paper: its elements and classes, and no others.

What stands here is what the templates of the house write, and what Markdown becomes.
Anything else is refused, so that no text is lost because nobody thought of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    (
        *("article", "blockquote", "div", "figcaption", "figure", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section"),
        *("svg", "table", "ul"),
    )
)
INSIDE_A_LINE = frozenset(("a", "br", "code", "em", "q", "span", "strong", "wbr"))
INSIDE_A_TABLE = frozenset(("caption", "tbody", "td", "tfoot", "th", "thead", "tr"))
OTHERS = frozenset(("body", "li"))
ELEMENTS = BLOCKS | INSIDE_A_LINE | INSIDE_A_TABLE | OTHERS

NOT_ON_PAPER = frozenset(("skip", "sr"))
"""What only leads about on the screen, or is told to a screen reader alone.

It would come along when a figure is copied.
"""

WITH_A_LOOK = frozenset(
    (
        # pages of the report
        *("above", "answer", "answered", "appendix", "aside", "assumptions", "blank"),
        *("broad", "chapter", "chapters", "contents", "control", "cover", "depth-0"),
        *("depth-1", "depth-2", "depth-3", "economy", "explanation", "facts"),
        *("findings", "further", "group", "headlines", "inline", "joined", "listed"),
        *(
            "line",
            "links",
            "many",
            "mark",
            "matrix",
            "memo",
            "missing",
            "missing-box",
            "more",
        ),
        *(
            "missing-box",
            "note",
            "num",
            "page",
            "part",
            "place",
            "quote",
            "region",
            "sign",
        ),
        *("signature", "sources", "stated", "status", "steps", "strong", "subtitle"),
        *("summary", "text", "total", "unknown", "alone", "align-center"),
        *("align-left", "align-right", "align-None"),
        # claims and letters
        *("attachment", "claim", "day", "document", "draft", "head", "held", "kind"),
        *("lines", "number", "parties", "pay", "payable", "remark", "role", "said"),
        *("small", "vouchers", "year"),
    )
)
WITHOUT_A_LOOK = frozenset(
    (
        *("cost", "fund", "grant", "in-kind", "municipal-support", "open"),
        *("own-income", "scroll", "wide", "chart"),
    )
)
"""Names of what a part holds, which the screen or a test reads."""

KNOWN = NOT_ON_PAPER | WITH_A_LOOK | WITHOUT_A_LOOK
LANGUAGE_OF_CODE = "language-"
"""What Markdown calls a block of code whose language is told."""


class UnknownMarkupError(Exception):
    """There is an element or a class that nobody has said how to set."""


def looks(element: HtmlElement) -> list[str]:
    """The classes of an element that decide how it looks, in their order.

    Raises:
        UnknownMarkupError: It has another.
    """
    names = (element.get("class") or "").split()
    for name in names:
        if name not in KNOWN and not name.startswith(LANGUAGE_OF_CODE):
            raise UnknownMarkupError(f'<{element.tag} class="{name}">')
    return [name for name in names if name in WITH_A_LOOK]


def is_on_paper(element: HtmlElement) -> bool:
    """Whether an element is printed at all.

    Raises:
        UnknownMarkupError: It is none that we know.
    """
    if not isinstance(element.tag, str):  # a comment
        return False
    if element.tag not in ELEMENTS:
        raise UnknownMarkupError(f"<{element.tag}>")
    return NOT_ON_PAPER.isdisjoint((element.get("class") or "").split())
