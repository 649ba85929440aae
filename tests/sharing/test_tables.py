"""A share is told once: the same figure by the same label in every face."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from fellesbok.claims.owned_tables import owned_table
from fellesbok.claims.payer_tables import PayerTables
from fellesbok.claims.payer_year import Seen
from fellesbok.claims.payer_year import statement_of
from fellesbok.cli import main as fellesbok
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix_tables import MatrixTables
from fellesbok.sharing.matrix_tables import without_shares_table
from fellesbok.sharing.statement import Correction
from fellesbok.sharing.statement import Share
from fellesbok.sharing.tables import WITH_PARTS
from fellesbok.sharing.tables import WITHOUT_PARTS
from fellesbok.sharing.tables import corrections_table
from fellesbok.sharing.tables import every_share_table
from fellesbok.sharing.tables import payers_table
from fellesbok.sharing.tables import shares_table
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.text import text_of
from loaded_books import books_in
from pagebook import BOOKS
from pagebook import NBSP
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement
    from fellesbok.tables.values import Table

LATE = LEDGERS / "a-late-voucher-for-a-closed-year-is-a-correction"

JANUARY = Share(
    cooperation="IKT",
    municipality="Lyngen",
    period="2018-01",
    basis=Decimal("300.00"),
    key="1/3",
    share_text="1/3",
    amount=Decimal("100.00"),
    internal=False,
    due="",
    day=date(2018, 1, 31),
)
FEBRUARY = Share(
    cooperation="IKT",
    municipality="Lyngen",
    period="2018-02",
    basis=Decimal("390.00"),
    key="1/3",
    share_text="1/3",
    amount=Decimal("30.00"),
    internal=True,
    due=Text("ved prosjektslutt"),
    day=date(2018, 2, 28),
)
CORRECTION = Correction(
    cooperation="IKT",
    municipality="Lyngen",
    year=2017,
    period="2018-02",
    debit="Assets:Fordringer:Lyngen:IKT",
    credit="Income:Driftsstøtte:IKT:Lyngen",
    before=Decimal("50.00"),
    after=Decimal("65.00"),
    amount=Decimal("15.00"),
    reason="bilag 7, 30,00 kr, er kommet til",
    day=date(2018, 2, 28),
)


def said(*arguments: object) -> str:
    result = CliRunner().invoke(fellesbok, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result.output.replace(NBSP, " ")


def agreed() -> Agreement:
    """What the cooperations of these books are called."""
    return books_in(BOOKS).settled.agreement


def column(rows: list[list[str]], title: str) -> list[str]:
    head, *rest = rows
    return [row[head.index(title)] for row in rest]


def test_basis_and_share_are_of_the_year_so_far_and_the_amount_of_the_period() -> None:
    """By hand: a third of 300 kr, then of 390 kr, of which 100 kr is charged."""
    shown = text_of(
        shares_table([JANUARY, FEBRUARY], agreed()).narrowed(WITHOUT_PARTS), "nb"
    )
    rows = [" ".join(row.split()) for row in shown.splitlines()]
    assert rows[0] == (
        "Samarbeid Betaler Periode Grunnlag hittil i året Nøkkel Andel Prosent Hittil i"
        " året Beløp i perioden Merknad"
    )
    remark = "ved prosjektslutt, intern"
    title = agreed().cooperations["ikt"].title
    assert rows[2:] == [
        f"{title} Lyngen 2018-01 300,00 1/3 1/3 33,33 100,00 100,00",
        f"{title} Lyngen 2018-02 390,00 1/3 1/3 33,33 130,00 30,00 {remark}",
        f"Sum {title} 130,00",
    ]
    english = text_of(shares_table([FEBRUARY], agreed()), "en")
    assert "at the end of the project, internal" in english


def test_a_spreadsheet_can_multiply_a_share_and_takes_no_month_for_a_day() -> None:
    """What is charged and what is corrected add up without a line of sums."""
    table = every_share_table([JANUARY], [CORRECTION]).narrowed(WITH_PARTS)
    assert csv_of(table, "nb") == [
        [
            *("Samarbeid", "Betaler", "Periode", "Grunnlag hittil i året", "Nøkkel"),
            *("Andel: teller", "Andel: nevner", "Hittil i året", "Beløp i perioden"),
            "Merknad",
        ],
        [
            *("IKT", "Lyngen", "2018 01", "300,00", "1\N{FRACTION SLASH}3"),
            *("1", "3", "100,00", "100,00", ""),
        ],
        [
            *("IKT", "Lyngen", "2018 02", *[""] * 5, "15,00"),
            "korreksjon av 2017, Assets:Fordringer:Lyngen:IKT",
        ],
    ]


def test_a_correction_has_its_reason_under_it_in_a_terminal() -> None:
    shown = text_of(corrections_table([CORRECTION], agreed()), "nb", below=("reason",))
    head, _, line, reason = shown.splitlines()
    assert head.split()[-3:] == ["Etter", "Korreksjon", "Konto"]
    assert line.split()[-4:] == ["50,00", "65,00", "15,00", CORRECTION.debit]
    assert reason == "    bilag 7, 30,00 kr, er kommet til"


def tables_of_2018() -> list[Table]:
    """Every table that the subject makes, of these books."""
    books = books_in(BOOKS)
    shared = books.shared
    assert shared is not None
    shares = statement.shares(books.entries)
    agreement = shared.agreement
    matrix = matrix_of(shares, shares, agreement, {})
    make = MatrixTables(matrix, agreement, "2018", 2018)
    first = next(iter(agreement.cooperations.values()))
    seen = Seen(books.entries, books.entries, books.entries, shared)
    found = statement_of(seen, agreement.payer("nordreisa"), 2018, whole_year=True)
    assert found is not None
    make_of_payer = PayerTables(found, "2018")
    return [
        shares_table(shares, agreement),
        every_share_table(shares, []),
        corrections_table([], agreement),
        make.kroner(),
        payers_table(agreement.payers, shares),
        *make_of_payer.owed(),
        *make_of_payer.beside(),
        make.per_inhabitant({payer.slug: Fraction(9) for payer in matrix.payers}, 2018),
        *owned_table(found, agreement, "2018"),
        *without_shares_table([(first, ["derfor"])], "2018"),
    ]


def test_every_column_has_a_name_of_its_own() -> None:
    for table in tables_of_2018():
        names = [column.name for column in table.columns]
        assert all(names)
        assert len(set(names)) == len(names), table.name
        assert len({str(column.title) for column in table.columns}) == len(names)


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """2018 is closed and 30 kr came to it afterwards: 15 kr for each of two."""
    return copy_of_case(LATE, tmp_path / "late")


def test_a_correction_is_the_same_in_terminal_file_and_page(late: Path) -> None:
    text = said("shares", "--books", late)
    assert "Korreksjoner av avsluttede år, kroner" in text
    figures = ["50,00", "65,00", "15,00"]
    labels = ["Før", "Etter", "Korreksjon"]
    terminal = text.splitlines()
    place = terminal.index("Korreksjoner av avsluttede år, kroner")
    assert [n for n in terminal[place + 2].split() if n in labels] == labels
    assert terminal[place + 4].split()[4:7] == figures
    assert "Assets:" not in terminal[place + 4]
    page = reader_of(late).page("Fordeling", time=2019)
    rows = page.rows("Korreksjoner av avsluttede år, kroner")
    assert [column(rows, label)[0] for label in labels] == figures
    assert column(rows, "Konto")[0] == "Assets:Fordringer:Kåfjord:IKT"
    why = column(rows, "Årsak")[0]
    assert "kr på Kostnad: IKT-samarbeidet, er" in why
    assert why in " ".join(text.split())
    links = page.links("Korreksjoner av avsluttede år, kroner")
    assert links["IKT-samarbeidet", "Konto"].asks == {"time": "2019"}
    written = reader_of(late).csv("Fordeling", time=2019)
    head = next(row for row in written if "Korreksjon" in row)
    assert [title for title in head if title in labels] == labels


def test_a_share_is_the_same_in_terminal_file_page_question_and_report(
    tmp_path: Path,
) -> None:
    """Nordreisa bears 865 709,61 kr of IKT in 2018."""
    main = copy_of_books(tmp_path)
    text = said("shares", "--year", "2018", "--books", main)
    (line,) = [r for r in text.splitlines() if r.startswith("IKT") and "Nordreisa" in r]
    assert line.rstrip().endswith("865 709,61")
    written = said("shares", "--year", "2018", "--format", "csv", "--books", main)
    rows = list(csv.reader(io.StringIO(written.lstrip("\ufeff")), delimiter=";"))
    mine = [rows[0], *(row for row in rows if row[:2] == ["IKT", "Nordreisa"])]
    assert column(mine, "Beløp i perioden") == ["865709,61"]
    assert column(mine, "Grunnlag hittil i året") == ["2822000,00"]
    told = json.loads(said("shares", "--format", "json", "--books", main))
    (share,) = [
        row
        for row in told
        if (row["cooperation"], row["municipality"]) == ("IKT", "Nordreisa")
    ]
    assert share == {
        "year": 2018,
        "date": "2018-12-31",
        "cooperation": "IKT",
        "municipality": "Nordreisa",
        "period": "2018",
        "basis": "2822000.00",
        "key": "40/60",
        "share": "974/3175",
        "share_text": "974/3175",
        "share_percent": "30.68",
        "so_far": "865709.61",
        "amount": "865709.61",
        "internal": False,
        "due": None,
        "link": "fordeling-2018-ikt",
        "objections": [],
    }
    asked = said("query", "shares", "--year", "2018", "--books", main)
    assert "grunnlag hittil i året" in asked
    assert "beløp i perioden" in asked
    reader = reader_of(main)
    page = reader.page("Fordeling", time=2018)
    shown = page.table("Andeler per samarbeid og betaler")
    assert shown["IKT-samarbeidet i Nord-Troms"]["Nordreisa"] == "865709,61"
    total = shown["IKT-samarbeidet i Nord-Troms"]["Sum andeler"]
    page = reader.page("Kommuneoppgave", kommune="nordreisa", time=2018)
    owed = page.table("Andeler og betalinger")["IKT-samarbeidet i Nord-Troms"]
    assert owed["Grunnlag hittil i året"] == "2822000,00"
    assert owed["Beløp i perioden"] == "865709,61"
    paper = tmp_path / "rapport.md"
    said("report", "2018", "--format", "md", "--output", paper, "--books", main)
    report = paper.read_text("utf-8").replace(NBSP, "")
    (head,) = [r for r in report.splitlines() if "Sum andeler" in r]
    heads = [cell.strip() for cell in head.strip("|").split("|")]
    (row,) = [
        [cell.strip() for cell in r.strip("|").split("|")]
        for r in report.partition(head)[2].partition("\n\n")[0].splitlines()
        if "IKT-samarbeidet" in r
    ]
    assert row[heads.index("Nordreisa")] == "865709,61"
    assert row[heads.index("Sum andeler")] == total


def test_what_of_the_sum_is_no_claim_now_has_one_label(tmp_path: Path) -> None:
    """Nordreisa is host of the vets: 425 718,00 kr is its own."""
    main = copy_of_books(tmp_path)
    page = reader_of(main).page("Kommuneoppgave", kommune="nordreisa", time=2018)
    found = page.table("Andeler og betalinger")
    paper = tmp_path / "rapport.md"
    said("report", "2018", "--format", "md", "--output", paper, "--books", main)
    report = paper.read_text("utf-8").replace(NBSP, "").splitlines()
    heads_of = ("Egen andel som vert", "Andeler i alt", "Å betale for perioden")
    head = next(r for r in report if all(label in r for label in heads_of))
    below = report[report.index(head) :]
    row = next(r for r in below if r.startswith("| Nordreisa |"))
    heads, cells = ([c.strip() for c in r.strip("|").split("|")] for r in (head, row))
    told = dict(zip(heads, cells, strict=True))
    for label, amount in (
        ("Egen andel som vert", "425718,00"),
        ("Å betale for perioden", "1228267,93"),
    ):
        assert found[label]["Beløp i perioden"] == told[label] == amount
    choice = reader_of(main).page("Kommuneoppgave", time=2018)
    of_all = choice.table("Velg hvem oppgaven gjelder")["Nordreisa"]
    assert of_all["Andeler i alt"] == told["Andeler i alt"] == "1653985,93"
