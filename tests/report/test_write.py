"""The report is written where somebody stands, over nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf import PdfReader

from fellesbok.report.write import FORMATS
from small_report import run
from small_report import small_books

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_appendices_are_of_pdf_alone(tmp_path: Path) -> None:
    small_books(tmp_path)
    for form in ("html", "xlsx", "md"):
        out = tmp_path / f"r.{form}"
        code, told = run(
            tmp_path, "--appendices", "--format", form, "--output", str(out)
        )
        assert code == 1
        assert "--appendices gjelder PDF" in told
        assert not out.exists()
    out = tmp_path / "r.pdf"
    code, told = run(tmp_path, "--appendices", "--format", "pdf", "--output", str(out))
    assert code == 0, told
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Forklaring av hver andel" in text
    assert "Setter opp sidene" not in told, "nobody looks at a terminal"


def test_the_report_is_written_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_books(tmp_path / "books")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for form in FORMATS:
        code, output = run(tmp_path / "books", "--format", form)
        assert code == 0, output
        assert f"Skrev samlet-rapportering-2024.{form}: 2 samarbeid" in output
    assert {path.suffix for path in here.iterdir()} == {f".{form}" for form in FORMATS}
    assert run(tmp_path / "books")[0] == 0, "a report of before is replaced"


def test_a_file_is_what_its_name_says_where_no_form_is_asked_for(
    tmp_path: Path,
) -> None:
    """A page in a file that is called PDF opens nowhere."""
    small_books(tmp_path)
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "md": b"# ", "html": b"<!DOCTYPE html>"}
    for ending, first in begins.items():
        out = tmp_path / f"r.{ending.upper()}"
        code, told = run(tmp_path, "--output", str(out))
        assert code == 0, told
        assert out.read_bytes().startswith(first), ending


def test_nothing_else_is_written_over(tmp_path: Path) -> None:
    main_file = small_books(tmp_path)
    before = main_file.read_text("utf-8")
    code, output = run(tmp_path, "--output", str(main_file))
    assert code == 1
    assert "ikke en .html-fil; den blir ikke skrevet over" in output
    assert main_file.read_text("utf-8") == before
    code, output = run(tmp_path, "--output", str(tmp_path / "no" / "report.html"))
    assert code == 1
    assert "finnes ikke" in output


def test_an_address_of_fava_is_an_address(tmp_path: Path) -> None:
    small_books(tmp_path)
    code, output = run(tmp_path, "--fava", "javascript:alert(1)")
    assert code == 2
    assert "http://" in output
