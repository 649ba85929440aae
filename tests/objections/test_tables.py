"""Objections as a table: what each is about, how it stands, and its whole history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fellesbok.objections.records import Outcome
from fellesbok.objections.records import Said
from fellesbok.objections.tables import marks
from fellesbok.objections.tables import objections_table
from fellesbok.tables.csv_file import csv_of
from objections_by_hand import ANSWERED
from objections_by_hand import decided
from objections_by_hand import to_claim
from objections_by_hand import to_share


def test_a_line_for_each_and_an_amount_that_nobody_has_said_is_blank() -> None:
    found = [to_claim(amount=Decimal("1000.00")), to_share(reason="")]
    assert csv_of(objections_table(found), "nb") == [
        [
            *("Innsigelse", "Dato", "Betaler", "Gjelder", "Omtvistet", "Status"),
            *("Årsak", "Svar og utfall"),
        ],
        [
            *("2018-lyngen-1", "2018-02-01", "Lyngen", "krav kafjord-2018-0001"),
            *("1000,00", "åpen", "Gjelder Kåfjord", ""),
        ],
        [
            *("2018-lyngen-1", "2018-02-01", "Lyngen", "andel av IKT 2018"),
            *("", "åpen", "", ""),
        ],
    ]


def test_its_history_is_told_in_the_order_of_its_days() -> None:
    answered = to_claim(answers=(Said(ANSWERED, "Vi ser på det", None),))
    whole = replace(
        decided(answered, Outcome.PARTLY, "Halvparten", "kafjord-2018-0002"),
        put_right=Said(date(2018, 3, 1), "Budsjettet", None),
    )
    (line,) = objections_table([whole]).lines
    assert line.cells[-1].value == (
        "10.02.2018: Vi ser på det; delvis medhold 20.02.2018, kreditnota"
        " kafjord-2018-0002: Halvparten; bøkene er rettet 01.03.2018: Budsjettet"
    )


def test_what_was_done_without_words_has_its_day_alone() -> None:
    short = replace(
        decided(to_claim(), Outcome.UPHELD), put_right=Said(date(2018, 3, 1), "", None)
    )
    (line,) = objections_table([short]).lines
    said = "opprettholdt 20.02.2018; bøkene er rettet 01.03.2018"
    assert line.cells[-1].value == said


def test_marks_stand_beside_a_figure_that_somebody_objects_to() -> None:
    assert marks([]) is None
    assert marks([to_claim(), to_share(id="2018-lyngen-2")]) == (
        "2018-lyngen-1: åpen; 2018-lyngen-2: åpen"
    )
