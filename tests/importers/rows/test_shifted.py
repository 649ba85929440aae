"""A row that is moved beside its columns is asked about, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import IN_A_SHEET
from lists_of_people import TITLES
from lists_of_people import a_profile
from lists_of_people import booked
from lists_of_people import refused
from lists_of_people import sum_of
from lists_of_people import workbook

if TYPE_CHECKING:
    from pathlib import Path


WIDER: list[object] = [*TITLES, "Saldo", "Merknad"]


def wide(number: int, *cells: object) -> list[object]:
    return [number, 20180105, 195, 155, *cells]


STRAIGHT = [
    wide(1, "Lisens", 10.5, 10.5, "ok"),
    wide(2, "Leie", 20, 30.5, "ok"),
    wide(3, "Strøm", 30, 60.5, "ok"),
]
SHIFTED = {
    "a cell too many, and the last is beyond the names": (
        wide(4, "Ola", 2021, 1000.5, "ok", 1061),
        "liste.xlsx:5: 9: Fant «1061». Et tall står der de andre radene ikke har tall.",
    ),
    "a cell too many, and the balance is in a column of texts": (
        wide(4, "Ola", 2021, 1000.5, 1061.25),
        "liste.xlsx:5: Merknad: Fant «1061.25». Et tall står der",
    ),
    "a cell too few, and the balance is read for the amount": (
        wide(4, 1000.5, 1061, "ok"),
        "liste.xlsx:5: Tekst: Fant «1000.5». Et tall står der",
    ),
}


@pytest.mark.parametrize(("row", "said"), SHIFTED.values(), ids=SHIFTED)
def test_a_single_row_that_is_moved_is_asked_about(
    tmp_path: Path, row: list[object], said: str
) -> None:
    path = workbook(tmp_path / "liste.xlsx", Data=[WIDER, *STRAIGHT, row])
    with pytest.raises(RejectedError) as asked:
        VoucherImporter("liste", IN_A_SHEET, AGREEMENT).booked(str(path))
    assert said in str(asked.value)


WIDE_HEAD = "Bilagsnr;Bilagsdato;Art;Ansvar;Tekst;Beløp;Saldo;Merknad\n"
WIDE_ROWS = (
    "1;5.1.2018;195;155;Lisens;10,50;10,50;ok\n2;5.1.2018;195;155;Leie;20,00;30,50;ok\n"
    "3;5.1.2018;195;155;Strøm;30,00;60,50;ok\n"
)
MOVED_IN_CSV = {
    "a cell lost before the text, and an empty one after": (
        "1000,50;1061,00;ok;",
        "liste.csv:5: Tekst: Fant «1000.50». Et beløp står der",
    ),
    "a cell lost before the text, and a number gained after": (
        "1000,50;1061,00;12,00;ok",
        "liste.csv:5: Tekst: Fant «1000.50». Et beløp står der",
    ),
    "a number gained before the amount, and the remark lost": (
        "Ola;20,21;1000,50;1061,25",
        "liste.csv:5: Merknad: Fant «1061.25». Et beløp står der",
    ),
}


@pytest.mark.parametrize(("rest", "said"), MOVED_IN_CSV.values(), ids=MOVED_IN_CSV)
def test_a_single_row_of_text_that_is_moved_is_asked_about(
    tmp_path: Path, rest: str, said: str
) -> None:
    text = f"{WIDE_HEAD}{WIDE_ROWS}4;5.1.2018;195;155;{rest}\n"
    assert said in refused(tmp_path, text, a_profile())


@pytest.mark.parametrize(
    "rest",
    [
        "4711;1000,50;1061,00;ok",
        "Ola;1000,50;1061,00;",
        "Ola;1000,50;1061,00;12",
        "Lisens 12,50;1000,50;1061,00;ok",
    ],
)
def test_a_row_of_text_that_is_not_moved_is_booked(tmp_path: Path, rest: str) -> None:
    text = f"{WIDE_HEAD}{WIDE_ROWS}4;5.1.2018;195;155;{rest}\n"
    assert sum_of(booked(tmp_path, text, a_profile())) == "1061.00"


@pytest.mark.parametrize(
    "row",
    [
        wide(4, 4711, 1000.5, 1061, "ok"),
        wide(4, "Ola", 1000.5, 1061, 12),
        wide(4, "Ola", 1000.5, 1061, "ok", "spør Kari"),
        wide(4, "Ola", 1000.5, 1061),
    ],
    ids=["a number as text", "a number as remark", "a note beside", "no remark"],
)
def test_a_row_that_stands_where_it_should_is_booked(
    tmp_path: Path, row: list[object]
) -> None:
    path = workbook(tmp_path / "liste.xlsx", Data=[WIDER, *STRAIGHT, row])
    made = VoucherImporter("liste", IN_A_SHEET, AGREEMENT).booked(str(path))
    assert sum_of(made) == "1061.00"


def test_a_number_beside_the_table_is_left_when_it_is_said(tmp_path: Path) -> None:
    row = wide(4, "Ola", 1000.5, 1061, "ok", 7)
    path = workbook(tmp_path / "liste.xlsx", Data=[WIDER, *STRAIGHT, row])
    profile = a_profile(
        "amount: Beløp, text: Tekst",
        file='kind: xlsx, not_used: ["9"]',
        top="date_form: yyyymmdd",
    )
    made = VoucherImporter("liste", profile, AGREEMENT).booked(str(path))
    assert sum_of(made) == "1061.00"
