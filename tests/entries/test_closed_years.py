"""Lines of a closed year are whole, in order, and say what they fix."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casebook import load
from closed_books import LATE
from closed_books import run
from closed_books import shared

if TYPE_CHECKING:
    from pathlib import Path


def copied(case: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A test ledger with something in it written otherwise."""
    for path in case.iterdir():
        shutil.copy(path, folder)
    ledger = folder / "source.beancount"
    text = ledger.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    ledger.write_text(text, encoding="utf-8")
    return ledger


@pytest.mark.parametrize(
    "line",
    [
        "Assets:Fordringer:Lyngen:IKT Income:IKT:Kommuner:Lyngen 50.00 EUR",
        "Assets:Fordringer:Lyngen:IKT Income:IKT:Kommuner:Lyngen 50.001 NOK",
        "Assets:Fordringer:Lyngen:PPT Income:IKT:Kommuner:Lyngen 50.00 NOK",
        "Assets:Fordringer:Lyngen:IKT Income:PPT:Kommuner:Lyngen 50.00 NOK",
    ],
)
def test_a_fixed_line_is_whole_ore_between_two_accounts_of_its_own(
    tmp_path: Path, line: str
) -> None:
    right = "Assets:Fordringer:Lyngen:IKT Income:IKT:Kommuner:Lyngen 50.00 NOK"
    ledger = copied(LATE, tmp_path, (right, line))
    source = ledger.read_text(encoding="utf-8")
    place = source[: source.index(line)].count("\n") + 1
    found = [
        error.message
        for error in load(ledger).errors
        if error.source["lineno"] == place
    ]
    said = (
        "Skriv to kontoer i samarbeidet og et beløp i hele øre: custom"
        ' "fastsatt" "ikt" konto konto beløp NOK.'
    )
    assert found == [said]


def test_years_are_closed_in_order(tmp_path: Path) -> None:
    """2019 waits for 2018, and what comes after a year does not hold it back."""
    later = (
        '2019-05-01 * "Lisenser"\n  Expenses:IKT  10.00 NOK\n'
        "  Liabilities:Utlegg:Kåfjord  -10.00 NOK\n"
    )
    ledger = copied(LATE, tmp_path)
    text = ledger.read_text(encoding="utf-8")
    open_books = text[: text.index("2018-12-31 custom")]
    ledger.write_text(f"{open_books}\n{later}", encoding="utf-8")
    code, said = run("close", "2019", "--yes", "--books", str(ledger))
    assert code == 1
    assert said == (
        "Feil: IKT-samarbeidet 2018 er åpent. Avslutt årene i rekkefølge.\n"
    )
    assert run("close", "2018", "--yes", "--books", str(ledger))[0] == 0
    assert run("close", "2019", "--yes", "--books", str(ledger))[0] == 0


def test_a_closing_balances_on_an_account_that_is_open_that_day(tmp_path: Path) -> None:
    """Expenses:IKT is closed on 1 July; what is below it is open at the year's end."""
    ledger = copied(LATE, tmp_path)
    text = ledger.read_text(encoding="utf-8")
    cost = text[text.index("2018-11-30") : text.index("2018-12-31 custom")]
    text = text[: text.index("2018-12-31 custom")].replace(cost, "")
    text += "2018-01-01 open Expenses:IKT:Drift NOK\n2018-07-01 close Expenses:IKT\n"
    ledger.write_text(text, encoding="utf-8")
    assert run("close", "2018", "--yes", "--books", str(ledger))[0] == 0
    loaded = load(ledger)
    assert not loaded.errors
    assert len(shared(loaded).closed) == 1


def test_a_fixed_correction_is_what_its_after_is_more_than_its_before(
    tmp_path: Path,
) -> None:
    """A correction of 15.00 from 50.00 to 65.00; then somebody writes 66.00."""
    ledger = copied(LATE, tmp_path)
    text = ledger.read_text(encoding="utf-8")
    cost = (
        '2019-05-01 * "Lisenser"\n  Expenses:IKT  10.00 NOK\n'
        "  Liabilities:Utlegg:Kåfjord  -10.00 NOK\n"
    )
    ledger.write_text(f"{text}\n{cost}", encoding="utf-8")
    assert run("close", "2019", "--yes", "--books", str(ledger))[0] == 0
    assert not load(ledger).errors
    (closing,) = [
        path
        for path in tmp_path.rglob("*.beancount")
        if path.name != "expected.beancount"
        and "etter: 65.00 NOK" in path.read_text(encoding="utf-8")
    ]
    written = closing.read_text(encoding="utf-8")
    assert written.count("etter: 65.00 NOK") == 2
    wrong = written.replace("etter: 65.00 NOK", "etter: 66.00 NOK")
    closing.write_text(wrong, encoding="utf-8")
    said = [
        str(e.message) for e in load(ledger).errors if "hent den tilbake" in e.message
    ]
    assert said == [
        f"Linjen sier ikke lenger hva den fastsetter: {names} mangler eller kan ikke"
        " leses. Den er endret siden den ble skrevet; hent den tilbake."
        for names in ["«foer», «etter»"] * 2
    ]
