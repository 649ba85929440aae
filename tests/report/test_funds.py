"""The owners of a fund are the fund, in the joint report."""

from __future__ import annotations

from report_panels import panels
from report_panels import report
from report_panels import rows


def test_the_owners_of_a_fund_are_the_fund() -> None:
    assert rows(panels(report())["fond-viltlag"]) == {
        "Nes": ["0.00", "7500.00", "7500.00"],
        "Vik": ["0.00", "5000.00", "5000.00"],
        "Strand": ["0.00", "2500.00", "2500.00"],
        "Sum": ["0.00", "15000.00", "15000.00"],
    }
    assert rows(panels(report(2025))["fond-viltlag"])["Strand"] == [
        "2500.00",
        "-2000.00",
        "-500.00",
        "0.00",
    ]
