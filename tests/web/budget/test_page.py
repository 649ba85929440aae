"""The page Budsjett: every figure against the books, blanks that are no zeros."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.agreement.readable_account import in_words
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.messages import kroner
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import copy_of_case
from pagebook import reader_of
from pagebook import said
from readers import MUNICIPALITIES
from readers import signed_in
from readers import with_sign_in
from shipped_pages import books as books  # noqa: PLC0414 -- a fixture
from shipped_pages import main as main  # noqa: PLC0414 -- a fixture
from shipped_pages import reader as reader  # noqa: PLC0414 -- a fixture
from shipped_pages import shared as shared  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.shared import Shared

PAGE = "Budsjett"
COSTS = "Kostnader, budsjett"
INCOME = "Tilskudd og egeninntekt"
MATRIX = "Andeler av budsjettene"
OTHERS = "Tall som ikke er årets kroner"
ACCOUNTS = "Budsjett og regnskap per konto"
PARTS = "Andeler av budsjett og regnskap"
COOPERATION = "Samarbeid"
IKT = "IKT-samarbeidet i Nord-Troms"
PURCHASE = "Innkjøpssamarbeidet"
FIRE = "Nord-Troms brannvesen"
VET = "Kommuneveterinærordninga i Nord-Troms"


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Books in which IKT is charged each half year, with a budget for 2018 alone."""
    folder = tmp_path_factory.mktemp("halves") / "books"
    return reader_of(copy_of_case(LEDGERS / "payments-come-off-what-is-owed", folder))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Books with a budget for a year in which nothing is posted yet."""
    folder = tmp_path_factory.mktemp("planned") / "books"
    case = copy_of_case(LEDGERS / "a-budget-is-shared-but-not-owed", folder)
    with case.open("a", encoding="utf-8") as file:
        file.write('\n2019-01-01 custom "budget" Expenses:IKT "yearly" 1300.00 NOK\n')
    return reader_of(case)


def added(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


# All cooperations ---------------------------------------------------------------------


def test_every_cost_stands_beside_its_budget_and_adds_up(
    reader: Reader, books: Books, shared: Shared
) -> None:
    found = reader.page(PAGE).table(COSTS)
    costs = [
        line
        for line in lines(books.entries, shared.agreement, 2018)
        if line.kind is Kind.COST and line.currency == "NOK"
    ]
    titles = {c.account: c.title for c in shared.agreement.cooperations.values()}
    assert found.keys() - {"Sum"} == {titles[line.cooperation] for line in costs}
    variances = []
    for account in {line.cooperation for line in costs}:
        mine = [line for line in costs if line.cooperation == account]
        budget = added([line.budget for line in mine])
        accounts = added([line.accounts for line in mine])
        row = found[titles[account]]
        assert (row["Budsjett"], row["Regnskap"]) == (said(budget), said(accounts))
        variance = None
        if budget is not None and accounts is not None and account != "HoppIdé-C":
            variance = budget - accounts  # of HoppIdé C nobody states the budget's days
        assert row["Avvik"] == said(variance)
        variances.append(variance)
    total = found["Sum"]
    of_year = [line.budget for line in costs if line.cooperation != "HoppIdé-C"]
    assert total["Budsjett"] == said(added(of_year))
    assert total["Regnskap"] == said(added([line.accounts for line in costs]))
    # Of those who have both: a cost without a budget is in the sum of the accounts.
    assert None in variances
    assert total["Avvik"] == said(added(variances)) == "763217,00"
    assert total["Avvik %"] == "6,68"
    page = reader.page(PAGE)
    assert "Avviket i summen er summen av avvikene over, for 7 av 9 samarbeid" in (
        page.words
    )
    words = page.words.replace("\xa0", " ")
    assert "mot 11 421 101,00 kr i budsjettet for 7 av 9 samarbeid." in words
    assert "Budsjett 11 421 101,00 7 av 9 samarbeid Avvik" in words


def test_a_figure_of_unknown_column_stands_in_neither(reader: Reader) -> None:
    """Oppvekst's four financing figures may be budget or accounts."""
    page = reader.page(PAGE, samarbeid="oppvekst", time=2018)
    rows = page.rows("Tall som kilden ikke sier er budsjett eller regnskap, 2018")
    assert sorted(row[-1].replace("\xa0", "") for row in rows[1:]) == [
        "334933,00",
        "60300,00",
        "70000,00",
        "730000,00",
    ]
    told = page.rows("Budsjett og regnskap per konto, 2018")
    assert not any("uavklart" in cell for row in told for cell in row)


def test_a_blank_says_what_it_is_and_a_zero_is_a_zero(reader: Reader) -> None:
    page = reader.page(PAGE, time=2018)
    assert page.table(COSTS)[PURCHASE]["Budsjett"] == ""
    assert page.notes(COSTS)[PURCHASE, "Budsjett"] == "ikke budsjettert"
    assert (PURCHASE, "Regnskap") not in page.notes(COSTS)
    assert page.table(INCOME)[FIRE]["Budsjett"] == "0,00"
    assert (FIRE, "Budsjett") not in page.notes(INCOME)


def test_more_cost_is_bad_and_more_income_is_good(reader: Reader) -> None:
    page = reader.page(PAGE, time=2018)
    cost, income = (page.table(caption)[VET] for caption in (COSTS, INCOME))
    assert (cost["Avvik"], cost["Avvik %"]) == ("-66760,00", "-5,35")
    assert (income["Avvik"], income["Avvik %"]) == ("27800,00", "8,18")


def test_the_parts_of_the_budgets_have_sums_both_ways(
    reader: Reader, shared: Shared
) -> None:
    """All but HoppIdé C's 375 000, as nobody states which days that is for."""
    found = reader.page(PAGE, time=2018).table(MATRIX)
    payers = shared.agreement.payer
    everything = Decimal(0)
    for result in shared.budget_results:
        amounts = {
            payers(slug).name: kroner(ore)
            for slug, ore in result.periods[-1].apportionment.amounts_ore.items()
        }
        if not amounts:
            continue
        row = found[result.cooperation.title]
        assert {n: c for n, c in row.items() if c and n != "Sum"} == {
            name: said(amount) for name, amount in amounts.items()
        }
        total = sum(amounts.values(), Decimal(0))
        assert row["Sum"] == said(total)
        everything += total
    assert everything == 5558804
    assert found["Sum"]["Sum"] == said(everything - 375000) == "5183804,00"
    down = [c.replace(",", ".") for n, c in found["Sum"].items() if c and n != "Sum"]
    assert sum(map(Decimal, down)) == everything - 375000


def test_what_is_not_kroner_of_the_year_stands_by_itself(reader: Reader) -> None:
    rows = reader.page(PAGE, time=2018).rows(OTHERS)
    units = {row[2] for row in rows[1:]}
    assert {"kr (prosjekttall)", "kr (egeninnsats)", "kr (rapportert)"} <= units
    assert not [row for row in rows if row[0] == "Sum"]


def test_the_picture_shows_the_figures_of_the_table(reader: Reader) -> None:
    (plot,) = reader.page(PAGE, time=2018).tree.xpath(".//figure/*[local-name()='svg']")
    told = plot.xpath("./*[local-name()='desc']")[0].text.replace(NBSP, " ")
    assert f"{IKT}: Regnskap 2 822 000, Budsjett 3 359 724" in told
    assert f"{PURCHASE}: Regnskap 610 000;" in told


# One cooperation, one payer -----------------------------------------------------------


def test_a_cooperation_is_shown_account_by_account(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    found = page.table(ACCOUNTS)
    assert found["Expenses:IKT:Ansvar-153"] == {
        "Slag": "kostnad",
        "Enhet": "kr",
        "Budsjett": "508390,00",
        "Regnskap": "693000,00",
        "Avvik": "-184610,00",
        "Avvik %": "-36,31",
    }
    total = ["Sum", "kostnad", "kr", "3359724,00", "2822000,00", "537724,00", "16,01"]
    assert total in page.rows(ACCOUNTS)
    assert "Income:IKT:Kommuner:Nordreisa" not in found
    assert page.notes(ACCOUNTS)["Expenses:IKT:Ansvar-153", "Konto"] == "Helse"


def test_each_figure_of_a_cooperation_leads_into_the_books(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    links = page.links(ACCOUNTS)
    account = "Expenses:IKT:Ansvar-155"
    assert links[account, "Regnskap"] == Link(f"account/{account}", {"time": "2018"})
    assert links[account, "Budsjett"].path == "journal"
    (href,) = page.tree.xpath(f'.//tr[th/a[@title="{account}"]]/td[3]/a/@href')
    assert "#context-" in href
    parts = page.links(PARTS)
    assert parts["Nordreisa", "Regnskap"] == Link(
        "extension/Forklaring",
        {"samarbeid": "ikt", "kommune": "nordreisa", "time": "2018"},
    )


def test_the_parts_of_a_cooperation_are_budget_and_accounts(reader: Reader) -> None:
    """3 359 724 kr were budgeted and 2 822 000 kr were spent; each bears its part."""
    found = reader.page(PAGE, samarbeid="ikt", time=2018).table(PARTS)
    assert found["Nordreisa"] == {
        "Budsjett": "1030668,09",
        "Regnskap": "865709,61",
        "Avvik": "164958,48",
        "Avvik %": "16,01",
    }
    assert (found["Sum"]["Budsjett"], found["Sum"]["Regnskap"]) == (
        "3359724,00",
        "2822000,00",
    )


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_a_municipality_sees_its_part_of_every_cooperation(
    reader: Reader, shared: Shared, slug: str
) -> None:
    found = reader.page(PAGE, kommune=slug, time=2018).table(PARTS)
    budgets = {
        result.cooperation.title: kroner(owed[slug])
        for result in shared.budget_results
        if slug in (owed := result.periods[-1].apportionment.amounts_ore)
    }
    charged = {
        result.cooperation.title: kroner(owed[slug])
        for result in shared.results
        if slug in (owed := result.periods[-1].apportionment.amounts_ore)
    }
    total = found.pop("Sum")
    assert found.keys() == budgets.keys() | charged.keys()
    for title, row in found.items():
        assert row["Budsjett"] == said(budgets.get(title))
        assert row["Regnskap"] == said(charged.get(title))
    assert total["Regnskap"] == said(sum(charged.values(), Decimal(0)))


def test_parts_of_a_budget_for_unknown_days_have_no_variance_either(
    reader: Reader,
) -> None:
    """Of HoppIdé C nobody states the days: not of the cost, its parts or their sum."""
    page = reader.page(PAGE, samarbeid="hoppide-c", time=2018)
    whole = page.table(ACCOUNTS)["Expenses:HoppIdé-C"]
    assert (whole["Budsjett"], whole["Regnskap"]) == ("375000,00", "127000,00")
    parts = page.table(PARTS)
    assert parts["Kommunene samlet"]["Budsjett"] == "203250,00"
    assert parts["Sum"]["Regnskap"] == "127000,00"
    for row in (whole, *parts.values()):
        assert (row["Avvik"], row["Avvik %"]) == ("", "")
    told = "Der budsjettet gjelder dager etter året, eller ingen har sagt hvilke dager"
    assert page.words.count(told) == 2
    assert told not in reader.page(PAGE, samarbeid="ikt", time=2018).words
    statement = reader.page("Kommuneoppgave", kommune="Kommunene samlet", time=2018)
    beside = statement.table("Mot budsjettet")["HoppIdé del C, unge gründere"]
    assert (beside["Budsjett 2018"], beside["Avvik"]) == ("203250,00", "")
    assert told in statement.words


def test_a_budget_for_unknown_days_is_in_no_sum_over_cooperations(
    reader: Reader,
) -> None:
    """It stands on HoppIdé C's own line; who bears it has no other budget."""
    page = reader.page(PAGE, time=2018)
    parts = page.table(MATRIX)
    row = parts["HoppIdé del C, unge gründere"]
    assert (row["Kommunene samlet"], row["Sum"]) == ("203250,00", "375000,00")
    assert parts["Sum"]["Kommunene samlet"] == ""
    told = "dager som ikke er oppgitt: HoppIdé del C, unge gründere 375 000,00 kr."
    assert page.words.count(told) == 2  # of the costs, and of the parts
    notes = page.notes(MATRIX)
    assert notes["Sum", "Sum"] == "4 av 5"
    assert notes["Sum", "Kommunene samlet"] == "0 av 1"
    assert ("Sum", "Nordreisa") not in notes


def test_a_payer_s_sum_is_of_the_same_budgets_as_all_sums(reader: Reader) -> None:
    """54.2 % of 375 000 is 203 250, and 45.8 % is 171 750: in no sum of the year."""
    for payer, part in (("Kommunene samlet", "203"), ("Eksterne finansiører", "171")):
        asked = {"kommune": payer, "time": "2018"}
        own, beside = reader.page(PAGE, **asked), reader.page("Kommuneoppgave", **asked)
        parts, against = own.table(PARTS), beside.table("Mot budsjettet")
        assert parts["HoppIdé del C, unge gründere"]["Budsjett"].startswith(part)
        assert parts["Sum"]["Budsjett"] == against["Sum"]["Budsjett 2018"] == ""
        assert own.notes(PARTS)["Sum", "Budsjett"] == "0 av 1"
        assert beside.notes("Mot budsjettet")["Sum", "Budsjett 2018"] == "0 av 1"
        told = f"dager som ikke er oppgitt: HoppIdé del C, unge gründere {part} "
        for page in (own, beside):
            assert page.words.count(told) == 1


def test_a_sum_and_how_many_it_is_of_are_two_numbers_for_who_copies_them(
    reader: Reader,
) -> None:
    """11 421 101,00 and 7 of 9, which are 11 421 101,007 without a space between."""
    words = reader.page(PAGE, time=2018).words
    assert "11 421 101,00 7 av 9" in words
    assert "5 183 804,00 4 av 5" in words


# Periods and filters ------------------------------------------------------------------


def test_a_part_of_a_year_has_the_years_budget_and_no_variance(halves: Reader) -> None:
    """140 kr are budgeted for the year; 100 kr are spent in its first half."""
    page = halves.page(PAGE, time="2018-01 - 2018-06")
    row = page.table(COSTS)["IKT-samarbeidet"]
    assert (row["Budsjett"], row["Regnskap"], row["Avvik"]) == ("140,00", "100,00", "")
    assert "gjelder hele 2018" in page.words
    last = halves.page(PAGE, time="2018-07 - 2018-12")
    row = last.table(COSTS)["IKT-samarbeidet"]
    assert (row["Budsjett"], row["Regnskap"]) == ("140,00", "50,00")


def test_the_figures_of_one_year_do_not_stand_in_the_next(reader: Reader) -> None:
    """Fava's opening balances are no accounts of the year before the period."""
    page = reader.page(PAGE, time=2019)
    assert "Ingen budsjett eller regnskap i 2019." in page.words


def test_a_year_that_is_only_budgeted_has_its_own_page(planned: Reader) -> None:
    page = planned.page(PAGE, time=2019)
    (row, total) = page.rows(COSTS)[1:]
    assert row[1:] == total[1:] == ["1300,00", "", "", ""]
    (href,) = planned.page(PAGE).tree.xpath('.//a[text()="Budsjett 2019"]/@href')
    assert "time=2019" in href
    assert page.rows(MATRIX)[-1] == ["Sum", "650,00", "650,00", "1300,00"]


def test_where_nothing_is_shared_a_figure_leads_to_its_own_year(tmp_path: Path) -> None:
    """The page shows the newest year that has figures, 2018."""
    case = copy_of_case(LEDGERS / "a-budget-is-shared-but-not-owed", tmp_path / "books")
    agreed = case.with_name("rules.yaml")
    text = agreed.read_text(encoding="utf-8").replace("key: equal", "key: not_stated")
    agreed.write_text(text, encoding="utf-8")
    page = reader_of(case).page(PAGE)
    assert page.table(COSTS)["IKT-samarbeidet"]["Regnskap"] == "1000,00"
    link = page.links(COSTS)["IKT-samarbeidet", "Regnskap"]
    assert link == Link("account/Expenses:IKT", {"time": "2018"})


def test_what_a_filter_hides_is_not_called_blank(reader: Reader) -> None:
    """Budget lines have no tags, so that a filter on one hides every budget."""
    page = reader.page(PAGE, time=2018, filter="#fordeling")
    notes = page.notes(COSTS)
    assert notes[IKT, "Budsjett"] == "skjult av filteret"
    assert notes[IKT, "Regnskap"] == "skjult av filteret"
    assert "ikke budsjettert" not in {notes[IKT, "Budsjett"], notes[FIRE, "Budsjett"]}
    assert "Filteret skjuler noe." in page.words


def test_a_filter_on_an_account_leaves_its_figures(reader: Reader) -> None:
    page = reader.page(PAGE, time=2018, account="Expenses:IKT:Ansvar-153")
    row = page.table(COSTS)[IKT]
    assert (row["Budsjett"], row["Regnskap"], row["Avvik"]) == (
        "508390,00",
        "693000,00",
        "-184610,00",
    )
    assert page.notes(COSTS)[IKT, "Regnskap"] == "filteret skjuler en del"


def test_links_keep_the_filters(reader: Reader) -> None:
    page = reader.page(PAGE, time=2018, filter="#fordeling")
    assert page.links(COSTS)[IKT, COOPERATION].asks == {
        "time": "2018",
        "filter": "#fordeling",
        "samarbeid": "ikt",
    }


# Messages and readers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ({"samarbeid": "ski"}, "Ukjent samarbeid «ski»."),
        ({"kommune": "oslo"}, "Ukjent kommune «oslo»."),
        ({"time": "1999"}, "Ingen budsjett eller regnskap i 1999."),
        ({"time": "2017 - 2019", "account": "Expenses:X"}, "ett år om gangen"),
        ({"filter": "((("}, "Filteret kan ikke leses"),
        ({"samarbeid": "jordmortjenesten"}, "verken budsjett eller regnskap"),
    ],
)
def test_what_cannot_be_shown_is_told_in_the_frame(
    reader: Reader, asks: dict[str, str], told: str
) -> None:
    page = reader.page(PAGE, **asks)
    assert page.status == 200
    assert told in page.words
    assert page.tree.xpath('.//p[@role="alert"]')
    assert not page.tree.xpath(".//table")


@pytest.mark.parametrize("name", ["samarbeid", "kommune", "time", "filter", "account"])
def test_hostile_text_is_only_text(reader: Reader, name: str) -> None:
    page = reader.page(PAGE, **{name: '"><script>alert(1)</script>'})
    assert page.status == 200
    assert not page.tree.xpath(".//script")
    assert "<script>alert" not in page.text


def test_a_municipality_sees_no_part_but_its_own(main: Path) -> None:
    app = with_sign_in(main)
    own = Reader(app, signed_in(app, "lyngen"))
    page = own.page(PAGE, time=2018)
    assert page.rows(MATRIX)[0] == [COOPERATION, "Lyngen"]
    for other in ("Kåfjord", "Nordreisa", "Kvænangen"):
        assert other not in page.words
    costs = page.table(COSTS)
    assert IKT not in costs, "Lyngen takes no part in it"
    detail = own.page(PAGE, samarbeid="innkjop", time=2018)
    assert [row[0] for row in detail.rows(PARTS)] == ["Betaler", "Lyngen", "Sum"]
    assert "Ukjent kommune" in own.page(PAGE, kommune="nordreisa").words
    assert "Ukjent samarbeid" in own.page(PAGE, samarbeid="ikt").words


def test_a_files_figures_are_those_of_the_screen(
    reader: Reader, shared: Shared
) -> None:
    """So are its words of accounts, which the screen has above their names."""
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    rows = [
        [in_words(cell, shared.agreement) for cell in row]
        for caption in (ACCOUNTS, PARTS)
        for row in page.rows(caption)
    ]
    written = [
        [cell.replace(NBSP, "") for cell in row]
        for row in reader.csv(PAGE, samarbeid="ikt", time=2018)
    ]
    assert [row for row in written if len(row) > 1] == rows


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
