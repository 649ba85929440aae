"""What would be booked, as an accountant reads it before she says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bank_documents import Paid
from bank_documents import statement
from fellesbok_importers.intake.commands import import_command
from intake_books import document
from intake_books import make_books
from intake_runs import run
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import saved

if TYPE_CHECKING:
    from pathlib import Path


def shown(main: Path, path: Path) -> list[str]:
    """The new entries of a document, a line each."""
    done = run(import_command, main, "--dry-run", path)
    assert done.exit_code == 0, done.output
    lines = done.output.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    return [line.strip() for line in lines if line.startswith("  + ")]


def test_money_in_and_money_out_are_told_apart(main: Path) -> None:
    """A payment of 1 000 kr that comes, and 250,50 kr that is paid to a supplier."""
    found = saved(
        main,
        statement(
            Paid("1000.00", reference="1", text="Inn"),
            Paid("-250.50", reference="2", text="Ut", name="Datahuset"),
            opening="300.00",
        ),
    )
    new = [line for line in shown(main, found) if "Inn" in line or "Ut" in line]
    assert [line.rpartition(": ")[2] for line in new[-2:]] == ["1 000,00", "-250,50"]


def test_a_voucher_that_reduces_a_cost_is_below_zero(tmp_path: Path) -> None:
    """A credit note from a supplier among the vouchers."""
    main = make_books(tmp_path)
    rows = (
        "1;14.3.2018;120;155;120;;Lisenser;1 000,00\n"
        "2;20.3.2018;120;155;120;;Lisenser, kreditnota;-400,00\n"
    )
    new = shown(main, document(tmp_path, rows))
    assert [line.rpartition(": ")[2] for line in new] == ["1 000,00", "-400,00"]
