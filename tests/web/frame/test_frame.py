"""Whatever a page is asked, it has its frame, its files and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pagebook import NBSP
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import in_english
from pagebook import reader_as
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("Fordeling", "Kommuneoppgave", "Forklaring", "Avtaler", "Budsjett", "Funn")
IKT = {"samarbeid": "ikt", "kommune": "nordreisa", "time": 2018}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = tmp_path_factory.mktemp("books")
    return reader_of(copy_of_books(folder))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "asks",
    [
        {},
        {"time": "2018"},
        {"time": "2018-01"},
        {"time": "1999"},
        {"time": "tull"},
        {"account": "Expenses:IKT"},
        {"account": "("},
        {"filter": "#fordeling"},
        {"filter": "((("},
        {"filter": "payee:'x"},
        {"kommune": "oslo"},
        {"samarbeid": "<script>alert(1)</script>"},
        {"kommune": '"><img src=x onerror=alert(1)>', "samarbeid": "ikt"},
        {"samarbeid": "ikt", "kommune": "lyngen"},
        {"time": "<script>alert(1)</script>"},
        {"samarbeid": "ikt\0", "kommune": "x" * 5000},
    ],
    ids=lambda asks: "&".join(f"{k}={v[:12]}" for k, v in asks.items()) or "nothing",
)
def test_whatever_is_asked_there_is_a_framed_page(
    reader: Reader, name: str, asks: dict[str, str]
) -> None:
    page = reader.page(name, **asks)
    assert page.status == 200
    assert page.tree.xpath(".//h1")
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


@pytest.mark.parametrize("name", PAGES)
def test_files_hold_the_tables_of_the_page(reader: Reader, name: str) -> None:
    asks = {"Forklaring": IKT, "Kommuneoppgave": {"kommune": "nordreisa", "time": 2018}}
    wanted = asks.get(name, {"time": 2018})
    page = reader.page(name, **wanted)
    captions = [
        c.text_content().replace(NBSP, " ") for c in page.tree.xpath(".//caption")
    ]
    rows = [row[0].replace(NBSP, " ") for row in reader.csv(name, **wanted) if row]
    assert set(captions) <= set(rows)
    assert "Periode: 2018" in rows
    assert len(reader.xlsx(name, **wanted)) >= len(captions)
    assert "2018" in reader.pdf(name, **wanted)


def test_the_margin_leads_to_every_municipality(reader: Reader) -> None:
    page = reader.page("Fordeling")
    for slug in ("kvaenangen", "nordreisa", "lyngen"):
        assert f"extension/Kommuneoppgave/?kommune={slug}" in page.text


def test_english_readers_get_english(tmp_path: Path) -> None:
    english = reader_of(in_english(copy_of_books(tmp_path)))
    path = f"/{english.slug}/extension/Avtaler/"
    page = english.client.get(path, headers={"Accept-Language": "en"})
    assert "Agreements" in page.text
    assert '"Balance Sheet":"Balanse"' not in page.text


def test_the_way_on_without_a_filter_is_offered_where_there_is_one(
    seen_books: Path,
) -> None:
    """Who may not see a page is not sent to the same page again."""
    own = reader_as(seen_books, "midvik", "Midvik")
    refused = own.page("Attestasjon")
    assert "Attestasjoner vises bare for den som fører" in refused.words
    assert "Vis siden uten filter" not in refused.words
    for asks in ({"time": "tull"}, {"kommune": "nope"}):
        assert "Vis siden uten filter" in own.page("Krav", **asks).words, asks
