"""What is fixed of a year in one line: what is charged, and no correction in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fellesbok.agreement.distribution_key import Equal
from fellesbok.closing.in_short import closing_in_short
from fellesbok.closing.writing import Closing
from fellesbok.entries import vocabulary
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.entries.lines import Line
from fellesbok.messages import say
from settled_years import agreement
from settled_years import version

DAY = date(2018, 12, 31)


def line(tag: str, ore: int) -> Line:
    """A line that is fixed."""
    nothing: frozenset[str] = frozenset()
    return Line(DAY, "", frozenset({tag}), nothing, {}, "Assets:A", "Income:B", ore)


def told(*lines: Line) -> str:
    """What is said of a year with those lines and 9 vouchers."""
    ikt = agreement(version(Equal())).cooperations["ikt"]
    year = ClosedYear(ikt, 2018, lines, Path("b.csv"), {}, DAY, ("main", 1))
    said = say(closing_in_short(Closing(year, 9, "Expenses:IKT", {}, ())), "nb")
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_charged_is_added_and_every_line_counted() -> None:
    lines = (
        line(vocabulary.CHARGE_TAG, 1_000_00),
        line(vocabulary.CHARGE_TAG, -50),
        line(vocabulary.CORRECTION_TAG, 7_00),
        line(vocabulary.SURPLUS_TAG, 8_00),
    )
    assert told(*lines) == "IKT 2018: 999,50 kr fordelt i 4 linjer, 9 bilag."


def test_a_year_that_charges_nothing_says_zero() -> None:
    assert told() == "IKT 2018: 0,00 kr fordelt i 0 linjer, 9 bilag."
