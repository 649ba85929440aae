"""Both years, the difference and what it comes of; no share is blank."""

from __future__ import annotations

from decimal import Decimal

from compared_by_hand import VIKA
from fellesbok.compare.last_year import BesideLastYear
from fellesbok.compare.last_year_tables import last_year_table
from fellesbok.messages import Text
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Explanation

IKT, LYNGEN = VIKA.cooperations["ikt"], VIKA.payer("lyngen")


def test_a_line_for_each_and_the_sum() -> None:
    reasons = (Text("Ny nøkkel."), Text("Mer å dele."))
    rows = [
        BesideLastYear(IKT, Decimal("50.00"), Decimal("60.00"), reasons),
        BesideLastYear(IKT, None, Decimal("5.00"), ()),
        BesideLastYear(IKT, Decimal("7.00"), None, ()),
    ]
    (table,) = last_year_table(rows, LYNGEN, 2019)
    assert csv_of(table, "nb") == [
        ["Samarbeid", "Regnskap 2018", "Regnskap 2019", "Endring", "Årsak"],
        ["IKT", "50,00", "60,00", "10,00", "Ny nøkkel. Mer å dele."],
        ["IKT", "", "5,00", "5,00", ""],
        ["IKT", "7,00", "", "-7,00", ""],
        ["Sum", "57,00", "65,00", "8,00", ""],
    ]
    assert [cell.leads_to for cell in table.lines[0].cells[1:3]] == [
        Explanation("ikt", "lyngen", "2018"),
        Explanation("ikt", "lyngen", "2019"),
    ]


def test_of_nothing_there_is_no_table() -> None:
    assert last_year_table([], LYNGEN, 2019) == []
