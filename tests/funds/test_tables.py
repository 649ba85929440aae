"""A fund's figures: one label and one sign, in terminal, file, page and report.

Viltlag in 2025: the owners have 15 000 kr; 12 000 are used, and Strand gets its 500.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import TEXT
from fellesbok.funds import tables
from fellesbok.funds.history import FundYear
from fellesbok.funds.records import OwnedFund
from fellesbok.funds.records import owned_funds
from fellesbok.report import build_report
from fellesbok.sharing.by_year_tables import YEAR
from labels import assert_one_name_each
from pagebook import NBSP
from pagebook import Link
from pagebook import reader_of
from pagebook import with_pages
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from pagebook import Reader

REGION = MADE / "settled_books"
HEADS = ["Inngående", "Brukt", "Utbetalt", "Utgående"]
STRAND = ["2500,00", "-2000,00", "-500,00", "0,00"]
OWNERS = "Eierne av fondet"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of the region, with our pages."""
    folder = tmp_path_factory.mktemp("settled") / "books"
    shutil.copytree(REGION, folder)
    return with_pages(folder / "ledger" / "main.beancount")


@pytest.fixture(scope="module")
def reader(books: Path) -> Reader:
    """Who reads the pages."""
    return reader_of(books)


def run(books: Path, *arguments: str) -> str:
    """What the command tells, without grouping."""
    command = ["funds", *arguments, "--books", str(books)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.stdout.replace(NBSP, "")


def test_the_terminal_tells_them(books: Path) -> None:
    title, head, _, *lines, note = run(books, "2025").splitlines()
    assert title.startswith(f"{OWNERS} til ")
    assert head.split() == ["År", "Eier", *HEADS]
    assert ["2025", "Strand", *STRAND] in [line.split() for line in lines]
    assert [line.split()[1] for line in lines] == ["Nes", "Vik", "Strand", "Sum"]
    assert note.startswith("Eiernes deler er til sammen ")
    assert note.endswith(" kr. Det er saldoen på fondets konto.")


def test_a_spreadsheet_gets_them_with_every_column(books: Path) -> None:
    text = run(books, "2025", "--format", "csv").removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == [
        *("År", "Samarbeid", "Eier", "Inngående", "Avsatt", "Innbetalt", "Brukt"),
        *("Overført", "Utbetalt", "Ført for hånd", "Utgående"),
    ]
    (strand,) = [dict(zip(head, row, strict=True)) for row in rows if "Strand" in row]
    assert [strand[name] for name in HEADS] == STRAND
    assert len(rows) == 3, "a line an owner, and no sum"


def test_a_program_gets_the_records(books: Path) -> None:
    told = json.loads(run(books, "2025", "--format", "json"))
    (strand,) = [row for row in told if row["payer"] == "Strand"]
    assert (strand["used"], strand["paid_out"]) == ("2000.00", "500.00")
    names = ["cooperation", "payer", "municipality", "year"]
    assert list(strand) == [*names, *tables.AMOUNTS]


def test_the_page_tells_them_and_where_each_is_from(reader: Reader) -> None:
    page = reader.page("Fond", samarbeid="viltlag", time=2025)
    head, *lines = page.rows(OWNERS)
    found = [dict(zip(head, line, strict=True)) for line in lines]
    (strand,) = [
        row for row in found if row["Eier"] == "Strand" and row["År"] == "2025"
    ]
    assert [strand[name] for name in HEADS] == STRAND
    links = page.links(OWNERS)
    assert links["2025", "Utbetalt"] == Link(
        "account/Liabilities:Fond:Viltlag", {"time": "2025"}
    ), "the last line of the year is its sum"
    moved = page.rows("Bevegelser på fondet")
    assert moved[0] == ["Dato", "Eier", "Tekst", "Beløp"]
    assert {row[1] for row in moved[1:]} == {"Nes", "Vik", "Strand"}


def test_the_report_tells_them_and_where_each_is_from(books: Path) -> None:
    loaded = load_books(books)
    assert loaded.shared is not None
    made, _ = build_report(loaded, loaded.shared, 2025)
    (page,) = [page for page in made.pages if page.slug == "viltlag"]
    (panel,) = [panel for panel in page.panels if panel.anchor == "fond-viltlag"]
    assert (panel.texts, panel.figures) == (("Eier",), tuple(HEADS))
    (strand,) = [row for row in panel.rows if row.texts == ("Strand",)]
    assert [f"{cell.value}".replace(".", ",") for cell in strand.cells] == STRAND
    (anchor,) = {cell.href for cell in strand.cells}
    (group,) = [group for group in page.sources if group.anchor == anchor]
    assert [source.amount for source in group.sources] == [-2000, -500]
    assert panel.rows[-1].role == "total"
    assert panel.notes[0].endswith("Det er saldoen på fondets konto.")


def test_each_column_has_one_name() -> None:
    columns = (
        *(YEAR, tables.COOPERATION, tables.OWNER, DAY),
        *(TEXT, AMOUNT, *tables.AMOUNTS.values()),
    )
    assert_one_name_each(columns)


def owner(closing: str) -> OwnedFund:
    """Lyngen had 100 and used 40."""
    year = FundYear(
        cooperation="IKT",
        payer="Lyngen",
        municipality="Lyngen",
        year=2019,
        opening=Decimal(100),
        set_aside=Decimal(0),
        paid_in=Decimal(0),
        used=Decimal(40),
        transferred=Decimal(0),
        paid_out=Decimal(0),
        booked=Decimal(0),
        closing=Decimal(closing),
    )
    return OwnedFund("ikt", "IKT", "Liabilities:Fond:IKT", (year,), Decimal(70), ())


def test_amounts_that_do_not_add_up_across_are_a_contradiction() -> None:
    with pytest.raises(ContradictionError, match="Bevegelsene"):
        tables.owners_table(owner("59"))


def test_what_no_owner_has_is_told() -> None:
    """The account holds 70 and the owner 60; who owns a part is told no such thing."""
    told = tables.owners_table(owner("60")).note
    assert told.endswith("er 70,00 kr. 10,00 kr har ingen eier.")
    part = tables.owners_table(owner("60"), is_whole=False).note
    assert part == tables.PART


def test_what_is_booked_without_an_owner_is_told_as_such(tmp_path: Path) -> None:
    """It is an error in the books: 5 kr stand on the fund, and no owner has them."""
    shutil.copytree(REGION, tmp_path / "books")
    more = tmp_path / "books" / "ledger" / "main.beancount"
    with more.open("a", encoding="utf-8") as file:
        file.write(
            "\n2024-01-01 open Liabilities:Fond:Viltlag\n"
            "2024-01-01 open Assets:Gave\n\n"
            '2025-02-01 * "Gave, uten eier"\n'
            "  Assets:Gave                5.00 NOK\n"
            "  Liabilities:Fond:Viltlag  -5.00 NOK\n"
        )
    loaded = load_books(more)
    assert loaded.shared is not None
    (fund,) = owned_funds(loaded.entries, loaded.shared.agreement, 2025)
    assert tables.owners_table(fund).note.endswith("5,00 kr har ingen eier.")


def test_a_fund_that_no_agreement_knows_is_not_lost(tmp_path: Path) -> None:
    """It is an error in the books, and its money is there."""
    shutil.copytree(REGION, tmp_path / "books")
    more = tmp_path / "books" / "ledger" / "main.beancount"
    with more.open("a", encoding="utf-8") as file:
        file.write(
            "\n2024-01-01 open Liabilities:Fond:Ukjent:Nes\n\n"
            '2025-02-01 * "Uten avtale"\n'
            "  Liabilities:Fond:Ukjent:Nes  -5.00 NOK\n"
            "  Liabilities:Fond:Viltlag:Nes  5.00 NOK\n"
        )
    loaded = load_books(more)
    assert loaded.shared is not None
    known, unknown = owned_funds(loaded.entries, loaded.shared.agreement, 2025)
    assert (known.slug, unknown.slug, unknown.title) == ("viltlag", "", "Ukjent")
    assert unknown.balance == unknown.owned == 5
