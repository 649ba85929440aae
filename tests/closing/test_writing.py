"""Closing a year fixes it as it is, writes it whole, and changes nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from casebook import entries_text
from casebook import generated_entries
from casebook import load
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
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


# A year that has a correction alone ---------------------------------------------------


@pytest.fixture
def corrected(tmp_path: Path, undrawn_pdf: None) -> Folder:  # noqa: ARG001 -- a fixture
    """2018 is closed, a late bill of it is claimed with 2019, and 2020 has its own."""
    claims = version(claims="claims: {due_days: 30}", settlement="quarter")
    folder = Folder(tmp_path).write(
        rules(claims), chart(), cost("2018-03-01", "9000.00")
    )
    for words in (("claim", "2018", "--date", "2019-01-31"), ("close", "2018")):
        done = folder.run(*words, "--yes")
        assert done.exit_code == 0, done.output
    folder.add(cost("2018-11-01", "900.00"))
    done = folder.run("claim", "2019", "--date", "2019-05-01", "--yes")
    assert done.exit_code == 0, done.output
    return folder.add(cost("2020-02-01", "90.00"))


def test_a_year_that_has_a_correction_alone_is_closed_before_the_next(
    corrected: Folder,
) -> None:
    """Else the correction would move to 2021, and what was claimed be undone."""
    before = corrected.files()
    done = corrected.run("close", "2020", "--yes")
    assert done.exit_code == 1
    assert "IKT-samarbeidet 2019 er åpent. Avslutt årene i rekkefølge." in done.output
    assert corrected.files() == before
    for year in ("2019", "2020"):
        done = corrected.run("close", year, "--yes")
        assert done.exit_code == 0, done.output
    found = statement.corrections(corrected.load().entries)
    assert {str(each.day) for each in found} == {"2019-03-31"}
    assert sum(each.amount for each in found) == 900
    assert "for mye krevd" not in corrected.run("check").output


def test_a_year_with_nothing_at_all_needs_no_closing(corrected: Folder) -> None:
    done = corrected.run("close", "2017", "--cooperation", "IKT", "--yes")
    assert "IKT-samarbeidet har ingen bilag i 2017" in done.output
