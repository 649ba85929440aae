"""Who reads a page is told of no account by its name in the books.

Where it must be typed, it stands as code; behind a link it is one click away.
"""

from __future__ import annotations

import re
import shutil
from itertools import product
from typing import TYPE_CHECKING

import pytest

from demo_region import SHIPPED
from fellesbok import web
from fellesbok.agreement.readable_account import in_words
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.rules import read_rules
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of
from places import HOUSE
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
