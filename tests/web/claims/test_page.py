"""The page Krav, and the settlement on Kommuneoppgave: figures, links and who sees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims.items import open_claims
from fellesbok.messages import show
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import copy_of_seen_books
from pagebook import in_english
from pagebook import number
from pagebook import reader_of
from pagebook import said
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path


PAGE = "Krav"
OPEN, AGES, REMINDERS = "Åpne krav", "Utestående per betaler", "Purreliste"
PLAN, SETTLED = "Betalingsplan", "Oppgjorte krav"
SETTLEMENT, OF_YEAR = "Oppgjør for 2018", "Krav som gjelder 2018"
IKT = "IKT-samarbeidet i Vika"
HOSTILE = '"><script>alert(1)</script>'
SLUGS = ("nordvik", "midvik", "sorvik")
NAMES = {"nordvik": "Nordvik", "midvik": "Midvik", "sorvik": "Sørvik"}


@pytest.fixture(scope="module")
def without_claims(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The books of 2018, in which nothing is claimed."""
    return reader_of(copy_of_books(tmp_path_factory.mktemp("without")))


# Figures ------------------------------------------------------------------------------


def test_open_claims_stand_with_what_is_paid_and_left(accountant: Reader) -> None:
    """By hand: Midvik has paid 50 000 of 90 000 kr, and is 169 days late."""
    found = accountant.page(PAGE).table(OPEN)
    assert found["nordvik-2018-0004"] == {
        "Samarbeid": IKT,
        "Betaler": "Midvik",
        "Gjelder": "a konto 2018, termin 2 av 4",
        "Dato": "15.04.2018",
        "Forfall": "15.05.2018",
        "Dager over forfall": "169",
        "Krevd": "90000,00",
        "Betalt": "50000,00",
        "Gjenstår": "40000,00",
        "Dokument": "",
        "E-faktura": "",
    }
    assert found["Sum"]["Gjenstår"] == "335000,00"


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("", date(2018, 10, 31)),
        ("2018-05", date(2018, 5, 31)),
        ("2018", date(2018, 12, 31)),
        ("2019", date(2019, 12, 31)),
    ],
)
def test_the_page_shows_what_the_commands_tell(
    accountant: Reader, seen_books: Path, time: str, day: date
) -> None:
    """On the last day of the period, or of the last voucher; there is no clock."""
    books = load_books(seen_books)
    assert books.shared is not None
    claims = open_claims(books.entries, books.shared.agreement, day)
    left = {i.claim.id: said(i.remaining) for i in claims.items if i.remaining}
    page = accountant.page(PAGE, time=time)
    found = page.table(OPEN)
    found.pop("Sum")
    assert {number: row["Gjenstår"] for number, row in found.items()} == left
    assert f"Per {show(day, 'nb')}" in page.words
    reminders = {row[1]: row[7] for row in page.rows(REMINDERS)[1:-1]}
    assert reminders == {
        i.claim.id: said(i.remaining) for i in claims.items if i.days_overdue
    }


def test_ages_add_up_to_what_the_accounts_say(accountant: Reader) -> None:
    found = accountant.page(PAGE).table(AGES)
    assert found["Midvik"]["61–90 dager"] == "90000,00"
    assert found["Midvik"]["Over 90 dager"] == "40000,00"
    assert found["Sørvik"]["31–60 dager"] == "55000,00"
    assert found["Sum"]["Utestående"] == "335000,00"


def test_the_host_is_not_reminded_of_its_own_share(accountant: Reader) -> None:
    page = accountant.page(PAGE)
    assert "Nordvik" in page.words
    assert "Nordvik" not in {row[0] for row in page.rows(REMINDERS)}


def test_a_payment_without_a_number_is_told_of(accountant: Reader) -> None:
    (_, (note,)) = accountant.page(PAGE).rows("Innbetalinger som ikke sier")
    assert "5000,00 kr på Krav: Sørvik, IKT-samarbeidet i Vika" in note


def test_the_plan_tells_what_is_claimed_and_what_is_not(accountant: Reader) -> None:
    page = accountant.page(PAGE)
    rows = page.rows(PLAN)
    assert [row[1] for row in rows[1:-1]] == [f"{n} av 4" for n in range(1, 5)]
    assert rows[-1][3:] == ["600000,00", "360000,00", "240000,00", "1200000,00"]
    assert "ikke krevd" in page.words
    assert "nordvik-2018-0011" in page.words


def test_a_credit_note_leads_to_what_it_credits(accountant: Reader) -> None:
    page = accountant.page(PAGE)
    found = page.table(SETTLED)
    assert found["nordvik-2018-0010"]["Status"] == "krediterer nordvik-2018-0006"
    assert found["nordvik-2018-0006"]["Status"] == "kreditert med nordvik-2018-0010"
    assert page.notes(SETTLED)["nordvik-2018-0010", "Status"] == "Feil termin"
    links = page.links(SETTLED)
    assert links["nordvik-2018-0010", "Status"] == links["nordvik-2018-0006", "Krav"]
    # Of the year's claims of one day, the address has the entry after the hash sign.
    hrefs = page.tree.xpath(".//a[text()='krediterer nordvik-2018-0006']/@href")
    assert hrefs == page.tree.xpath(".//a[text()='nordvik-2018-0006']/@href")


def test_a_payer_sees_how_its_instalments_come_about(
    accountant: Reader, readers: dict[str, Reader]
) -> None:
    """What has fallen due, less what had before, is the instalment of the plan."""
    assert "Slik blir terminene til" not in accountant.page(PAGE).words
    for page in (accountant.page(PAGE, kommune="midvik"), readers["midvik"].page(PAGE)):
        rows = page.rows("Slik blir terminene til for Midvik")[1:]
        amounts = ["90000,00", "180000,00", "270000,00", "360000,00"]
        assert [row[3] for row in rows] == amounts
        assert [row[4] for row in rows] == ["90000,00"] * 4
        assert [row[5] for row in rows] == ["", "", "", "0,00"]


def test_every_claim_leads_to_books_documents_and_explanation(
    accountant: Reader,
) -> None:
    page = accountant.page(PAGE)
    links = page.links(OPEN)
    number = "nordvik-2018-0007"
    assert links[number, "Krav"] == Link("journal", {"time": "2018"})
    assert links[number, "Krevd"] == Link(
        "extension/Forklaring",
        {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"},
    )
    assert links[number, "Betaler"].path == "extension/Kommuneoppgave"
    assert links[number, "Betalt"].asks == {"filter": f"^krav-{number}"}
    for column, ending in (("Dokument", ".pdf"), ("E-faktura", ".xml")):
        there = links[number, column]
        assert there.path == "document"
        assert there.asks["filename"].endswith(f"krav-{number}{ending}")
    for href in page.tree.xpath(".//a[text()='PDF' and not(@data-remote)]/@href"):
        with accountant.client.get(href) as answer:
            assert answer.status_code == 200


def test_the_ages_are_also_a_picture_in_words(accountant: Reader) -> None:
    (words,) = accountant.page(PAGE).tree.xpath(".//figure//desc/text()")
    assert "Over 90 dager: 40 000,00" in words.replace(NBSP, " ")


# Who sees -----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a_municipality_sees_its_own_claims_and_no_others(
    readers: dict[str, Reader], seen_books: Path, slug: str
) -> None:
    books = load_books(seen_books)
    assert books.shared is not None
    every = open_claims(books.entries, books.shared.agreement, date(2018, 12, 31)).items
    own = {i.claim.id for i in every if i.claim.payer.slug == slug}
    others = {i.claim.id for i in every} - own
    for page in (PAGE, "Kommuneoppgave"):
        for form in ("", "csv"):
            href = f"/{readers[slug].slug}/extension/{page}/{form}?time=2018"
            text = readers[slug].client.get(href).text
            assert not [number for number in others if number in text]
            assert [number for number in own if number in text]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "path",
    [
        "api/journal",
        "api/query?query_string=PRINT",
        "api/query?query_string=SELECT+account,+position,+narration,+links",
        "api/balance_sheet",
        "download-journal/",
        "api/documents",
    ],
)
def test_favas_own_answers_tell_no_others_claims(
    readers: dict[str, Reader], slug: str, path: str
) -> None:
    text = readers[slug].client.get(f"/{readers[slug].slug}/{path}").text
    for other, name in NAMES.items():
        if other != slug:
            assert f"Assets:Krav:{name}" not in text
            assert f"IKT 2018 – {name}" not in text


def test_the_document_of_another_is_refused(readers: dict[str, Reader]) -> None:
    own = readers["midvik"].page(PAGE).links(OPEN)["nordvik-2018-0007", "Dokument"]
    for slug, status in (("midvik", 200), ("sorvik", 404), ("nordvik", 404)):
        address = f"/{readers[slug].slug}/document/"
        with readers[slug].client.get(address, query_string=own.asks) as answer:
            assert answer.status_code == status


@pytest.mark.parametrize("name", ["sorvik", "Nordvik", "oslo"])
def test_a_municipality_cannot_ask_for_anothers(
    readers: dict[str, Reader], name: str
) -> None:
    page = readers["midvik"].page(PAGE, kommune=name)
    assert f"Ukjent kommune «{name}». Velg en av disse: Midvik." in page.words
    assert not page.tree.xpath(".//table")


# What is chosen, and what cannot be shown ---------------------------------------------


def test_one_payers_claims_are_one_click_away(accountant: Reader) -> None:
    page = accountant.page(PAGE, kommune="sorvik")
    assert "Krav på Sørvik" in page.words
    assert {row[2] for row in page.rows(OPEN)[1:-1]} == {"Sørvik"}
    assert [row[0] for row in page.rows(AGES)[1:]] == ["Sørvik", "Sum"]


def test_a_filter_chooses_among_claims_and_takes_no_payment_away(
    accountant: Reader,
) -> None:
    page = accountant.page(PAGE, filter='kommune:"^Midvik$"')
    found = page.table(OPEN)
    assert found["nordvik-2018-0004"]["Gjenstår"] == "40000,00"
    assert {row["Betaler"] for row in found.values()} == {"Midvik", ""}
    assert "Filteret skjuler 8 krav." in page.words


def test_an_account_filter_chooses_among_claims_too(accountant: Reader) -> None:
    page = accountant.page(PAGE, account="Assets:Krav:Sørvik:IKT")
    assert {row[2] for row in page.rows(OPEN)[1:-1]} == {"Sørvik"}


def test_where_everything_is_hidden_it_is_said(accountant: Reader) -> None:
    page = accountant.page(PAGE, filter="^finnes-ikke")
    assert "Filteret skjuler alle kravene." in page.words


def test_books_without_claims_say_what_to_do(without_claims: Reader) -> None:
    page = without_claims.page(PAGE)
    assert "Ingen krav er sendt per" in page.words
    assert "«fellesbok claim 2018» krever det." in page.words
    assert not page.tree.xpath(".//figure")


def test_before_the_first_claim_nothing_is_sent(accountant: Reader) -> None:
    page = accountant.page(PAGE, time="2017")
    assert "Ingen krav er sendt per 31.12.2017." in page.words


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"kommune": "oslo"}, "Ukjent kommune «oslo»"),
        ({"kommune": HOSTILE}, "Ukjent kommune «"),
        ({"time": "i fjor"}, "Filteret kan ikke leses"),
        ({"time": HOSTILE}, "Filteret kan ikke leses"),
        ({"filter": 'a:"('}, "Filteret kan ikke leses"),
        ({"account": "("}, "Kontofilteret kan ikke leses. Skriv navnet"),
    ],
)
def test_what_cannot_be_shown_is_said_in_the_frame(
    accountant: Reader, asks: dict[str, str], says: str
) -> None:
    page = accountant.page(PAGE, **asks)
    assert page.status == 200
    assert says in page.words
    assert not page.tree.xpath(".//script")


def test_hidden_amounts_and_read_only_show_the_same_frame(seen_books: Path) -> None:
    for options in ({"incognito": True}, {"read_only": True}):
        page = reader_of(seen_books, **options).page(PAGE)
        assert page.status == 200
        assert OPEN in page.words


# Files --------------------------------------------------------------------------------


def test_files_hold_what_the_screen_shows(accountant: Reader) -> None:
    page = accountant.page(PAGE, time=2018).table(OPEN)["nordvik-2018-0004"]
    rows = accountant.csv(PAGE, time=2018)
    assert ["Per 31.12.2018"] in rows
    (row,) = [row for row in rows if row[:1] == ["nordvik-2018-0004"]]
    days = {"15.04.2018": "2018-04-15", "15.05.2018": "2018-05-15"}
    assert row[1:] == [days.get(cell, cell) for cell in page.values()]
    sheets = accountant.xlsx(PAGE, time=2018)
    assert any("nordvik-2018-0004" in row for rows in sheets for row in rows)
    assert "nordvik-2018-0004" in accountant.pdf(PAGE, time=2018)


def test_the_pages_speak_english_too(tmp_path: Path) -> None:
    reader = reader_of(in_english(copy_of_seen_books(tmp_path / "books")))
    for page, says in (
        (
            PAGE,
            (
                "Open claims, NOK",
                "on account 2018, instalment 2 of 4",
                "31 December 2018",
            ),
        ),
        ("Tilskudd", ("Earned NOK 740,000.00", "32 days left", "not stated")),
        ("Fond", ("The owners of the fund of", "parts come to NOK 172,000.00")),
        ("Kommuneoppgave", ("Settlement of 2018",)),
    ):
        href = f"/{reader.slug}/extension/{page}/?time=2018&kommune=midvik"
        answer = reader.client.get(href, headers={"Accept-Language": "en"}).text
        for words in says:
            assert words in answer.replace(NBSP, " "), page


# The settlement on Kommuneoppgave -----------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_each_line_of_a_settlement_adds_up(accountant: Reader, slug: str) -> None:
    found = accountant.page("Kommuneoppgave", kommune=slug, time=2018).table(SETTLEMENT)
    for row in found.values():
        line = {name: number(cell) for name, cell in row.items()}
        claimed = line["Krevd a konto"] + line["Krevd i avregning"]
        assert line["Andel av regnskapet"] - claimed == line["Gjenstår å avregne"]
        assert claimed - line["Betalt"] == line["Utestående"]
    assert found[IKT]["Krevd a konto"] == found["Sum"]["Krevd a konto"]


def test_a_settlement_counts_a_credit_note(accountant: Reader) -> None:
    """By hand: four claims of 60 000 kr on Sørvik, one taken back."""
    page = accountant.page("Kommuneoppgave", kommune="sorvik", time=2018)
    found = page.table(SETTLEMENT)[IKT]
    assert found["Andel av regnskapet"] == "160469,13"
    assert found["Krevd a konto"] == "180000,00"
    assert number(found["Gjenstår å avregne"]) == Decimal("-19530.87")
    assert found["Betalt"] == "125000,00"
    assert found["Utestående"] == "55000,00"
    assert page.table(OF_YEAR)["Sum"]["Gjenstår"] == "55000,00"
    assert page.links(SETTLEMENT)[IKT, "Krevd a konto"] == Link(
        "extension/Krav", {"kommune": "sorvik"}
    )


def test_tax_is_told_beside_the_share(tmp_path: Path) -> None:
    """By hand: Midvik's share is 300 kr of 1 000, and the tax on it 75 kr."""
    folder = Folder(tmp_path)
    taxed = "claims: {due_days: 30, vat: {category: S, rate: 25 %}}"
    opened = "\n2017-01-01 open Liabilities:Merverdiavgift NOK\n"
    year = cost("2018-12-31", "1000.00")
    folder.write(rules(version(claims=taxed)), chart(), opened, year)
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    reader = reader_of(with_pages(tmp_path / "ledger" / "main.beancount"))
    page = reader.page("Kommuneoppgave", kommune="midvik", time=2018)
    row = page.table(SETTLEMENT)["IKT-samarbeidet"]
    assert (row["Andel av regnskapet"], row["Krevd i avregning"]) == (
        "300,00",
        "300,00",
    )
    assert (row["Merverdiavgift"], row["Utestående"]) == ("75,00", "375,00")
    assert row["Gjenstår å avregne"] == "0,00"
    claims = reader.page(PAGE, kommune="midvik", time=2019).table(OPEN)
    names = "Krevd", "Herav merverdiavgift", "Betalt", "Gjenstår"
    sums = ["375,00", "75,00", "0,00", "375,00"]
    assert [claims["Sum"][name] for name in names] == sums


def test_a_statement_with_claims_says_paid_once(accountant: Reader) -> None:
    page = accountant.page("Kommuneoppgave", kommune="midvik", time=2018)
    assert "Betalt" not in page.rows("Andeler, 2018")[0]
    assert "står i oppgjøret under" in page.words


def test_a_filter_shows_no_part_of_a_settlement(accountant: Reader) -> None:
    page = accountant.page("Kommuneoppgave", kommune="midvik", time=2018, account="IKT")
    assert SETTLEMENT not in page.words


def test_books_without_claims_have_no_settlement(without_claims: Reader) -> None:
    page = without_claims.page("Kommuneoppgave", kommune="nordreisa", time=2018)
    assert "Oppgjør for" not in page.words


def test_books_without_a_voucher_are_seen_from_when_their_agreements_begin(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path).write(rules(), chart())

    page = reader_of(with_pages(folder.path / "ledger" / "main.beancount")).page(PAGE)

    assert "Ingen krav er sendt per 01.01.2018." in page.text
    assert "«fellesbok plan 2018»" in page.text
