"""A subject's table as a chapter of the report: texts first, then figures."""

from __future__ import annotations

from decimal import Decimal

from berries import table
from fellesbok.report.anchors import always
from fellesbok.report.anchors import wherever
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.noted_table import Panel
from fellesbok.report.noted_table import PanelRow
from fellesbok.report.noted_table import panel_of

PANEL = panel_of(table(), wherever("kilder", ""))


def test_texts_stand_before_figures_with_the_note_above() -> None:
    assert (PANEL.anchor, PANEL.title) == ("baer", "Bær")
    assert PANEL.texts == ("Hvem", "Dag")
    assert PANEL.figures == ("Kroner", "Andel", "Kurver")
    assert PANEL.notes == ("Plukket selv.",)
    assert [row.role for row in PANEL.rows] == ["line", "line", "total"]


def test_a_figure_is_found_by_the_name_of_its_column_and_sums_are_left_out() -> None:
    assert PANEL.values("earned") == [Decimal("1234.50"), Decimal("-2469.00")]
    assert PANEL.values("finnes ikke") == []
    total = PANEL.rows[-1]
    assert PANEL.cell(total, "earned").value == Decimal("-1234.50")


def test_a_page_around_it_may_tell_what_it_is() -> None:
    made = panel_of(table(), always(""), anchor="a", title="T", notes=["Mer."])
    assert (made.anchor, made.title) == ("a", "T")
    assert made.notes == ("Plukket selv.", "Mer.")


def figure(unit: str = "", state: State = State.FIGURE) -> Cell:
    return Cell(state, Decimal(1), unit=unit)


def test_a_row_has_a_unit_where_all_its_figures_have_it() -> None:
    assert PanelRow((), (figure("TIMER"), figure("TIMER"))).unit == "TIMER"
    assert PanelRow((), (figure("TIMER"), figure())).unit == ""
    blank = figure("TIMER", State.BLANK)
    assert PanelRow((), (blank,)).unit == ""
    assert PanelRow((), (figure(state=State.MISSING),)).is_missing
    assert not PanelRow((), (figure(),)).is_missing


def test_rows_of_a_group_stand_together_and_short_rows_are_filled() -> None:
    rows = tuple(PanelRow((key,), (), key=key) for key in "aab")
    made = Panel("a", "A", ("x", "y", "z"), (), rows)
    assert [(key, len(found)) for key, found in made.groups] == [("a", 2), ("b", 1)]
    assert made.filled(rows[0]) == ("a", "", "")
