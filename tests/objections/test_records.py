"""An objection as it is said and as it was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fellesbok.messages import say
from fellesbok.objections.records import Objection
from fellesbok.objections.records import Outcome
from fellesbok.objections.records import Said
from fellesbok.objections.records import objection_row
from fellesbok.objections.writing import objection_line
from objections_by_hand import ANSWERED
from objections_by_hand import DECIDED
from objections_by_hand import LYNGEN
from objections_by_hand import MADE
from objections_by_hand import decided
from objections_by_hand import to_claim
from objections_by_hand import to_share
from objections_by_hand import to_voucher

DEADLINE = date(2018, 3, 1)


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (to_claim(), "krav kafjord-2018-0001"),
        (to_share(), "andel av IKT 2018"),
        (to_voucher(2017), "bilag B-1, IKT 2017"),
    ],
)
def test_what_it_is_about(found: Objection, what: str) -> None:
    assert say(found.what, "nb") == what


@pytest.mark.parametrize(
    ("found", "standing", "is_open"),
    [
        (to_claim(), "åpen", True),
        (to_claim(deadline=DEADLINE), "åpen, frist 01.03.2018", True),
        (
            decided(to_claim(), Outcome.PARTLY, note="kafjord-2018-0002"),
            "delvis medhold 20.02.2018",
            False,
        ),
        (
            decided(to_claim(), Outcome.PARTLY),
            "delvis medhold 20.02.2018, ikke korrigert ennå",
            False,
        ),
        (
            decided(to_claim(), Outcome.CORRECTED),
            "medhold 20.02.2018, ikke korrigert ennå",
            False,
        ),
        (
            decided(to_claim(), Outcome.CORRECTED, note="kafjord-2018-0002"),
            "medhold, korrigert 20.02.2018",
            False,
        ),
        (
            replace(
                decided(to_claim(), Outcome.CORRECTED),
                put_right=Said(DECIDED, "", None),
            ),
            "medhold, korrigert 20.02.2018",
            False,
        ),
        (decided(to_claim(), Outcome.UPHELD), "opprettholdt 20.02.2018", False),
    ],
)
def test_how_it_stands(found: Objection, standing: str, *, is_open: bool) -> None:
    assert say(found.standing, "nb") == standing
    assert say(found.mark, "nb") == f"2018-lyngen-1: {standing}"
    assert found.is_open is is_open


RIGHT = Said(date(2018, 3, 1), "", None)


@pytest.mark.parametrize(
    ("found", "holds_back"),
    [
        (to_claim(), True),
        (decided(to_claim(), Outcome.UPHELD), False),
        *(
            (replace(decided(to_claim(), outcome, note=note), put_right=right), holds)
            for outcome in (Outcome.PARTLY, Outcome.CORRECTED)
            for note, right, holds in (
                *(("", None, True), ("kafjord-2018-0002", None, False)),
                *(("", RIGHT, False), ("kafjord-2018-0002", RIGHT, False)),
            )
        ),
    ],
)
def test_what_is_open_or_not_put_right_holds_back(
    found: Objection, *, holds_back: bool
) -> None:
    assert found.holds_back is holds_back


def test_what_waits_in_the_inbox_is_open_and_has_no_id_in_the_books() -> None:
    found = to_claim(waits_in=Path("inn"))
    assert found.holds_back
    assert say(found.mark, "nb") == "mottatt 01.02.2018, venter i innboksen"


def test_each_day_knows_what_had_been_said_by_then() -> None:
    answered = Said(ANSWERED, "Vi ser på det", None)
    right = Said(date(2018, 3, 1), "", None)
    whole = replace(
        decided(to_claim(), Outcome.PARTLY, "Halvparten", "kafjord-2018-0002"),
        answers=(answered,),
        put_right=right,
    )
    assert whole.on(date(2018, 1, 31)) is None
    made = whole.on(MADE)
    assert made is not None
    assert (made.answers, made.outcome, made.credit_note) == ((), None, "")
    known = whole.on(ANSWERED)
    assert known is not None
    assert (known.answers, known.is_open) == ((answered,), True)
    after = whole.on(DECIDED)
    assert after is not None
    assert (after.outcome, after.credit_note) == (Outcome.PARTLY, "kafjord-2018-0002")
    assert after.put_right is None
    assert whole.on(right.day) == whole


def test_it_knows_the_file_that_it_was_taken_in_from() -> None:
    line = objection_line("1", ("krav", "2"), LYNGEN, MADE, reason="", from_inbox="abc")
    assert to_claim(entry=line).from_inbox == "abc"
    assert to_claim().from_inbox == ""


def test_programs_read_what_nobody_has_said_as_blank() -> None:
    row = objection_row(to_claim())
    assert (row.id, row.municipality, row.about) == ("2018-lyngen-1", "Lyngen", "krav")
    assert (row.claim, row.cooperation) == ("kafjord-2018-0001", None)
    assert row.year == MADE.year
    assert (row.voucher, row.amount, row.deadline) == (None, None, None)
    assert (row.outcome, row.decided, row.decision, row.credit_note) == (None,) * 4
    assert row.put_right is None
    assert objection_row(to_claim(put_right=RIGHT)).put_right == RIGHT.day


def test_programs_read_answers_with_their_days() -> None:
    said = Said(ANSWERED, "Vi ser på det", None)
    full = decided(to_voucher(answers=(said,), amount=Decimal("0.00")), Outcome.UPHELD)
    row = objection_row(full)
    assert (row.cooperation, row.year, row.voucher) == ("IKT", 2018, "B-1")
    assert row.amount == 0
    assert row.answers == ("2018-02-10 Vi ser på det",)
    assert (row.outcome, row.decided, row.decision) == ("opprettholdt", DECIDED, "")
    right = replace(full, put_right=Said(date(2018, 3, 4), "Ført om", None))
    assert objection_row(right).put_right == date(2018, 3, 4)
