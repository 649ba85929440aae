"""The page Avtaler: what holds from when, on what figures, in words and on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = tmp_path_factory.mktemp("books")
    return reader_of(copy_of_books(folder))


def test_an_agreement_says_what_holds_from_when(reader: Reader) -> None:
    page = reader.page("Avtaler", samarbeid="ikt")
    head, row = page.rows("Vilkår over tid")
    terms = dict(zip(head, row, strict=True))
    assert terms["Fra"] == "01.01.2018"
    assert terms["Til"] == ""
    assert terms["Deltakere"] == "Kåfjord, Kvænangen, Nordreisa, Skjervøy, Storfjord"
    assert terms["Vertskommune"] == "ikke oppgitt"
    read = "40/60, lest som 40 % likt + 60 % etter folketall 1. januar (antatt)"
    assert terms["Nøkkel"] == read
    assert terms["Vedtak"] == "ikke oppgitt"


def test_an_agreement_shows_the_statistics_it_used(reader: Reader) -> None:
    rows = reader.page("Avtaler", samarbeid="ikt").rows("Folketall")
    figures = {row[0]: row[1] for row in rows[1:]}
    assert figures["Nordreisa"] == "4944"
    assert figures["Sum"] == "13081"


def test_the_time_line_says_in_words_what_it_shows(reader: Reader) -> None:
    page = reader.page("Avtaler", samarbeid="ikt")
    said = page.tree.xpath(".//svg/desc")[0].text_content()
    assert "Nøkkel: 01.01.2018– 40/60" in said
    assert "Storfjord: 01.01.2018–" in said


def test_the_time_line_tells_who_joined_and_which_host_took_over(
    reader: Reader,
) -> None:
    page = reader.page("Avtaler")
    said = page.tree.xpath(".//svg/desc")[0].text_content()
    assert "Nord-Troms brannvesen: 01.01.2018–31.12.2018 ikke oppgitt, " in said
    assert "01.01.2019– Lyngen blir med" in said
    assert "Innkjøpssamarbeidet: 01.01.2018–31.05.2018 40/60, " in said
    assert "01.06.2018– Skjervøy blir vert" in said
    titles = [text.text_content() for text in page.tree.xpath(".//figure//svg/text")]
    assert "Nord-Troms interkommunale skadefellingslag" in titles, "not cut off"


def test_all_agreements_can_be_chosen(reader: Reader) -> None:
    assert len(reader.page("Avtaler").rows("Samarbeid og prosjekt")) == 1 + 17
