"""The joint report read back from its files."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from typing import Any
from xml.etree import ElementTree as ET

import lxml.html

from fellesbok.report.html import html
from two_machines import told_by_both

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok.report import Report


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def ids(self) -> list[str]:
        """Every place that a link can lead to."""
        return [str(a["id"]) for _, a in self.tags if "id" in a]


def labels_of_figures(report: Report) -> set[str]:
    """What heads a column or a line that has figures, in a report as it is read."""
    tree: Any = lxml.html.fromstring(html(report, "nb"))
    heads = tree.xpath("//th[@scope='col'][contains(@class, 'num')]")
    lines = tree.xpath("//tr[td[contains(@class, 'num')]]/th[@scope='row']")
    for marked in tree.xpath("//th//span"):
        marked.drop_tree()
    return {" ".join(cell.text_content().split()) for cell in (*heads, *lines)}


MAKE = """
import hashlib, json, sys
from pathlib import Path
from fellesbok.books import load_books
from fellesbok.report import build_report
from fellesbok.report.write import rendered
books = load_books(Path(sys.argv[1]))
report, _ = build_report(books, books.shared, 2024)
print(json.dumps({
    form: hashlib.sha256(rendered(report, form, "nb")).hexdigest()
    for form in sys.argv[2:]
}))
"""


def digests(
    main_file: Path, folder: Path, forms: Iterable[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """These formats, as each of two machines makes them."""
    first, second = told_by_both(MAKE, main_file, *forms, folder=folder)
    return json.loads(first), json.loads(second)


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of(content: bytes, number: int) -> dict[str, Any]:
    """The cells of a sheet by their names: texts, and numbers as they are written."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 -- our own
        sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 -- our own
    texts = [
        "".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in strings
    ]
    found: dict[str, Any] = {}
    for cell in sheet.iter(f"{SHEET}c"):
        value = cell.findtext(f"{SHEET}v")
        if value is not None:
            text = cell.get("t") == "s"
            found[str(cell.get("r"))] = texts[int(value)] if text else Decimal(value)
    return found
