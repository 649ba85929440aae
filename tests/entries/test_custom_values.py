"""The values of a ``custom`` line, as what they are and as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core.amount import Amount
from beancount.parser import printer
from beancount.parser.parser import parse_string

from fellesbok.entries.custom_values import custom
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.custom_values import words_of

PARSED: Any = parse_string(
    """
2018-12-31 custom "nøkkeltall" "ikt" 12.50 NOK 2018-01-01 TRUE 3
2018-12-31 custom "rapportering"
""",
    dedent=True,
)
(READ, BARE), _, _ = PARSED


def test_each_value_is_what_beancount_read_and_the_same_as_text() -> None:
    price = Amount(Decimal("12.50"), "NOK")
    day = date(2018, 1, 1)
    assert values_of(READ) == ["ikt", price, day, True, Decimal(3)]
    assert words_of(READ) == ["ikt", "12.50 NOK", "2018-01-01", "True", "3"]


def test_a_line_without_values_has_none() -> None:
    assert values_of(BARE) == words_of(BARE) == []
    assert values_of(BARE._replace(values=None)) == []


def test_a_line_that_is_to_be_written_is_read_back_as_it_was_meant() -> None:
    values = ["ikt", Amount(Decimal("12.50"), "NOK"), date(2018, 1, 1)]
    made = custom("fond", date(2019, 2, 1), values, {"aarsak": "vedtak"})
    read: Any = parse_string(printer.format_entry(made))
    (again,), errors, _ = read
    assert not errors
    assert (again.type, again.date) == ("fond", date(2019, 2, 1))
    assert values_of(again) == values
    assert again.meta["aarsak"] == "vedtak"
