"""Figures are in the agreements when they are written, or the file is as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import load
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.statistics.files import Figure
from fellesbok_importers.vouchers.figures_writing import figures_text
from fellesbok_importers.vouchers.figures_writing import write_figures
from places import tree
from written_books import FIGURES
from written_books import HEAD
from written_books import statistics

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books

BEFORE = (HEAD + "Nordvik,1901,2018-01-01,3000,SSB\r\n").encode()
ROW = "Nordvik,1901,2019-01-01,3012,SSB"
AFTER = BEFORE.decode().replace("\r\n", "\n") + ROW + "\n"
FOUND = [Figure("Nordvik", "1901", date(2019, 1, 1), "3012", "SSB")]


def books_in(folder: Path, *, content: bytes = BEFORE, reads: bool = True) -> Books:
    statistics(folder, content, reads=reads)
    return load(folder / "ledger" / "main.beancount")


def files(folder: Path) -> dict[str, bytes]:
    return {
        name: content
        for name, content in tree(folder).items()
        if not name.endswith(".fellesbok-laas")
    }


def test_a_file_keeps_its_line_ends_and_its_mark(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + BEFORE
    books = books_in(tmp_path, content=marked)
    write_figures(books, tmp_path / FIGURES, marked, AFTER, FOUND)
    assert (tmp_path / FIGURES).read_bytes() == marked + f"{ROW}\r\n".encode()
    found = load(books.main).agreement.statistics["population"].observations
    assert found["nordvik", date(2019, 1, 1)].value == 3012


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    books = books_in(tmp_path, reads=False)
    path = tmp_path / "ledger" / "ny" / "tall.csv"
    write_figures(books, path, None, AFTER, FOUND)
    assert path.read_bytes() == AFTER.encode()


def refused(folder: Path, books: Books, path: Path, *given: object) -> str:
    before, text, found = given
    was = files(folder)
    with pytest.raises(CannotFileError) as told:
        write_figures(books, path, before, text, found)  # type: ignore[arg-type]
    assert files(folder) == was
    return str(told.value.text)


def test_a_file_that_is_changed_since_is_left(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    path = tmp_path / FIGURES
    path.write_bytes(BEFORE + b"S\xc3\xb8rvik,1902,2018-01-01,1,x\r\n")
    assert refused(tmp_path, books, path, BEFORE, AFTER, FOUND)


def test_figures_that_give_the_books_a_fault_are_taken_back(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    wrong = AFTER + ROW.replace("3012", "3013") + "\n"
    said = refused(tmp_path, books, tmp_path / FIGURES, BEFORE, wrong, FOUND)
    assert "Nordvik har to tall for 01.01.2019" in said


@pytest.mark.parametrize("value", ["3013", "3012.5"])
def test_a_figure_that_is_not_read_back_as_it_was_has_all_taken_back(
    tmp_path: Path, value: str
) -> None:
    books = books_in(tmp_path)
    other = [Figure("Nordvik", "1901", date(2019, 1, 1), value, "SSB")]
    said = refused(tmp_path, books, tmp_path / FIGURES, BEFORE, AFTER, other)
    assert "tallet for Nordvik 01.01.2019 er ikke med i avtalene" in said


def test_where_nobody_reads_the_file_nothing_is_looked_for(tmp_path: Path) -> None:
    books = books_in(tmp_path, reads=False)
    other = [Figure("Nordvik", "1901", date(2030, 1, 1), "1", "SSB")]
    write_figures(books, tmp_path / FIGURES, BEFORE, AFTER, other)
    assert (tmp_path / FIGURES).read_bytes() == AFTER.replace("\n", "\r\n").encode()


def test_what_is_no_text_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tall.csv"
    assert figures_text(None, path) == ""
    assert figures_text(b"\xef\xbb\xbfa\r\n", path) == "a\r\n"
    with pytest.raises(RejectedError) as told:
        figures_text(b"a\nb\n\xe6\n", path)
    (fault,) = told.value.faults
    assert (fault.row, str(fault.expected)) == (3, "Filen er ikke lagret som UTF-8.")
