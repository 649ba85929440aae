"""A new year as tables: what its budget comes to, what it lacks, what it opens with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.agreement.model import Place
from fellesbok.agreement.year_gaps import Gap
from fellesbok.agreement.year_gaps import MissingFigures
from fellesbok.budgets.next_year import Carried
from fellesbok.closing.opens_with import OpensWith
from fellesbok.messages import Text
from fellesbok.starting.year_tables import budget_table
from fellesbok.starting.year_tables import gaps_table
from fellesbok.starting.year_tables import opening_table
from fellesbok.starting.year_tables import rounding

if TYPE_CHECKING:
    from fellesbok.tables import Table


def carried(before: str, amount: str, off: Fraction = Fraction(0)) -> Carried:
    line: Any = None
    kroner = Decimal(before), Decimal(amount)
    return Carried("Expenses:IKT", "IKT", kroner[0], line, kroner[1], off, False)  # noqa: FBT003


def cells(table: Table) -> list[list[str]]:
    return [
        ["" if cell.value is None else str(cell.value) for cell in line.cells]
        for line in table.lines
    ]


def test_a_budget_stands_beside_the_one_before_and_both_are_added_up() -> None:
    table = budget_table([carried("100", "103.50"), carried("50", "51.75")], 2027)
    assert [str(column.title) for column in table.columns[1:]] == ["2026", "2027"]
    assert cells(table) == [
        ["Expenses:IKT", "100", "103.50"],
        ["Expenses:IKT", "50", "51.75"],
        ["Sum", "150", "155.25"],
    ]
    assert table.lines[-1].role == "total"


def test_one_line_is_its_own_sum() -> None:
    assert len(budget_table([carried("100", "103.50")], 2027).lines) == 1
    assert budget_table([], 2027).lines == ()


def test_what_is_rounded_is_counted_and_added_up() -> None:
    """Half an øre up twice, and a third of one down."""
    half, third = Fraction(1, 200), Fraction(-1, 300)
    off = [carried("1", "1", each) for each in (half, Fraction(0), half, third)]
    said = rounding(off)
    assert said is not None
    assert said.values["count"] == 3
    assert said.values["off"] == Fraction(1, 150)
    assert rounding([carried("1", "1")]) is None
    assert rounding([carried("1", "1", half), carried("1", "1", -half)]) is not None


HERE = Place("/bok/allocation_rules.yaml", 12)


def test_what_lacks_in_one_place_is_one_line() -> None:
    gaps = [
        Gap("IKT", Text("vert"), HERE),
        Gap("IKT", Text("nøkkel"), HERE),
        Gap("IKT", Text("vert"), HERE),
        Gap("Brann", Text("vert"), HERE),
    ]
    table = gaps_table(gaps, [])
    assert cells(table) == [
        ["IKT", "allocation_rules.yaml:12", "vert; nøkkel"],
        ["Brann", "allocation_rules.yaml:12", "vert"],
    ]


@pytest.mark.parametrize(
    ("place", "where"), [(("/bok/tall.csv", 1), "tall.csv:1"), (None, "")]
)
def test_figures_that_lack_are_told_with_whose_they_are(
    place: tuple[str, int] | None, where: str
) -> None:
    missing = MissingFigures(
        "people", "Folketall", date(2027, 1, 1), ("Lyngen", "Storfjord"), place
    )
    assert cells(gaps_table([], [missing])) == [
        ["Folketall", where, "tall per 01.01.2027 mangler for Lyngen, Storfjord"]
    ]


def opens(**changed: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 -- a field of it
    """The table of what a year opens with, with something else in it."""
    usual: dict[str, Any] = {
        "day": date(2026, 12, 31),
        "balances": {"Assets:Bank": Decimal("-100.00")},
        "result": Decimal("100.00"),
        "claims": 2,
        "outstanding": Decimal("30.00"),
        "on_claims": Decimal("30.00"),
        "funds": {"IKT": (Decimal("5.00"), Decimal("5.00"))},
    }
    found = cells(opening_table(OpensWith(**usual | changed)))
    return [(what, amount, held) for what, amount, held in found]


def test_what_agrees_with_the_accounts_is_said_to() -> None:
    assert opens() == [
        ("Assets:Bank", "-100.00", ""),
        ("Inntekter og kostnader til og med 31.12.2026", "100.00", "stemmer"),
        ("Åpne krav (2)", "30.00", "stemmer"),
        ("Fond, IKT", "5.00", "stemmer"),
    ]


@pytest.mark.parametrize(
    ("changed", "row", "held"),
    [
        ({"result": Decimal("100.01")}, 1, "0,01 kr fra det som står på kontoene"),
        ({"on_claims": Decimal("29.00")}, 2, "-1,00 kr fra det som står på kontoene"),
        (
            {"funds": {"IKT": (Decimal("5.00"), Decimal("7.00"))}},
            3,
            "2,00 kr fra det som står på kontoene",
        ),
    ],
)
def test_what_does_not_is_told_with_by_how_much(
    changed: dict[str, Any], row: int, held: str
) -> None:
    found = opens(**changed)
    assert found[row][2] == held
    assert [each[2] for each in found].count("stemmer") == 2
