"""What a workbook hides is read as the rest is, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import openpyxl
import pytest

from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import IN_A_SHEET
from lists_of_people import ONE
from lists_of_people import TITLES
from lists_of_people import sum_of
from lists_of_people import workbook

if TYPE_CHECKING:
    from pathlib import Path


def hide(path: Path, *, rows: tuple[int, ...] = (), column: str = "") -> None:
    """Hide rows, as a filter does, a column, or where neither is said the sheet."""
    book_ = openpyxl.load_workbook(path)
    sheet = book_.worksheets[-1]
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    if not rows and not column:
        sheet.sheet_state = "hidden"
    book_.save(path)


FOUR = [ONE, [2, *ONE[1:]], [3, *ONE[1:]], [4, *ONE[1:]]]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"rows": (3, 4, 9)}, "Skjulte rader leses som de andre: 3–4."),
        ({"column": "F"}, "Skjulte kolonner leses som de andre: F."),
        ({}, "Arket «Data» er skjult i regnearket, og leses."),
    ],
    ids=["rows, and one that is empty", "a column", "the sheet"],
)
def test_what_is_hidden_is_read_and_told(
    tmp_path: Path, what: dict[str, Any], said: str
) -> None:
    """The file that is saved from a filter holds what the filter hides."""
    path = workbook(tmp_path / "a.xlsx", Tom=[], Data=[TITLES, *FOUR])
    importer = VoucherImporter("liste", IN_A_SHEET, AGREEMENT)
    assert importer.booked(str(path)).file.told == ()
    hide(path, **what)
    made = importer.booked(str(path))
    assert sum_of(made) == "4802.00"
    assert made.file.told == (said,)
