"""A sheet of a workbook is read by what stands in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import ONE
from lists_of_people import TITLES
from lists_of_people import proposed
from lists_of_people import remarks
from lists_of_people import sum_of
from lists_of_people import workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_sums_by_formula_and_days_as_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        TITLES,
        ONE,
        ["Sum", None, None, None, None, "=SUM(F2:F2)"],
    ]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    made = VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))
    assert sum_of(made) == "1200.50"


def test_a_line_whose_formula_has_no_value_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [TITLES, ONE, [2, 20180106, 195, 155, "x", "=F2*2"]]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    with pytest.raises(RejectedError, match=r"a.xlsx:3: Beløp: Fant «=F2\*2». Cellen"):
        VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))


def test_a_workbook_with_several_sheets_is_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Forside=[["Hei"]], Bilag=[TITLES, ONE], Tom=[])
    assert "Arket Bilag leses. Disse leses ikke: Forside." in remarks(path)
    profile = proposed(path)
    made = VoucherImporter("a", profile, AGREEMENT).booked(str(path))
    assert sum_of(made) == "1200.50"
    assert [str(t) for t in made.file.told] == ["Ark som ikke leses: Forside."]
    unsaid = profile.model_copy(
        update={"file": profile.file.model_copy(update={"sheet": None})}
    )
    with pytest.raises(RejectedError, match="flere ark med innhold: Forside, Bilag"):
        VoucherImporter("a", unsaid, AGREEMENT).booked(str(path))


def test_a_workbook_that_is_read_as_text_is_told_as_what_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Bilag=[TITLES, ONE])
    profile = proposed(path)
    layout = profile.file.model_copy(update={"kind": "csv", "delimiter": ";"})
    of_text = profile.model_copy(update={"file": layout})
    told = r"Filen er et regneark \(XLSX\), og profilen leser tekst\."
    with pytest.raises(RejectedError, match=told):
        VoucherImporter("a", of_text, AGREEMENT).booked(str(path))
