"""What the books say of the two-column table: units, blanks, and stated sums."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.form import Form
from fellesbok.entries.custom_values import custom
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.declared import Declared
from objections_by_hand import IKT
from objections_by_hand import VIKA

DAY = date(2018, 12, 31)


def said(kind: str, *words: str) -> Declared:
    """A line of the source."""
    return Declared(custom(kind, DAY, ["ikt", *words], {}))


BLANK = said(LEFT_BLANK, "tilskudd", "budsjett")
SUMS = [said(CHECK_SUM, "kostnad", "1"), said(CHECK_SUM, "tilskudd", "2")]
FORM = Form(
    cooperation=IKT,
    agreement=VIKA,
    year=2018,
    lines=(),
    parts=(),
    shares=(),
    budgeted={},
    said=[BLANK, *SUMS],
    units={"NOK.PROSJEKT": "hele prosjektet"},
    payers=(),
    is_whole=True,
    is_missing=False,
)


@pytest.mark.parametrize(
    ("currency", "unit"),
    [("NOK", ""), ("NOK.PROSJEKT", "hele prosjektet"), ("TIMER", "TIMER")],
)
def test_kroner_of_the_year_need_no_unit(currency: str, unit: str) -> None:
    assert FORM.unit(currency) == unit


def test_a_blank_is_of_its_own_kind_and_column() -> None:
    assert FORM.left_blank(Kind.GRANT, "budsjett") == BLANK
    assert FORM.left_blank(Kind.GRANT, "regnskap") is None
    assert FORM.left_blank(Kind.COST, "budsjett") is None


def test_the_sums_that_the_source_states_are_of_their_own_kind() -> None:
    assert FORM.stated_sums(Kind.COST) == SUMS[:1]
    assert FORM.stated_sums(Kind.GRANT) == SUMS[1:]
    assert FORM.stated_sums(Kind.FUND) == []
