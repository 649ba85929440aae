"""The joint report as a file: the same bytes every time, whole and harmless."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from places import HOUSE
from places import copy_of_house
from two_machines import told_by_both

if TYPE_CHECKING:
    from pathlib import Path


BOOKS = HOUSE
FORMATS = ("html", "md", "xlsx")
HOSTILE = '<script>alert("x")</script> & =1+1'


def report(file: Path, *options: str, books: Path = BOOKS) -> bytes:
    """The bytes that ``fellesbok report 2018`` writes."""
    arguments = ["report", "2018", "--books", str(books), "--output", str(file)]
    result = CliRunner().invoke(main, [*arguments, *options])
    assert result.exit_code == 0, result.output
    return file.read_bytes()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The HTML report of these books."""
    return report(tmp_path_factory.mktemp("report") / "report.html").decode()


WRITE = """
import hashlib, os, sys
from pathlib import Path
from fellesbok.cli import main
books, *forms = sys.argv[1:]
here = Path.cwd()
os.chdir(books)
for form in forms:
    file = here / f"report.{form}"
    asked = ["report", "2018", "--format", form, "--output", str(file)]
    main(asked, standalone_mode=False)
    print("=", form, hashlib.sha256(file.read_bytes()).hexdigest())
"""


def test_the_same_books_give_the_same_bytes_in_any_time_zone(tmp_path: Path) -> None:
    """A machine writes every format; a process of its own for each says no more."""
    one, other = (
        [line for line in told.splitlines() if line.startswith("= ")]
        for told in told_by_both(WRITE, BOOKS, *FORMATS, folder=tmp_path)
    )
    assert [line.split()[1] for line in one] == list(FORMATS)
    assert one == other


def test_every_link_leads_somewhere_in_the_file(page: str) -> None:
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    targets = re.findall(r'href="([^"]+)"', page)
    assert len(targets) > 500
    assert {t for t in targets if not t.startswith("#")} == set()
    assert {t.removeprefix("#") for t in targets} <= anchors


def test_the_file_needs_nothing_from_elsewhere_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert not re.search(r'\b(src|srcset|action)="', page)
    assert "Content-Security-Policy" in page


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = pairwise(levels)
    assert all(after <= before + 1 for before, after in steps)


def test_hostile_text_in_the_books_is_text_in_the_report(tmp_path: Path) -> None:
    books = tmp_path / "books"
    copy_of_house(books)
    ledger = books / "ledger" / "2018" / "ikt.beancount"
    text = ledger.read_text(encoding="utf-8")
    hostile = HOSTILE.replace('"', '\\"')
    changed = text.replace("Ansvar 155 Felles 2018, rapportert", hostile, 1)
    assert changed != text
    ledger.write_text(changed, encoding="utf-8")
    words = books / "ledger" / "2018" / "tekst" / "ikt.md"
    words.write_text(words.read_text(encoding="utf-8") + f"\n{HOSTILE}\n", "utf-8")
    made = report(tmp_path / "report.html", books=books).decode()
    assert "<script" not in made
    assert "&lt;script&gt;" in made


def test_the_spreadsheet_holds_numbers_and_charts(tmp_path: Path) -> None:
    book = ZipFile(BytesIO(report(tmp_path / "r.xlsx", "--format", "xlsx")))
    names = book.namelist()
    assert any(name.startswith("xl/charts/chart") for name in names)
    cells = "".join(
        book.read(name).decode() for name in names if name.startswith("xl/worksheets/")
    )
    assert "<v>865709.61</v>" in cells
    assert "<f>" not in re.sub(r"<f>(SUM|SUBTOTAL)\([^<]*</f>", "", cells)


def test_the_report_in_english(tmp_path: Path) -> None:
    made = report(tmp_path / "report.html", "--language", "en").decode()
    assert '<html lang="en"' in made
    assert "Budget" in made
    assert "865,709.61" in made
