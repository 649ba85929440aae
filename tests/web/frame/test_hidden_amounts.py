"""``fava --incognito``: our pages keep their shape and tell no amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from fellesbok import web
from pagebook import NBSP
from pagebook import Reader
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

ASKS = {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"}
EQUAL = "cooperations: {ikt: {versions: [{from: 2018-01-01, key: equal}]}}"
ALONE = {
    "Krav": {"time": "2018"},
    "Tilskudd": {"time": "2018"},
    "Fordeling": ASKS,
    "Virkning": {"time": "2018", "forslag": EQUAL},
}
AMOUNT = re.compile(rf"\d[\d{NBSP}]*,\d\d\b")


@pytest.fixture(scope="module")
def attested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books in which vouchers are attested, as the others' are not."""
    folder = books(tmp_path_factory.mktemp("attested"), SERVER, CABLE)
    return with_pages(folder.path / "ledger" / "main.beancount")


@pytest.fixture(scope="module")
def hidden(seen_books: Path) -> Reader:
    """Somebody who shows the pages to others."""
    return reader_of(seen_books, incognito=True)


@pytest.mark.parametrize("name", web.__all__)
def test_no_page_tells_an_amount(
    seen_books: Path, attested: Path, hidden: Reader, name: str
) -> None:
    main = seen_books
    if name == "Attestasjon":
        main, hidden = attested, reader_of(attested, incognito=True)
    asks = {**ALONE.get(name, ASKS)}
    asks["samarbeid"] = "velferd" if name == "Fond" else asks.get("samarbeid", "")
    page = hidden.page(name, **asks)
    assert page.status == 200
    shown = str(page.tree.text_content())
    assert not AMOUNT.findall(shown)
    figures = AMOUNT.findall(reader_of(main).page(name, **asks).tree.text_content())
    for figure in figures:
        assert figure not in page.text
        assert re.sub(r"\d", "X", figure) in shown
    assert figures or name in {"Avtaler", "Bilag", "Endringer", "Funn"}


@pytest.mark.parametrize("name", web.__all__)
@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_no_file_is_made(attested: Path, hidden: Reader, name: str, form: str) -> None:
    if name == "Attestasjon":
        hidden = reader_of(attested, incognito=True)
    answer = hidden.client.get(
        f"/{hidden.slug}/extension/{name}/{form}",
        query_string=ASKS,
        headers={"Accept-Language": "nb"},
    )
    assert answer.status_code == 400
    if name == "Bilag":
        assert "Bilag skrives bare der bøkene er åpnet" in answer.text
        return
    assert "Tallene er skjult, så det lages ingen filer av dem." in answer.text
