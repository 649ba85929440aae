"""What has not come is told in the joint report, and is no zero."""

from __future__ import annotations

from places import HOUSE
from report_panels import panels
from report_panels import report
from report_panels import rows


def test_what_has_not_come_is_told_and_an_unknown_amount_is_no_zero() -> None:
    found = panels(report())
    assert rows(found["paaloept-legevakt"]) == {"faktura": ["27500.00"]}
    (row,) = found["paaloept-viltlag"].rows
    assert [str(text) for text in row.texts] == [
        *("refusjonskrav", "Vik", "Refusjon for befaring", "2024-11-15")
    ]
    assert row.cells[0].words == "ikke oppgitt"
    of_2018 = panels(report(2018, books=HOUSE))
    assert rows(of_2018["paaloept-hoppide-c"]) == {"faktura": ["127000.00"]}
    assert rows(of_2018["paaloept-digital-innbygger"]) == {
        "refusjonskrav": ["ikke oppgitt"]
    }
