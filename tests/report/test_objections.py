"""What is objected to of a cooperation's shares stands below them in the report."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from objected_books import OBJECTED
from objected_books import VOUCHER
from objected_books import claimed
from objected_books import corrected

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def report(folder: Folder, form: str, *more: str) -> bytes:
    """The report of a year, as a file of that form."""
    file = folder.path / f"rapport.{form}"
    command = ("report", *more, "--format", form, "--output", str(file))
    done = folder.run(*command)
    assert done.exit_code == 0, done.output
    return file.read_bytes()


def words(folder: Folder, *more: str) -> str:
    return report(folder, "md", *more).decode()


def test_the_joint_report_tells_them_below_the_shares(tmp_path: Path) -> None:
    """Once each, and with what became of them; before what is claimed."""
    text = words(claimed(tmp_path).add(OBJECTED).add(VOUCHER), "2018")
    assert text.count("Innsigelser, kroner") == 1
    assert text.count("Gjelder skolen") == 1
    assert text.count("Lisensene gjelder Nordvik alene") == 1
    below = text.split("Innsigelser, kroner")[1]
    assert "åpen, frist 01.03.2018" in below
    assert "Krav og oppgjør" in below


def test_nothing_is_told_where_nobody_objects(tmp_path: Path) -> None:
    assert "Innsigelser" not in words(claimed(tmp_path), "2018")


def test_the_report_tells_them_beside_what_corrects_a_closed_year(
    tmp_path: Path,
) -> None:
    """In the report of either year."""
    more = '\n2019-01-31 * "Kostnad"\n  bilag: "C-1"\n'
    more += "  Expenses:IKT 10.00 NOK\n  Assets:Bank\n"
    folder = corrected(tmp_path, more)
    for year in ("2018", "2019"):
        assert "Det sene bilaget gjelder Sørvik alene" in words(folder, year)
    as_then = words(folder, "2018", "--on", "2019-01-31")
    assert "Det sene bilaget" not in as_then


def test_every_form_has_them(tmp_path: Path) -> None:
    folder = claimed(tmp_path).add(VOUCHER)
    html = report(folder, "html", "2018").decode()
    assert html.count("Gjelder skolen") == 2  # in the table, and among the sources
    book = load_workbook(io.BytesIO(report(folder, "xlsx", "2018")))
    cells = [cell.value for sheet in book for row in sheet.rows for cell in row]
    assert "Gjelder skolen" in cells


def test_a_municipality_reads_its_own_and_nobody_elses(tmp_path: Path) -> None:
    folder = claimed(tmp_path).add(VOUCHER)
    assert "Gjelder skolen" in words(folder, "2018", "--municipality", "midvik")
    assert "Gjelder skolen" not in words(folder, "2018", "--municipality", "sorvik")
