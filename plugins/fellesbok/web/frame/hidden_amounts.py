"""Amounts that are not to be read over a shoulder: Fava's ``--incognito`` (*skjult*).

Figures keep their length and lose their digits, on the page and in its pictures.  What
somebody has written in the books is shown as it stands, as on Fava's own pages.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from flask import current_app

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGIT = re.compile(r"\d")
EDGE = re.compile(r"<svg\b|</svg>")
WORDS = re.compile(r">[^<]*<")


def is_hidden() -> bool:
    """Whether this application hides amounts."""
    return bool(current_app.config.get("INCOGNITO"))


def said(text: str, language: str) -> str:
    """A text in a language, its amounts without digits."""
    if isinstance(text, Text):
        text = Text(text.template, **_values(text.values, language))
    return say(text, language)


def shown(value: object, language: str) -> str:
    """A value as people write it; an amount without digits."""
    text = show(value, language)
    return DIGIT.sub("X", text) if isinstance(value, Decimal | Fraction) else text


def without_figures(page: str) -> str:
    """A page whose pictures tell no figures."""

    def words(found: re.Match[str]) -> str:
        return DIGIT.sub("X", found[0])

    # A picture may have others inside it, so that its end is not the first that comes.
    told, after, begin, depth = "", 0, 0, 0
    for edge in EDGE.finditer(page):
        if edge[0] != "</svg>":
            begin = begin if depth else edge.start()
            depth += 1
            continue
        depth -= 1
        if not depth:
            picture = WORDS.sub(words, page[begin : edge.end()])
            told += page[after:begin] + picture
            after = edge.end()
    return told + page[after:]


def _values(values: Mapping[str, object], language: str) -> dict[str, object]:
    """What a text is filled with, also inside the texts that it is filled with."""
    return {
        name: said(value, language)
        if isinstance(value, Text)
        else shown(value, language)
        if isinstance(value, Decimal | Fraction)
        else value
        for name, value in values.items()
    }
