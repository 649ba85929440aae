"""Everything that the product tells its readers about some books, as lines to compare.

    python tests/everything_told.py store FOLDER
    python tests/everything_told.py compare BEFORE AFTER

Commands in both languages, pages with their files, the report in four formats, every
question and every claim's documents are asked as a user asks them: by the command line
and over the net.  So the same file runs on any commit, whatever the house looks like
inside.  Of each answer every value is taken out with its place (row, column, state, and
where it leads), and every other word; how it is laid out is not.

What is told is one line a value or a text, in the order of the answer.  An answer that
a command of the programme gives and that nobody asks for here is an error.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import unquote
from urllib.parse import urljoin
from urllib.parse import urlsplit

import click
from click.testing import CliRunner
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from fellesbok.cli import main as fellesbok

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
HOUSE = HERE.parent
MADE = HERE / "books" if (HERE / "books").exists() else HERE
"""Books that are made up for tests; in older commits they lie beside the tests."""

LANGUAGES = ("nb", "en")
PATIENCE_SECONDS = 120
MOST_PAGES = 3_000
VOUCHERS = 150
"""Of the bench's books; enough for every kind of agreement there."""

FILES = ("csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Books:
    """A copy of some books, and the years to ask about."""

    name: str
    folder: Path
    years: tuple[int, ...]

    @property
    def main(self) -> Path:
        """The file that is loaded first."""
        return self.folder / "ledger" / "main.beancount"


def shipped(folder: Path) -> Books:
    """The books of this repository."""
    for name in ("ledger", "queries"):
        shutil.copytree(HOUSE / name, folder / name)
    shutil.copy(HOUSE / "allocation_rules.yaml", folder)
    return Books("shipped", folder, (2018,))


def seen(folder: Path) -> Books:
    """Books with claims, a grant and a fund."""
    shutil.copytree(MADE / "seen_books", folder)
    return Books("seen", folder, (2018,))


def settled(folder: Path) -> Books:
    """Books with a closed year."""
    shutil.copytree(MADE / "settled_books", folder)
    return Books("settled", folder, (2024, 2025))


def three_years(folder: Path) -> Books:
    """Three years, claimed and closed by the commands."""
    shutil.copytree(MADE / "three_years", folder)
    books = Books("three years", folder, (2021, 2022, 2023))
    for year in books.years:
        later = MADE / "three_years_later" / f"{year}.beancount"
        if later.exists():
            shutil.copy(later, folder / "ledger")
            with books.main.open("a", encoding="utf-8") as file:
                file.write(f'include "{later.name}"\n')
        done(books, "claim", str(year), "--yes")
        if year != books.years[-1]:
            done(books, "close", str(year), "--yes")
    return books


def intake(folder: Path) -> Books:
    """A year that came in by its documents."""
    shutil.copytree(MADE / "intake_year", folder)
    books = Books("intake", folder, (2018,))
    papers = folder / "dokumenter"
    fetched = str(papers / "folketall.json")
    done(books, "statistics", "fetch", "--file", fetched)
    done(books, "import", *map(str, sorted(papers.glob("*-*"))), "--yes")
    return books


def bench(folder: Path) -> Books:
    """The region that the speed is measured on."""
    sys.path.insert(0, str(HERE / "bench"))
    from region_year import YEAR  # noqa: PLC0415 -- it stands in a folder of its own
    from region_year import write_books  # noqa: PLC0415

    write_books(folder, VOUCHERS)
    return Books("bench", folder, (YEAR,))


ALL = (shipped, seen, settled, three_years, intake, bench)


@click.group()
def main() -> None:
    """What the product tells, stored and compared."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=False))
def store(folder: Path) -> None:
    """Ask everything, and write the answers into FOLDER."""
    folder.mkdir()
    for make in ALL:
        copy = folder / "books" / make.__name__
        copy.parent.mkdir(exist_ok=True)
        books = make(copy)
        with (folder / f"{make.__name__}.txt").open("w", encoding="utf-8") as file:
            for line in told(books):
                file.write(line.replace(str(folder), "FOLDER") + "\n")
        click.echo(f"{books.name}: {_lines(folder / f'{make.__name__}.txt')} lines")
    shutil.rmtree(folder / "books")


@main.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True))
@click.option("--most", default=200, show_default=True, help="Differences shown.")
def compare(before: Path, after: Path, most: int) -> None:
    """Show what AFTER tells otherwise than BEFORE."""
    different = 0
    for old in sorted(before.glob("*.txt")):
        told = old.read_text(encoding="utf-8").splitlines()
        tells = (after / old.name).read_text(encoding="utf-8").splitlines()
        found = [
            line
            for line in difflib.unified_diff(told, tells, n=0, lineterm="")
            if line[:2] not in {"--", "++", "@@"}
        ]
        click.echo(f"{old.stem}: {len(told)} lines, {len(found)} different")
        for line in found[:most]:
            click.echo(f"  {line}")
        different += len(found)
    sys.exit(1 if different else 0)


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def told(books: Books) -> Iterator[str]:
    """Every line that is told about the books."""
    _all_are_asked()
    for language in LANGUAGES:
        yield from commands(books, language)
        yield from documents(books, language)
        yield from reports(books, language)
        yield from pages(books, language)


# Commands -----------------------------------------------------------------------------


ASKED = {
    "check", "claim", "close", "cutoff", "deadlines", "documents", "explain", "export",
    "funds", "grants", "import", "lint", "open", "plan", "query", "report", "schema",
    "serve", "shares",
}  # fmt: skip
ASKED_WHERE_THEY_ARE = {"accounts", "approvals", "objections"}
"""Commands that an older commit may lack."""

NOT_ASKED = {
    "batch": "writes what tables writes, of many regions",
    "certify": "writes what the checkers read, and they say whether it is right",
    "compare": "tells of a change, and of two states",
    "credit": "takes back a claim: what it says is the claim's documents",
    "demo": "makes other books",
    "doctor": "tells nothing of the books",
    "handbook": "tells nothing of the books",
    "init": "makes other books",
    "object": "writes a line, which objections tells",
    "password": "tells nothing of the books",
    "profile": "tells of a file",
    "reconcile": "tells of a file of somebody else",
    "setup": "lays out files for IT",
    "statistics": "tells of a table on the net",
    "tables": "writes what query asks",
    "verify": "tells of certificates",
    "year": "makes the next year",
}


def _known() -> set[str]:
    """The commands of this commit."""
    commands: Any = fellesbok
    return set(commands.list_commands(click.Context(commands)))


def _all_are_asked() -> None:
    """A command that is new has to be asked here."""
    told = ASKED | ASKED_WHERE_THEY_ARE | set(NOT_ASKED)
    assert ASKED <= _known() <= told, sorted(_known() ^ told)


def commands(books: Books, language: str) -> Iterator[str]:
    """What the commands say."""
    for asked in questions_asked(books):
        yield from answer(books, language, *asked)


def questions_asked(books: Books) -> Iterator[tuple[str, ...]]:
    """Commands and their options, as they are written."""
    yield ("check",)
    yield from _in_forms("deadlines")
    yield from _in_forms("shares")
    if "objections" in _known():
        yield from _in_forms("objections", "list")
    if "accounts" in _known():
        yield "accounts", "--dry-run"
    for question in questions(books):
        for form in ("text", "csv"):
            yield "query", question, "--format", form
    for year in map(str, books.years):
        yield from _of_year(books, year)


def _of_year(books: Books, year: str) -> Iterator[tuple[str, ...]]:
    """What is asked about a year."""
    for command in ("cutoff", "funds", "grants", "open", "plan"):
        yield from _in_forms(command, year)
    if "approvals" in _known():
        yield from _in_forms("approvals", year)
    yield from _in_forms("open", year, "--reminders")
    yield from _in_forms("shares", "--year", year)
    for cooperation, payer in payers(books, year):
        yield from _in_forms("explain", cooperation, payer, "--year", year, "--all")
    for form in ("text", "json"):
        yield "lint", year, "--format", form
    for command in ("claim", "close"):
        yield command, year, "--dry-run"
    for form in ("csv", "saft"):
        yield "export", year, "--format", form


def _in_forms(*asked: str) -> Iterator[tuple[str, ...]]:
    """A table for people, and as files for sheets and programs."""
    for form in ("text", "csv", "json"):
        yield *asked, "--format", form


def payers(books: Books, year: str) -> list[tuple[str, str]]:
    """Who shares what in a year, by their names in the books."""
    text = said(books, "nb", "shares", "--year", year, "--format", "csv")
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
    head = next(rows)
    place, who = head.index("Samarbeid"), head.index("Betaler")
    return sorted({(row[place], row[who]) for row in rows if len(row) == len(head)})


def questions(books: Books) -> list[str]:
    """The questions that lie in the books folder."""
    return sorted(path.stem for path in (books.folder / "queries").glob("*.bql"))


def said(books: Books, language: str, *asked: str) -> str:
    """What a command says, its errors too."""
    given = [*asked, "--books", str(books.folder), "--language", language]
    result = CliRunner().invoke(fellesbok, given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return f"{result.output}[{result.exit_code}]"


def done(books: Books, *asked: str) -> None:
    """What a user does to the books before anybody asks."""
    told = said(books, "nb", *asked)
    if not told.endswith("[0]"):
        raise click.ClickException(f"{' '.join(asked)}: {told}")


def answer(books: Books, language: str, *asked: str) -> Iterator[str]:
    """The values and words of what a command says."""
    place = f"{language} $ {' '.join(asked)}"
    for number, line in enumerate(said(books, language, *asked).splitlines()):
        words = " ".join(line.replace("\N{NO-BREAK SPACE}", " ").split())
        if words:
            yield f"{place} | {number} | {words}"


# Documents ----------------------------------------------------------------------------


def documents(books: Books, language: str) -> Iterator[str]:
    """The papers and e-invoices of the claims, and drafts of those to come."""
    for year in map(str, books.years):
        for command, option in (("documents", "--output"), ("claim", "--preview")):
            folder = books.folder.parent / f"{command}-{year}-{language}"
            yield from answer(books, language, command, year, option, str(folder))
            for path in sorted(folder.rglob("*")) if folder.exists() else []:
                if path.is_file():
                    place = f"{language} {command} {year} {path.name}"
                    yield from file(place, path.read_bytes(), path.suffix)
            shutil.rmtree(folder, ignore_errors=True)


def reports(books: Books, language: str) -> Iterator[str]:
    """The joint report in its formats."""
    for year in map(str, books.years):
        for form in ("html", "md", "xlsx", "pdf"):
            path = books.folder.parent / f"report.{form}"
            asked = ("report", year, "--format", form, "--output", str(path))
            yield from answer(books, language, *asked)
            if path.exists():
                place = f"{language} report {year} {form}"
                yield from file(place, path.read_bytes(), path.suffix)
                path.unlink()


# Pages --------------------------------------------------------------------------------


def pages(books: Books, language: str) -> Iterator[str]:
    """Every page that can be reached by our links, and its files."""
    if "fellesbok.web" not in books.main.read_text(encoding="utf-8"):
        with books.main.open("a", encoding="utf-8") as opened:
            opened.write('2017-01-01 custom "fava-extension" "fellesbok.web"\n')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-c", "from fellesbok.cli import main; main()", "serve"),
            *("--books", str(books.folder), "--port", str(port)),
            *("--language", language),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        start = f"http://127.0.0.1:{port}/"
        _wait(start, server)
        yield from crawled(start, language)
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def _wait(start: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(start, timeout=PATIENCE_SECONDS).close()  # noqa: S310 -- our own
        except OSError:
            assert time.monotonic() < end, "the server does not answer"
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
        else:
            return


def crawled(start: str, language: str) -> Iterator[str]:
    """What the pages say, in the order in which their links are found."""
    waiting = deque([start])
    known = {start}
    asked = 0
    while waiting:
        address = waiting.popleft()
        asked += 1
        assert asked <= MOST_PAGES, "more pages than anybody reads"
        address, status, kind, body = _asked(address)
        place = f"{language} {unquote(address.removeprefix(start))}"
        yield f"{place} | status | {status} {kind.split(';')[0]}"
        if "html" not in kind:
            yield from file(place, body, _suffix(kind))
            continue
        tree: Any = html.fromstring(body)
        for link in [*_in_sidebar(address, body), *tree.xpath("//a/@href")]:
            found = urljoin(address, link).split("#")[0]
            ours = found.startswith(start) and "/extension/" in found
            if ours and found not in known:
                known.add(found)
                waiting.append(found)
        for frame in tree.xpath('//div[@class="fb"]'):
            yield from page(place, frame)


def _in_sidebar(address: str, body: bytes) -> Iterator[str]:
    """Our pages as Fava knows them; the browser makes links of them."""
    name = urlsplit(address).path.split("/")[1]
    for page in re.findall(rb'"name":"([^"]+)","report_title"', body):
        yield f"/{name}/extension/{page.decode()}/"


def _asked(address: str) -> tuple[str, int, str, bytes]:
    """Where an answer is, its status, kind and body; an error is one too."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as found:  # noqa: S310
            kind = found.headers["Content-Type"]
            return found.url, found.status, kind, found.read()
    except urllib.error.HTTPError as error:
        return address, error.code, error.headers["Content-Type"], error.read()


def _suffix(kind: str) -> str:
    """The ending of a file of that kind."""
    for suffix, word in ((".xlsx", "spreadsheet"), (".pdf", "pdf"), (".csv", "csv")):
        if word in kind:
            return suffix
    return ".txt"


# What an answer holds -----------------------------------------------------------------


def file(place: str, body: bytes, suffix: str) -> Iterator[str]:
    """The values of a file, or its words."""
    match suffix:
        case ".xlsx":
            yield from _workbook(place, body)
        case ".pdf":
            for number, sheet in enumerate(PdfReader(io.BytesIO(body)).pages, 1):
                yield f"{place} | {number} | {' '.join(sheet.extract_text().split())}"
        case ".html":
            yield from page(place, html.fromstring(body))
        case _:
            for number, line in enumerate(body.decode("utf-8-sig").splitlines()):
                yield f"{place} | {number} | {' '.join(line.split())}"


def _workbook(place: str, body: bytes) -> Iterator[str]:
    """Every cell of a workbook that holds something, and where it leads."""
    for sheet in load_workbook(io.BytesIO(body)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    leads = cell.hyperlink.location if cell.hyperlink else ""
                    where = f"{sheet.title}!{cell.coordinate}"
                    yield f"{place} | {where} | {cell.value!r} | {leads or ''}"


def page(place: str, tree: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no exact type
    """The tables of a page cell by cell, and every word outside of them."""
    for unseen in tree.xpath(".//style|.//script"):
        unseen.drop_tree()
    for number, table in enumerate(tree.xpath(".//table")):
        yield from _table(f"{place} | {number}", table)
        table.drop_tree()
    for node in tree.iter():
        if isinstance(node.tag, str):
            words = " ".join((node.text or "").split())
            leads = _leads(node)
            if words or leads:
                yield f"{place} | text | {words} | {leads}"
            rest = " ".join((node.tail or "").split())
            if rest:
                yield f"{place} | text | {rest}"


def _table(place: str, table: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no exact type
    """Each cell: row, column, value, state, and where it leads."""
    for caption in table.xpath("./caption"):
        yield f"{place} | caption | {_words(caption)}"
    head: list[str] = []
    for line, row in enumerate(table.xpath(".//tr")):
        cells = row.xpath("./th|./td")
        names = [_words(cell) for cell in cells]
        if not head:
            head = names
        state = row.get("class", "")
        for number, cell in enumerate(cells):
            column = head[number] if number < len(head) else str(number)
            marks = " ".join(filter(None, (state, cell.get("class", ""))))
            leads = " ".join(_leads(link) for link in cell.xpath(".//a"))
            title = " ".join(cell.xpath(".//@title"))
            yield (
                f"{place} | {line} {names[0]} | {column} | {names[number]}"
                f" | {marks} | {leads} | {title}"
            )


def _leads(node: Any) -> str:  # noqa: ANN401 -- lxml has no exact type
    """The path and what it asks for; the host and port are another each time."""
    href = node.get("href") or ""
    parts = urlsplit(href)
    found = parts._replace(scheme="", netloc="").geturl() if parts.netloc else href
    without_version = re.sub(r"[?&]v=[0-9a-f]+", "", unquote(found))
    # A voucher's digest holds the path of its file; the cell says which voucher it is.
    return re.sub(r"#context-[0-9a-f]+", "#context", without_version)


def _words(node: Any) -> str:  # noqa: ANN401 -- lxml has no exact type
    return " ".join(node.text_content().replace("\N{NO-BREAK SPACE}", " ").split())


if __name__ == "__main__":
    main()
