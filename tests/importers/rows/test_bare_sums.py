"""A row without number, day and text is a line, or a sum that nobody has named: asked.

Each list is written as it lies in the file; the number of a voucher stands on its first
line alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.by_column import profile_of
from fellesbok_importers.vouchers.from_table import VoucherImporter
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.vouchers.from_table import Booked

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
HEAD = "Bilagsnr;Bilagsdato;Art;Ansvar;Tekst;"
PROFILE = """\
title: Liste
attested: {{level: uprøvd, source: Oppdiktet}}
file: {{delimiter: ";", header_row: 1, blank_repeats: [voucher, date]}}
decimal_sign: ","
columns:
  {{voucher: Bilagsnr, date: Bilagsdato, art: Art, ansvar: Ansvar, text: Tekst, {}}}
booking: {{source: liste, host: nordvik}}
"""


def booked(folder: Path, rows: str, columns: str = "amount: Beløp") -> Booked:
    """What becomes of a list."""
    path = folder / "liste.csv"
    head = "Beløp\n" if columns == "amount: Beløp" else "Debet;Kredit\n"
    path.write_text(HEAD + head + rows, encoding="utf-8")
    profile = profile_of(PROFILE.format(columns), "p.yaml")
    return VoucherImporter("liste", profile, AGREEMENT).booked(str(path))


TWO = "1;5.1.2018;195;155;Lisens;1200,50\n2;6.1.2018;195;155;Retur;-50,25\n"


def test_the_sum_of_the_lines_above_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        booked(tmp_path, TWO + ";;195;155;;1150,25\n")
    (fault,) = refused.value.faults
    assert (fault.row, fault.column) == (4, "Beløp")
    assert fault.found.replace("\N{NO-BREAK SPACE}", " ") == "1 150,25"
    assert "beløpet er summen av linjene over" in str(fault)


def test_every_sum_is_told_each_of_its_own_lines(tmp_path: Path) -> None:
    """Two parts with a sum each, and the sum of both."""
    rows = (
        TWO
        + ";;195;155;;1150,25\n"
        + "3;7.1.2018;195;153;a;10,00\n4;7.1.2018;195;153;b;20,00\n"
        + ";;195;153;;30,00\n"
        + ";;195;155;;1180,25\n"
    )
    with pytest.raises(RejectedError) as refused:
        booked(tmp_path, rows)
    assert [fault.row for fault in refused.value.faults] == [4, 7, 8]


def test_a_sum_in_debit_is_asked_about_too(tmp_path: Path) -> None:
    rows = (
        "1;5.1.2018;195;155;Lisens;1200,50;\n2;6.1.2018;195;155;Retur;;50,25\n"
        ";;195;155;;1150,25;\n"
    )
    with pytest.raises(RejectedError) as refused:
        booked(tmp_path, rows, "debit: Debet, credit: Kredit")
    (fault,) = refused.value.faults
    assert (fault.row, fault.column) == (4, "Debet")


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (";;195;153;;40,00\n", "1190.25"),
        (";;195;153;Sammen;1150,25\n", "2300.50"),
        ("3;7.1.2018;195;153;;1150,25\n", "2300.50"),
        (";;195;153;;0,00\n", "1150.25"),
    ],
)
def test_what_can_only_be_a_line_is_one(tmp_path: Path, row: str, total: str) -> None:
    made = booked(tmp_path, TWO + row)
    assert sum(made.cooperations.values(), Decimal(0)) == Decimal(total)


def test_the_amount_of_the_line_above_once_more_is_a_line(tmp_path: Path) -> None:
    made = booked(tmp_path, "1;5.1.2018;195;155;a;500,00\n;;195;153;;500,00\n")
    assert made.cooperations["ikt"] == Decimal("1000.00")
