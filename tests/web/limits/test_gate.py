"""Who asks for much waits for a turn, and holds no other reader up."""

from __future__ import annotations

import time
from contextlib import ExitStack
from contextlib import suppress
from itertools import count
from threading import Barrier
from threading import Event
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.core.filters import AccountFilter

from fellesbok.web.access import remembered
from fellesbok.web.access.remembered import GATE
from fellesbok.web.limits import deadline
from fellesbok.web.limits import gate as limits
from fellesbok.web.limits.gate import Gate
from fellesbok.web.limits.gate import TooManyError
from heavy_questions import PAGE
from heavy_questions import PATIENCE_SECONDS
from heavy_questions import SLUG
from heavy_questions import app as app  # noqa: PLC0414 -- a fixture
from heavy_questions import folder as folder  # noqa: PLC0414 -- a fixture
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask import Flask


LONG_PAGE = "long"


def gate_that_knows() -> Gate:
    """One that has seen what a short page takes, and a long one."""
    gate = Gate()
    for reader in ("a", "b", "c", "d", "another"):
        gate._pace.add(reader, PAGE, 0.1, time.monotonic())
    gate._pace.add("nobody", LONG_PAGE, 5.0, time.monotonic())
    return gate


def test_heavy_answers_are_made_one_at_a_time_for_each_and_few_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LONGEST_WAIT_SECONDS", 0.05)
    gate = Gate()
    with gate.heavy("a"):
        with pytest.raises(TooManyError), gate.heavy("a"):
            pass
        with gate.heavy("b"), pytest.raises(TooManyError), gate.heavy("c"):
            pass
        with gate.heavy("c"):
            pass
    with gate.heavy("a"):
        pass


def test_a_heavy_answer_stands_still_while_a_page_is_made() -> None:
    """And it loses none of its time by that."""
    gate, order, left = gate_that_knows(), list[str](), list[float]()
    pauses = Event()
    way = gate.give_way

    def give_way(most_seconds: float) -> float:
        pauses.set()
        return way(most_seconds) and 100.0

    gate.give_way = give_way  # type: ignore[method-assign]

    def heavy() -> None:
        with gate.heavy("a"):
            left.append(deadline.seconds_left() or 0.0)
            order.append("heavy")

    thread = Thread(target=heavy)
    with gate.light("b", PAGE):
        thread.start()
        assert pauses.wait(PATIENCE_SECONDS)
        order.append("page")
    thread.join()
    assert order == ["page", "heavy"]
    assert left[0] > 90.0  # what the pause took comes on top of its five


def test_light_answers_do_not_keep_a_heavy_one_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "LONGEST_PAUSE_SECONDS", 0.1)
    gate = gate_that_knows()
    with gate.light("b", PAGE), gate.heavy("a"):
        assert deadline.seconds_left() is not None
        begun = time.monotonic()
        for _ in range(1000):
            deadline.seconds_left()
        assert time.monotonic() - begun < PATIENCE_SECONDS


def test_a_filter_that_takes_long_holds_no_other_reader(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A property of all requests in common had one lock, held while it was made."""
    done, inside = Event(), Event()
    find = AccountFilter.apply

    def slow(self: AccountFilter, entries: Any) -> Any:  # noqa: ANN401
        if self._value == "slow":
            inside.set()
            done.wait(PATIENCE_SECONDS)
        return find(self, entries)

    monkeypatch.setattr(AccountFilter, "apply", slow)
    path = f"/{SLUG}/api/income_statement"
    thread = Thread(target=lambda: app.test_client().get(f"{path}?account=slow"))
    thread.start()
    assert inside.wait(PATIENCE_SECONDS)
    answer = app.test_client().get(f"{path}?time=2018")
    is_still_made = thread.is_alive()
    done.set()
    thread.join()
    assert answer.status_code == 200
    assert is_still_made


def test_who_fills_the_queue_is_refused_at_once() -> None:
    gate, inside, done = Gate(), Barrier(2), Event()
    refused: list[float] = []

    def wait() -> None:
        begun = time.monotonic()
        try:
            with gate.heavy("a"):
                done.wait()
        except TooManyError:
            refused.append(time.monotonic() - begun)

    def hold() -> None:
        with gate.heavy("a"):
            inside.wait()
            done.wait()

    threads = [Thread(target=hold)]
    threads[0].start()
    inside.wait()
    threads += [Thread(target=wait) for _ in range(limits.WAITING_FOR_EACH + 3)]
    for thread in threads[1:]:
        thread.start()
    end = time.monotonic() + PATIENCE_SECONDS
    while len(refused) < 3:
        assert time.monotonic() < end
        time.sleep(0.01)
    with gate.heavy("b"):
        pass
    done.set()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert max(refused) < limits.LONGEST_WAIT_SECONDS


def test_who_fills_the_queue_leaves_a_turn_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another reader was refused while ten had each four heavy answers waiting."""
    monkeypatch.setattr(limits, "WAITING_FOR_ALL", 2)
    gate, order, done = Gate(), list[str](), Event()

    def ask(reader: str) -> None:
        try:
            with gate.heavy(reader):
                order.append(reader)
                done.wait(PATIENCE_SECONDS)
        except TooManyError:
            order.append(f"{reader} refused")

    threads = []
    # Two are made, two wait, the next is refused, and one more may wait.
    for number, reader in enumerate("xyaaab", 1):
        threads.append(Thread(target=ask, args=(reader,)))
        threads[-1].start()
        until(lambda: len(order) + len(gate._heavy.waiting) == number)  # noqa: B023
    assert [turn.reader for turn in gate._heavy.waiting] == ["a", "a", "b"]
    assert order == ["x", "y", "a refused"]
    done.set()
    for thread in threads:
        thread.join()
    assert sorted(order[3:]) == ["a", "a", "b"]


def test_files_that_look_at_no_clock_are_made_one_at_a_time_beside() -> None:
    """Two of them held the first query of another reader until it was refused."""
    gate = Gate()
    with gate.heavy("a", is_whole=True):
        thread = Thread(target=enter, args=(gate.heavy("b", is_whole=True),))
        thread.start()
        until(lambda: len(gate._whole.waiting) == 1)
        with gate.heavy("c"):
            pass
    thread.join()


def enter(turn: AbstractContextManager[None]) -> None:
    with turn:
        pass


def test_short_pages_go_one_by_one_and_readers_take_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, order = gate_that_knows(), list[str]()
    ticks = count()
    monkeypatch.setattr(limits, "thread_time", lambda: next(ticks) / 10)

    def ask(reader: str) -> None:
        with gate.light(reader, PAGE):
            order.append(reader)

    threads = [Thread(target=ask, args=(reader,)) for reader in "aaabc"]
    with gate.light("d", PAGE):
        for number, thread in enumerate(threads, 1):
            thread.start()
            until(lambda: len(gate._short.waiting) == number)  # noqa: B023
        assert order == []
    for thread in threads:
        thread.join()
    assert order == ["a", "b", "c", "a", "a"]


def test_long_pages_keep_no_short_one_waiting() -> None:
    """Ten readers who fetch the journal again and again, and one who looks at Funn."""
    gate, order, inside, done = gate_that_knows(), list[str](), Event(), Event()

    def fetch(reader: str) -> None:
        with gate.light(reader, LONG_PAGE):
            inside.set()
            order.append(reader)
            done.wait(PATIENCE_SECONDS)
            assert deadline.seconds_left() is None

    threads = [Thread(target=fetch, args=(f"reader {n}",)) for n in range(10)]
    for thread in threads:
        thread.start()
    assert inside.wait(PATIENCE_SECONDS)
    with gate.light("another", PAGE), gate.heavy("another"):
        assert len(order) == 1
    done.set()
    for thread in threads:
        thread.join()
    assert sorted(order) == sorted(f"reader {n}" for n in range(10))


def test_a_long_page_stands_still_while_a_short_one_is_made() -> None:
    """It has no end that it could lose by that, and no largest size."""
    gate, order, pauses = gate_that_knows(), list[str](), Event()
    way = gate.give_way

    def give_way(most_seconds: float) -> float:
        pauses.set()
        return way(most_seconds)

    gate.give_way = give_way  # type: ignore[method-assign]

    def fetch() -> None:
        with gate.light("a", LONG_PAGE):
            deadline.spend(deadline.MOST_CHARACTERS + 1)
            assert deadline.seconds_left() is None
            order.append("long")

    thread = Thread(target=fetch)
    with gate.light("b", PAGE):
        thread.start()
        assert pauses.wait(PATIENCE_SECONDS)
        order.append("short")
    thread.join()
    assert order == ["short", "long"]


def test_what_a_page_takes_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is made as a short one, and the next beside those of others."""
    gate, seconds = gate_that_knows(), [0.0]
    monkeypatch.setattr(limits, "thread_time", lambda: seconds[0])
    with gate.light("a", "page"):
        assert len(gate._short.made) == 1
        seconds[0] += 2.0
    with gate.light("a", "page"):
        assert len(gate._long.made) == 1
    with gate.light("a", "another"):
        assert len(gate._long.made) == 1  # owed by the reader
    with gate.light("b", "another"):
        assert len(gate._short.made) == 1
    with gate.light("b", "page", lambda: False):
        assert len(gate._long.made) == 1
    # That it was refused says nothing of how quick it is.
    assert gate._pace.expected("b", "page", time.monotonic()) > 1.5
    assert not any((gate._short.made, gate._long.made, gate._short.waiting))


def test_what_fails_gives_its_turn_back() -> None:
    gate = Gate()
    for enters in (
        gate.light("a", PAGE),
        gate.heavy("a"),
        gate.heavy("a", is_whole=True),
    ):
        with pytest.raises(ZeroDivisionError), enters:
            raise ZeroDivisionError
    for room in (gate._short, gate._long, gate._heavy, gate._whole):
        assert (room.made, room.waiting) == ([], [])


@pytest.mark.parametrize("page", [PAGE, LONG_PAGE])
def test_a_page_waits_a_minute_at_most(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LONGEST_WAIT_SECONDS", 0.05)
    gate = gate_that_knows()
    with gate.light("a", page):
        with pytest.raises(TooManyError), gate.light("b", page):
            pass
        assert not gate._short.waiting
        assert not gate._long.waiting
    with gate.light("b", page):
        pass


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
    ],
)
def test_a_network_of_one_subscriber_is_one_reader(
    app: Flask, one: str, other: str, *, is_one: bool
) -> None:
    """Each request could come from another of its addresses."""
    gate: Gate = app.extensions[GATE]
    with app.test_request_context(environ_base={"REMOTE_ADDR": one}):
        who = remembered._who()
    most = limits.AT_ONCE_FOR_AN_ADDRESS
    with ExitStack() as asked:
        for _ in range(most):
            asked.enter_context(gate.asked(who, most))
        answer = app.test_client().get(PAGE, environ_base={"REMOTE_ADDR": other})
    assert answer.status_code == (429 if is_one else 200)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what other threads do."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_one_reader_has_not_all_the_threads(app: Flask) -> None:
    """The same question twenty-four times waited for the first, each in a thread."""
    gate: Gate = app.extensions[GATE]
    most = limits.AT_ONCE_FOR_AN_ADDRESS
    with ExitStack() as asked:
        for _ in range(most):
            asked.enter_context(gate.asked("address 127.0.0.1", most))
        assert app.test_client().get(PAGE).status_code == 429
        other = app.test_client().get(PAGE, environ_base={"REMOTE_ADDR": "10.0.0.2"})
        assert other.status_code == 200
    assert app.test_client().get(PAGE).status_code == 200


def test_who_has_signed_in_is_counted_by_name(folder: Path) -> None:
    """From one address, as behind a proxy: what one holds, others are not refused."""
    main = folder / "ledger" / "main.beancount"
    app = with_sign_in(main, slugs=("nordvik", "midvik"))
    gate: Gate = app.extensions[GATE]
    nordvik, midvik = signed_in(app, "nordvik"), signed_in(app, "midvik")
    most = limits.AT_ONCE_FOR_EACH
    with ExitStack() as asked:
        for _ in range(most):
            asked.enter_context(gate.asked("reader nordvik", most))
        assert nordvik.get(PAGE).status_code == 429
        assert midvik.get(PAGE).status_code == 200
    assert nordvik.get(PAGE).status_code == 200


def test_an_office_at_one_address_is_answered_where_nobody_signs_in(app: Flask) -> None:
    """Twenty persons each open three pages that nobody has seen, at the same moment."""
    together, found = Barrier(60), []

    def look(number: int) -> None:
        together.wait(PATIENCE_SECONDS)
        answer = app.test_client().get(f"{PAGE}&office={number}")
        found.append(answer.status_code)

    threads = [Thread(target=look, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 60


def test_threads_are_left_whoever_waits() -> None:
    for_an_address = limits.AT_ONCE_FOR_AN_ADDRESS + limits.AT_ONCE_FOR_EACH
    assert for_an_address < limits.THREADS
    waiting = limits.IN_LINE_FOR_ALL + limits.WAITING_FOR_ALL + limits.HEAVY_AT_ONCE
    assert waiting < limits.THREADS


def test_those_who_wait_in_line_leave_threads_for_others() -> None:
    gate = Gate()
    with ExitStack() as waiting:
        for number in range(limits.IN_LINE_FOR_ALL):
            waiting.enter_context(gate.in_line(number))
        with pytest.raises(TooManyError), gate.in_line("more"):
            pass
    with gate.in_line("more"):
        pass


def test_answers_of_one_state_are_remembered_for_all(app: Flask) -> None:
    ledgers = app.config["LEDGERS"]
    first, second = ledgers[ledgers.slug], ledgers._ledger(ledgers._shown, "midvik")
    assert first.remembered is second.remembered


@pytest.mark.parametrize(
    ("many", "most", "left"),
    [
        (1, limits.AT_ONCE_FOR_AN_ADDRESS, 40),
        (2, limits.AT_ONCE_FOR_AN_ADDRESS, 16),
        (3, limits.AT_ONCE_FOR_AN_ADDRESS, 15),
        (10, limits.AT_ONCE_FOR_EACH, 80),
        (18, limits.AT_ONCE_FOR_EACH, 16),
        (20, limits.AT_ONCE_FOR_EACH, 14),
    ],
)
def test_several_who_ask_for_all_they_may_leave_threads_for_others(
    many: int, most: int, left: int
) -> None:
    """Two addresses, or some readers, took all of them."""
    gate = Gate()
    with ExitStack() as asked:
        taken = 0
        for who in range(many):
            with suppress(TooManyError):
                for _ in range(most):
                    asked.enter_context(gate.asked(who, most))
                    taken += 1
        assert limits.THREADS - taken == left
        with gate.asked("another", limits.AT_ONCE_FOR_EACH):
            pass
