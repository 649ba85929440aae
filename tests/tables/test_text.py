"""A table in a terminal: figures to the right, sentences below their lines."""

from __future__ import annotations

from berries import table
from fellesbok.tables.text import text_of
from fellesbok.tables.text import text_table
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table


def test_a_terminal_shows_them_beside_each_other() -> None:
    shown = text_of(table(), "nb").replace("\N{NO-BREAK SPACE}", " ")
    assert shown.splitlines() == [
        "Hvem   Dag            Kroner      Andel              Kurver",
        "─────  ──────────  ─────────  ─────────  ──────────────────",
        "Ola    01.08.2018   1 234,50  0,333333…                   2",
        "=Kari  02.08.2018  -2 469,00  0,666666…           ikke talt",
        "Sum                -1 234,50             skjult av filteret",
    ]


def test_sentences_stand_below_their_lines_in_lines_of_their_own() -> None:
    """Under the line that they are of, indented, and no wider than a terminal."""
    long = " ".join(["ord"] * 40)
    columns = (Column("Hvem", name="who"), Column("Hvorfor", name="why"))
    lines = (Line((Cell("Ola"), Cell(long))), Line((Cell("Kari"), Cell("Kort."))))
    shown = text_of(Table("t", "T", columns, lines), "nb", below=["why"]).splitlines()
    assert shown[:3] == ["Hvem", "────", "Ola"]
    assert shown[-2:] == ["Kari", "    Kort."]
    assert " ".join(part.strip() for part in shown[3:-2]) == long
    assert all(part.startswith("    ") and len(part) <= 100 for part in shown[3:-2])


def test_columns_are_as_wide_as_their_widest_cell_and_end_in_no_blanks() -> None:
    rows = [["Navn", "Kr"], ["Å", "1000"], ["Lang", "2"]]
    assert text_table(rows, right={1}).splitlines() == [
        "Navn    Kr",
        "────  ────",
        "Å     1000",
        "Lang     2",
    ]
    assert text_table([["A", "B"], ["lang", ""]]).splitlines()[-1] == "lang"
