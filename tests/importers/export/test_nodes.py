"""Elements of SAF-T, with no more in each than there is room for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from fellesbok_importers.export.nodes import MOST
from fellesbok_importers.export.nodes import amount_text
from fellesbok_importers.export.nodes import leaf
from fellesbok_importers.export.nodes import node
from fellesbok_importers.export.nodes import shortened
from fellesbok_importers.export.nodes import too_long


def test_an_element_has_the_children_that_there_are() -> None:
    made = node("Line", leaf("AccountID", "A&B"), leaf("TaxCode", ""), None)
    assert etree.tostring(made) == b"<Line><AccountID>A&amp;B</AccountID></Line>"


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_a_text_is_cut_where_there_is_no_more_room(name: str, most: int) -> None:
    assert shortened(name, "x" * most) == "x" * most
    cut = shortened(name, "x" * (most + 1))
    assert (len(cut), cut[-1]) == (most, "…")


def test_a_room_of_its_own_may_be_smaller() -> None:
    assert shortened("Name", "abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1234.5", "1234.50"), ("-0.05", "-0.05"), ("0", "0.00"), ("1E+3", "1000.00")],
)
def test_amounts_have_two_decimals(amount: str, written: str) -> None:
    assert amount_text(Decimal(amount)) == written


def test_a_code_that_has_no_room_is_told_with_what_it_is_of() -> None:
    fault = too_long("TaxCode", "mva", "x" * 71)
    assert (fault.column, fault.found) == ("mva", "x" * 71)
    assert "TaxCode" in str(fault)
