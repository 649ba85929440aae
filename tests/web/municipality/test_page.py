"""The page Kommuneoppgave: one payer's figures against the entries, and their links."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import LEDGERS
from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.messages import kroner
from fellesbok.messages import percent_of
from fellesbok.sharing import statement
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import copy_of_case
from pagebook import number
from pagebook import reader_as
from pagebook import reader_of
from pagebook import said
from shipped_pages import main as main  # noqa: PLC0414 -- a fixture
from shipped_pages import reader as reader  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "Kommuneoppgave"
BASIS = "Grunnlag hittil i året"
AMOUNT = "Beløp i perioden"
OF_WHICH = {"Egen andel som vert", "Forfaller senere", "Å betale for perioden"}
OWED = "Andeler og betalinger"
BESIDE = "Mot budsjettet"
FUNDS = "Fond og overskudd"
CHOICE = "Velg hvem"
IKT = "IKT-samarbeidet i Nord-Troms"
VET = "Kommuneveterinærordninga i Nord-Troms"
HUNT = "Nord-Troms interkommunale skadefellingslag"
HOSTILE = '"><script>alert(1)</script>'
SIX = ("kvaenangen", "nordreisa", "skjervoy", "kafjord", "storfjord", "lyngen")


@pytest.fixture(scope="module")
def paid_main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of two years, in which Lyngen has paid some of what it owes."""
    folder = tmp_path_factory.mktemp("two") / "books"
    return copy_of_case(LEDGERS / "payments-come-off-what-is-owed", folder)


@pytest.fixture(scope="module")
def paid(paid_main: Path) -> Reader:
    """The accountant of those books."""
    return reader_of(paid_main)


@cache
def books(main: Path) -> Books:
    """The books without Fava."""
    return load_books(main)


def column(found: dict[str, dict[str, str]], name: str) -> dict[str, str]:
    """A column by row heading, without blanks."""
    return {row: cells[name] for row, cells in found.items() if cells[name]}


# Figures ------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SIX)
def test_every_share_stands_with_its_basis_key_and_sum(
    reader: Reader, main: Path, slug: str
) -> None:
    shared = books(main).shared
    assert shared is not None
    payer = shared.agreement.payer(slug)
    known = shared.agreement.cooperation_by_account
    shares = [
        share
        for share in statement.shares(books(main).entries, 2018)
        if share.municipality == payer.name
    ]
    found = reader.page(PAGE, kommune=slug, time=2018).table(OWED)
    for share in shares:
        row = found[known[share.cooperation].title]
        assert row == {
            BASIS: said(share.basis),
            "Nøkkel": share.key,
            "Andel": share.share_text,
            "Prosent": "" if share.share is None else said(percent_of(share.share)),
            AMOUNT: said(share.amount),
            "Betalt": "",
            "Utestående": said(share.amount),
        }
    total = sum((share.amount for share in shares), Decimal(0))
    assert found["Sum"][AMOUNT] == found["Sum"]["Utestående"] == said(total)
    cooperations = {known[share.cooperation].title for share in shares}
    of_which = found.keys() & OF_WHICH
    assert found.keys() == cooperations | {"Sum"} | of_which


def test_nordreisa_pays_what_is_known_for_ikt_in_2018(reader: Reader) -> None:
    """865 709,61 kr: 974/3175 of 2 822 000 kr."""
    for name in ("nordreisa", "Nordreisa", "NORDREISA"):
        row = reader.page(PAGE, kommune=name).table(OWED)[IKT]
        assert (row[BASIS], row["Andel"]) == (
            "2822000,00",
            "974/3175",
        )
        assert row[AMOUNT] == "865709,61"


def test_a_hosts_own_share_is_internal_and_no_claim(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time=2018)
    assert page.notes(OWED)[VET, AMOUNT] == "intern: egen andel som vert"
    amounts = column(page.table(OWED), AMOUNT)
    assert amounts["Egen andel som vert"] == "425718,00"
    assert amounts["Å betale for perioden"] == "1228267,93"
    assert amounts["Sum"] == "1653985,93"


def test_a_project_says_when_it_falls_due(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="Kommunene samlet", time=2018)
    notes = page.notes(OWED)
    title = "HoppIdé del C, unge gründere"
    assert notes[title, AMOUNT] == "forfaller ved prosjektslutt"
    assert column(page.table(OWED), AMOUNT)["Forfaller senere"] == "68834,00"


def test_where_no_payment_is_posted_the_books_do_not_say_zero(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time=2018)
    assert not column(page.table(OWED), "Betalt")
    assert page.notes(OWED)[IKT, "Betalt"] == "ingen betaling ført"


@pytest.mark.parametrize("slug", SIX)
def test_budget_stands_beside_accounts(reader: Reader, main: Path, slug: str) -> None:
    shared = books(main).shared
    assert shared is not None
    page = reader.page(PAGE, kommune=slug, time=2018)
    found = page.table(BESIDE)
    amounts = column(page.table(OWED), AMOUNT)
    budgets = {
        result.cooperation.title: kroner(owed[slug])
        for result in shared.budget_results
        if slug in (owed := result.periods[-1].apportionment.amounts_ore)
    }
    total = found.pop("Sum")
    assert column(found, "Budsjett 2018") == {t: said(a) for t, a in budgets.items()}
    assert column(found, "Regnskap 2018") == {
        title: amount for title, amount in amounts.items() if title in found
    }
    variances = {
        title: budgets[title] - number(row["Regnskap 2018"])
        for title, row in found.items()
        if title in budgets and row["Regnskap 2018"]
    }
    assert column(found, "Avvik") == {t: said(v) for t, v in variances.items()}
    # Where only one of the two is known, the sum is of those that have both.
    assert variances.keys() != found.keys()
    assert total["Avvik"] == said(sum(variances.values(), Decimal(0)))
    assert total["Budsjett 2018"] == said(sum(budgets.values(), Decimal(0)))
    assert not column(found, "Regnskap 2017")
    assert "Bøkene har ingen andeler for 2017." in page.words


def test_what_a_payer_owns_of_a_fund_is_told(reader: Reader) -> None:
    found = reader.page(PAGE, kommune="lyngen", time=2018).table(FUNDS)
    assert found[HUNT] == {
        "Hva": "del av fond",
        "I perioden": "75428,57",
        "Utgående": "75428,57",
    }
    assert FUNDS not in reader.page(PAGE, kommune="Kommunene samlet").words


def test_the_parts_of_funds_are_added_up(reader: Reader) -> None:
    """Lyngen owns 75 428,57 kr of one fund, set aside in 2018."""
    found = reader.page(PAGE, kommune="lyngen", time=2018).table(FUNDS)
    assert found["Sum fond"] == {
        "Hva": "",
        "I perioden": "75428,57",
        "Utgående": "75428,57",
    }


# Payments and periods -----------------------------------------------------------------


def test_a_year_shows_what_is_paid_and_outstanding(paid: Reader) -> None:
    """75 kr charged in two halves, 50 kr paid."""
    page = paid.page(PAGE, kommune="lyngen", time=2018)
    assert page.table(OWED)["IKT-samarbeidet"] == {
        BASIS: "150,00",
        "Nøkkel": "likt",
        "Andel": "1/2",
        "Prosent": "50,00",
        AMOUNT: "75,00",
        "Betalt": "50,00",
        "Utestående": "25,00",
    }
    assert "året så langt" in page.words
    assert page.links(OWED)["IKT-samarbeidet", "Betalt"] == Link(
        "account/Assets:Fordringer:Lyngen:IKT", {"time": "2018"}
    )


def test_other_money_on_an_account_is_in_no_figure_in_kroner(tmp_path: Path) -> None:
    """Lyngen owes 25 kr of 2018; the page was refused for 7 euro on the account."""
    folder = tmp_path / "books"
    main = copy_of_case(LEDGERS / "payments-come-off-what-is-owed", folder)
    account = "Assets:Fordringer:Lyngen:IKT"
    text = main.read_text(encoding="utf-8")
    assert f"open {account} NOK\n" in text
    text = text.replace(f"open {account} NOK\n", f"open {account}\n")
    euro = f'2018-12-01 * "Reise"\n  {account}  7.00 EUR\n  Equity:Euro\n'
    main.write_text(f"{text}\n2017-01-01 open Equity:Euro\n{euro}", encoding="utf-8")
    page = reader_of(main).page(PAGE, kommune="lyngen", time=2018)
    owed = page.table(OWED)["IKT-samarbeidet"]
    assert (owed["Betalt"], owed["Utestående"]) == ("50,00", "25,00")


def test_the_next_year_begins_with_what_was_left(paid: Reader) -> None:
    page = paid.page(PAGE, kommune="lyngen", time=2019)
    found = page.table(OWED)
    names = (
        AMOUNT,
        "Skyldig fra før",
        "Overskudd tilbake",
        "Betalt",
        "Utestående",
    )
    rows = {title: tuple(row[n] for n in names) for title, row in found.items()}
    assert rows["IKT-samarbeidet"] == ("40,00", "25,00", "", "55,00", "10,00")
    assert rows["Vaktordningen"] == ("", "", "30,00", "", said(Decimal("-30.00")))
    assert rows["Ungdomsprosjektet"] == ("200,00", "", "", "", "200,00")
    unknown = rows["Ikke ført på noe samarbeid"]
    assert unknown == ("", "", "", "5,00", said(Decimal("-5.00")))
    assert rows["Sum"] == ("240,00", "25,00", "30,00", "60,00", "175,00")
    beside = page.table(BESIDE)
    assert beside["IKT-samarbeidet"]["Regnskap 2018"] == "75,00"
    assert page.links(BESIDE)["IKT-samarbeidet", "Regnskap 2018"].asks["time"] == "2018"
    funds = page.table(FUNDS)
    assert funds["Ungdomsprosjektet"]["I perioden"] == ""
    assert funds["Ungdomsprosjektet"]["Utgående"] == "150,00"
    assert funds["Vaktordningen"]["Hva"] == "overskudd tilbake"


def test_a_year_in_which_nothing_is_shared_shows_what_is_left(paid: Reader) -> None:
    """2020 has no shares, and 175 kr are still owed."""
    page = paid.page(PAGE, kommune="lyngen", time=2020)
    assert page.table(OWED)["Sum"]["Utestående"] == "175,00"
    assert page.table(OWED)["Sum"][AMOUNT] == ""
    assert not page.tree.xpath(".//figure")


def test_a_part_of_a_year_has_no_variance(paid: Reader) -> None:
    """The budget is for the year, the first half is 50 of its 70 kr."""
    page = paid.page(PAGE, kommune="lyngen", time="2018-01 - 2018-06")
    row = page.table(BESIDE)["IKT-samarbeidet"]
    assert row["Budsjett 2018"] == "70,00"
    assert row["Regnskap 2018-01 - 2018-06"] == "50,00"
    assert row["Avvik"] == ""
    assert "Budsjettet gjelder hele året" in page.words
    whole = paid.page(PAGE, kommune="lyngen", time="2018")
    assert whole.table(BESIDE)["IKT-samarbeidet"]["Avvik"] == said(Decimal("-5.00"))


# Links --------------------------------------------------------------------------------


def test_every_figure_leads_to_where_it_comes_from(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa")
    links = page.links(OWED)
    assert links[IKT, AMOUNT] == Link(
        "extension/Forklaring",
        {"samarbeid": "ikt", "kommune": "nordreisa", "time": "2018"},
    )
    assert links[IKT, "Samarbeid"] == Link("journal", {"filter": "^fordeling-2018-ikt"})
    assert links[IKT, "Utestående"] == Link(
        "account/Assets:Fordringer:Nordreisa:IKT", {"time": "2018"}
    )
    beside = page.links(BESIDE)
    assert beside[IKT, "Budsjett 2018"] == Link(
        "extension/Budsjett", {"samarbeid": "ikt", "time": "2018"}
    )
    assert page.links(FUNDS)[HUNT, "Utgående"] == Link(
        "account/Liabilities:Fond:Skadefelling:Nordreisa", {"time": "2018"}
    )


def test_links_and_files_keep_the_filters(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time="2018", filter="#fordeling")
    hrefs = page.tree.xpath(".//a[contains(@href, 'extension/')]/@href")
    ours = [href for href in hrefs if "time=" in href]
    assert len(ours) > 15
    assert all("filter=%23fordeling" in href for href in ours)
    assert any("Kommuneoppgave/csv?" in h and "kommune=nordreisa" in h for h in ours)


# Who is shown -------------------------------------------------------------------------


def test_without_a_municipality_there_is_a_choice(reader: Reader, main: Path) -> None:
    page = reader.page(PAGE)
    found = page.table(CHOICE)
    by_name: dict[str, Decimal] = {}
    for share in statement.shares(books(main).entries, 2018):
        amount = by_name.get(share.municipality, Decimal(0)) + share.amount
        by_name[share.municipality] = amount
    total = sum(by_name.values(), Decimal(0))
    sums = {name: said(amount) for name, amount in {**by_name, "Sum": total}.items()}
    assert column(found, "Andeler i alt") == sums
    assert page.links(CHOICE)["Nordreisa", "Betaler"] == Link(
        "extension/Kommuneoppgave", {"kommune": "nordreisa"}
    )


def test_the_other_municipalities_are_one_step_away(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time=2018)
    nav = page.tree.xpath(".//nav[@aria-label='Andre betalere']")[0].text_content()
    assert "Lyngen" in nav
    assert "Nordreisa" not in nav


@pytest.mark.parametrize("asks", [{}, {"kommune": "lyngen"}])
def test_a_municipality_gets_its_own_statement_at_once(
    paid_main: Path, asks: dict[str, str]
) -> None:
    page = reader_as(paid_main, "lyngen", "Lyngen").page(PAGE, time=2018, **asks)
    assert page.table(OWED)["IKT-samarbeidet"][AMOUNT] == "75,00"
    assert "Kåfjord" not in page.words


@pytest.mark.parametrize("name", ["kafjord", "Kåfjord", "finnes ikke"])
def test_a_municipality_cannot_ask_for_anothers(paid_main: Path, name: str) -> None:
    own = reader_as(paid_main, "lyngen", "Lyngen")
    page = own.page(PAGE, kommune=name, time=2018)
    assert f"Ukjent kommune «{name}». Velg en av disse: Lyngen." in page.words
    assert not page.tree.xpath(".//table")


# What cannot be shown -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"kommune": "oslo"}, "Ukjent kommune «oslo». Velg en av disse: Kvænangen,"),
        ({"kommune": HOSTILE}, "Ukjent kommune «"),
        (
            {"kommune": "nordreisa", "time": "2017"},
            "Nordreisa har ingen tall i 2017. År med tall: 2018.",
        ),
        ({"kommune": "nordreisa", "time": "2010 - 2012"}, "viser ett år om gangen"),
        ({"kommune": "nordreisa", "time": "i fjor"}, "En periode skrives slik: 2026"),
        ({"kommune": "nordreisa", "time": HOSTILE}, "Filteret kan ikke leses"),
        (
            {"kommune": "nordreisa", "filter": 'a:"('},
            "lukk parenteser",
        ),
        ({"kommune": "nordreisa", "filter": HOSTILE}, "Filter"),
        ({"time": HOSTILE}, "Filteret kan ikke leses"),
    ],
)
def test_what_cannot_be_shown_is_said_in_the_frame(
    reader: Reader, asks: dict[str, str], says: str
) -> None:
    page = reader.page(PAGE, **asks)
    assert page.status == 200
    assert says in page.words
    assert not page.tree.xpath(".//script")


def test_the_way_on_from_an_unknown_municipality_is_the_choice(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="oslo")
    (href,) = page.tree.xpath(".//p/a/@href")
    assert "oslo" not in href
    kept = reader.page(PAGE, kommune="nordreisa", time="2017")
    (href,) = kept.tree.xpath(".//p/a/@href")
    assert href == "?kommune=nordreisa"


def test_a_half_year_without_shares_shows_the_budget_alone(reader: Reader) -> None:
    """Everything is charged on 31 December, and the budget is for the whole year."""
    page = reader.page(PAGE, kommune="nordreisa", time="2018-01 - 2018-06")
    found = page.table(BESIDE)
    assert found[IKT]["Budsjett 2018"] == "1030668,09"
    assert not column(found, "Regnskap 2018-01 - 2018-06")
    assert OWED not in page.words


def test_several_years_are_not_one_statement(paid: Reader) -> None:
    page = paid.page(PAGE, kommune="lyngen", time="2018 - 2019")
    assert "År med tall: 2018, 2019." in page.words


# Filters ------------------------------------------------------------------------------


def test_what_an_account_filter_hides_is_said_in_its_place(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time=2018, account="IKT")
    found, notes = page.table(OWED), page.notes(OWED)
    assert found[IKT][AMOUNT] == found["Sum"][AMOUNT] == "865709,61"
    for name in (AMOUNT, "Betalt", "Utestående"):
        assert notes[VET, name] == "skjult av filteret"
        assert found[VET][name] == ""
    assert "Filteret skjuler føringer." in page.words
    assert page.notes(FUNDS)[HUNT, "Utgående"] == "skjult av filteret"


def test_a_tag_filter_that_hides_payments_shows_no_wrong_balance(paid: Reader) -> None:
    """Only the charges have the tag, so what is outstanding cannot be known."""
    page = paid.page(PAGE, kommune="lyngen", time=2018, filter="#fordeling")
    row = page.table(OWED)["IKT-samarbeidet"]
    assert row[AMOUNT] == "75,00"
    assert row["Betalt"] == row["Utestående"] == ""
    assert page.notes(OWED)["IKT-samarbeidet", "Utestående"] == "skjult av filteret"


def test_a_filter_that_hides_a_part_of_a_sum_says_so(paid: Reader) -> None:
    page = paid.page(PAGE, kommune="lyngen", time=2018, filter='periode:"H1"')
    assert page.table(OWED)["IKT-samarbeidet"][AMOUNT] == "50,00"
    note = page.notes(OWED)["IKT-samarbeidet", AMOUNT]
    assert note == "filteret skjuler en del"
    assert page.table(BESIDE)["IKT-samarbeidet"]["Avvik"] == ""


# Files --------------------------------------------------------------------------------


def test_files_hold_what_the_screen_shows(reader: Reader) -> None:
    asks: dict[str, Any] = {
        "kommune": "nordreisa",
        "time": "2018",
        "filter": "#fordeling, #overskudd",
    }
    page = reader.page(PAGE, **asks)
    rows = [row for caption in (OWED, BESIDE, FUNDS) for row in page.rows(caption)]
    heading = [
        "Kommuneoppgave for Nordreisa",
        "Periode: 2018",
        f"Filter: {asks['filter']}",
    ]
    written = reader.csv(PAGE, **asks)
    assert [written[0], *written[2:4]] == [[line] for line in heading]
    plain = [[c.replace("\N{FRACTION SLASH}", "/") for c in r] for r in written]
    assert [row for row in plain if len(row) > 1] == [
        [cell.replace("−", "-") for cell in row] for row in rows
    ]
    sheets = reader.xlsx(PAGE, **asks)
    in_sheets = [_row(row) for sheet in sheets for row in sheet[5:]]
    assert [r for r in in_sheets if r[0] is not None and any(r[1:])] == [
        _row(row) for row in rows
    ]
    assert [row[0] for row in sheets[0][:4]] == [row[0] for row in written[:4]]
    text = reader.pdf(PAGE, **asks)
    figures = [c for r in page.tree.xpath(".//table//td/text()") if (c := r.strip())]
    figures += page.tree.xpath(".//table//td/a/text()")
    assert len(figures) > 40
    assert not [f for f in figures if f.replace(NBSP, " ") not in text]
    assert all(line in text for line in heading)


def _row(cells: list[Any]) -> list[object]:
    """The cells of a spreadsheet, or the texts of them, as they can be compared."""
    return [_value(cell) for cell in cells]


def _value(cell: object) -> object:
    if cell in {None, ""}:
        return None
    text = str(cell).replace(NBSP, "").replace("−", "-")
    try:
        return Decimal(text.replace(",", ".")).normalize()
    except ArithmeticError:
        return text


def test_no_share_in_a_csv_file_can_be_taken_for_a_day(reader: Reader) -> None:
    """A spreadsheet makes the third of October of 3/10."""
    cells = [c for row in reader.csv(PAGE, kommune="nordreisa") for c in row]
    assert "3\N{FRACTION SLASH}10" in cells
    assert not [
        cell for cell in cells if cell.replace("/", "").isdigit() and "/" in cell
    ]


def test_the_file_of_nothing_says_why(reader: Reader) -> None:
    answer = reader.client.get(
        f"/{reader.slug}/extension/{PAGE}/csv?kommune=oslo",
        headers={"Accept-Language": "nb"},
    )
    assert answer.status_code == 400
    assert "Ukjent kommune «oslo»" in answer.get_data(as_text=True)


def test_readers_of_read_only_books_see_the_same(reader: Reader, main: Path) -> None:
    read_only = reader_of(main, read_only=True)
    asks: dict[str, Any] = {"kommune": "storfjord", "time": 2018}
    for caption in (OWED, BESIDE, FUNDS):
        assert read_only.page(PAGE, **asks).rows(caption) == reader.page(
            PAGE, **asks
        ).rows(caption)


def test_the_plot_has_accounts_and_budget(reader: Reader) -> None:
    page = reader.page(PAGE, kommune="nordreisa", time=2018)
    plot, *_ = page.tree.xpath(".//figure/*[local-name()='svg']")
    told = plot.xpath("./*[local-name()='desc']")[0].text.replace(NBSP, " ")
    assert f"{IKT}: Regnskap 865 709,61, Budsjett 1 030 668,09" in told
    assert "Innkjøpssamarbeidet: Regnskap 154 058,32;" in told
