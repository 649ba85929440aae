"""Who makes a PDF is told of the letters that it has a mark in the place of."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from click.testing import CliRunner
from pypdf import PdfReader

from fellesbok.cli import main
from fellesbok.error_texts.lost_letters import gathered
from fellesbok.error_texts.lost_letters import lose
from fellesbok.error_texts.lost_letters import told
from fellesbok.pdf import pdf
from printed_pages import page_of
from small_report import small_books

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "\U0001f600\u6f22"


def test_what_no_font_has_is_gathered_and_nothing_else() -> None:
    with gathered() as lost:
        made = pdf(page_of(f"<p>Bilag {LETTERS} på 10 557,00</p>"))
        assert lost == set(LETTERS)
    assert PdfReader(io.BytesIO(made)).pages[0].extract_text().count("\ufffd") == 2
    with gathered() as lost:
        assert made != pdf(page_of("<p>Bilag på 10 557,00: å, ǥ, ŋ og §</p>"))
        assert not lost
    lose("x")
    assert not lost, "nobody gathers them"


def test_a_command_tells_them_once_and_a_page_shows_them(tmp_path: Path) -> None:
    main_file = small_books(tmp_path)
    text = main_file.parent / "2024" / "tekst" / "kino.md"
    text.write_text(text.read_text("utf-8") + f"\nGodt år {LETTERS}\n", "utf-8")
    words = ["report", "2024", "--books", str(tmp_path), "--output"]
    done = CliRunner().invoke(main, [*words, str(tmp_path / "r.pdf")])
    assert done.exit_code == 0, done.output
    assert done.stderr == (
        "! Skriften i PDF-en har ikke \u6f22 (U+6F22), \U0001f600 (U+1F600): der står"
        " \ufffd i stedet. Skriv det på en annen måte.\n"
    )
    page = CliRunner().invoke(main, [*words, str(tmp_path / "r.html")])
    assert page.stderr == ""
    assert LETTERS in (tmp_path / "r.html").read_text("utf-8")


def test_many_of_them_are_told_by_the_first() -> None:
    many = {chr(0x4E00 + n) for n in range(30)}
    assert "(U+4E09) og 20 til: der" in told(many)
