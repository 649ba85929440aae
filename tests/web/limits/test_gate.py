"""Nothing that a reader asks for takes long, or holds others up."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import ExitStack
from contextlib import closing
from contextlib import suppress
from datetime import date
from http import HTTPStatus
from itertools import count
from threading import Barrier
from threading import Event
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

import pytest
from beancount.core import account as beancount_account
from beancount.core import data
from beanquery import Column
from beanquery import compiler
from beanquery import query_compile
from fava.core.filters import AccountFilter
from fava.core.filters import AdvancedFilter
from waitress import wasyncore  # type: ignore[import-untyped]

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.questions.queries import answer_csv
from fellesbok.web.access import remembered
from fellesbok.web.access import server
from fellesbok.web.access.remembered import GATE
from fellesbok.web.access.serving import application
from fellesbok.web.limits import deadline
from fellesbok.web.limits import gate as limits
from fellesbok.web.limits import patterns
from fellesbok.web.limits import query_values
from fellesbok.web.limits.deadline import RefusedError
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.gate import Gate
from fellesbok.web.limits.gate import TooManyError
from fellesbok.web.limits.patterns import Patterns
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask import Flask

SLUG = "vika"
PAGE = f"/{SLUG}/extension/Fordeling/?time=2018"
LONG = "a" * 40
EVIL = "(a|aa)+$"
PATIENCE_SECONDS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bok")
    vouchers = (
        cost(f"2018-03-{day:02}", "100.00").replace("Kostnad", f"{LONG}!")
        for day in range(1, 29)
    )
    head = 'option "title" "Vika"\noption "operating_currency" "NOK"'
    pages = '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
    Folder(folder).write(rules(), head, pages, chart(), *vouchers)
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    main = folder / "ledger" / "main.beancount"
    return application(main, edit=False, language="nb")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long is short, so that a test of it is."""
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.3)


def nested(times: int) -> str:
    """A text that grows tenfold each time."""
    text = f"'{LONG}'"
    for _ in range(times):
        text = f"subst('a', 'aaaaaaaaaa', {text})"
    return f"SELECT {text}"


def doubled(first: str, more: str) -> str:
    """What grows twofold each time, eighteen times."""
    query = f"SELECT {first} AS a LIMIT 1"
    for _ in range(18):
        query = f"SELECT {more} AS a FROM ({query})"  # noqa: S608 -- a hostile query
    return query


ENDLESS = {
    "a pattern in a query": {"query_string": f"SELECT * WHERE narration ~ '{EVIL}'"},
    "a thousand sums": {"query_string": f"SELECT {'1+' * 1500}1"},
    "five hundred conditions": {"query_string": f"SELECT {'true AND ' * 440}true"},
    "a pattern that finds": {"query_string": f"SELECT grep('{EVIL}', narration)"},
    "a pattern that changes": {
        "query_string": f"SELECT subst('{EVIL}', 'x', narration)"
    },
}
REFUSED = {
    "nested changes": {"query_string": nested(9)},
    "counts in counts": {
        "query_string": "SELECT * WHERE narration ~ '(((x{1000}){1000}){1000}){1000}'"
    },
    "a long pattern": {"query_string": f"SELECT * WHERE narration ~ '{'a?' * 400}'"},
    "400 columns": {"query_string": "SELECT " + ", ".join(["balance"] * 400)},
    "a long query": {"query_string": "SELECT account, " * 2000},
    "nested brackets": {"query_string": "SELECT " + "(" * 1500 + "1" + ")" * 1500},
    "a whole number": {"query_string": "SELECT int(decimal('1E9999999')) LIMIT 1"},
    "a number": {"query_string": "SELECT decimal('1E99999999') LIMIT 1"},
    "to the billions": {"query_string": "SELECT round(day, -999999999) LIMIT 1"},
    "to the billionths": {"query_string": "SELECT round(number, 99999999) LIMIT 1"},
    "a doubled text": {"query_string": doubled("'abcdefghij'", "a + a")},
    "a squared number": {"query_string": doubled("99999", "a * a")},
    "a quoted text": {"query_string": doubled("'\\'", "repr(a)")},
}


@pytest.mark.parametrize("asks", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.usefixtures("quick")
def test_a_query_without_end_is_stopped(app: Flask, asks: dict[str, str]) -> None:
    assert_stopped(app, asks, HTTPStatus.SERVICE_UNAVAILABLE)


@pytest.mark.parametrize("asks", REFUSED.values(), ids=REFUSED)
def test_a_query_that_is_too_large_is_refused(
    app: Flask, asks: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is told, not the time: what it takes differs from machine to machine."""
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 60.0)
    assert_stopped(app, asks, HTTPStatus.BAD_REQUEST)


def test_a_table_has_not_more_cells_than_anybody_reads(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each voucher in a row and a column of its own: thousands make millions."""
    query = "SELECT day, account, sum(number) AS n GROUP BY day, account"
    asks = {"query_string": f"{query} PIVOT BY day, account"}
    path = f"/{SLUG}/api/query"
    assert app.test_client().get(path, query_string=asks).status_code == 200
    monkeypatch.setattr(query_values, "MOST_CELLS", 28)
    asks["query_string"] += " LIMIT 1000"
    assert_stopped(app, asks, HTTPStatus.BAD_REQUEST)


def test_an_answer_has_not_more_text_than_anybody_reads(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "MOST_CHARACTERS", 28 * len(LONG))
    for query in ("SELECT narration", "SELECT upper(narration)", "SELECT *"):
        assert_stopped(app, {"query_string": query}, HTTPStatus.BAD_REQUEST)


def test_rounding_is_what_it_was(app: Flask) -> None:
    query = "SELECT round(3.14159, 2), round(2.5), round(1234, -2), decimal('NaN')"
    asks = {"query_string": f"{query} LIMIT 1"}
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert answer.get_json()["data"]["rows"] == [[3.14, 2, 1200, None]]


def assert_stopped(app: Flask, asks: dict[str, str], status: HTTPStatus) -> None:
    """Page and file say the same words, soon."""
    begun = time.monotonic()
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert time.monotonic() - begun < PATIENCE_SECONDS
    assert answer.status_code == status
    assert set(answer.get_json()) == {"error"}
    csv = f"/{SLUG}/download-query/query_result.csv"
    file = app.test_client().get(csv, query_string=asks)
    assert file.status_code == status
    assert answer.get_json()["error"] in file.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("asks", "status", "says"),
    [
        ({"account": f"({EVIL})|x"}, HTTPStatus.OK, ""),  # accounts are short
        (
            {"filter": f'narration:"{EVIL}"'},
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Svaret tok for lang tid og ble stoppet",
        ),
        ({"filter": f'any(account:"{EVIL}")'}, HTTPStatus.OK, ""),
        ({"account": "a" * 1000}, HTTPStatus.BAD_REQUEST, "Mønsteret er for langt"),
    ],
    ids=str,
)
def test_a_hostile_filter_is_stopped(
    app: Flask,
    asks: dict[str, str],
    status: HTTPStatus,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(patterns, "LONGEST_PATTERN", 200)
    for path in ("api/journal", "extension/Fordeling/", "download-journal/"):
        begun = time.monotonic()
        answer = app.test_client().get(f"/{SLUG}/{path}", query_string=asks)
        assert time.monotonic() - begun < PATIENCE_SECONDS
        assert answer.status_code == status, path
        assert says in (answer.json or {}).get("error", answer.text)


@pytest.mark.parametrize(
    "asks",
    [
        {"time": "0001 - 9998"},
        {"time": "0001-01-01 - 9999-12-31"},
        {"time": "9999-12-31"},
        {"time": "2018-99"},
        {"time": "0000"},
        {"time": "2018-01-01 - 2017-01-01"},
        {"time": "day-99999999999"},
        {"time": "day-" + "9" * 200},
        {"account": "(" * 299},
        {"account": "("},
        {"filter": "-" * 2000 + "a"},
    ],
    ids=lambda asks: str(asks)[:40],
)
def test_a_filter_that_is_none_is_the_readers_to_mend(
    app: Flask, asks: dict[str, str]
) -> None:
    for path in ("api/income_statement", "extension/Fordeling/"):
        asked = asks | {"interval": "day"}
        answer = app.test_client().get(f"/{SLUG}/{path}", query_string=asked)
        assert answer.status_code in {200, 400}, path


@pytest.mark.usefixtures("app")
def test_no_filter_is_tried_by_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beancount's own takes years for a long account, and lets nobody else work."""
    account = f"Expenses:{LONG.upper()}:Drift"

    def nowhere(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(beancount_account, "has_component", nowhere)
    entry: Any = data.Open({}, date(2018, 1, 1), account, [], None)
    for value, found in {
        LONG.upper(): True,
        "Expenses": True,
        "Drift": True,
        "dri": True,
        "A{4}:D": True,
        "Drift:A": False,
        "[": False,
    }.items():
        assert bool(AccountFilter(value).apply([entry])) is found, value
    with deadline.within(0.2), pytest.raises(TooHeavyError):
        AccountFilter("(A|AA)+#").apply([entry])


def test_a_pattern_that_takes_years_is_stopped_alone() -> None:
    begun = time.monotonic()
    with deadline.within(0.2), pytest.raises(TooHeavyError):
        Patterns().search(EVIL, LONG + "!" * 3)
    assert time.monotonic() - begun < PATIENCE_SECONDS


@pytest.mark.parametrize(
    "pattern",
    [
        "(?x)(?:a{9 9 9 9}){9 9 9}",
        "(?x)a{9#}\n9999999}",
        "(?ix:a{9 9 9 9 9 9 9})",
        "(?P<x>a|(?&x)(?&x))$",
        "(?P<x>a|(?P>x)(?P>x))$",
        "(a|(?1)(?1))$",
        "(?:a|(?R)(?R))$",
        "(?:a+a+a+){e<=5}$",
        "(?:a+a+a+){e}$",
        "(?|(a)|(b))",
        "(?p)(a|aa)+$",
    ],
)
def test_what_only_this_engine_knows_is_not_tried(pattern: str) -> None:
    """Such patterns took all the memory, or more time than there was."""
    with pytest.raises(RefusedError):
        Patterns().compile(pattern)


LONG_PAGE = "long"


def gate_that_knows() -> Gate:
    """One that has seen what a short page takes, and a long one."""
    gate = Gate()
    for reader in ("a", "b", "c", "d", "another"):
        gate._pace.add(reader, PAGE, 0.1, time.monotonic())
    gate._pace.add("nobody", LONG_PAGE, 5.0, time.monotonic())
    return gate


def test_an_end_that_was_set_before_stands() -> None:
    with deadline.within(0.0), deadline.within(100.0), pytest.raises(TooHeavyError):
        deadline.seconds_left()
    assert deadline.seconds_left() is None


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


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT konto", "konto"),
        ("SELECT account WHERE", "syntax error"),
        ("SELECT account FROM ingensteds", "ingensteds"),
        ("SELECT account WHERE account ~ '('", "Filteret kan ikke leses"),
        ("run finnes-ikke", "finnes-ikke"),
        ("SELECT date_add(date, 999999999)", "date value out of range"),
        ("SELECT splitcomp(account, ':', 99)", "list index out of range"),
        ("SELECT sum(position), balance", "kan ikke besvares"),
        ("SELECT maxwidth(account, 0)", "kan ikke besvares"),
    ],
)
def test_a_query_with_a_mistake_is_told_in_its_words(
    app: Flask, query: str, told: str
) -> None:
    asks = {"query_string": query}
    answer = app.test_client().get(f"/{SLUG}/api/query", query_string=asks)
    assert answer.status_code == 400
    assert told in answer.get_json()["error"]
    csv = f"/{SLUG}/download-query/query_result.csv"
    file = app.test_client().get(csv, query_string=asks)
    assert file.status_code == 400
    assert told in file.text


@pytest.fixture
def address(app: Flask) -> Iterator[tuple[str, int]]:
    """A server of its own, on a port that is free."""
    listening = server.server(app, host="127.0.0.1", port=0, edit=False)
    thread = Thread(target=listening.run, daemon=True)
    thread.start()
    yield "127.0.0.1", int(listening.effective_port)
    listening.close()


def get(address: tuple[str, int], path: str = PAGE) -> int:
    """The status of an answer."""
    with closing(
        http.client.HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    ) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def test_silent_and_dripping_clients_hold_nobody_up(address: tuple[str, int]) -> None:
    assert get(address) == 200
    clients = [socket.create_connection(address) for _ in range(212)]
    try:
        for client in clients[:12]:
            client.sendall(b"GET / HT")
        for drop in b"TP/1.1\r\nX-":
            for client in clients[:12]:
                client.sendall(bytes([drop]))
            assert get(address) == 200
    finally:
        for client in clients:
            client.close()


def test_a_client_that_is_late_is_let_go(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.5)
    with closing(socket.create_connection(address)) as client:
        client.settimeout(PATIENCE_SECONDS)
        client.sendall(b"GET / HTTP/1.1\r\n")
        assert is_ended(client)
    with closing(socket.create_connection(address)) as silent:
        silent.settimeout(PATIENCE_SECONDS)
        assert is_ended(silent)
    monkeypatch.undo()  # on a busy machine who asks now may be late too
    assert get(address) == 200


@pytest.mark.parametrize("why", ["late", "silent longest"])
def test_who_comes_as_another_is_let_go_is_not_taken_for_it(
    app: Flask, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new connection was given the old one's number, and was closed instead."""
    listening = server.server(app, host="127.0.0.1", port=0, edit=False)
    address = "127.0.0.1", int(listening.effective_port)

    def rounds(times: int) -> None:
        for _ in range(times):
            wasyncore.loop(0.1, use_poll=True, map=listening._map, count=1)

    with (
        closing(listening),
        closing(socket.create_connection(address)) as old,
        closing(socket.socket()) as new,
    ):
        old.settimeout(PATIENCE_SECONDS)
        new.settimeout(PATIENCE_SECONDS)
        rounds(2)
        if why == "late":
            monkeypatch.setattr(server, "REQUEST_SECONDS", 0)
            listening.next_channel_cleanup = 0
        else:
            monkeypatch.setattr(server, "MOST_CONNECTIONS", 1)
            old.shutdown(socket.SHUT_RDWR)
        new.connect(address)
        rounds(1)
        monkeypatch.undo()
        rounds(1)
        assert is_ended(old)
        new.sendall(b"GET /static/no HTTP/1.1\r\nConnection: close\r\n\r\n")
        rounds(2)
        listening.task_dispatcher.shutdown()
        rounds(2)
        assert new.recv(9) == b"HTTP/1.1 "


def is_ended(client: socket.socket) -> bool:
    """Whether nothing more comes: the connection is closed, or cut."""
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def sent(address: tuple[str, int], head: bytes, piece: bytes, times: int) -> bytes:
    """What is answered to something large, and how much of it was taken."""
    with closing(socket.create_connection(address)) as client:
        client.settimeout(PATIENCE_SECONDS)
        client.sendall(head)
        try:
            for _ in range(times):
                client.sendall(piece)
        except OSError:
            return b"cut"
        try:
            return client.recv(100)
        except OSError:
            return b"cut"


def test_requests_in_one_piece_hold_no_thread(address: tuple[str, int]) -> None:
    """Answers that nobody fetches were made until every thread had one to hold."""
    asked = b"GET /static/app.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 150
    clients = [socket.create_connection(address) for _ in range(limits.THREADS + 2)]
    try:
        for client in clients:
            client.sendall(asked)
        assert get(address) == 200
        clients[0].settimeout(PATIENCE_SECONDS)
        answered = b"".join(iter(lambda: clients[0].recv(1_000_000), b""))
        assert answered.count(b"HTTP/1.1 200 OK") == 1
        assert b"Connection: close" in answered
    finally:
        for client in clients:
            client.close()


def test_a_header_of_200_megabytes_is_not_taken_in(address: tuple[str, int]) -> None:
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "
    answer = sent(address, head, b"a" * 1_000_000, 200)
    assert answer == b"cut" or b" 431 " in answer
    assert get(address) == 200


def test_an_upload_where_nothing_may_be_written_is_refused_unread(
    address: tuple[str, int],
) -> None:
    head = f"PUT /{SLUG}/api/add_document HTTP/1.1\r\nHost: localhost\r\n".encode()
    answer = sent(address, head + b"Content-Length: 900000000\r\n\r\n", b"", 1)
    assert b" 413 " in answer
    piece = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    answer = sent(address, head + b"Transfer-Encoding: chunked\r\n\r\n", piece, 100)
    assert answer == b"cut" or b" 413 " in answer
    assert get(address) == 200


def test_blank_lines_before_a_request_are_left_out(address: tuple[str, int]) -> None:
    with closing(socket.create_connection(address)) as client:
        client.settimeout(PATIENCE_SECONDS)
        client.sendall(
            b"\r\n\r\nGET /static/app.js HTTP/1.0\r\nHost: localhost\r\n\r\n"
        )
        answer = b"".join(iter(lambda: client.recv(1_000_000), b""))
        assert answer.startswith(b"HTTP/1.0 200")


def test_what_strangers_send_at_once_has_an_end(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --edit each may send 50 MB before anybody asks who they are."""
    monkeypatch.setattr(server, "MOST_HELD_BYTES", 1_000_000)
    listening = server.server(app, host="127.0.0.1", port=0, edit=True)
    Thread(target=listening.run, daemon=True).start()
    to = "127.0.0.1", int(listening.effective_port)
    head = b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n"
    try:
        assert sent(to, head, b"a" * 100_000, 20) in {b"", b"cut"}
        head = head.replace(b"2000000", b"500000")
        assert b"HTTP/1.1" in sent(to, head, b"a" * 100_000, 5)
    finally:
        listening.close()


@pytest.mark.usefixtures("quick")
def test_hostile_readers_leave_threads_for_others(address: tuple[str, int]) -> None:
    """Ten at once, from one reader, and then another page."""
    hostile = urlencode({"query_string": f"SELECT * WHERE narration ~ '{EVIL}'"})
    found: list[int] = []
    path = f"/{SLUG}/api/query?{hostile}&n="
    threads = [
        Thread(target=lambda n=n: found.append(get(address, f"{path}{n}")))
        for n in range(10)
    ]
    for thread in threads:
        thread.start()
    begun = time.monotonic()
    assert get(address) == 200
    assert time.monotonic() - begun < PATIENCE_SECONDS
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert set(found) <= {429, 503}


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


def in_a_query() -> list[object]:
    """The rows of a query inside another one."""
    language: Any = compiler
    table = language.SubqueryTable(SimpleNamespace(c_targets=()))
    table.subquery = lambda: ((), [("2018-03-01",)])
    return list(table)


def in_a_total() -> None:
    total: Any = query_compile.EvalAggregator.__new__(query_compile.EvalAggregator)
    total.handle = 0
    total.finalize([1])


def in_a_pivot() -> None:
    column: Any = Column
    columns = [column(name, int) for name in ("year", "day", "n")]
    made: Any = lambda: (columns, [(2018, day, 1) for day in range(28)])  # noqa: E731
    query_compile.EvalPivot(made, [0, 1])()


def in_a_filter() -> None:
    entry: Any = data.Open({}, date(2018, 1, 1), "A:B", [], None)
    AdvancedFilter("#a,#b").apply([entry])


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "work", [in_a_query, in_a_total, in_a_pivot, in_a_filter], ids=lambda w: w.__name__
)
def test_what_is_done_for_each_row_looks_at_the_clock(work: Callable[[], Any]) -> None:
    """A table on its side took 27 seconds, 400 conditions 35, and were not stopped."""
    work()
    with deadline.within(0.0), pytest.raises(TooHeavyError):
        work()


def test_an_answer_is_written_in_time(app: Flask) -> None:
    """The rows had been found in five seconds, and writing them took as long again."""
    ledger = app.config["LEDGERS"][SLUG]
    with app.test_request_context():
        _, answer = ledger.query_shell.answer(ledger.all_entries, "SELECT id")
    assert answer.rows
    assert answer_csv(answer, "nb")
    with deadline.within(0.0), pytest.raises(TooHeavyError):
        answer_csv(answer, "nb")


LONG_PERIOD = {"time": "1800 - 2199", "interval": "day"}


@pytest.mark.parametrize(
    "path", ["balance_sheet", "income_statement", "account_report"]
)
def test_a_period_has_not_more_days_than_anybody_draws(app: Flask, path: str) -> None:
    """400 years by the day took minutes, and all the memory."""
    asks = LONG_PERIOD | {"a": "Expenses", "r": "changes"}
    answer = app.test_client().get(f"/{SLUG}/api/{path}", query_string=asks)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.get_json() == {
        "error": "Svaret er større enn noen leser. Spør om mindre."
    }
    for shorter in ({"interval": "month", "time": "2018"}, {"time": "2010 - 2019"}):
        answer = app.test_client().get(
            f"/{SLUG}/api/{path}", query_string=asks | shorter
        )
        assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("report", ["balances", "changes"])
def test_balances_of_each_interval_are_stopped(
    app: Flask, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = {"a": "Expenses", "r": report, "interval": "day", "time": "2018"}
    path = f"/{SLUG}/api/account_report"
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.0)
    answer = app.test_client().get(path, query_string=asks)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE


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


def test_a_journal_looks_at_the_clock_for_each_entry(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it was made ready first, and pages of others waited for that."""
    looks: list[None] = []
    monkeypatch.setattr(deadline, "seconds_left", lambda: looks.append(None))
    answer = app.test_client().get(f"/{SLUG}/api/journal")
    entries = (answer.json or {})["data"]
    assert len(looks) >= len(entries) > 3
