"""Our pages in Fava, as a test reads them: tables by their captions, and links."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import unquote
from urllib.parse import urlsplit

from fava.application import create_app
from fava.core import FavaLedger
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from fellesbok.messages import show
from fellesbok.tables.csv_file import BYTE_ORDER_MARK
from places import HOUSE
from places import MADE
from places import copy_of_house

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BOOKS = HOUSE
SEEN_BOOKS = MADE / "seen_books"
EXTENSION = '2017-01-01 custom "fava-extension" "fellesbok.web"\n'
NBSP = "\N{NO-BREAK SPACE}"


def copy_of_books(folder: Path) -> Path:
    """The main file of a copy of these books, in which our pages are loaded."""
    copy_of_house(folder)
    return with_pages(folder / "ledger" / "main.beancount")


def copy_of_case(case: Path, folder: Path) -> Path:
    """The main file of a copy of a test ledger, in which our pages are loaded."""
    shutil.copytree(case, folder)
    return with_pages(folder / "source.beancount")


def copy_of_seen_books(folder: Path) -> Path:
    """The main file of a copy of made-up books with claims, grants and a fund."""
    shutil.copytree(SEEN_BOOKS, folder)
    return folder / "ledger" / "main.beancount"


def in_english(main: Path) -> Path:
    """The file, in which the pages are in Norwegian, with pages in English."""
    text = main.read_text(encoding="utf-8")
    assert '"locale" "nb"' in text
    main.write_text(text.replace('"locale" "nb"', '"locale" "en"'), encoding="utf-8")
    return main


def in_any_language(main: Path) -> Path:
    """The file, with pages in the language that each browser asks for."""
    lines = main.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if '"locale"' not in line]
    assert len(kept) < len(lines)
    main.write_text("".join(kept), encoding="utf-8")
    return main


def with_pages(main: Path) -> Path:
    """The file, with the line that loads our pages if it lacks it."""
    text = main.read_text(encoding="utf-8")
    if "fellesbok.web" not in text:
        main.write_text(f"{text}\n{EXTENSION}", encoding="utf-8")
    return main


@dataclass(frozen=True)
class Link:
    """Where a link leads: the last parts of the path, and what it asks for."""

    path: str
    asks: dict[str, str]


@dataclass(frozen=True)
class Shown:
    """A page that was answered."""

    status: int
    text: str

    @property
    def tree(self) -> Any:  # noqa: ANN401 -- lxml has no exact type
        """What our frame holds, without Fava around it."""
        page: Any = html.fromstring(self.text)
        return page.xpath('//div[@class="fb"]')[0]

    @property
    def words(self) -> str:
        """Everything that can be read, spaces made one."""
        return " ".join(self.tree.text_content().replace(NBSP, " ").split())

    @property
    def sentence(self) -> str:
        """The answer that it begins with, spaces made one."""
        (found,) = self.tree.xpath(".//p[@class='fb-sentence']")
        return " ".join(found.text_content().replace(NBSP, " ").split())

    @property
    def figure_headings(self) -> list[str]:
        """What heads the columns of figures in all its tables."""
        heads = self.tree.xpath(".//tr/th[contains(@class, 'num')]")
        return [_plain(head) for head in heads]

    def rows(self, caption: str) -> list[list[str]]:
        """The rows of the table whose caption begins so; figures without spaces."""
        head, *rest = self._table(caption).xpath(".//tr")
        exact = [cell.get("data-exact") for cell in head.xpath("./th")]
        names = [
            text
            for cell in head.xpath("./th")
            for text in (cell.get("data-exact"), _plain(cell))
            if text is not None
        ]
        return [names, *(_unfolded(row.xpath("./th|./td"), exact) for row in rest)]

    def table(self, caption: str) -> dict[str, dict[str, str]]:
        """The cells of that table by row and column heading."""
        head, *rest = self.rows(caption)
        return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rest}

    def notes(self, caption: str) -> dict[tuple[str, str], str]:
        """What stands under a value, by row and column heading."""
        head, *rows = self._table(caption).xpath(".//tr")
        names = [_plain(cell) for cell in head.xpath("./th")]
        return {
            (_plain(row.xpath("./th")[0]), name): small[0].text_content()
            for row in rows
            for name, cell in zip(names, row.xpath("./th|./td"), strict=True)
            if (small := cell.xpath("./small"))
        }

    def links(self, caption: str) -> dict[tuple[str, str], Link]:
        """Where each cell leads, by row and column heading; the heading row is «»."""
        head, *rows = self._table(caption).xpath(".//tr")
        names = [_plain(cell) for cell in head.xpath("./th")]
        found = {}
        for row in (head, *rows):
            here = "" if row is head else _plain(row.xpath("./th")[0])
            for name, cell in zip(names, row.xpath("./th|./td"), strict=True):
                for anchor in cell.xpath("./a[text()]"):
                    found[here, name] = link(anchor.get("href"))
        return found

    def _table(self, caption: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
        for table in self.tree.xpath(".//table"):
            if table.xpath("./caption")[0].text_content().startswith(caption):
                return table
        raise AssertionError(f"no table «{caption}» in: {self.words}")


class Reader:
    """Somebody who reads the pages of an application."""

    def __init__(self, app: Flask, client: FlaskClient | None = None) -> None:
        self.app = app
        self.client = client or app.test_client()
        self.slug = self.client.get("/").location.strip("/").split("/")[0]

    def page(self, name: str, **asks: object) -> Shown:
        """A page as it is shown."""
        answer = self._get(f"{name}/", asks)
        return Shown(answer.status_code, answer.get_data(as_text=True))

    def status(self, path: str, **asks: object) -> int:
        """What a page or a file of it is answered with."""
        return self._get(path, asks).status_code

    def csv(self, name: str, **asks: object) -> list[list[str]]:
        """The rows of a page's CSV file."""
        text = self._get(f"{name}/csv", asks).get_data(as_text=True)
        assert text.startswith(BYTE_ORDER_MARK)
        return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))

    def xlsx(self, name: str, **asks: object) -> list[list[list[Any]]]:
        """The rows of each sheet of a page's workbook."""
        book = load_workbook(io.BytesIO(self._get(f"{name}/xlsx", asks).data))
        return [
            [[cell.value for cell in row] for row in sheet.rows]
            for sheet in book.worksheets
        ]

    def pdf(self, name: str, **asks: object) -> str:
        """The words of a page's PDF file, spaces made one."""
        reader = PdfReader(io.BytesIO(self._get(f"{name}/pdf", asks).data))
        text = " ".join(page.extract_text() for page in reader.pages)
        return " ".join(text.replace(NBSP, " ").split())

    def _get(self, path: str, asks: dict[str, object]) -> TestResponse:
        return self.client.get(
            f"/{self.slug}/extension/{path}",
            query_string={name: str(value) for name, value in asks.items()},
            headers={"Accept-Language": "nb"},
        )


def reader_of(main: Path, **options: bool) -> Reader:
    """A reader of those books."""
    return Reader(create_app([str(main)], load=True, poll_watcher=True, **options))


def reader_as(main: Path, slug: str, name: str) -> Reader:
    """A municipality that is signed in as itself and gets only its own entries."""

    class Own(FavaLedger):
        """Books with a reader."""

        reader = slug

    ledger = Own(str(main), poll_watcher=True)
    entries = [e for e in ledger.all_entries if e.meta.get("kommune", name) == name]
    ledger.all_entries = entries
    app = create_app([str(main)], load=True, poll_watcher=True)
    app.config["LEDGERS"]._ledgers = [ledger]
    return Reader(app)


def said(amount: Decimal | None) -> str:
    """A figure as a page shows it, without grouping; nothing of none."""
    return "" if amount is None else show(amount, "nb").replace(NBSP, "")


def number(cell: str) -> Decimal:
    """A figure as a page shows it, as a number."""
    return Decimal(cell.replace("\N{MINUS SIGN}", "-").replace(",", "."))


def link(href: str) -> Link:
    """An address taken apart."""
    parts = urlsplit(href)
    path = unquote(parts.path).strip("/").split("/", 1)[1]
    return Link(path, {k: v[0] for k, v in parse_qs(parts.query).items()})


def _unfolded(cells: list[Any], exact: list[str | None]) -> list[str]:
    """The values of a row; an exact share stands before its per cent, one click away.

    Where there is no per cent, what stands in its place is said of the share.
    """
    found = []
    for cell, title in zip(cells, exact, strict=True):
        folded = cell.xpath("./details")
        if folded:
            (summary,) = folded[0].xpath("./summary")
            found += [str(summary.tail), _plain(summary)]
        elif title is not None:
            found += [_plain(cell), ""]
        else:
            found.append(_plain(cell))
    return found


def _plain(cell: Any) -> str:  # noqa: ANN401 -- lxml has no exact type
    """The value of a cell, without grouping and without the note under it."""
    notes = "".join(note.text_content() for note in cell.xpath("./small"))
    text = str(cell.text_content())
    for name in cell.xpath("./a/@title"):  # an account stands in words, and leads to it
        return str(name)
    return text.removesuffix(notes).replace(NBSP, "").strip()
