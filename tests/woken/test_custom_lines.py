"""Rooms that wait for a line of our own, and what is said for them until one comes."""

from __future__ import annotations

import pytest
from beancount.parser.parser import parse_string

from fellesbok.accruals.incurred import accruals
from fellesbok.approvals.checks import signing_faults
from fellesbok.budgets.shares import share_budgets
from fellesbok.closing.closed_orders import in_open_years
from fellesbok.closing.closed_orders import without_late
from fellesbok.closing.corrections import settled
from fellesbok.entries.closed_years import closings
from fellesbok.funds.moves import fund_moves
from fellesbok.funds.orders import fund_orders
from fellesbok.funds.uses import used_by_year
from fellesbok.funds.uses import useless_uses
from fellesbok.funds.uses import without_told
from fellesbok.objections.checks import objection_faults
from fellesbok.sharing.pots import Vouchers
from fellesbok.sharing.service_accounts import Carried
from fellesbok.woken import custom_lines as lines
from sleeping_books import assert_same
from sleeping_books import plain


def test_a_room_that_sleeps_says_what_it_would_have_said() -> None:
    entries, shared, result = books = plain()
    agreement = shared.agreement
    assert_same(
        (
            (lines.accruals, accruals, (entries, agreement)),
            (lines.fund_orders, fund_orders, (entries, agreement)),
            (lines.used_by_year, used_by_year, ([],)),
            (lines.without_told, without_told, ([], [])),
            (lines.without_late, without_late, ([], [])),
            (lines.in_open_years, in_open_years, ([], [])),
            (lines.closings, closings, (entries, agreement, dict)),
            (lines.settled, settled, ([], agreement, Vouchers(), [result], [])),
            (
                lines.objection_faults,
                objection_faults,
                ([], [], entries, agreement, list),
            ),
            (
                lines.signing_faults,
                signing_faults,
                (entries, entries, agreement, [result]),
            ),
            (lines.share_budgets, share_budgets, (entries, agreement)),
            (
                lines.useless_uses,
                useless_uses,
                ([], books.year, agreement, Carried(), result),
            ),
        )
    )


def test_nothing_is_moved_of_funds_that_nobody_moves() -> None:
    entries, shared, _ = plain()
    moves = fund_moves(entries, shared.agreement, [], [])
    asleep = lines.fund_moves(entries, shared.agreement, [], [])
    assert [*map(set, asleep)] == [
        *map(set, (moves.transactions, moves.errors, moves.refused))
    ]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ('custom "budget" Expenses:IKT', {"budget"}),
        ('custom "fond" "ikt"', {"fond", "budget"}),
        ('custom "Budget" Expenses:IKT', set()),
        ('note Assets:Bank "budget"', set()),
    ],
)
def test_a_line_is_found_by_its_word_alone(line: str, asked: set[str]) -> None:
    entries, errors, _ = parse_string(f"2018-01-01 {line}\n")
    assert not errors
    assert lines.has_line(entries, *(asked or {"budget", "fond"})) is bool(asked)
    assert lines.has_line([], *asked) is False
