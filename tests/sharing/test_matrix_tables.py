"""The matrix as tables: sums both ways, the control, and nothing rounded is added."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.distribution_key import Equal
from fellesbok.messages import say
from fellesbok.sharing.matrix import Matrix
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix_tables import MatrixTables
from fellesbok.sharing.matrix_tables import posted_table
from fellesbok.sharing.matrix_tables import without_shares_table
from fellesbok.tables import targets
from fellesbok.tables.csv_file import csv_of
from settled_years import agreement
from settled_years import version
from shares_by_hand import share

VIKA = agreement(version(Equal()))
LYNGEN, KAFJORD = VIKA.payer("lyngen"), VIKA.payer("kafjord")
SHARES = [share("Lyngen", "100.00"), share("Kafjord", "-5.00")]
HEADS = ["Samarbeid", "Kafjord", "Lyngen"]
CONTROL = ["Sum andeler", "Fordelt kostnad", "Differanse"]
MATRIX = matrix_of(SHARES, SHARES, VIKA, {"ikt": 95_00})


def of_2018(matrix: Matrix = MATRIX) -> MatrixTables:
    """The tables of one year."""
    return MatrixTables(matrix, VIKA, "2018", 2018)


def test_sums_go_both_ways_and_end_at_what_was_to_be_shared() -> None:
    assert csv_of(of_2018().kroner(), "nb") == [
        [*HEADS, *CONTROL],
        ["IKT", "-5,00", "100,00", "95,00", "95,00", "0,00"],
        ["Sum", "-5,00", "100,00", "95,00", "95,00", "0,00"],
    ]


def test_what_was_to_be_shared_and_has_no_share_is_a_difference() -> None:
    nothing = share("Lyngen", "0.00")
    found = matrix_of([nothing], [nothing], VIKA, {"ikt": 100_00})
    assert csv_of(of_2018(found).kroner(), "nb")[1:] == [
        ["IKT", "0,00", "0,00", "100,00", "100,00"],
        ["Sum", "0,00", "0,00", "100,00", "100,00"],
    ]


def test_what_filters_hide_is_held_against_nothing_and_told() -> None:
    found = matrix_of(SHARES[:1], SHARES, VIKA, {"ikt": 95_00})
    table = of_2018(found).kroner()
    assert csv_of(table, "nb")[1] == ["IKT", "100,00", "100,00", "95,00", ""]
    assert (
        say(table.lines[0].cells[-1].note or "", "nb") == "filteret skjuler 1 andeler"
    )
    assert "skjuler 1 andeler på til sammen -5,00 kr" in str(table.note)


def test_a_reader_of_a_part_has_no_control() -> None:
    table = of_2018(matrix_of(SHARES, SHARES, VIKA, None)).kroner()
    assert csv_of(table, "nb")[0] == HEADS
    assert "dine egne andeler" in str(table.note)


def test_a_share_leads_to_its_explanation_and_a_sum_nowhere() -> None:
    line, total = of_2018().kroner().lines
    assert [cell.leads_to for cell in line.cells[1:3]] == [
        targets.Explanation("ikt", "kafjord", "2018"),
        targets.Explanation("ikt", "lyngen", "2018"),
    ]
    assert line.cells[0].leads_to == targets.Vouchers("fordeling-2018-ikt", ())
    assert {cell.leads_to for cell in total.cells} == {None}


def test_shares_of_several_years_lead_to_the_account_that_they_are_the_sum_of() -> None:
    both = [*SHARES, share("Lyngen", "1.00", 2019)]
    found = matrix_of(both, both, VIKA, {"ikt": 96_00})
    table = MatrixTables(found, VIKA, "2018-2019", None).kroner()
    account = "Assets:Fordringer:Lyngen:IKT"
    line, _ = table.lines
    assert line.cells[2].leads_to == targets.Account(account, "2018-2019")
    assert line.cells[0].leads_to == targets.Vouchers(
        "fordeling-2018-ikt", ("fordeling-2019-ikt",)
    )
    assert table.columns[2].leads_to == targets.Statement("lyngen", "2019")


def test_kroner_per_inhabitant_are_divided_for_themselves_line_by_line() -> None:
    """33.34 and 33.34 among 3 are 11.11 each, and 66.68 are 22.23 and not 22.22."""
    every = [share("Lyngen", "33.34"), share("Lyngen", "33.34", of="Vann")]
    ikt = VIKA.cooperations["ikt"]
    vann = replace(ikt, slug="vann", title="Vann", account="Vann")
    of = replace(VIKA, cooperations={"ikt": ikt, "vann": vann})
    matrix = matrix_of(every, every, of, None)
    table = MatrixTables(matrix, of, "2018", 2018).per_inhabitant(
        {"lyngen": Fraction(3)}, 2018
    )
    assert csv_of(table, "nb") == [
        ["Samarbeid", "Lyngen"],
        ["IKT", "11,11"],
        ["Vann", "11,11"],
        ["I alt", "22,23"],
        ["Innbyggere", "3"],
    ]


def test_who_has_no_inhabitants_is_left_out() -> None:
    table = of_2018().per_inhabitant({"kafjord": Fraction(2)}, 2018)
    assert csv_of(table, "nb") == [
        ["Samarbeid", "Kafjord"],
        ["IKT", "-2,50"],
        ["I alt", "-2,50"],
        ["Innbyggere", "2"],
    ]
    assert "per 01.01.2018" in str(table.note)


def test_shares_are_held_against_what_is_posted() -> None:
    table = posted_table(MATRIX, [KAFJORD, LYNGEN], {"ikt": Decimal("94.00")}, 2018)
    assert csv_of(table, "nb") == [
        [*HEADS, "Sum andeler", "Kontroll"],
        ["IKT", "-5,00", "100,00", "95,00", "-1,00"],
        ["Sum", "-5,00", "100,00", "95,00", "-1,00"],
    ]


def test_why_there_are_no_shares_is_told_reason_by_reason() -> None:
    ikt = VIKA.cooperations["ikt"]
    (table,) = without_shares_table([(ikt, ["Derfor", "Dessuten"])], "2018")
    assert csv_of(table, "nb")[1:] == [["IKT", "Derfor"], ["IKT", "Dessuten"]]
    assert without_shares_table([], "2018") == []
