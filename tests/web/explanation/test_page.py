"""The page Forklaring: from the amount, step by step, to vouchers and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pagebook import NBSP
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

IKT = {"samarbeid": "ikt", "kommune": "nordreisa", "time": 2018}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = tmp_path_factory.mktemp("books")
    return reader_of(copy_of_books(folder))


def test_an_explanation_begins_with_the_amount(reader: Reader) -> None:
    page = reader.page("Forklaring", **IKT)
    heading = page.tree.xpath(".//h1")[0].text_content().replace(NBSP, " ")
    assert (
        heading == "IKT-samarbeidet i Nord-Troms 2018: Nordreisa betaler 865 709,61 kr"
    )


def test_the_steps_of_an_explanation_end_at_the_amount(reader: Reader) -> None:
    page = reader.page("Forklaring", **IKT)
    assert page.rows("2. Grunnlag")[-1] == ["Fordelingsgrunnlag", "2822000,00"]
    steps = [row[1] for row in page.rows("3. Fordelingsnøkkel")]
    assert steps[1:6] == [
        "2822000,00",
        "1128800,00",
        "225760,00",
        "1693200,00",
        "639949,606299…",
    ]
    assert page.rows("5. Beløp")[-1] == ["Nordreisa 2018", "865709,61"]


def test_every_voucher_of_an_explanation_is_a_link(reader: Reader) -> None:
    links = reader.page("Forklaring", **IKT).links("1. Bilag")
    assert len(links) == 4
    assert all(link.path.startswith("journal") for link in links.values())


def test_statistics_and_decision_lead_to_where_they_stand(reader: Reader) -> None:
    page = reader.page("Forklaring", **IKT)
    hrefs = {
        row: link.path
        for caption in ("3. Fordelingsnøkkel", "6. Avtalen")
        for (row, _), link in page.links(caption).items()
    }
    statistics = [row for row in hrefs if row.startswith("Folketall")]
    decisions = [row for row in hrefs if row.startswith("Vedtak")]
    sources = [row for row in hrefs if row.startswith("Kilde")]
    assert statistics
    assert decisions
    assert sources
    assert hrefs[sources[0]] == "editor"


def test_what_was_posted_stands_in_the_explanation(reader: Reader) -> None:
    rows = reader.page("Forklaring", **IKT).rows("Ført i bøkene")
    assert [row[2:] for row in rows[1:]] == [
        ["Assets:Fordringer:Nordreisa:IKT", "865709,61"],
        ["Income:IKT:Kommuner:Nordreisa", "-865709,61"],
    ]


def test_without_a_figure_all_figures_can_be_chosen(reader: Reader) -> None:
    page = reader.page("Forklaring", time=2018)
    amounts = {row[3] for row in page.rows("Andeler i 2018")[1:]}
    assert "865709,61" in amounts
