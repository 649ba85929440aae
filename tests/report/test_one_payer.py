"""The report of one municipality: what it takes part in, and no other's figures."""

from __future__ import annotations

import io
import re
import shutil
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from casebook import LEDGERS
from casebook import SOURCE
from claimbook import ASSUMED
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.contradictions import ContradictionError
from fellesbok.messages import show
from fellesbok.report import Report
from fellesbok.report import build_report
from fellesbok.report import build_report_for
from fellesbok.report import one_payer
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.write import rendered
from fellesbok.report.xlsx import xlsx
from fellesbok.sharing import statement
from loaded_books import books_in
from places import HOUSE
from places import MADE
from report_pages import Page
from report_pages import cells_of
from report_panels import by_name
from report_panels import economy

if TYPE_CHECKING:
    from pathlib import Path


REGIONS = {
    HOUSE: (2018,),
    MADE / "settled_books": (2024, 2025),
    MADE / "three_years": (2021, 2022, 2023),
}
OF_2018 = ("kvaenangen", "nordreisa", "skjervoy", "kafjord", "storfjord", "lyngen")
SUMMARY = 1


@cache
def report_for(folder: Path, year: int, slug: str) -> Report:
    """One payer's report."""
    books = books_in(folder)
    payer = books.settled.agreement.payer(slug)
    return build_report_for(books, payer, year)[0]


@cache
def joint(folder: Path, year: int) -> Report:
    """The joint report."""
    books = books_in(folder)
    return build_report(books, books.settled, year)[0]


def shares_of(report: Report) -> dict[str, Decimal]:
    """The shares of the first page, by cooperation."""
    rows = [row for row in report.summary.table.rows if row.role == "line"]
    found = {str(row.texts[0]): row.cells[0].value for row in rows}
    return {title: amount for title, amount in found.items() if amount is not None}


@pytest.mark.parametrize("folder", REGIONS, ids=lambda folder: folder.name)
def test_the_shares_of_all_are_those_of_the_joint_report(folder: Path) -> None:
    """Cooperation by cooperation, over every payer, to the øre."""
    books = books_in(folder)
    tried = 0
    for year in REGIONS[folder]:
        added: dict[str, Decimal] = {}
        for payer in books.settled.agreement.payers:
            for title, amount in shares_of(
                report_for(folder, year, payer.slug)
            ).items():
                added[title] = added.get(title, Decimal(0)) + amount
        matrix = by_name(joint(folder, year).across[0])
        whole = {title: row["shares_total"].value for title, row in matrix.items()}
        assert added == {title: total for title, total in whole.items() if total}
        tried += len(added)
    assert tried


def texts_of(report: Report) -> dict[str, str]:
    """Every format as what is read of it, with the appendices."""
    sheets = []
    for number in range(1, 9):
        try:
            sheets.append(
                " ".join(map(str, cells_of(xlsx(report, "nb"), number).values()))
            )
        except KeyError:
            break
    return {
        "html": html(report, "nb").replace("\xa0", " "),
        "md": markdown(report, "nb").replace("\xa0", " "),
        "xlsx": " ".join(sheets),
    }


def others_amounts(folder: Path, year: int, slug: str) -> set[Decimal]:
    """What others bear by keys that are no fixed amounts, and that is nothing else."""
    books = books_in(folder)
    name = books.settled.agreement.payer(slug).name
    shares = [s for s in statement.shares(list(books.entries), year) if s.share]
    own = {s.amount for s in shares if s.municipality == name}
    of_cooperations = {
        cell.value
        for page in joint(folder, year).pages
        for row in page.economy.rows
        if row.key != "municipal_support"
        for cell in row.cells[:2]
    }
    towns = {m.name for m in books.settled.agreement.municipalities.values()} - {name}
    others = {s.amount for s in shares if s.municipality in towns}
    return others - own - of_cooperations


@pytest.mark.parametrize("slug", OF_2018)
def test_no_figure_of_another_is_in_any_format(slug: str) -> None:
    """All of these cooperations have ``innsyn: egen``, as nothing else is written."""
    found = texts_of(report_for(HOUSE, 2018, slug))
    secret = others_amounts(HOUSE, 2018, slug)
    assert len(secret) >= 10
    for amount in secret:
        shown = show(amount, "nb").replace("\xa0", " ")
        assert shown not in found["html"], amount
        assert shown not in found["md"], amount
        assert str(amount.normalize()) not in found["xlsx"].split(), amount


def test_claims_payments_and_funds_are_its_own() -> None:
    """Vik of Fjordene; the amounts are those of ``settled_books``."""
    found = texts_of(report_for(MADE / "settled_books", 2024, "vik"))
    for text in (found["html"], found["md"]):
        for own in ("296 250,15", "56 250,15", "nes-2024-0008", "5 000,00"):
            assert own in text, own
        for other in (
            "493 750,25",
            "197 500,10",
            "157 500,10",
            "nes-2024-0001",
            ">7 500,00",
            "| 7 500,00 |",
        ):
            assert other not in text, other
        assert "Samarbeidets resultat" not in text, "it is of what all pay"
    first = report_for(MADE / "settled_books", 2024, "vik").summary.sentences
    assert [str(text).replace("\xa0", " ") for text in first] == [
        (
            "Vik skal betale 296 250,15 kr for 2024, og bærer 20 000,00 kr selv som"
            " vert. Per 15.03.2025 er 56 250,15 kr krevd og ikke betalt; alt har"
            " forfalt."
        ),
    ]


def test_what_is_common_is_shown_and_what_is_owed_is_not(tmp_path: Path) -> None:
    """With ``innsyn: felles`` the others' shares are told, and never what they owe."""
    shutil.copytree(MADE / "settled_books", tmp_path / "books")
    rules = tmp_path / "books" / "allocation_rules.yaml"
    text = rules.read_text("utf-8")
    line = re.search(r"^( +)kind: cooperation$", text, re.MULTILINE)
    assert line is not None
    common = f"{line[0]}\n{line[1]}innsyn: felles"
    rules.write_text(text.replace(line[0], common), "utf-8")
    books = load_books(tmp_path / "books" / "ledger" / "main.beancount")
    assert not books.errors
    payer = books.settled.agreement.payer("vik")
    report, _ = build_report_for(books, payer, 2024)
    found = texts_of(report)
    for text in (found["html"], found["md"]):
        assert "493 750,25" in text
        assert "157 500,10" not in text, "what Strand has paid"
        assert "nes-2024-0001" not in text
    (page, _) = report.pages
    left = [row["accounts"].value for row in economy(page, "control")]
    assert left == [Decimal("-10000.00")]


BATCH = """
2018-04-01 * "Banken" "Lønn til ansatt i Nordvik" #hemmelig
  bilag: "77"
  Assets:Bank                        300.00 NOK
  Assets:Fordringer:Nordvik:IKT     -100.00 NOK
  Assets:Fordringer:Midvik:IKT      -200.00 NOK
"""
HOURS = """
2018-12-31 custom "kontrollsum" "ikt" "egeninnsats" "regnskap" 130.50 TIMER
2018-01-01 open Equity:Memo:Motpost
2018-01-01 open Equity:Memo:IKT:Egeninnsats:Midvik
2018-01-01 open Equity:Memo:IKT:Egeninnsats:Nordvik

2018-06-30 * "Timer i prosjektgruppa"
  Equity:Memo:IKT:Egeninnsats:Nordvik  -70.25 TIMER
  Equity:Memo:IKT:Egeninnsats:Midvik   -60.25 TIMER
  Equity:Memo:Motpost
"""
WRITTEN = "samarbeid: ikt\naar: 2018\n\n## Kommentarer\n\nNordvik skylder 123,45.\n"


@pytest.mark.parametrize("innsyn", ["egen", "felles"])
def test_what_is_written_of_others_is_not_told(tmp_path: Path, innsyn: str) -> None:
    """An effect, a voucher, a text and a payment that name Nordvik; Midvik reads."""
    text = rules(version(claims=ASSUMED), innsyn=innsyn)
    folder = Folder(tmp_path).write(
        text, chart(), cost("2018-03-01", "100000.01"), BATCH
    )
    words = tmp_path / "ledger" / "2018" / "tekst"
    words.mkdir(parents=True)
    (words / "ikt.md").write_text(WRITTEN, "utf-8")
    loaded = folder.load()
    payer = loaded.settled.agreement.payer("midvik")
    report, _ = build_report_for(loaded, payer, 2018)
    for text in texts_of(report).values():
        for secret in (
            "ville Nordvik betalt",
            "17,17",
            "ansatt i Nordvik",
            "hemmelig",
            "100,00 kr",
        ):
            assert secret not in text, secret
    page = html(report, "nb").replace("\xa0", " ")
    assert "30 000,00" in page
    assert ("50 000,01" in page) == (innsyn == "felles")
    assert ("123,45" in page) == (innsyn == "felles")
    assert ("Står i den samlede rapporten." in page) == (innsyn == "egen")


@pytest.mark.parametrize("innsyn", ["egen", "felles"])
def test_the_hours_of_another_are_not_told(tmp_path: Path, innsyn: str) -> None:
    """Nordvik has put in 70.25 hours, and Midvik 60.25; Midvik reads."""
    text = rules(version(claims=ASSUMED), innsyn=innsyn)
    folder = Folder(tmp_path).write(
        text, chart(), HOURS, cost("2018-03-01", "100000.01")
    )
    loaded = folder.load()
    payer = loaded.settled.agreement.payer("midvik")
    report, _ = build_report_for(loaded, payer, 2018)
    for form, told in texts_of(report).items():
        own, other = ("60.25", "70.25") if form == "xlsx" else ("60,25", "70,25")
        assert own in told
        assert (other in told) == (innsyn == "felles"), form
        assert "oppgitt sum er" not in told, "it is of what all have put in"


def test_what_all_have_put_in_together_is_told() -> None:
    """It is no other member's: the six municipalities, and a school beside them."""
    told = markdown(report_for(HOUSE, 2018, "nordreisa"), "nb").replace("\xa0", " ")
    assert "Egeninnsats: Kommunene samlet" in told
    assert "Egeninnsats: Nord-Troms videregående skole" in told


def test_only_what_it_takes_part_in_is_there() -> None:
    """Lyngen is in neither IKT nor the veterinary service."""
    slugs = {page.slug for page in report_for(HOUSE, 2018, "lyngen").pages}
    assert {"innkjop", "skogbruk", "skadefelling"} <= slugs
    assert not slugs & {"ikt", "kommuneveterinaer", "jordmortjenesten"}
    report = report_for(HOUSE, 2018, "lyngen")
    assert {f.cooperation for f in report.findings} <= slugs
    assert "IKT-samarbeidet" not in html(report, "nb")
    rules = {finding.rule for finding in report.findings}
    assert rules
    assert not rules & {"antakelse", "finansiering"}, "they are of what all pay"


def test_the_first_page_is_what_it_pays_and_what_it_bears_as_host() -> None:
    """By hand: 1 653 985.93 less Nordreisa's own 45 % of 946 040.00."""
    summary = report_for(HOUSE, 2018, "nordreisa").summary
    assert [str(text).replace("\xa0", " ") for text in summary.sentences] == [
        (
            "Nordreisa skal betale 1 228 267,93 kr for 2018, og bærer 425 718,00 kr"
            " selv som vert."
        ),
        "Andelene er 334,54 kr per innbygger.",
    ]
    assert [h.cell.value for h in summary.figures] == [
        Decimal("1228267.93"),
        Decimal("425718.00"),
        Decimal("1653985.93"),
    ]


def test_what_falls_due_later_is_no_claim_now() -> None:
    """Those outside pay 45.8 % of 127 000 when the project ends; a payer, no town."""
    summary = report_for(HOUSE, 2018, "eksterne").summary
    (answer,) = summary.sentences
    assert answer.replace("\xa0", " ") == (
        "Eksterne finansiører skal betale 58 166,00 kr for 2018, som forfaller senere."
    )
    assert [h.cell.value for h in summary.figures] == [0, Decimal("58166.00")]


def test_an_assumption_is_told_for_the_one_it_is_for() -> None:
    """Innkjøp by the other reading: 136 594.44 for Nordreisa, and nobody else."""
    page = next(
        p for p in report_for(HOUSE, 2018, "nordreisa").pages if p.slug == "innkjop"
    )
    (first, *_) = dict(page.assumptions).values()
    assert str(first).replace("\xa0", " ") == (
        "Lest som «60 % likt og 40 % etter folketall» ville Nordreisa betalt 136 594,44"
        " kr i stedet for 154 058,32 kr."
    )


def test_terms_and_statistics_are_those_of_the_year() -> None:
    panels = {p.title: p for p in report_for(HOUSE, 2018, "nordreisa").panels}
    terms = panels["Vilkårene som gjaldt i 2018"]
    titles = [str(row.texts[0]) for row in terms.rows]
    assert titles.count("Innkjøpssamarbeidet") == 2, "the host is another from June"
    people = [
        p for p in report_for(HOUSE, 2018, "nordreisa").panels if "Folketall" in p.title
    ]
    counts = {str(row.texts[0]): row.cells[0] for row in people[0].rows}
    assert counts["Nordreisa"].value == 4944


def test_what_is_other_than_the_year_before_is_told() -> None:
    """Two years of shares: the change is their difference, and why stands beside it."""
    books = load_books(LEDGERS / "payments-come-off-what-is-owed" / SOURCE)
    payer = next(iter(books.settled.agreement.municipalities.values()))
    report, _ = build_report_for(books, payer, 2019)
    (panel,) = [p for p in report.panels if p.title.startswith("Hva som er endret")]
    *lines, total = panel.rows
    for row in lines:
        before, after, change = (cell.value for cell in row.cells)
        assert change == (after or Decimal(0)) - (before or Decimal(0))
        if change:
            assert row.texts[1], "a change has a reason"
    assert (
        sum(row.cells[2].value or Decimal(0) for row in lines) == total.cells[2].value
    )
    told = " ".join(report.summary.sentences)
    assert "enn i 2018." in told
    first, _ = build_report_for(books, payer, 2018)
    assert not [p for p in first.panels if p.title.startswith("Hva som er endret")]


def test_every_format_tells_the_same_figures() -> None:
    report = report_for(HOUSE, 2018, "skjervoy")
    found = texts_of(report)
    reader = PdfReader(io.BytesIO(rendered(report, "pdf", "nb")))
    found["pdf"] = "\n".join(p.extract_text() for p in reader.pages).replace(
        "\xa0", " "
    )
    assert len(reader.pages) < 30
    figures = {
        cell.value
        for panel in (report.summary.table, *report.panels)
        for row in panel.rows
        for cell in row.cells
        if cell.value is not None and cell.state is State.FIGURE
    }
    figures |= {
        cell.value
        for page in report.pages
        for row in economy(page)
        for cell in (row["budget"], row["accounts"], row["variance"])
        if cell.value is not None
    }
    assert len(figures) > 40
    for amount in figures:
        shown = show(amount, "nb").replace("\xa0", " ")
        for form in ("html", "md", "pdf"):
            assert shown in found[form], (form, amount)
        assert str(amount.normalize() + 0) in {
            f"{Decimal(word).normalize() + 0}"
            for word in found["xlsx"].split()
            if re.fullmatch(r"-?\d+(\.\d+)?", word)
        }, amount
    assert "blank, ikke oppgitt" not in found["pdf"]


def test_a_contradiction_ends_its_tables_and_not_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two figures of ours that should be one: what rests on them is missing."""

    def contradicts(*_: object, **__: object) -> None:
        raise ContradictionError("Det som er krevd, og det som er belastet,", {})

    monkeypatch.setattr(one_payer, "statement_of", contradicts)
    books = load_books(LEDGERS / "payments-come-off-what-is-owed" / SOURCE)
    payer = books.settled.agreement.payer("lyngen")
    report, _ = build_report_for(books, payer, 2018)
    assert shares_of(report)
    titles = [panel.title for panel in report.panels]
    assert titles.count("Tabellen mangler") == 2
    assert "Vilkårene som gjaldt i 2018" in titles


def test_links_lead_somewhere_and_places_are_there_once() -> None:
    for folder, year, slug in (
        (HOUSE, 2018, "nordreisa"),
        (MADE / "settled_books", 2024, "vik"),
    ):
        page = Page(html(report_for(folder, year, slug), "nb"))
        assert len(page.ids) == len(set(page.ids))
        targets = {str(a["href"]).removeprefix("#") for a in page.of("a")}
        assert targets <= set(page.ids)
