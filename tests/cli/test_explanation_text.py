"""An explanation in a terminal: amounts stand in a column, under a line where a sum."""

from __future__ import annotations

from fractions import Fraction

from fellesbok.cli.explanation_text import explanation_text
from fellesbok.explanation import Explanation
from fellesbok.explanation import Section
from fellesbok.explanation.key import Row
from fellesbok.messages import Text
from pagebook import NBSP
from settled_years import agreement


def lines(*rows: Row, language: str = "nb") -> list[str]:
    """The text of rows in one section, without its three lines of headings."""
    made = Explanation(Text("IKT 2018"), (Section(Text("Grunnlag"), rows),), 0)
    told = explanation_text(made, agreement(), language).replace(NBSP, " ")
    title, below, blank, heading, *rest = told.splitlines()
    assert (title, below, blank, heading) == ("IKT 2018", "════════", "", "Grunnlag")
    return rest


def test_amounts_end_in_one_column_and_a_sum_has_a_line_above() -> None:
    lease, licence, total = "Leie av lokale", "Lisens", "Sum"
    told = lines(
        Row(Text(lease), Fraction(150_050)),
        Row(Text(licence), Fraction(-25)),
        Row(Text(total), Fraction(150_025), total=True),
    )
    assert [line.split("  ")[-1].strip() for line in told] == [
        "1 500,50",
        "-0,25",
        "─" * 18,
        "1 500,25",
    ]
    assert {len(line) for line in told} == {100}
    assert told[0].startswith(f"  {lease}  ")


def test_a_row_without_an_amount_is_text_alone_and_deeper_ones_stand_in() -> None:
    first, second = lines(Row(Text("Nøkkel")), Row(Text("likt på 3"), depth=1))
    assert (first, second) == ("  Nøkkel", "    likt på 3")


def test_a_place_is_told_beside_the_amount() -> None:
    row = Row(Text("Drift"), Fraction(100), place=("ledger/a.beancount", 12))
    assert lines(row)[0].endswith("1,00  ledger/a.beancount:12")


def test_a_long_label_goes_over_several_lines_and_the_amount_ends_the_last() -> None:
    told = lines(Row(Text("ord " * 40), Fraction(100)))
    assert len(told) > 2
    assert [line.endswith("1,00") for line in told] == [False] * (len(told) - 1) + [
        True
    ]
    assert " ".join(" ".join(told).split()) == f"{'ord ' * 40}1,00"
