"""Grants and in-kind work in the joint report, as they are reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from places import HOUSE
from report_panels import panels
from report_panels import report
from report_panels import rows


def test_the_four_figures_of_a_grant() -> None:
    found = rows(panels(report())["tilskudd-legevakt-staten"])
    assert found["Opptjent"] == ["200000.00"] * 2
    assert found["Mottatt"] == ["225000.00"] * 2
    assert found["Tilskudd til gode"] == ["0.00"] * 2
    assert found["Ubrukt"] == ["25000.00"] * 2
    assert found["Tak før sluttrapport"] == [None, "300000.00"]
    later = rows(panels(report(2025))["tilskudd-legevakt-staten"])
    assert later["Overført fra året før"] == [None, "200000.00", None]
    assert later["Mottatt"] == ["225000.00", "ikke oppgitt", "225000.00"]


def test_the_grants_of_2018_are_as_they_are_reported() -> None:
    found = panels(report(2018, books=HOUSE))
    county = rows(found["tilskudd-kompetanseloft-tfk"])
    assert county["Opptjent over taket"][-1] == "827556.00"
    assert county["Mottatt"] == ["ikke oppgitt"] * 2
    governor = rows(found["tilskudd-helsetek-fylkesmannen"])
    assert governor["Til rådighet"] == ["787784.00"] * 2
    assert governor["Ubrukt"] == ["ikke oppgitt"] * 2
    assert governor["Igjen"] == ["424784.00"] * 2
    programme = rows(found["tilskudd-helsetek-velferdsteknologi"])
    assert programme["Igjen"] == ["403045.00"] * 2


def test_deadlines_are_seen_from_the_day() -> None:
    panel = panels(report(2024, date(2025, 3, 31)))["frister"]
    assert [(str(row.texts[0]), str(row.texts[-1])) for row in panel.rows] == [
        ("2024-10-01", "gjort 25.09.2024"),
        ("2025-06-30", "91 dager igjen"),
        ("2025-09-01", "154 dager igjen"),
    ]
    late = panels(report(2024, date(2025, 9, 11)))["frister"]
    assert late.rows[-1].texts[-1] == "10 dager over fristen"


def test_in_kind_work_is_valued_or_not_and_in_no_sum() -> None:
    panel = panels(report())["egeninnsats-viltlag"]
    found = rows(panel)
    assert found["Jegerlaget"] == [None, "0.50", "ikke verdsatt"]
    assert Decimal(found["Strand"][2] or 0) == Decimal("54000.00")
    assert all(row.role == "line" for row in panel.rows)
    sums = [
        cell.value
        for made in (report(), report(2025))
        for one in panels(made).values()
        for row in one.rows
        if row.role == "total"
        for cell in row.cells
    ]
    assert Decimal(54000) not in sums
