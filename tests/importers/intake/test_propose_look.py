"""The table in a file that nobody has told of, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import ONE
from lists_of_people import TITLES
from lists_of_people import filled_in
from lists_of_people import proposed
from lists_of_people import refused
from lists_of_people import sum_of
from lists_of_people import workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_around_a_list_are_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    text = f"Utskrift\n\n{HEAD}Beløp\n1;25.1.2018;195;155;x;10,00\n\nSlutt\n"
    path.write_text(text, encoding="utf-8")
    profile = proposed(path)
    assert profile.file.header_row == 3
    assert "liste.csv:6: Raden har 1 felt" in refused(tmp_path, text, profile)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "Filen er en PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammelt regneark"),
        (b"a;b\n1;2\n", "liste.csv:1: Fant «a, b». Finner ingen rad med kolonnenavn"),
    ],
)
def test_a_file_that_no_profile_can_read_is_called_by_its_name(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(RejectedError) as told:
        propose(str(path))
    assert said in str(told.value)


def test_a_workbook_with_the_same_columns_on_two_sheets_is_asked_about(
    tmp_path: Path,
) -> None:
    """The same list twice, or a month on each: the first alone would be half of it."""
    other = [*ONE[:-1], 99.5]
    path = workbook(
        tmp_path / "a.xlsx",
        Forside=[["Hei"]],
        Januar=[TITLES, ONE],
        Februar=[[*reversed(TITLES)], [*reversed(other)]],
        Tom=[TITLES],
    )
    with pytest.raises(RejectedError) as asked:
        propose(str(path))
    assert "Arkene «Januar», «Februar» har de samme kolonnene" in str(asked.value)
    assert "--sheet" in str(asked.value)
    chosen = filled_in(propose(str(path), sheet="Februar").yaml)
    made = VoucherImporter("a", chosen, AGREEMENT).booked(str(path))
    assert sum_of(made) == "99.50"
