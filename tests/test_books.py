"""Books as they are loaded: each error once, with its place and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.books import filed_books
from fellesbok.books import kept_books
from fellesbok.books import load_books
from fellesbok.contradictions import ContradictionError
from fellesbok.filing import folder
from intake_books import add
from intake_books import make_books

if TYPE_CHECKING:
    from pathlib import Path

VOUCHER = """\
2018-03-01 * "Lisenser"
  Expenses:IKT:Ansvar-155   100.00 NOK
  Assets:Bank              -100.00 NOK
"""


@pytest.fixture
def main(tmp_path: Path) -> Path:
    made = make_books(tmp_path)
    add(made, VOUCHER)
    return made


def test_books_that_are_shared_have_their_years(main: Path) -> None:
    books = load_books(main)
    assert (books.main, books.errors) == (main, ())
    assert books.shared is not None
    assert books.settled is books.shared
    assert [(r.cooperation.slug, r.year) for r in books.settled.results] == [
        ("ikt", 2018)
    ]


def test_faults_are_told_in_the_order_of_their_lines_each_once(main: Path) -> None:
    first = main.read_text(encoding="utf-8").count("\n") + 2
    add(
        main,
        "2018-04-01 balance Assets:Bank 5.00 NOK\n"
        + VOUCHER.replace("Assets:Bank ", "Assets:Andre"),
    )
    found = load_books(main).errors
    assert [fault.line for fault in found] == sorted({fault.line for fault in found})
    assert found[0].line == first
    assert found[0].path == str(main)
    assert "Assets:Andre" in " ".join(fault.message for fault in found)


def test_without_the_plugin_nothing_is_shared(main: Path) -> None:
    text = main.read_text(encoding="utf-8")
    main.write_text(text.replace('plugin "', '; plugin "'), encoding="utf-8")
    books = load_books(main)
    assert (books.shared, books.errors) == (None, ())
    with pytest.raises(ContradictionError):
        books.settled  # noqa: B018 -- asked for


def test_what_is_kept_is_what_is_loaded(main: Path) -> None:
    loaded, kept = load_books(main), kept_books(main)
    assert kept.settled.results == loaded.settled.results
    assert kept.entries == loaded.entries
    assert kept.errors == loaded.errors


def test_something_else_may_be_tried_in_them(main: Path) -> None:
    """Without its vouchers a year is not shared; the file is as it was."""
    before = main.read_bytes()

    def without(loaded: tuple[list[object], list[object], dict[str, object]]) -> object:
        entries, errors, options = loaded
        kept = [e for e in entries if not hasattr(e, "postings")]
        return kept, errors, options

    assert load_books(main, without).settled.results == ()  # type: ignore[arg-type]
    assert main.read_bytes() == before


def test_what_is_written_into_them_knows_the_same_books(main: Path) -> None:
    books = load_books(main)
    filed = filed_books(books, books.settled)
    assert filed.entries == tuple(books.entries)
    assert filed.digest == folder.load(main).digest
    assert filed.state() == filed.digest
    add(main, "; en til\n")
    assert filed_books(books, books.settled).digest == "", "they were changed since"
