"""What every page begins with; and that what is owed is told alike everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.cli import main as command
from fellesbok.report import build_report
from fellesbok.report import build_report_for
from fellesbok.report.html import html
from fellesbok.sharing import statement
from fellesbok.sharing.records import parts_of
from loaded_books import books_in
from pagebook import NBSP
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import reader_of
from pagebook import with_pages
from places import HOUSE
from readers import signed_in
from readers import with_sign_in
from report_panels import by_name

if TYPE_CHECKING:
    from pathlib import Path


ASKS = {
    "Fordeling": {"time": "2018"},
    "Kommuneoppgave": {"kommune": "midvik", "time": "2018"},
    "Forklaring": {"samarbeid": "ikt", "kommune": "midvik", "time": "2018"},
    "Krav": {},
    "Tilskudd": {},
    "Fond": {"time": "2021"},
    "Avtaler": {},
    "Budsjett": {"time": "2018"},
    "Funn": {"time": "2018"},
}


@pytest.mark.parametrize("name", ASKS)
def test_every_page_begins_with_its_answer_and_few_figures(
    accountant: Reader, name: str
) -> None:
    page = accountant.page(name, **ASKS[name])
    tree = page.tree
    assert page.sentence
    assert len(tree.xpath(".//section[@class='fb-short']//dt")) <= 3
    order = tree.xpath(".//h1 | .//p[@class='fb-sentence'] | .//table")
    tags = [each.tag for each in order]
    assert tags[:2] == ["h1", "p"], "the answer stands before any table"


def test_what_is_owed_is_the_same_sentence_on_page_and_claims(
    accountant: Reader,
) -> None:
    for payer in ("nordvik", "midvik", "sorvik"):
        claims = accountant.page("Krav", kommune=payer).sentence
        assert accountant.page("Kommuneoppgave", kommune=payer).sentence == claims
    assert claims.startswith("Sørvik skal betale ")
    assert " krevd og ikke betalt" in claims


def test_the_terminal_says_what_the_page_of_claims_says(
    accountant: Reader, seen_books: Path
) -> None:
    told = CliRunner().invoke(command, ["open", "--books", str(seen_books)]).stdout
    lines = told.replace(NBSP, " ").splitlines()
    assert accountant.page("Krav").sentence in lines


def test_the_terminal_says_of_shares_what_the_page_says(
    accountant: Reader, seen_books: Path
) -> None:
    words = ["shares", "2018", "--books", str(seen_books)]
    told = CliRunner().invoke(command, words).stdout.replace(NBSP, " ")
    lines = [line for line in told.splitlines() if line.endswith(".")]
    for payer in ("nordvik", "midvik", "sorvik"):
        page = accountant.page("Kommuneoppgave", kommune=payer, time=2018)
        assert any(page.sentence.startswith(line) for line in lines if line[-1:] == ".")


def test_what_is_owed_is_what_the_report_says(tmp_path: Path) -> None:
    reader = reader_of(copy_of_books(tmp_path))
    books = books_in(HOUSE)
    shares = statement.shares(books.entries, 2018)
    made, _ = build_report(books, books.settled, 2018)
    for name, figures in by_name(made.across[1]).items():
        ours = [share for share in shares if share.municipality == name]
        assert figures["to_pay"].value == (parts_of(ours).now or 0)
    page = reader.page("Kommuneoppgave", kommune="nordreisa", time=2018)
    assert page.sentence == (
        "Nordreisa skal betale 1 228 267,93 kr for 2018, og bærer 425 718,00 kr selv"
        " som vert."
    )


def test_a_filter_that_hides_a_part_leaves_no_answer(accountant: Reader) -> None:
    for name in ("Fordeling", "Kommuneoppgave", "Krav"):
        asks = ASKS[name] | {"kommune": "midvik", "filter": "#fordeling"}
        page = accountant.page(name, **asks)
        assert not page.tree.xpath(".//p[@class='fb-sentence']")


@pytest.mark.parametrize("name", ["Oversikt", "Kommuneoppgave", "Forklaring"])
@pytest.mark.parametrize("account", ["Midvik", "Nordreisa"])
def test_a_part_of_what_is_shared_is_not_told_as_all_of_it(
    accountant: Reader, name: str, account: str
) -> None:
    whole = accountant.page(name, time="2018")
    assert whole.sentence.startswith("802 345,67 kr er fordelt for 2018: ")
    page = accountant.page(name, time="2018", account=account)
    assert page.status == 200
    assert not page.tree.xpath(".//p[@class='fb-sentence']")


def test_a_municipality_is_not_told_that_its_own_shares_are_all(
    seen_books: Path,
) -> None:
    app = with_sign_in(seen_books, slugs=("midvik",))
    page = Reader(app, signed_in(app, "midvik")).page("Forklaring", time="2018")
    assert page.sentence.startswith("Midvik skal betale 240 703,70 kr for 2018")


def test_who_has_laid_out_reads_it_though_nothing_is_claimed(tmp_path: Path) -> None:
    """The same sentence on each page that tells what is owed, and in the report."""
    laid = cost("2018-06-01", "90.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder = Folder(tmp_path).write(
        rules(), chart(), cost("2018-03-01", "600.00"), laid
    )
    main = with_pages(tmp_path / "ledger" / "main.beancount")
    told = "90,00 kr er lagt ut for de andre, og går av i avregningen."
    reader = reader_of(main)
    for page in ("Krav", "Kommuneoppgave", "Oversikt"):
        said = reader.page(page, kommune="midvik").sentence
        assert said == f"Midvik skal betale 207,00 kr for 2018. {told}", page
        other = reader.page(page, kommune="sorvik").sentence
        assert other == "Sørvik skal betale 138,00 kr for 2018.", page
    loaded = folder.load()
    report, _ = build_report_for(loaded, loaded.settled.agreement.payer("midvik"), 2018)
    assert told in html(report, "nb").replace(NBSP, " ")


def test_what_is_set_off_is_told_once_it_is_claimed(tmp_path: Path) -> None:
    """Else what is to be paid, is paid and is left do not add up for who reads it."""
    laid = cost("2018-06-01", "90.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder = Folder(tmp_path).write(
        rules(), chart(), cost("2018-03-01", "600.00"), laid
    )
    made = folder.run("claim", "2018", "--settlement", "--yes", "--date", "2019-01-15")
    assert made.exit_code == 0, made.output
    reader = reader_of(with_pages(tmp_path / "ledger" / "main.beancount"))
    told = "90,00 kr er gjort opp mot det Midvik har lagt ut for de andre."
    for page in ("Krav", "Kommuneoppgave", "Oversikt"):
        said = reader.page(page, kommune="midvik").sentence
        assert said == (
            "Midvik skal betale 207,00 kr for 2018."
            " Per 15.01.2019 er 117,00 kr krevd og ikke betalt; ingenting har forfalt."
            f" {told}"
        ), page
        other = reader.page(page, kommune="sorvik").sentence
        assert "gjort opp" not in other, page
    loaded = folder.load()
    report, _ = build_report_for(loaded, loaded.settled.agreement.payer("midvik"), 2018)
    assert told in html(report, "nb").replace(NBSP, " ")
