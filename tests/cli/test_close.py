"""The command that closes a year asks, and refuses what is not in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook import load
from claimbook import Folder
from claimbook import cost
from closed_books import books as books  # noqa: PLC0414 -- a fixture
from closed_books import run
from compared_books import compared_books

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dry_run_and_a_no_write_nothing(books: Path) -> None:
    files = {path: path.read_bytes() for path in books.rglob("*") if path.is_file()}
    for more in (["--dry-run"], []):
        code, said = run("close", "2018", "--books", str(books), *more, answer="n\n")
        assert code == 0
        assert "2 822 000,00 kr fordelt i 5 linjer, 4 bilag." in said.replace(
            "\xa0", " "
        )
        assert "Ingenting er skrevet" in said
    assert files == {p: p.read_bytes() for p in books.rglob("*") if p.is_file()}


def test_books_with_errors_and_unknown_cooperations_are_not_closed(books: Path) -> None:
    wrong = ("close", "2018", "--books", str(books), "--cooperation", "ITK", "--yes")
    assert "Ukjent samarbeid «ITK»" in run(*wrong)[1]
    with (books / "ledger" / "2018" / "ikt.beancount").open("a") as file:
        file.write("\n2018-12-31 balance Expenses:IKT 1.00 NOK\n")
    code, said = run("close", "2018", "--books", str(books), "--yes")
    assert code == 1
    assert "Rett feilene før året avsluttes." in said


def test_the_date_of_a_closing_can_be_told(books: Path) -> None:
    day = ("--date", "2019-02-15", "--yes")
    assert run("close", "2018", "--books", str(books), *day)[0] == 0
    written = "".join(
        path.read_text(encoding="utf-8")
        for path in (books / "ledger" / "avsluttet").iterdir()
    )
    assert '2019-02-15 custom "avsluttet" "ikt" 2018' in written
    assert not load(books / "ledger" / "main.beancount").errors


def test_a_year_that_cannot_be_shared_stops_itself_alone(tmp_path: Path) -> None:
    """2019 has no inhabitants yet for IKT: 2018 is closed, and Barnevern's 2019."""
    books = compared_books(
        tmp_path,
        cost("2019-02-01", "500.00"),
        cost("2019-02-01", "300.00", "Barnevern"),
    )
    done = books.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
    before = books.files()
    done = books.run("close", "2019", "--yes")
    assert done.exit_code == 1
    assert (
        "IKT-samarbeidet 2019 avsluttes ikke før feilen i allocation_rules.yaml:31 er"
        " rettet. Andre samarbeid avsluttes hver for seg: --cooperation."
    ) in done.output
    assert books.files() == before
    done = books.run("close", "2019", "--cooperation", "Barnevernet", "--yes")
    assert done.exit_code == 0, done.output
    known = Folder(tmp_path, ("IKT-samarbeidet 2019 kan ikke fordeles",))
    assert {(c.cooperation.slug, c.year) for c in known.shared().closed} == {
        ("ikt", 2018),
        ("barnevern", 2018),
        ("barnevern", 2019),
    }
