"""A voucher that is others' too is shown in part, and still adds up to nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount
from beancount.ops import validation
from beancount.parser import options
from beancount.parser.parser import parse_string

from fellesbok.entries.shielding import SHIELDED
from fellesbok.entries.shielding import opened_for
from fellesbok.entries.shielding import rest_of
from fellesbok.entries.shielding import share_of_another

PARSED: Any = parse_string(
    """
2018-01-01 open Income:IKT:Kommuner:Lyngen
2018-01-01 open Assets:Fordringer:Lyngen:IKT
2018-12-31 * "Andel"
  Assets:Fordringer:Lyngen:IKT   75.00 NOK
  Income:IKT:Kommuner:Lyngen    -75.00 NOK
""",
    dedent=True,
)
ENTRIES, ERRORS, _ = PARSED
SHARE = ENTRIES[-1]


def amounts(postings: Any) -> list[tuple[str, Decimal, str]]:  # noqa: ANN401 -- lines
    return [(p.account, p.units.number, p.units.currency) for p in postings]


def test_the_rest_is_one_line_for_each_currency() -> None:
    shown = [
        data.Posting("Expenses:IKT", Amount(Decimal("10.50"), "NOK"), *[None] * 4),
        data.Posting("Expenses:IKT", Amount(Decimal("0.50"), "NOK"), *[None] * 4),
        data.Posting("Expenses:IKT", Amount(Decimal(-3), "TIMER"), *[None] * 4),
    ]
    assert amounts(rest_of(shown)) == [
        (SHIELDED, Decimal("-11.00"), "NOK"),
        (SHIELDED, Decimal(3), "TIMER"),
    ]


def test_lines_that_add_up_to_nothing_need_no_rest() -> None:
    assert rest_of(SHARE.postings) == []


def test_of_anothers_share_what_it_bears_is_seen_and_what_it_owes_is_not() -> None:
    assert not ERRORS
    assert amounts(share_of_another(SHARE).postings) == [
        (SHIELDED, Decimal("75.00"), "NOK"),
        ("Income:IKT:Kommuner:Lyngen", Decimal("-75.00"), "NOK"),
    ]


def test_the_account_that_stands_for_others_is_opened_where_it_is_needed() -> None:
    """On the first day that has it, before what is booked that day."""
    assert opened_for(ENTRIES) is ENTRIES
    shown = opened_for([*ENTRIES[:-1], share_of_another(SHARE)])
    (opening,) = [
        e for e in shown if isinstance(e, data.Open) and e.account == SHIELDED
    ]
    assert opening.date == date(2018, 12, 31)
    check: Any = validation.validate_active_accounts
    assert not check(shown, options.OPTIONS_DEFAULTS)
