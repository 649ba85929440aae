"""Changes as a table: a municipality sees days alone, and never who or why."""

from __future__ import annotations

from datetime import date

from fellesbok.changes.records import CUT
from fellesbok.changes.records import Change
from fellesbok.changes.records import Part
from fellesbok.changes.since import Changed
from fellesbok.changes.tables import changes_table
from fellesbok.changes.tables import since_table
from fellesbok.messages import say
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import SourceLine

OLD = Change("a" * 40, 100, date(2018, 1, 4), "Kari", "Først")
NEW = Change("0123456789abcdef", 200, date(2018, 1, 5), "Ola", "Sist")
LINES = {"a": [OLD, NEW]}
CLAIM = Part("Krav 1", "a", 1, 2, SourceLine("a", 1))
DAY = date(2018, 1, 1)


def test_a_line_for_each_change_with_the_beginning_of_its_hash() -> None:
    table = changes_table([CLAIM], LINES, sees_all=True)
    assert csv_of(table, "nb") == [
        ["Hva", "Endret", "Av", "Hvorfor", "Endring"],
        ["Krav 1", "2018-01-05", "Ola", "Sist", "0123456789"],
        ["Krav 1", "2018-01-04", "Kari", "Først", "aaaaaaaaaa"],
    ]
    assert table.lines[0].cells[0].leads_to == SourceLine("a", 1)


def test_a_municipality_sees_the_last_day_of_each_part() -> None:
    table = changes_table([CLAIM], LINES, sees_all=False)
    assert csv_of(table, "nb") == [["Hva", "Endret"], ["Krav 1", "2018-01-05"]]


def test_what_is_not_committed_says_so_in_the_place_of_its_day() -> None:
    found = [Changed(CLAIM, None), Changed(CLAIM, NEW)]
    (table,) = since_table(found, DAY, sees_all=True)
    assert csv_of(table, "nb")[1:] == [
        ["Krav 1", "", "", ""],
        ["Krav 1", "2018-01-05", "Ola", "Sist"],
    ]
    note = table.lines[0].cells[1].note
    assert note == "ikke lagret i git ennå"
    (narrow,) = since_table(found, DAY, sees_all=False)
    assert csv_of(narrow, "nb")[0] == ["Hva", "Endret"]


def test_what_is_left_out_is_counted() -> None:
    found = [Changed(CLAIM, NEW)] * 3
    (table,) = since_table(found, DAY, sees_all=True, most=1)
    assert len(table.lines) == 1
    assert say(table.note or "", "nb").startswith("… og 2 til. Fra git:")
    (whole,) = since_table(found, DAY, sees_all=True, most=3)
    assert say(whole.note or "", "nb").startswith("Fra git:")
    assert since_table([], DAY, sees_all=True) == []


def test_how_many_parts_are_left_out_of_the_changes_is_told_first() -> None:
    note = changes_table([CLAIM], LINES, sees_all=True, more=3).note
    assert say(note or "", "nb").startswith("… og 3 til. Fra git:")
    whole = changes_table([CLAIM], LINES, sees_all=True).note
    assert say(whole or "", "nb").startswith("Fra git:")


def test_where_the_history_is_cut_no_name_is_told() -> None:
    """Whoever saved last would be told to have written everything before it too."""
    cut = Change("c" * 40, 300, date(2018, 1, 6), "", "", is_cut=True)
    table = changes_table([CLAIM], {"a": [cut, cut]}, sees_all=True)
    assert csv_of(table, "nb")[1] == ["Krav 1", "", "", CUT, "cccccccccc"]
    assert table.lines[0].cells[1].note == "06.01.2018 eller før"
