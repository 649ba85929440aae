"""Each kind of entry is found, and no other is taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount.parser.parser import parse_string

from fellesbok.entries import kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from beancount.core.data import Directive

ENTRIES, ERRORS, _ = parse_string(
    """
2018-01-01 commodity NOK
2018-01-02 open Assets:Bank
2018-01-03 pad Assets:Bank Equity:Inngaaende
2018-01-04 balance Assets:Bank 1.00 NOK
2018-01-05 * "Lisenser"
  Expenses:IKT   1.00 NOK
  Assets:Bank   -1.00 NOK
2018-01-06 note Assets:Bank "Avstemt"
2018-01-07 document Assets:Bank "a.pdf"
2018-01-08 price EUR 10 NOK
2018-01-09 custom "budget" Expenses:IKT "yearly" 1.00 NOK
2018-01-10 custom "fond" "ikt"
2018-01-11 P "Utjevning"
  Assets:Bank          1.00 NOK
  Equity:Inngaaende   -1.00 NOK
2018-01-12 close Assets:Bank
""",
    dedent=True,
)


def days(found: Iterable[Directive]) -> list[int]:
    """By its day in January each entry is known."""
    return [entry.date.day for entry in found]


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (kinds.transactions, [5, 11]),
        (kinds.others, [1, 2, 3, 4, 6, 7, 8, 9, 10, 12]),
        (kinds.openings, [2]),
        (kinds.balances, [4]),
        (kinds.documents, [7]),
        (kinds.commodities, [1]),
        (kinds.prices, [8]),
    ],
)
def test_the_entries_of_a_kind(
    of: Callable[[Iterable[Directive]], Iterable[Directive]], found: list[int]
) -> None:
    assert not ERRORS
    assert days(of(ENTRIES)) == found
    assert days(of([])) == []


@pytest.mark.parametrize(
    ("is_one", "found"),
    [
        (kinds.is_transaction, [5, 11]),
        (kinds.is_note, [6]),
        (kinds.is_opening, [2]),
        (kinds.is_balance, [4]),
        (kinds.is_pad, [3]),
        (kinds.is_document, [7]),
        (kinds.is_custom, [9, 10]),
        (lambda entry: kinds.is_custom(entry, "fond"), [10]),
        (lambda entry: kinds.is_custom(entry, "fond", "budget"), [9, 10]),
    ],
)
def test_whether_an_entry_is_of_a_kind(
    is_one: Callable[[Directive], bool], found: list[int]
) -> None:
    assert days(filter(is_one, ENTRIES)) == found


def test_lines_of_our_own_are_asked_for_by_their_words() -> None:
    assert days(kinds.customs(ENTRIES, "fond")) == [10]
    assert days(kinds.customs(ENTRIES, "fond", "budget")) == [9, 10]
    assert days(kinds.customs(ENTRIES, "Fond")) == []
    assert days(kinds.customs(ENTRIES)) == []


def test_what_a_pad_came_to_is_known_by_its_flag() -> None:
    voucher, evened = kinds.transactions(ENTRIES)
    assert (kinds.is_padding(voucher), kinds.is_padding(evened)) == (False, True)
