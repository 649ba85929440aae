"""What a page took is believed of who asked for it, and long ones go beside others."""

from __future__ import annotations

from fellesbok.web.limits.pace import FIRST_SECONDS
from fellesbok.web.limits.pace import HALVED_AFTER_SECONDS
from fellesbok.web.limits.pace import LONG_SECONDS
from fellesbok.web.limits.pace import MOST_OWED_SECONDS
from fellesbok.web.limits.pace import MOST_PAGES
from fellesbok.web.limits.pace import MOST_READERS
from fellesbok.web.limits.pace import PAID_BACK_A_SECOND
from fellesbok.web.limits.pace import Pace

LONG = LONG_SECONDS * 1.5
OWED_NOTHING = 10.0
"""By then, what is long is paid back and still believed."""


def known(*readers: str) -> Pace:
    """What is known when each of them has had one short page."""
    pace = Pace()
    for reader in readers:
        pace.add(reader, "first", 0.1, now=0.0)
    return pace


def test_a_page_that_nobody_asked_for_is_short() -> None:
    pace = known("reader")
    assert not pace.is_long("reader", "page", now=0.0)
    assert pace.expected("reader", "page", now=0.0) == FIRST_SECONDS


def test_the_first_page_of_a_reader_is_made_beside_those_of_others() -> None:
    """Ten who come at once, each for a long one, held those up who were there."""
    pace = known("reader")
    assert pace.is_long("another", "page", now=0.0)
    pace.add("another", "page", 0.1, now=0.0)
    assert not pace.is_long("another", "page", now=0.0)


def test_a_page_is_as_long_as_it_was_for_others_until_it_is_ones_own() -> None:
    """Nobody makes the pages of others long by asking for more of them."""
    pace = known("b")
    pace.add("a", "page", LONG, now=0.0)
    assert pace.is_long("b", "page", now=0.0)
    pace.add("b", "page", 0.1, now=0.0)
    pace.add("a", "page", LONG, now=0.0)
    assert not pace.is_long("b", "page", now=0.0)
    assert pace.expected("b", "page", now=0.0) == 0.1


def test_a_page_that_took_long_is_believed_to_for_a_while() -> None:
    """A part of it is quick, and asking for that does not make the whole short."""
    pace = Pace()
    pace.add("a", "page", LONG_SECONDS * 2, now=0.0)
    for second in range(1, 59):
        pace.add("a", "page", 0.01, now=float(second))
    assert pace.is_long("a", "page", now=HALVED_AFTER_SECONDS - 1.0)
    assert not pace.is_long("a", "page", now=HALVED_AFTER_SECONDS + 1.0)
    pace.add("a", "page", 0.01, now=1000.0)
    assert pace.expected("a", "page", now=1000.0) == 0.01


def test_what_was_refused_does_not_make_a_page_short() -> None:
    pace = known("b")
    pace.add("a", "page", LONG, now=0.0)
    for _ in range(100):
        pace.add("a", "page", 0.0, now=0.0, is_answered=False)
    assert pace.is_long("a", "page", now=OWED_NOTHING)
    assert pace.is_long("b", "page", now=OWED_NOTHING)


def test_what_was_refused_after_long_is_long_too() -> None:
    pace = Pace()
    pace.add("a", "page", LONG, now=0.0, is_answered=False)
    assert pace.is_long("a", "page", now=OWED_NOTHING)


def test_all_pages_of_whose_are_long_go_beside_until_it_is_paid_back() -> None:
    pace = known("another")
    pace.add("reader", "short", 0.1, now=0.0)
    pace.add("reader", "long", LONG_SECONDS + MOST_OWED_SECONDS + 1.0, now=0.0)
    assert pace.is_long("reader", "short", now=0.0)
    assert not pace.is_long("another", "short", now=0.0)
    assert pace.is_long("reader", "short", now=0.9 / PAID_BACK_A_SECOND)
    assert not pace.is_long("reader", "short", now=1.1 / PAID_BACK_A_SECOND)


def test_nobody_owes_for_ever() -> None:
    pace = Pace()
    pace.add("reader", "short", 0.1, now=0.0)
    for _ in range(1000):
        pace.add("reader", "long", 10.0, now=0.0)
    assert pace.is_long("reader", "short", now=46.0)  # 5.0 − 4.6 = 0.4
    assert not pace.is_long("reader", "short", now=48.0)


def test_readers_and_pages_without_number_take_no_room() -> None:
    pace = Pace()
    for number in range(MOST_READERS + 1):
        pace.add(number, "page", number and 0.2, now=0.0)
    for number in range(MOST_PAGES + 1):
        pace.add("one", number, 0.2, now=0.0)
    assert len(pace._readers) == MOST_READERS
    assert len(pace._readers["one"].pages) == len(pace._pages) == MOST_PAGES
    assert pace.expected("one", 0, now=0.0) == FIRST_SECONDS
    assert pace.expected("one", 1, now=0.0) == 0.2
