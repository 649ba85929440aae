"""A budget in thousands is asked about, and booked in kroner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import a_profile
from lists_of_people import booked
from lists_of_people import budget
from lists_of_people import remarks

if TYPE_CHECKING:
    from pathlib import Path


def test_what_stands_above_the_heading_is_told(tmp_path: Path) -> None:
    text = f"Tall i tusen kroner\n{HEAD}Beløp\n1;13.1.2018;195;155;x;1,00\n"
    profile = a_profile()
    layout = profile.file.model_copy(update={"header_row": 2})
    known = profile.model_copy(update={"file": layout, "amounts_in": "kroner"})
    made = booked(tmp_path, text, known)
    told = "Over kolonnenavnene står «Tall i tusen kroner»."
    assert str(made.file.told[0]) == told
    assert told in remarks(tmp_path / "liste.csv")


def test_a_budget_in_thousands_is_booked_in_kroner(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text("År;Ansvar;Art;Tekst;Beløp\n2018;155;195;x;12\n", encoding="utf-8")
    made = budget(
        path, ("like: budsjett\n", "like: budsjett\namounts_in: 1000 kroner\n")
    )
    assert str(made.entries[0].values[2].value) == "12000.00 NOK"  # type: ignore[union-attr]
    assert str(made.controls[0]).endswith(", til sammen 12\N{NO-BREAK SPACE}000,00 kr.")


@pytest.mark.parametrize(
    ("head", "amount", "said"),
    [
        ("", "Budsjett (1000 kr)", "Budsjett (1000 kr)"),
        ("", "Beløp i 1 000 kroner", "Beløp i 1 000 kroner"),
        ("", "Beløp i tusen", "Beløp i tusen"),
        ("", "TNOK", "TNOK"),
        ("", "Budsjett mill. kr", "Budsjett mill. kr"),
        ("Budsjett 2018 (tall i hele tusen)\n", "Beløp", "(tall i hele tusen)"),
        ("", "Beløp", ""),
        ("", "Budsjett 2018", ""),
        ("Ansvar 1000\n", "Beløp", ""),
    ],
)
def test_a_budget_that_says_another_unit_is_asked_about(
    tmp_path: Path, head: str, amount: str, said: str
) -> None:
    """450 thousand were booked as 450 kroner, and claimed on account so."""
    path = tmp_path / "budsjett.csv"
    row = "2018;155;195;x;450\n"
    path.write_text(f"{head}År;Ansvar;Art;Tekst;{amount}\n{row}", encoding="utf-8")
    like = (
        f"like: budsjett\nfile: {{header_row: {2 if head else 1}}}\n"
        "booking: {host: nordvik, source: b}\n"
        f'columns: {{year: År, ansvar: Ansvar, art: Art, amount: "{amount}"}}\n'
    )
    for unit, booked_as in (
        (None, "450"),
        ("kroner", "450"),
        ("1000 kroner", "450000"),
    ):
        profile = like if unit is None else f"{like}amounts_in: {unit}\n"
        importer = BudgetImporter("b", profile_of(profile, "p.yaml"), AGREEMENT)
        if said and unit is None:
            with pytest.raises(RejectedError) as refused:
                importer.outcome(str(path), [])
            assert f"{said}». Skriv amounts_in i profilen" in str(refused.value)
        else:
            (line,) = importer.outcome(str(path), []).entries
            assert str(line.values[2].value) == f"{booked_as}.00 NOK"  # type: ignore[union-attr]


def test_vouchers_are_never_in_thousands() -> None:
    with pytest.raises(RejectedError, match=r"amounts_in: Bilag er i kroner\."):
        a_profile(top="amounts_in: 1000 kroner")
