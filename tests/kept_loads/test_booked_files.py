"""A file of vouchers that is booked by itself, kept, and opened as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok.kept_loads.booked_files import booked
from fellesbok.kept_loads.booked_files import is_local
from fellesbok.kept_loads.booked_files import key_of
from fellesbok.kept_loads.booked_files import merged
from fellesbok.kept_loads.booked_files import opened
from fellesbok.kept_loads.booked_files import part_of
from same_loads import first_difference

VOUCHERS = """
2020-02-03 balance Assets:Bank -30.00 NOK
2020-02-02 * "Butikk" "Vare" #a ^b
  bilag: "2"
  Expenses:Vare   20.00 NOK
  Assets:Bank
2020-02-01 * "Butikk" "Vare"
  Expenses:Vare   10.00 NOK
  Assets:Bank    -10.00 NOK
"""


def parsed(text: str = VOUCHERS) -> Any:  # noqa: ANN401 -- as Beancount has it
    entries, errors, options = parse_string(text)
    assert not errors
    return entries, errors, options


def test_what_is_opened_is_what_was_booked_in_beancounts_order() -> None:
    entries, errors, options = parsed()
    found, faults = booked(entries, options)
    assert not faults
    assert [entry.date.day for entry in found] == [1, 2, 3]
    part, known = part_of("a.beancount", "x", (found, errors, options), options)
    again = opened(part)
    assert not first_difference(
        (again.entries, again.errors, again.options), (found, errors, options)
    )
    assert [entry.date.day for entry in again.plain] == [1, 2]
    assert again.facts == known.facts
    assert again.entries[0] is not found[0], "each opening has values of its own"


def test_of_the_vouchers_it_is_known_what_the_whole_books_are_checked_by() -> None:
    entries, errors, options = parsed()
    found, _ = booked(entries, options)
    _, known = part_of("a.beancount", "x", (found, errors, options), options)
    first, last = date(2020, 2, 1), date(2020, 2, 2)
    assert known.facts.days == {
        "Expenses:Vare": (first, last),
        "Assets:Bank": (first, last),
    }
    assert known.facts.pairs == {("Expenses:Vare", "NOK"), ("Assets:Bank", "NOK")}
    assert known.facts.is_balanced


def test_a_voucher_that_does_not_add_up_to_nothing_is_known_not_to() -> None:
    entries, errors, options = parsed(VOUCHERS.replace("-10.00", "-9.00"))
    found, _ = booked(entries, options)
    _, known = part_of("a.beancount", "x", (found, errors, options), options)
    assert not known.facts.is_balanced


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("Assets:Bank", True),
        ("Assets:Bank  -10 NOK", True),
        ("Assets:Bank  NOK", True),
        ("Assets:Bank  -10", False),
        ("Assets:Bank  -10 NOK @ 1 EUR", True),
        ("Assets:Bank  -10 NOK @ 1", False),
        ("Assets:Bank  -10 AKSJE {1 NOK}", False),
    ],
)
def test_a_voucher_is_booked_by_itself_where_it_needs_no_other(
    line: str, *, is_known: bool
) -> None:
    text = f'2020-01-01 * "x"\n  Expenses:Vare  10 NOK\n  {line}\n'
    assert is_local(parsed(text)[0]) is is_known


def test_the_options_that_decide_how_vouchers_are_booked_are_the_key() -> None:
    options = parsed()[2]
    assert key_of(options) == key_of({**options, "title": "Annet"})
    assert key_of(options) != key_of({**options, "tolerance_multiplier": 1})


def test_entries_are_put_back_in_their_places() -> None:
    assert list(merged(["a", "b", "c"], [(0, 1), (2, 2), (5, 3)])) == [
        *(1, "a", 2, "b", "c", 3)
    ]
    assert list(merged([], [(0, 1), (1, 2)])) == [1, 2]
    assert list(merged(["a"], [])) == ["a"]


def test_what_was_not_kept_by_us_is_not_opened() -> None:
    entries, errors, options = parsed()
    found, _ = booked(entries, options)
    part, _ = part_of("a.beancount", "x", (found, errors, options), options)
    with pytest.raises(Exception, match=r".*"):
        opened(replace(part, content=part.content[:-20]))
