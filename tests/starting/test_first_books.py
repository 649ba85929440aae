"""A folder of first books is whole and without faults, or is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from begun_plans import ANSWERS
from begun_plans import plan
from fellesbok.books import load_books
from fellesbok.filing.disk import CannotFileError
from fellesbok.starting import first_books
from fellesbok.starting.first_books import make_books
from fellesbok.starting.first_books import questions

if TYPE_CHECKING:
    from pathlib import Path

IT, FIRE = ANSWERS["cooperations"]


def names(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_books_have_every_file_and_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    make_books(plan(), folder)
    books = load_books(folder / "ledger" / "main.beancount")
    assert books.errors == ()
    assert list(books.settled.agreement.cooperations) == ["felles-it", "brann"]
    assert names(folder) - {f"queries/{name}" for name in questions()} == {
        *(".gitattributes", ".gitignore", "LES-MEG.md", "allocation_rules.yaml"),
        *("ledger/accounts.beancount", "ledger/main.beancount"),
        *("ledger/2026/felles-it.beancount", "ledger/2026/brann.beancount"),
        *("ledger/documents/.gitkeep", "profiles/ehf-lyngen.yaml"),
        "profiles/bank-lyngen.yaml",
    }


def test_figures_are_there_where_a_key_shares_by_them(tmp_path: Path) -> None:
    make_books(plan(cooperations=[IT | {"key": "folketall"}]), tmp_path / "bok")
    assert "ledger/statistics/population.csv" in names(tmp_path / "bok")


def test_a_folder_with_something_in_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_bytes(b"x")
    with pytest.raises(CannotFileError):
        make_books(plan(), tmp_path)
    assert names(tmp_path) == {"brev.txt"}


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("rules_text", "region: [\n"),
        ("main_text", "2026-01-01 opne Assets:Bank\n"),
        ("accounts_text", "2026-01-01 open Utgifter:IKT\n"),
    ],
)
def test_books_that_would_have_faults_are_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, faulty: str
) -> None:
    monkeypatch.setattr(first_books, name, lambda *_: faulty)
    with pytest.raises(CannotFileError) as told:
        make_books(plan(), tmp_path / "bok")
    assert "Av dette blir det ikke bøker uten feil" in str(told.value.text)
    assert "\n  " in str(told.value.text), "each fault on a line"
    assert names(tmp_path) == set()


def test_the_questions_that_come_along_are_texts_by_their_names() -> None:
    found = questions()
    assert found
    assert all(name.endswith(".bql") and text.strip() for name, text in found.items())
    assert list(found) == sorted(found)
