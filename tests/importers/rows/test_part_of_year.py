"""A budget is read from what is of its whole year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.rows.part_of_year import asked_of_part
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from lists_of_people import AGREEMENT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name",
    [
        "Budsjett per måned",
        "Budsjett pr. mnd",
        "Månedlig budsjett",
        "Budsjett 1. kvartal",
        "Budsjett 2. tertial",
        "Budsjett hittil i år",
        "Rev. bud. hittil",
        "Periodisert budsjett",
        "Budsjett januar",
        "Bud. jan-mar",
        "Halvårsbudsjett per halvår",
        "Budsjett Q1",
    ],
)
def test_a_column_of_a_part_of_the_year_is_asked_about(name: str) -> None:
    found = asked_of_part([name])
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "name",
    [
        "Budsjett",
        "Budsjett 2018",
        "Regulert budsjett (2018)",
        "Årsbudsjett",
        "Beløp",
        "Budsjett jan-des",
        "Budsjett 12 måneder",
        "Opprinnelig budsjett inkl. 1. endring",
        "Budsjett desentralisert",
        "Budsjett Marsfjellet",
    ],
)
def test_a_column_of_the_whole_year_is_not(name: str) -> None:
    assert asked_of_part([name]) is None


@pytest.mark.parametrize(
    ("name", "is_whole"), [("Budsjett", True), ("Budsjett per måned", False)]
)
def test_a_twelfth_is_never_booked_as_the_year(
    tmp_path: Path, name: str, *, is_whole: bool
) -> None:
    """37 500 a month were the budget of the year, and were claimed on account so."""
    path = tmp_path / "budsjett.csv"
    path.write_text(
        f"År;Ansvar;Art;Tekst;{name}\n2018;155;195;x;37500\n", encoding="utf-8"
    )
    profile = (
        "like: budsjett\nfile: {header_row: 1}\n"
        "booking: {host: nordvik, source: b}\n"
        f'columns: {{year: År, ansvar: Ansvar, art: Art, amount: "{name}"}}\n'
    )
    importer = BudgetImporter("b", profile_of(profile, "p.yaml"), AGREEMENT)
    if is_whole:
        (line,) = importer.outcome(str(path), []).entries
        assert str(line.values[2].value) == "37500.00 NOK"  # type: ignore[union-attr]
    else:
        with pytest.raises(RejectedError, match="gjelder en del av året"):
            importer.outcome(str(path), [])
