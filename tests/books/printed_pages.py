"""What a page of HTML says on paper, beside what its PDF says."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

from lxml import html
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPRINTED = "//svg//title|//svg//desc|//*[contains(concat(' ',@class,' '),' sr ')]"
"""What is told to screen readers alone, as the alternative text of a picture, or by a
mouse that rests on it."""

SHEET = '<meta name="fellesbok-sheet" content="{sheet}">'


def page_of(body: str, sheet: str = "report", title: str = "Prøve") -> str:
    """A page as our templates write them."""
    head = f"<title>{title}</title>{SHEET.format(sheet=sheet)}"
    return f'<html lang="nb"><head>{head}</head><body>{body}</body></html>'


def text_of_page(page: str) -> str:
    """Every text in the body of a page that is printed, pieces apart."""
    root: Any = html.document_fromstring(page)
    for each in root.xpath(f"{UNPRINTED}|//*[@class='skip']"):
        each.drop_tree()
    return " ".join(root.find("body").itertext())


@lru_cache(maxsize=2)
def sheets_of_pdf(made: bytes) -> tuple[str, ...]:
    """The text of each sheet of a PDF; to read one takes longer than to make it."""
    return tuple(s.extract_text() for s in PdfReader(io.BytesIO(made)).pages)


def text_of_pdf(made: bytes) -> str:
    """Every text of a PDF, sheet by sheet."""
    return " ".join(sheets_of_pdf(made))


def lost(page: str, made: bytes) -> list[str]:
    """The words and signs of a page that its PDF has not, or not as often."""
    said, told = text_of_page(page), text_of_pdf(made)
    found = Counter(re.findall(r"\w+", said)) - Counter(re.findall(r"\w+", told))
    signs = Counter(_signs(said)) - Counter(_signs(told))
    return [*found.elements(), *signs.elements()]


def _signs(text: str) -> Iterator[str]:
    return (sign for sign in text if not sign.isspace())
