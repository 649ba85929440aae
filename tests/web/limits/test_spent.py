"""Who has kept others waiting the least is next, and long pages go last."""

from __future__ import annotations

import pytest

from fellesbok.web.limits.spent import HALVED_AFTER_SECONDS
from fellesbok.web.limits.spent import LONG_SECONDS
from fellesbok.web.limits.spent import PAID_BACK_A_SECOND
from fellesbok.web.limits.spent import REMEMBERED
from fellesbok.web.limits.spent import Spent


def test_one_long_answer_counts_more_than_many_short_ones() -> None:
    spent = Spent()
    for _ in range(10):
        spent.add("ten short ones", "page", 0.1, now=0.0)
    spent.add("one long one", "page", 1.0, now=0.0)
    assert spent.of("ten short ones", now=0.0) == pytest.approx(0.1)
    assert spent.of("one long one", now=0.0) == pytest.approx(1.0)
    assert spent.of("nobody", now=0.0) == 0


def test_what_was_spent_is_forgotten_by_and_by() -> None:
    spent = Spent()
    spent.add("reader", "page", 2.0, now=100.0)
    after = [100.0 + n * HALVED_AFTER_SECONDS for n in range(3)]
    assert [spent.of("reader", now) for now in after] == [4.0, 2.0, 1.0]


def test_a_page_is_long_until_it_is_known_to_be_short() -> None:
    spent = Spent()
    assert spent.is_long("reader", "page", now=0.0)
    spent.add("another", "page", 0.1, now=0.0)
    assert not spent.is_long("reader", "page", now=0.0)


def test_a_page_that_took_long_is_believed_to_for_a_while() -> None:
    """It may have been quick for once because another part of it was asked for."""
    spent = Spent()
    spent.add("a", "page", LONG_SECONDS * 1.5, now=0.0)
    spent.add("b", "page", 0.1, now=0.0)
    assert spent.is_long("c", "page", now=0.0)
    spent.add("b", "page", 0.1, now=0.0)
    assert not spent.is_long("c", "page", now=0.0)


def test_whose_answers_are_long_goes_last_until_it_is_paid_back() -> None:
    spent = Spent()
    spent.add("reader", "short", 0.1, now=0.0)
    spent.add("reader", "long", LONG_SECONDS + 2.0, now=0.0)
    assert spent.is_long("reader", "short", now=0.0)
    assert not spent.is_long("another", "short", now=0.0)
    assert spent.is_long("reader", "short", now=0.9 / PAID_BACK_A_SECOND)
    assert not spent.is_long("reader", "short", now=1.1 / PAID_BACK_A_SECOND)


def test_nobody_owes_for_ever() -> None:
    spent = Spent()
    spent.add("reader", "short", 0.1, now=0.0)
    for _ in range(1000):
        spent.add("reader", "long", 10.0, now=0.0)
    assert spent.is_long("reader", "short", now=39.0)
    assert not spent.is_long("reader", "short", now=41.0)


def test_what_has_a_time_of_its_own_is_owed_by_nobody() -> None:
    spent = Spent()
    spent.add("reader", "short", 0.1, now=0.0)
    spent.add("reader", None, 5.0, now=0.0)
    assert not spent.is_long("reader", "short", now=0.0)
    assert spent.of("reader", now=0.0) > 25.0


def test_addresses_without_number_take_no_room() -> None:
    spent = Spent()
    for number in range(REMEMBERED + 1):
        spent.add(number, number, 0.1, now=0.0)
    assert spent.of(0, now=0.0) == 0
    assert spent.of(1, now=0.0) > 0
    assert spent.is_long("reader", 0, now=0.0)
    assert not spent.is_long("reader", 1, now=0.0)
