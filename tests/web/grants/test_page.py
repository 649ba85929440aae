"""The pages Tilskudd and Fond: figures against the rooms they read, and who sees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.books import load_books
from fellesbok.funds.history import fund_history
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.warnings import grant_warnings
from fellesbok.messages import show
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import reader_of

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from fellesbok.books import Books
    from pagebook import Shown

GRANTS, FUNDS = "Tilskudd", "Fond"
ALL, YEARS, DUE = "Tilskuddene per", "År for år", "Frister sett fra"
TERMS, WORK = "Vilkår", "Egeninnsats – ikke penger"
HOME, COURSE = "Trygg hjemme", "Kurs i velferdsteknologi"
HOSTILE = '"><script>alert(1)</script>'
LAST = date(2018, 10, 31)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The books of 2018."""
    return reader_of(copy_of_books(tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Books without grants and funds."""
    folder = tmp_path_factory.mktemp("bare") / "books"
    case = "a-late-voucher-for-a-closed-year-is-a-correction"
    return reader_of(copy_of_case(LEDGERS / case, folder))


def loaded(main: Path) -> Books:
    """The books without Fava."""
    books = load_books(main)
    assert books.shared is not None
    return books


def said(amount: Decimal | None) -> str:
    """A figure as it is shown, without grouping; what is not stated is said so."""
    return "ikke oppgitt" if amount is None else show(amount, "nb").replace(NBSP, "")


# Grants -------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2018, 6, 30), LAST, date(2018, 12, 31)])
def test_the_four_figures_are_those_of_the_books(
    accountant: Reader, seen_books: Path, day: date
) -> None:
    books = loaded(seen_books)
    assert books.shared is not None
    time = "" if day == LAST else f"2018-01-01 - {day}"
    page = accountant.page(GRANTS, time=time)
    found = page.table(ALL)
    for stand in grant_stands(books.entries, books.shared.agreement, day):
        row = found[stand.grant.title]
        assert row["Tilsagn hittil"] == said(stand.committed)
        assert row["Opptjent hittil"] == said(stand.earned)
        assert row["Mottatt hittil"] == said(stand.received)
        assert row["Tilskudd til gode"] == said(stand.receivable)
        assert row["Ubrukt"] == said(stand.unused)
    assert f"Per {show(day, 'nb')}" in page.words


def test_a_cap_a_deadline_and_days_are_told(accountant: Reader) -> None:
    """By hand: 75 % of 900 000 kr, and 93 days from 31 October to 1 February."""
    row = accountant.page(GRANTS).table(ALL)[HOME]
    assert row["Tak før sluttrapport"] == "675000,00"
    assert row["Opptjent over taket"] == "65000,00"
    assert (row["Neste frist"], row["Dager igjen"]) == ("01.02.2019", "93")


def test_not_stated_is_not_zero(accountant: Reader) -> None:
    found = accountant.page(GRANTS).table(ALL)
    assert found[COURSE]["Tilsagn hittil"] == "ikke oppgitt"
    assert found[COURSE]["Tilskudd til gode"] == "0,00"
    (row,) = [row for row in accountant.csv(GRANTS) if row[:1] == [COURSE]]
    assert row[3] == "ikke oppgitt"


def test_what_is_not_stated_has_no_bar(accountant: Reader, real: Reader) -> None:
    def bars(page: Shown, name: str) -> int:
        (clock,) = page.tree.xpath(f".//*[@aria-labelledby='{name}']")
        return len(clock.xpath(".//*[contains(@class, 'done')]"))

    here = "clock-velferd-fylket-title clock-velferd-fylket-desc"
    assert bars(accountant.page(GRANTS), here) == 2
    there = "clock-helsetek-fylkesmannen-title clock-helsetek-fylkesmannen-desc"
    assert bars(real.page(GRANTS), there) == 1


def test_every_warning_stands_in_words_with_its_amount(
    accountant: Reader, seen_books: Path
) -> None:
    books = loaded(seen_books)
    assert books.shared is not None
    page = accountant.page(GRANTS)
    found = grant_warnings(books.entries, books.shared.agreement, LAST)
    assert found
    for warning in found:
        if warning.day is None:
            assert str(warning.text).replace(NBSP, " ") in page.words
    rows = [row[1] for row in accountant.csv(GRANTS) if len(row) > 1]
    assert {str(w.text) for w in found} <= set(rows)


def test_a_contradiction_in_the_terms_is_told(real: Reader) -> None:
    """75 % of 5 000 000 kr is not 3 775 000 kr."""
    page = real.page(GRANTS, time=2018)
    assert "827 556,00 kr må vente." in page.words
    assert "25 000,00 kr i forskjell. Med satsen må 852 556,00 kr vente." in page.words
    one = real.page(GRANTS, tilskudd="kompetanseloft-tfk", time=2018)
    assert "Er tilsagnet 5 033 333 kr" in one.words


def test_a_grant_has_a_page_with_all_that_it_rests_on(accountant: Reader) -> None:
    href = accountant.page(GRANTS).links(ALL)[HOME, "Tilskudd"]
    assert href == Link("extension/Tilskudd", {"tilskudd": "velferd-staten"})
    page = accountant.page(GRANTS, **href.asks)
    assert page.table(YEARS)["2018"]["Opptjent hittil"] == "740000,00"
    dues = {row[1]: row[2] for row in page.rows(DUE)[1:]}
    assert dues["Halvårsrapport"] == "gjort 28.09.2018"
    assert dues["Årsrapport"] == "93 dager igjen"
    drawn = page.rows("Bilagene bak tallene")[1:]
    assert [row[2:] for row in drawn] == [
        ["", "400000,00"],
        ["430000,00", ""],
        ["310000,00", ""],
    ]
    terms = {row[0]: row[1] for row in page.rows(TERMS)[1:]}
    assert terms["Tak før sluttrapport, sats"] == "75 % av tilsagnet"
    assert terms["Egenfinansiering"].startswith("64000,00 kr er skutt inn")
    assert terms["Ubrukte midler"] == "settes på bundet fond"


def test_in_kind_work_stands_apart_from_money(accountant: Reader) -> None:
    page = accountant.page(GRANTS)
    assert [row[2:] for row in page.rows(WORK)[1:]] == [
        ["Hjemmetjenesten", "oppgitt verdi", "", "", "64000,00"],
        ["Midvik", "TIMER", "", "120,00", "ikke verdsatt"],
    ]
    assert "ikke med i noe tilskudd eller fond eller i noen sum" in page.words


def test_a_filter_chooses_grants_and_takes_no_part_of_one(accountant: Reader) -> None:
    page = accountant.page(GRANTS, account="Assets:Tilskudd:Velferd:Staten")
    found = page.table(ALL)
    assert list(found) == [HOME]
    assert found[HOME]["Opptjent hittil"] == "740000,00"
    assert "Tallene for hvert tilskudd er hele." in page.words
    none = accountant.page(GRANTS, filter="^finnes-ikke")
    assert "Filteret skjuler alle tilskuddene." in none.words


def test_a_municipality_sees_the_grants_of_its_cooperations(
    readers: dict[str, Reader],
) -> None:
    for slug in ("nordvik", "midvik"):
        page = readers[slug].page(GRANTS)
        assert page.table(ALL)[HOME]["Opptjent hittil"] == "740000,00"
        assert "bilagene som kommunen kan lese" in page.words
    other = readers["sorvik"].page(GRANTS)
    assert HOME not in other.words
    gone = readers["sorvik"].page(GRANTS, tilskudd="velferd-staten")
    assert "Ukjent tilskudd «velferd-staten». Kjente: ingen." in gone.words


# Funds --------------------------------------------------------------------------------


def test_owners_parts_add_up_to_the_fund(real: Reader, tmp_path: Path) -> None:
    books = loaded(copy_of_books(tmp_path))
    assert books.shared is not None
    page = real.page(FUNDS, time=2018)
    (caption,) = [
        c
        for c in page.tree.xpath(".//caption/text()")
        if "skadefelling" in c.casefold()
    ]
    rows = {row[1]: row for row in page.rows(caption)[1:]}
    names = {p.account: p.name for p in books.shared.agreement.municipalities.values()}
    history = fund_history(books.entries, books.shared.agreement, 2018)
    for year in history:
        if year.cooperation == "Skadefelling":
            assert rows[names[year.payer]][-1] == said(year.closing)
    assert rows["Sum"][-1] == "132000,00"
    note = "Eiernes deler er til sammen 132 000,00 kr. Det er saldoen på"
    assert f"{note} fondets konto." in page.words


def test_a_fund_has_a_page_with_every_movement(accountant: Reader) -> None:
    page = accountant.page(FUNDS, samarbeid="velferd", time=2018)
    rows = page.rows("Bevegelser på fondet")[1:]
    assert [(row[1], row[3]) for row in rows] == [
        ("Midvik", "86000,00"),
        ("Nordvik", "86000,00"),
    ]


def test_before_the_surplus_there_is_no_fund(accountant: Reader) -> None:
    """It is set aside at the end of the year."""
    assert "Ingenting er ført på fond." in accountant.page(FUNDS).words


def test_a_municipality_sees_its_own_part_of_a_fund(readers: dict[str, Reader]) -> None:
    page = readers["midvik"].page(FUNDS, time=2018)
    assert [row[1] for row in page.rows("Eierne av fondet")[1:]] == ["Midvik", "Sum"]
    assert "bare din egen del av fondet" in page.words
    assert "Nordvik" not in page.words
    other = readers["sorvik"].page(FUNDS, time=2018)
    assert not other.tree.xpath(".//table")


def test_a_filter_chooses_among_funds(real: Reader) -> None:
    page = real.page(FUNDS, time=2018, account="Liabilities:Fond:Skadefelling:Lyngen")
    assert len(page.tree.xpath(".//table")) == 1
    none = real.page(FUNDS, time=2018, filter="^finnes-ikke")
    assert "Filteret skjuler alt som er ført på fond" in none.words


# Both ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            GRANTS,
            "Ingen tilskudd er beskrevet i avtalene. Skriv dem under «grants» i",
        ),
        (
            FUNDS,
            "Ingenting er ført på fond. Et overskudd settes av til fond der avtalen",
        ),
    ],
)
def test_where_there_is_nothing_it_is_said_what_to_do(
    bare: Reader, name: str, said: str
) -> None:
    page = bare.page(name, time=2018)
    assert said in page.words
    assert not page.tree.xpath(".//table")
    assert f"/{bare.slug}/extension/{name}/csv" not in page.text


@pytest.mark.parametrize("name", [GRANTS, FUNDS])
@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"time": "i fjor"}, "Filteret kan ikke leses"),
        ({"time": HOSTILE}, "Filteret kan ikke leses"),
        ({"filter": 'a:"('}, "Filteret kan ikke leses"),
        ({"account": "("}, "Kontofilteret kan ikke leses. Skriv navnet"),
        ({"tilskudd": HOSTILE, "samarbeid": HOSTILE}, "Ukjent"),
        ({"tilskudd": "oslo", "samarbeid": "oslo"}, "Ukjent"),
    ],
)
def test_what_cannot_be_shown_is_said_in_the_frame(
    accountant: Reader, name: str, asks: dict[str, str], says: str
) -> None:
    page = accountant.page(name, **asks)
    assert page.status == 200
    assert says in page.words
    assert not page.tree.xpath(".//script")


@pytest.mark.parametrize("name", [GRANTS, FUNDS])
def test_hidden_amounts_and_read_only_show_the_same_frame(
    seen_books: Path, name: str
) -> None:
    for options in ({"incognito": True}, {"read_only": True}):
        page = reader_of(seen_books, **options).page(name, time=2018)
        assert page.status == 200
        assert page.tree.xpath(".//table")


@pytest.mark.parametrize("name", [GRANTS, FUNDS])
def test_files_hold_what_the_screen_shows(accountant: Reader, name: str) -> None:
    assert ["Per 31.12.2018"] in accountant.csv(name, time=2018)
    assert accountant.xlsx(name, time=2018)
    assert "31.12.2018" in accountant.pdf(name, time=2018)


# Closed years -------------------------------------------------------------------------


def test_the_pages_tell_of_a_closed_year_and_its_corrections(bare: Reader) -> None:
    """By hand: 30 kr came to 2018 after it was closed; half of it is Lyngen's."""
    caption = "Korreksjoner av avsluttede år"
    whole = bare.page("Fordeling", time=2018)
    assert "Avsluttet, så det som er krevd, står: IKT-samarbeidet 2018" in whole.words
    assert [row[1] for row in whole.rows(caption)[1:]] == ["Kåfjord", "Lyngen"]
    for name, time in (("Kommuneoppgave", 2019), ("Forklaring", 2018)):
        page = bare.page(name, kommune="lyngen", samarbeid="ikt", time=time)
        (row,) = page.rows(caption)[1:]
        assert row[2:7] == ["2018", "2019", "50,00", "65,00", "15,00"]
        assert page.links(caption)["IKT-samarbeidet", "Korreksjon"] == Link(
            "journal", {"filter": "^korreksjon-2018-ikt"}
        )
    assert "Avslutningen av 2018" in page.words
