"""The lines that make, answer and decide an objection, as they come to stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fellesbok.objections.records import Outcome
from fellesbok.objections.writing import answer_line
from fellesbok.objections.writing import as_written
from fellesbok.objections.writing import decision_line
from fellesbok.objections.writing import in_books
from fellesbok.objections.writing import next_id
from fellesbok.objections.writing import objection_line
from fellesbok.objections.writing import put_right_line
from objections_by_hand import LYNGEN
from objections_by_hand import MADE

ID = "2018-lyngen-1"


def test_an_objection_has_the_first_number_that_is_free() -> None:
    """Of its own year and payer: a hole is filled, and others' numbers do not count."""
    assert next_id(LYNGEN, MADE, []) == ID
    taken = [ID, "2018-lyngen-3", "2018-kafjord-2", "2017-lyngen-2"]
    assert next_id(LYNGEN, MADE, taken) == "2018-lyngen-2"
    assert next_id(LYNGEN, date(2019, 1, 1), taken) == "2019-lyngen-1"


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        (("krav", "kafjord-2018-0001"), ("krav", "kafjord-2018-0001")),
        (("andel", "ikt", "2018"), ("andel", "ikt", Decimal(2018))),
        (("bilag", "ikt", "2018", "12"), ("bilag", "ikt", Decimal(2018), "12")),
        # What is no year stays as it was sent, and is told of where it is read.
        (("andel", "ikt", "i fjor"), ("andel", "ikt", "i fjor")),
        (("andel", "ikt"), ("andel", "ikt")),
        (("krav", "x", "2018"), ("krav", "x", "2018")),
    ],
)
def test_a_year_stands_as_the_number_that_it_is(
    sent: tuple[str, ...], written: tuple[object, ...]
) -> None:
    assert in_books(sent) == written


def test_the_line_says_who_how_much_why_and_until_when() -> None:
    line = objection_line(
        ID,
        ("andel", "ikt", Decimal(2018)),
        LYNGEN,
        MADE,
        reason='Gjelder "skolen"',
        amount=Decimal("1000.00"),
        deadline=date(2018, 3, 1),
    )
    assert as_written(line) == (
        f'2018-02-01 custom "innsigelse" "{ID}" "andel" "ikt" 2018\n'
        '  kommune: "Lyngen"\n'
        "  beloep: 1000.00 NOK\n"
        '  aarsak: "Gjelder \\"skolen\\""\n'
        "  frist: 2018-03-01\n"
    )


def test_what_nobody_has_said_is_not_written() -> None:
    line = objection_line(ID, ("krav", "1"), LYNGEN, MADE, reason="Feil")
    said = as_written(line)
    assert "beloep" not in said
    assert "frist" not in said
    zero = objection_line(
        ID, ("krav", "1"), LYNGEN, MADE, reason="Feil", amount=Decimal("0.00")
    )
    assert "beloep: 0.00 NOK" in as_written(zero)


def test_an_answer_and_an_outcome_name_the_objection() -> None:
    day = date(2018, 2, 20)
    head = f'2018-02-20 custom "innsigelse" "{ID}"'
    assert as_written(answer_line(ID, day, "Vi ser på det")) == (
        f'{head} "svar"\n  tekst: "Vi ser på det"\n'
    )
    assert as_written(decision_line(ID, day, Outcome.UPHELD)) == (
        f'{head} "utfall" "opprettholdt"\n'
    )
    partly = decision_line(ID, day, Outcome.PARTLY, "Halvparten", "kafjord-2018-0002")
    assert as_written(partly).splitlines()[1:] == [
        '  tekst: "Halvparten"',
        '  kreditnota: "kafjord-2018-0002"',
    ]
    assert as_written(put_right_line(ID, day)) == f'{head} "rettet"\n'
