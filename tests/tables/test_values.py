"""A table as a value: what is left out, added up, and what cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from berries import FIGURES
from berries import table
from fellesbok.contradictions import ContradictionError
from fellesbok.messages import Text
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import HIDDEN
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.tables.values import total_line


def test_a_narrow_face_says_which_and_not_how() -> None:
    narrow = table().narrowed({"who", "earned"})
    assert [column.name for column in narrow.columns] == ["who", "earned"]
    assert [line.cells[1].value for line in narrow.lines] == [
        Decimal("1234.50"),
        Decimal("-2469.00"),
        Decimal("-1234.50"),
    ]
    assert [line.role for line in narrow.lines] == ["line", "line", "total"]


def test_a_line_without_a_cell_for_every_heading_is_a_contradiction() -> None:
    with pytest.raises(ContradictionError):
        Table("baer", "Bær", FIGURES, (Line((BLANK,)),))


def test_what_nobody_has_is_left_out_and_a_remark_is_something() -> None:
    """Only the names that are given can go; a blank with its reason stays."""
    nothing = Column(Text("Kroner"), Kind.MONEY, "nothing")
    told = Column(Text("Kurver"), Kind.COUNT, "told")
    made = Table(
        "baer",
        "Bær",
        (Column(Text("Hvem"), name="who"), nothing, told),
        (Line((BLANK, Cell(Decimal("0.00")), HIDDEN)), Line((BLANK, BLANK, BLANK))),
    )
    assert made.where_used(["nothing", "told"]).columns[1:] == (told,)
    assert made.where_used([]) == made


def test_amounts_alone_are_added_up_and_sums_can_be_left_out() -> None:
    whole = table()
    lines = whole.without_sums.lines
    assert lines == whole.lines[:2]
    total = total_line(Text("Sum"), lines, whole.columns)
    assert total.role == "total"
    values = [cell.value for cell in total.cells]
    assert values == ["Sum", None, Decimal("-1234.50"), None, None]
