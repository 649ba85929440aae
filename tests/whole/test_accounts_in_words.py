"""Who reads is told of no account by its name in the books: no page, file or command.

Where it must be typed, it stands as code; behind a link it is one click away.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from itertools import product
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html
from openpyxl import load_workbook

from demo_region import SHIPPED
from fellesbok import web
from fellesbok.agreement.readable_account import in_words
from fellesbok.books import kept_books
from fellesbok.cli import loaded
from fellesbok.cli import main as fellesbok
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.rules import read_rules
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of
from places import HOUSE
from places import MADE
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pagebook import Shown

ACCOUNT = re.compile(r"\b(?:Expenses|Liabilities|Assets|Income|Equity):\w\S*")
TYPED = ".//code | .//details | .//style | .//textarea | .//pre"
BOOKS = {
    "demo": ("storholm", ("ikt", "legevakt", "beredskap", "velferdsteknologi")),
    "2018": ("nordreisa", ("ikt", "brann", "hoppide-c", "oppvekst", "skadefelling")),
}


def main_of(books: str, folder: Path) -> Path:
    """The main file of those books, with our pages."""
    if books == "2018":
        return copy_of_books(folder)
    shutil.copytree(SHIPPED, folder / "demo")
    return folder / "demo" / "ledger" / "main.beancount"


def told_of(page: Shown) -> Iterator[str]:
    """What there is to read that has the name of an account in it."""
    tree = page.tree
    for typed in tree.xpath(TYPED):
        typed.drop_tree()
    for text in tree.xpath(".//text()"):
        if ACCOUNT.search(text):
            yield " ".join(text.split())


@pytest.mark.parametrize("books", BOOKS)
def test_no_page_tells_an_account_by_its_name(books: str, tmp_path: Path) -> None:
    main = main_of(books, tmp_path)
    town, cooperations = BOOKS[books]
    app = with_sign_in(main, slugs=(town,))
    readers = reader_of(main), Reader(app, signed_in(app, town))
    asks: list[dict[str, str]] = [{}, {"kommune": town}]
    each: list[dict[str, str]] = [{"samarbeid": slug} for slug in cooperations]
    of_both: list[dict[str, str]] = [asked | asks[1] for asked in each[:2]]
    seen = 0
    for reader, name, asked in (
        *product(readers[:1], web.__all__, asks + each),
        *product(readers[1:], web.__all__, asks[:1] + of_both),
    ):
        page = reader.page(name, **asked)
        if (reader, name) == (readers[1], "Bilag"):
            assert page.status == 403, "who keeps the books writes vouchers"
            continue
        assert page.status == 200
        assert not list(told_of(page)), (name, asked)
        seen += len(page.tree.xpath(".//td"))
    assert seen > 1000, "the pages are full of figures"


def test_an_account_is_told_in_the_words_of_the_agreements() -> None:
    agreement = read_rules(HOUSE / "allocation_rules.yaml")
    inner = Text("{amount} på {account}", amount="1", account="Expenses:IKT:Ansvar-155")
    text = Text("bilag {what}, {whole}", what=inner, whole="Expenses:IKT er en konto")
    told = in_words(text, agreement)
    assert told == (
        "bilag 1 på Kostnad: IKT-samarbeidet i Nord-Troms, Ansvar 155,"
        " Expenses:IKT er en konto"
    ), "prose is left as it is written"
    assert "Cost: IKT-samarbeidet" in say(told, "en")
    receivable = "Assets:Fordringer:Nordreisa:IKT"
    name = agreement.accounts.receivables
    assert in_words(receivable.replace("Assets:Fordringer", name), agreement) == (
        "Fordring: Nordreisa, IKT-samarbeidet i Nord-Troms"
    )
    for other in ("http://localhost:5000", "Sak 4:12", "", "Expenses", "Expenses:"):
        assert in_words(other, agreement) == other


BOOKS_OF_COMMANDS = {
    "2018": (HOUSE, "2018", "IKT", "Nordreisa"),
    "demo": (SHIPPED, "2024", "IKT", "Storholm"),
    "claimed": (MADE / "seen_books", "2018", "IKT", "Sørvik"),
    "closed": (MADE / "settled_books", "2024", "Legevakt", "Nes"),
}


def asked(year: str, cooperation: str, payer: str) -> Iterator[list[str]]:
    """Commands that tell of the books, as lines and for spreadsheets.

    What programs read has accounts by their names: JSON, ``export`` to another system,
    and ``query``, whose questions are asked of accounts.  So has what is to be written
    or mended in the files: ``check``, errors, and notes beside an answer, which say on
    which account a payment stands or is to stand.
    """
    yield from (
        ["lint", year],
        ["claim", year, "--dry-run"],
        ["close", year, "--dry-run"],
    )
    yield ["plan", year, "--explain", payer]
    of_year = ("plan", "open", "funds", "grants", "cutoff", "approvals")
    for form in ("text", "csv"):
        yield ["explain", cooperation, payer, "--year", year, "--all", "--format", form]
        yield from (["shares", "--format", form], ["deadlines", "--format", form])
        yield from ([command, year, "--format", form] for command in of_year)


@pytest.mark.parametrize(
    ("books", "language"), [*product(BOOKS_OF_COMMANDS, ["nb"]), ("claimed", "en")]
)
def test_no_command_tells_an_account_by_its_name(
    books: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, *words = BOOKS_OF_COMMANDS[books]
    monkeypatch.setattr(loaded, "kept_books", cache(kept_books))
    for command in asked(*words):
        given = [*command, "--books", str(folder), "--language", language]
        result = CliRunner().invoke(fellesbok, given)
        assert result.exit_code in {0, 1}, result.output
        assert not ACCOUNT.findall(result.stdout), command


@pytest.mark.parametrize("books", BOOKS)
def test_no_file_of_a_page_tells_an_account_by_its_name(
    books: str, tmp_path: Path
) -> None:
    town, cooperations = BOOKS[books]
    reader = reader_of(main_of(books, tmp_path))
    asks: list[dict[str, str]] = [{}, {"kommune": town}]
    asks += [{"samarbeid": slug} for slug in cooperations[:3]]
    seen = 0
    for name, chosen in product(web.__all__, asks):
        if reader.status(f"{name}/csv", **chosen) != 200:
            continue  # there is nothing to write a file of
        rows = reader.csv(name, **chosen)
        if not chosen:  # a sheet is of the same rows as its file
            rows += [row for sheet in reader.xlsx(name, **chosen) for row in sheet]
        told = [cell for row in rows for cell in row if ACCOUNT.search(str(cell))]
        assert not told, (name, chosen)
        seen += len(rows)
    assert seen > 500, "the files are full of figures"


@pytest.mark.parametrize("books", ["2018", "demo"])
@pytest.mark.parametrize("form", ["html", "md", "xlsx"])
def test_no_report_tells_an_account_by_its_name(
    books: str, form: str, tmp_path: Path
) -> None:
    folder, year, *_ = BOOKS_OF_COMMANDS[books]
    path = tmp_path / f"rapport.{form}"
    given = ["report", year, "--format", form, "--output", str(path)]
    result = CliRunner().invoke(fellesbok, [*given, "--books", str(folder)])
    assert result.exit_code == 0, result.output
    assert not [told for told in _texts(path) if ACCOUNT.search(told)]


def _texts(path: Path) -> list[str]:
    """What there is to read in a report."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        return [str(c.value) for sheet in book for row in sheet.rows for c in row]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        tree: Any = html.fromstring(text)
        return [str(each) for each in tree.xpath("//body//text()")]
    return text.splitlines()
