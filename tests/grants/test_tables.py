"""The figures of a grant are told once: the same words and amounts in every face."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.books import load_books
from fellesbok.cli import main as command
from fellesbok.grants import detail_tables
from fellesbok.grants import tables
from fellesbok.grants.records import grants_on
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report import build_report
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.values import Column
from labels import assert_one_label_each
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.grants.records import GrantOnDay
    from fellesbok.grants.standing import GrantYear
    from fellesbok.tables.values import Table

HOME, SLUG = "Trygg hjemme", "velferd-staten"
END = date(2018, 12, 31)

# By hand: 430 000 and 310 000 kr are earned and 400 000 kr has come, of 900 000 kr; the
# cap is 75 % of those.
STANDS = {
    "Tilsagn hittil": "900000,00",
    "Opptjent hittil": "740000,00",
    "Mottatt hittil": "400000,00",
    "Tilskudd til gode": "340000,00",
    "Ubrukt": "0,00",
    "Igjen": "160000,00",
    "Tak før sluttrapport": "675000,00",
    "Opptjent over taket": "65000,00",
}


@pytest.fixture(scope="module")
def every_table(seen_books: Path) -> list[Table]:
    """Every table of these grants."""
    books = load_books(seen_books)
    assert books.shared is not None
    agreement = books.shared.agreement
    rows = grants_on(books.entries, agreement, END)
    return [
        tables.overview_table(rows, END),
        tables.every_year_table(_years(rows), agreement),
        *detail_tables.warnings_table(rows),
        *(table for row in rows for table in tables.years_table(row, agreement)),
        *(tables.figures_table(row.years, row.stand, agreement) for row in rows),
        *(deadlines_table(row.dues, agreement, END) for row in rows),
        *(table for row in rows for table in detail_tables.drawings_table(row)),
        *(detail_tables.terms_table(row) for row in rows),
    ]


def _years(rows: list[GrantOnDay]) -> list[GrantYear]:
    return [year for row in rows for year in row.years]


def run(*arguments: str, books: Path) -> str:
    """What the command says, without grouping."""
    result = CliRunner().invoke(command, [*arguments, "--books", str(books)])
    assert result.exit_code == 0, result.output
    return result.output.replace(NBSP, " ")


def lines(text: str) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


# One label ----------------------------------------------------------------------------


def test_every_column_has_a_name_and_a_name_has_one_label(
    every_table: list[Table],
) -> None:
    assert_one_label_each(every_table)


def test_a_label_says_the_same_in_english() -> None:
    heads = [*tables.OF_YEAR.values(), *tables.SO_FAR.values()]
    said = {column.name: say(column.title, "en") for column in heads}
    assert said["earned_in_year"] == "Earned in the year"
    assert said["earned_so_far"] == "Earned so far"
    assert said["receivable"] == "Receivable"
    assert len(set(said.values())) == len(said) == len(heads)


def test_columns_are_made_once() -> None:
    found = [
        value
        for room in (tables, detail_tables)
        for value in vars(room).values()
        if isinstance(value, Column)
    ]
    found += [*tables.OF_YEAR.values(), *tables.SO_FAR.values()]
    by_name: dict[str, Column] = {}
    for column in found:
        assert by_name.setdefault(column.name, column) is column


# Every face ---------------------------------------------------------------------------


def test_the_page_and_its_files(accountant: Reader) -> None:
    row = accountant.page("Tilskudd", time=2018).table("Tilskuddene per")[HOME]
    assert {label: row[label] for label in STANDS} == STANDS
    rows = accountant.csv("Tilskudd", time=2018)
    first = next(n for n, cells in enumerate(rows) if "Giver" in cells)
    head, line = rows[first : first + 2]
    told = dict(zip(head, line, strict=True))
    assert {label: told[label] for label in STANDS} == STANDS


def test_the_command_as_a_spreadsheet_reads_it(seen_books: Path) -> None:
    head, *rest = lines(run("grants", "2018", "--format", "csv", books=seen_books))
    (line,) = [line for line in rest if line[1] == HOME]
    told = dict(zip(head, line, strict=True))
    assert {label: told[label] for label in STANDS} == STANDS
    assert (told["Opptjent i året"], told["Mottatt i året"]) == (
        "740000,00",
        "400000,00",
    )
    assert told["Overført fra året før"] == ""
    (line,) = [line for line in rest if line[1] != HOME]
    told = dict(zip(head, line, strict=True))
    assert (told["Tilsagn hittil"], told["Tak før sluttrapport"]) == (
        "ikke oppgitt",
        "",
    )


def test_the_command_in_a_terminal(seen_books: Path) -> None:
    shown = run("grants", "2018", books=seen_books)
    block = shown[shown.index(f"{HOME} [") :].partition("\n\n")[0].splitlines()
    figures = {line[:20].strip(): line[20:].split("  ") for line in block}
    assert "Hittil, 31.12.2018" in shown
    for label, amount in STANDS.items():
        (last,) = figures[label.removesuffix(" hittil")][-1:]
        assert last.strip().replace(" ", "") == amount, label
    assert "Tilskudd til gode er opptjent og ikke kommet" in " ".join(shown.split())


def test_the_report(seen_books: Path) -> None:
    books = load_books(seen_books)
    assert books.shared is not None
    made, _ = build_report(books, books.shared, 2018, END)
    (panel,) = [
        panel
        for page in made.pages
        for panel in page.panels
        if panel.anchor == f"tilskudd-{SLUG}"
    ]
    found = {str(row.texts[0]): row.cells[-1] for row in panel.rows}
    for label, amount in STANDS.items():
        cell = found[label.removesuffix(" hittil")]
        assert cell.value is not None
        assert show(cell.value, "nb").replace(NBSP, "") == amount
        assert cell.href.startswith("linje-velferd-")
    assert tables.MEANING in panel.notes


def test_the_question(seen_books: Path) -> None:
    folder = seen_books.parents[1] / "queries"
    shutil.copytree(LEDGERS.parents[1] / "queries", folder, dirs_exist_ok=True)
    text = run("query", "grant-clock", "--format", "csv", books=seen_books)
    head, *rest = lines(text)
    (line,) = [line for line in rest if HOME in line]
    told = dict(zip(head, line, strict=True))
    for label, amount in STANDS.items():
        assert told[label.lower()].replace(".", ",") == amount


def test_figures_lead_to_what_they_rest_on(accountant: Reader) -> None:
    page = accountant.page("Tilskudd", time=2018)
    assert page.links("Tilskuddene per")[HOME, "Tilskudd til gode"] == Link(
        "extension/Tilskudd", {"tilskudd": SLUG, "time": "2018"}
    )
    one = accountant.page("Tilskudd", tilskudd=SLUG, time=2018)
    assert one.links("År for år")["2018", "Opptjent i året"] == Link(
        "account/Assets:Tilskudd:Velferd:Staten", {"time": "2018"}
    )


def test_no_heading_of_a_file_is_lost_on_the_page(
    accountant: Reader, every_table: list[Table]
) -> None:
    """The command's columns that the page of one grant has not, stand with all."""
    of_one = accountant.page("Tilskudd", tilskudd=SLUG, time=2018).rows("År for år")[0]
    of_all = accountant.page("Tilskudd", time=2018).rows("Tilskuddene per")[0]
    (every,) = [t for t in every_table if "commodity" in {c.name for c in t.columns}]
    left = {str(column.title) for column in every.columns} - {*of_one, *of_all}
    assert left == {
        "Enhet",
        "Til rådighet hittil",
        "Tak etter satsen",
        "Opptjent over satsen",
        # Nothing in these books says what of a grant was carried over.
        "Overført fra året før",
        "Nytt i året",
    }
    assert csv_text(csv_of(every, "nb")).count("\r\n") == 1 + len(every.lines)


# What was lost ------------------------------------------------------------------------

SOON = """
    conditions:
      deadlines:
        - {date: 2018-12-31, text: Rapport}
"""


def books_with(folder: Path, terms: str, promised: str) -> Path:
    """Books in which one grant has terms and nothing is drawn of it."""
    case = LEDGERS / "unused-money-of-a-grant-stands-on-a-restricted-fund"
    rules = (case / "rules.yaml").read_text(encoding="utf-8")
    kept = "commitments: [{amount: 1000, date: 2018-01-01, source: Brevet}]"
    assert kept in rules
    (folder / "rules.yaml").write_text(
        rules.replace(kept, f"commitments: {promised}").rstrip() + terms,
        encoding="utf-8",
    )
    source = (case / "source.beancount").read_text(encoding="utf-8")
    main = folder / "main.beancount"
    end = source.index("\n2018-03-01")
    cost = '\n2018-03-01 * "Kostnad"\n  Expenses:IKT  400.00 NOK\n  Assets:Bank\n'
    main.write_text(source[:end] + cost, encoding="utf-8")
    return main


def test_what_is_urgent_is_told_of_a_grant_without_figures(tmp_path: Path) -> None:
    """«Ingen tilskudd.» was all that was said of it."""
    main = books_with(tmp_path, SOON, "not_stated")
    shown = run("grants", "2018", "--on", "2018-12-21", books=main)
    assert "Velferd [velferd]" in shown
    block = [line.split("  ") for line in shown.splitlines()]
    told = {words[0]: words[-1].strip() for words in block}
    assert told["Mottatt"] == "ikke oppgitt"
    assert "! Rapport: fristen er 31.12.2018, om 10 dager." in shown
    assert "1 varsler, sett fra 21.12.2018." in shown


def test_a_deadline_is_the_next_one_on_its_own_day(tmp_path: Path) -> None:
    """The question skipped it on 31 December; the page had 0 days left."""
    main = books_with(
        tmp_path, SOON, "[{amount: 1000, date: 2018-01-01, source: Brevet}]"
    )
    books = load_books(main)
    assert books.shared is not None
    (row,) = grants_on(books.entries, books.shared.agreement, END)
    assert row.next_due is not None
    assert row.next_due.day == END
    shutil.copytree(LEDGERS.parents[1] / "queries", tmp_path / "queries")
    head, line = lines(run("query", "grant-clock", "--format", "csv", books=main))
    assert dict(zip(head, line, strict=True))["neste frist"] == "2018-12-31"


def test_what_is_urgent_is_in_the_report_without_figures_too(tmp_path: Path) -> None:
    """1 000 kr of own money were asked for by 30 June, and nothing is drawn."""
    terms = """
    period: {to: 2018-06-30}
    conditions:
      own_financing: {amount: 1000, kind: in_kind}
"""
    main = books_with(tmp_path, terms, "not_stated")
    books = load_books(main)
    assert books.shared is not None
    made, _ = build_report(books, books.shared, 2018, END)
    panels = [panel for page in made.pages for panel in page.panels]
    (panel,) = [panel for panel in panels if panel.anchor == "tilskudd-velferd"]
    told = {str(row.texts[0]): row.cells[0].words for row in panel.rows}
    labels = ("Opptjent", "Mottatt", "Tilskudd til gode", "Ubrukt")
    assert told == dict.fromkeys(labels, "ikke oppgitt")
    assert any("1 000,00 kr" in remark.replace(NBSP, " ") for remark in panel.remarks)


CAPPED = """
    conditions:
      paid_before_final_report: {terms}
      final_report: {{due: 2018-12-01{delivered}}}
"""


def on_the_last_day(folder: Path, terms: str, promised: str) -> GrantOnDay:
    """The one grant of books with these terms, at the end of 2018."""
    books = load_books(books_with(folder, terms, promised))
    assert books.shared is not None
    (row,) = grants_on(books.entries, books.shared.agreement, END)
    return row


@pytest.mark.parametrize(
    ("promised", "delivered", "cap"),
    [
        ("[{amount: 1000, date: 2018-01-01, source: Brevet}]", "", Decimal(500)),
        ("not_stated", "", "ikke oppgitt"),
        (
            "[{amount: 1000, date: 2018-01-01, source: Brevet}]",
            ", delivered: 2018-11-15",
            None,
        ),
    ],
)
def test_a_cap_of_what_nobody_states_is_not_stated_and_one_that_is_over_is_blank(
    tmp_path: Path, promised: str, delivered: str, cap: object
) -> None:
    """Half of 1 000 kr, of an amount not stated, and none after the final report."""
    terms = CAPPED.format(terms="{rate: 50 %}", delivered=delivered)
    row = on_the_last_day(tmp_path, terms, promised)
    table = tables.overview_table([row], END)
    names = [column.name for column in table.columns]
    assert table.lines[0].cells[names.index("cap")].value == cap


def test_the_terms_tell_the_promise_and_the_cap_as_they_are_stated(
    tmp_path: Path,
) -> None:
    """A promise without a date, and a cap of which rate and amount say two things."""
    terms = CAPPED.format(terms="{rate: 50 %, amount: 450}", delivered="")
    row = on_the_last_day(tmp_path, terms, "[{amount: 1000, source: Brev 7}]")
    told = [
        [str(cell.value).replace(NBSP, " ") for cell in line.cells]
        for line in detail_tables.terms_table(row).lines
    ]
    assert told[1:4] == [
        ["Tilsagn", "1 000,00 kr, uten oppgitt dato", "Brev 7"],
        ["Tak før sluttrapport, sats", "50 % av tilsagnet", "Brevet"],
        ["Tak før sluttrapport, beløp", "450,00 kr", "Brevet"],
    ]
