"""Explanation, agreements, budget and findings, as a reader sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pagebook import NBSP
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("Fordeling", "Kommuneoppgave", "Forklaring", "Avtaler", "Budsjett", "Funn")
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


def test_all_agreements_can_be_chosen(reader: Reader) -> None:
    assert len(reader.page("Avtaler").rows("Samarbeid og prosjekt")) == 1 + 17


def test_a_blank_budget_is_not_zero(reader: Reader) -> None:
    rows = {row[0]: row[1:] for row in reader.page("Budsjett").rows("Kostnader")}
    assert rows["Innkjøpssamarbeidet"] in (
        ["", "610000,00", "", ""],
        ["610000,00", "", "", ""],
    )
    assert rows["IKT-samarbeidet i Nord-Troms"] == [
        "3359724,00",
        "2822000,00",
        "537724,00",
        "16,01",
    ]


def test_every_budget_line_leads_into_the_books(reader: Reader) -> None:
    page = reader.page("Budsjett", samarbeid="ikt", time=2018)
    links = page.links("Budsjett og regnskap per konto")
    account = "Expenses:IKT:Ansvar-155"
    assert links[account, "Konto"].path == f"account/{account}"
    assert links[account, "Budsjett"].path == "journal"
    assert links[account, "Regnskap"].path == f"account/{account}"


def test_a_payers_budget_is_shared_by_the_same_keys(reader: Reader) -> None:
    rows = reader.page("Budsjett", kommune="nordreisa").rows("Andeler av budsjett")
    ikt = next(row for row in rows if row[0].startswith("IKT"))
    assert ikt[1:4] == ["1030668,09", "865709,61", "164958,48"]


def test_findings_are_open_or_answered_and_lead_to_their_line(reader: Reader) -> None:
    page = reader.page("Funn", samarbeid="ikt", time=2018)
    assert page.rows("Funn etter slag")[-1] == ["Sum", "", "12", "0"]
    places = [
        link.path
        for (_, column), link in page.links("Ubesvarte").items()
        if column == "Sted"
    ]
    assert places
    assert set(places) <= {"editor", "journal"}


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
    main = copy_of_books(tmp_path)
    text = main.read_text(encoding="utf-8").replace('"locale" "nb"', '"locale" "en"')
    main.write_text(text, encoding="utf-8")
    english = reader_of(main)
    path = f"/{english.slug}/extension/Avtaler/"
    page = english.client.get(path, headers={"Accept-Language": "en"})
    assert "Agreements" in page.text
    assert '"Balance Sheet":"Balanse"' not in page.text
