"""Closed years as a table: what was shared then, and what has come since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from fellesbok.agreement.distribution_key import Equal
from fellesbok.closing.tables import closed_table
from fellesbok.closing.tables import corrected
from fellesbok.entries import vocabulary
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.entries.lines import Line
from fellesbok.shared import Shared
from fellesbok.sharing.statement import Correction
from fellesbok.tables.csv_file import csv_of
from settled_years import agreement
from settled_years import version

IKT = agreement(version(Equal())).cooperations["ikt"]
VANN = replace(IKT, slug="vann", title="Vann", account="Vann")
SHARED = Shared(
    replace(agreement(version(Equal())), cooperations={"ikt": IKT, "vann": VANN}), ()
)
DAY, CLOSED_ON = date(2018, 12, 31), date(2019, 2, 1)


def line(tag: str, ore: int) -> Line:
    """A line that is fixed."""
    nothing: frozenset[str] = frozenset()
    return Line(DAY, "", frozenset({tag}), nothing, {}, "Assets:A", "Income:B", ore)


LINES = (line(vocabulary.CHARGE_TAG, 1_000_00), line(vocabulary.SURPLUS_TAG, 5_00))
CLOSED = ClosedYear(IKT, 2018, LINES, Path("b"), {}, CLOSED_ON, ("main", 1))


def correction(
    amount: str, reason: str, debit: str = "Assets:Fordringer:Lyngen:IKT"
) -> Correction:
    """What a closed year would be now, less what it was."""
    return Correction(
        cooperation="IKT",
        municipality="Lyngen",
        year=2018,
        period="2019",
        debit=debit,
        credit="Income:IKT:Kommuner:Lyngen",
        before=Decimal(0),
        after=Decimal(amount),
        amount=Decimal(amount),
        reason=reason,
        day=date(2019, 12, 31),
    )


LATE = [correction("15.00", "bilag 7"), correction("-5.00", "bilag 7")]
HEADS = [
    *("Samarbeid", "Avsluttet", "Kommet siden", "Fordelt da det ble avsluttet"),
    "Korrigert siden",
]


def test_what_was_shared_then_and_what_came_since_each_reason_once() -> None:
    late = [*LATE, correction("1.00", "bilag 8")]
    table = closed_table({"ikt": CLOSED}, {"ikt", "vann"}, late, SHARED)
    assert csv_of(table, "nb") == [
        HEADS,
        ["IKT", "2019-02-01", "bilag 7; bilag 8", "1000,00", "11,00"],
        ["Vann", "", "", "", ""],
        ["Sum", "", "", "1000,00", "11,00"],
    ]
    assert table.lines[1].cells[1].note == "nei"


def test_a_year_that_nothing_came_to_is_blank_and_not_zero() -> None:
    table = closed_table({"ikt": CLOSED}, {"ikt"}, [], SHARED)
    assert csv_of(table, "nb")[1:] == [["IKT", "2019-02-01", "", "1000,00", ""]]


def test_what_is_corrected_is_what_moves_on_receivables() -> None:
    """What goes to a fund instead of a payer is owed by nobody."""
    fund = correction("3.00", "", "Income:IKT:Fond")
    assert corrected([*LATE, fund], SHARED) == Decimal("10.00")
    assert str(corrected([], SHARED)) == "0.00"
