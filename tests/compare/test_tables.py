"""What a change does as tables: blank where no state has an amount, and never zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compared_by_hand import HALVES
from compared_by_hand import IN_2018
from compared_by_hand import MORE_OF_LYNGEN
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.tables import effects_table
from fellesbok.compare.tables import grounds_table
from fellesbok.compare.tables import own_tables
from fellesbok.compare.tables import payers_table
from fellesbok.compare.tables import since_table
from fellesbok.compare.tables import tables
from fellesbok.contradictions import ContradictionError
from fellesbok.messages import Text
from fellesbok.tables.csv_file import csv_of

BEFORE, AFTER = state(HALVES), state(MORE_OF_LYNGEN, keys="vekter")
SPLIT = compared(BEFORE, AFTER)
SAME = compared(BEFORE, BEFORE)


def test_what_each_bears_of_all_and_the_sum_of_it() -> None:
    (table,) = payers_table(SPLIT)
    assert csv_of(table, "nb") == [
        ["Betaler", "Før", "Etter", "Endring"],
        ["Lyngen", "50,00", "60,00", "10,00"],
        ["Kafjord", "50,00", "40,00", "-10,00"],
        ["Sum", "100,00", "100,00", "0,00"],
    ]


def test_a_line_for_each_that_is_different_the_reader_s_own_first() -> None:
    heads, first, *_ = csv_of(effects_table(SPLIT, "lyngen"), "nb")
    assert heads == ["Samarbeid", "Betaler", "År", "Før", "Etter", "Endring"]
    assert first == ["IKT", "Lyngen", "2018", "50,00", "60,00", "10,00"]


def test_several_changes_have_a_column_each_and_one_for_what_is_left() -> None:
    found = compared(BEFORE, AFTER, AFTER, None)
    heads, *rows = csv_of(effects_table(found), "nb")
    assert heads[-3:] == ["Endring 1 alene", "Endring 2 alene", "Samspill"]
    assert rows[0][-3:] == ["-10,00", "", ""]


def test_a_correction_of_a_closed_year_has_its_year() -> None:
    effects = (replace(SPLIT.effects[0], corrects=2017), SPLIT.effects[1])
    heads, first, second, _ = csv_of(
        effects_table(replace(SPLIT, effects=effects)), "nb"
    )
    place = heads.index("Før") - 1
    assert (first[place], second[place]) == ("2017", "")


def test_what_cannot_be_shared_is_said_to_be_so() -> None:
    table = effects_table(compared(BEFORE, state({}, lacking=[IN_2018])))
    _, first, *_ = csv_of(table, "nb")
    assert first[-3:] == ["50,00", "", ""]
    assert table.lines[0].cells[-1].note == "kan ikke fordeles"


def test_what_is_not_known_is_in_no_sum() -> None:
    """The paper adds up: before, with the differences, is after."""
    kafjord, lyngen = SPLIT.effects
    unknown = replace(
        lyngen, before=Decimal("7.00"), after=None, difference=None, year=2019
    )
    for one in (unknown, replace(unknown, before=None, after=Decimal("9.00"))):
        found = replace(SPLIT, effects=(kafjord, lyngen, one))
        *_, total = csv_of(effects_table(found), "nb")
        assert total == ["Sum", "", "", "100,00", "100,00", "0,00"]
    alone = replace(SPLIT, effects=(unknown,))
    assert [line.role for line in effects_table(alone).lines] == ["line"]


def test_a_sum_of_changes_alone_is_of_the_same_lines_or_not_known() -> None:
    found = compared(BEFORE, AFTER, AFTER, AFTER)
    assert csv_of(effects_table(found), "nb")[-1][-3:] == ["0,00", "0,00", "0,00"]
    kafjord, lyngen = found.effects
    partly = replace(lyngen, alone=(Decimal("10.00"), None), interaction=None)
    table = effects_table(replace(found, effects=(kafjord, partly)))
    assert csv_of(table, "nb")[-1][-3:] == ["0,00", "", ""]
    assert table.lines[-1].cells[-1].note == "kan ikke fordeles"


def test_sums_that_do_not_add_up_are_not_shown() -> None:
    wrong = replace(SPLIT.effects[0], difference=Decimal("-9.99"))
    broken = replace(SPLIT, effects=(wrong, SPLIT.effects[1]))
    for table in (effects_table, payers_table):
        with pytest.raises(ContradictionError) as error:
            table(broken)
        assert error.value.figures == (Decimal("100.01"), Decimal("100.00"))


def test_by_which_keys_and_how_much() -> None:
    dearer = state({"kafjord": "60.00", "lyngen": "60.00"}, cost=1, keys="vekter")
    (table,) = grounds_table(compared(BEFORE, dearer))
    assert csv_of(table, "nb")[1:] == [
        ["IKT", "2018", "likt", "vekter", "100,00", "120,00", "20,00"]
    ]


def test_of_what_is_the_same_only_what_is_tried_is_shown() -> None:
    assert [table.name for table in tables(SAME)] == ["endringer"]
    assert [table.name for table in tables(SPLIT)] == [
        "betalere",
        "virkning",
        "grunnlag",
        "endringer",
    ]


def test_a_payers_own_part_has_what_is_the_same_too() -> None:
    own = replace(SAME, effects=SAME.effects[:1])
    table, changes = own_tables(own)
    assert csv_of(table, "nb")[1] == ["IKT", "2018", "50,00", "50,00", "0,00"]
    assert csv_of(changes, "nb")[1:] == [["1", "endring 1"]]
    assert own_tables(replace(SAME, effects=())) == ()


def test_what_was_claimed_before_stands_beside_what_it_becomes() -> None:
    table = since_table(SPLIT.effects, Text("Siden sist"))
    heads, *_, total = csv_of(table, "nb")
    assert heads[3:] == ["Krevd før", "Etter", "Endring"]
    assert total[3:] == ["100,00", "100,00", "0,00"]
