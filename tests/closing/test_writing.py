"""Closing a year fixes it as it is, writes it whole, and changes nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from casebook import LEDGERS
from casebook import entries_text
from casebook import generated_entries
from casebook import load
from closed_books import books as books  # noqa: PLC0414 -- a fixture
from closed_books import run
from closed_books import shared
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from pathlib import Path


def test_closing_the_2018_books_changes_nothing_in_them(books: Path) -> None:
    ledger = books / "ledger" / "main.beancount"
    before = load(ledger)
    code, said = run("close", "2018", "--books", str(books), "--yes")
    after = load(ledger)
    assert code == 0, said
    assert not after.errors
    assert entries_text(generated_entries(after)) == entries_text(
        generated_entries(before)
    )
    assert not statement.corrections(after.entries)
    assert {c.year for c in shared(after).closed} == {2018}
    assert len(shared(after).closed) == len(shared(before).results)


def test_the_words_of_a_closed_year_can_still_be_translated(books: Path) -> None:
    run("close", "2018", "--books", str(books), "--yes")
    english = run("shares", "--books", str(books), "--language", "en")
    shutil.rmtree(books / "ledger" / "avsluttet")
    (books / "ledger" / "avsluttet.beancount").write_text("", encoding="utf-8")
    assert run("shares", "--books", str(books), "--language", "en") == english


def test_one_cooperation_is_closed_and_then_the_others(books: Path) -> None:
    def closed() -> set[str]:
        after = load(books / "ledger" / "main.beancount")
        assert not after.errors
        return {c.cooperation.slug for c in shared(after).closed}

    one = ("close", "2018", "--books", str(books), "--cooperation", "IKT", "--yes")
    assert run(*one)[0] == 0
    assert closed() == {"ikt"}
    code, said = run(*one)
    assert code == 1
    assert "IKT-samarbeidet i Nord-Troms 2018 er alt avsluttet." in said
    assert run("close", "2018", "--books", str(books), "--yes")[0] == 0
    assert len(closed()) == 9
    code, said = run("close", "2018", "--books", str(books), "--yes")
    assert "Ingenting å avslutte: 2018 har ingen åpne samarbeid." in said


def test_a_year_with_a_cost_that_nobody_bears_is_not_closed(tmp_path: Path) -> None:
    """Who bears the first part is asked; what the voucher says then closes it."""
    case = LEDGERS / "a-threshold-needs-somebody-who-bears-it"
    for name in ("rules.yaml", "source.beancount"):
        shutil.copy(case / name, tmp_path)
    ledger = tmp_path / "source.beancount"
    command = ("close", "2018", "--yes", "--books", str(ledger))
    code, output = run(*command)
    assert code == 1
    assert "1 000,00 kr har ingen betaler" in output.replace("\N{NO-BREAK SPACE}", " ")
    assert "(source.beancount:12)" in output
    assert "include" not in ledger.read_text(encoding="utf-8")
    text = ledger.read_text(encoding="utf-8")
    told = text.replace('"Lisenser"\n', '"Lisenser"\n  betaler: "lyngen"\n')
    ledger.write_text(told, encoding="utf-8")
    assert run(*command)[0] == 0
