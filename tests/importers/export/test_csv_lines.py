"""An export as CSV runs nothing, and is read back as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exported_books import exported
from fellesbok_importers.intake.commands import import_command
from intake_runs import run
from written_out import books_with

if TYPE_CHECKING:
    from pathlib import Path


def test_a_formula_is_no_formula_in_csv(tmp_path: Path) -> None:
    text = exported(books_with(tmp_path), "csv").decode("utf-8-sig")
    assert ";'=SUM(A1);" in text
    assert ";-1,00;" in text


CHANGED = {
    "a column": (";120;120;;;155;", ";195;120;;;155;", "Art: Fant «195»."),
    "an amount": (";1000,00;NOK;", ";1001,00;NOK;", "Bilaget skal gå i null i NOK."),
    "no number": (";1000,00;NOK;", ";mye;NOK;", "Her skal det stå et beløp, slik som"),
    "a date": ("14.03.2018;Ført", "31.02.2018;Ført", "Her skal det stå en dato"),
    "the order": ("Nr;Bilagsdato;Opphav", "Nr;Opphav;Bilagsdato", ""),
    "no list": ('"[""art', '"{""art', "Her skal det stå en liste i JSON."),
    "an item": (
        '""tall: 12.50""',
        '""?tall: 12.50""',
        "Opplysningen er ikke skrevet av",
    ),
    "a value": ('""tall: 12.50""', '""tall: mye""', "Opplysningen er ikke skrevet av"),
    "the count": ("10 bilag, ", "9 bilag, ", "Radene over blir til sammen 10 bilag"),
    "a field": (';NOK;"Lisenser', ';NOK;;"Lisenser', "Raden skal ha 18 felt."),
    "the end": ("Sum;", "Total;", "Siste rad skal være summen. Er filen kuttet av?"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_csv_that_somebody_has_changed_is_refused(tmp_path: Path, case: str) -> None:
    before, after, expected = CHANGED[case]
    main = books_with(tmp_path)
    text = exported(main, "csv").decode()
    assert before in text
    path = tmp_path / "eksport.csv"
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")
    result = run(import_command, main, path)
    assert result.exit_code == 1
    if expected:
        assert expected in result.output
