"""What is made and not fetched is bounded, for each reader and for all."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import ExitStack
from contextlib import closing
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from flask import Flask
from flask import Response

from fellesbok.messages import Text
from fellesbok.web.access import server
from fellesbok.web.access.remembered import remember_answers
from fellesbok.web.limits import unsent
from fellesbok.web.limits.gate import TooManyError
from fellesbok.web.limits.unsent import Unsent
from fellesbok.web.limits.unsent import UnsentError

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Iterator

PATIENCE_SECONDS = 20
MB = 1_000_000
LONG_BYTES = 30 * MB
"""More than what the systems at both ends of a connection hold by themselves."""


@dataclass
class Fake:
    """A connection, with what lies in it."""

    reader: Hashable | None = None
    waits_bytes: int = 0
    promised_bytes: int = 0

    def kept_bytes(self) -> int:
        return max(self.waits_bytes, self.promised_bytes)


def may_have(size_bytes: int, reader: str, *others: Fake) -> bool:
    """Whether a reader gets an answer of that size on a connection of its own."""
    new = Fake()
    try:
        Unsent(lambda: (new, *others)).promise(new, reader, size_bytes)
    except UnsentError:
        assert new.promised_bytes == 0
        return False
    assert (new.reader, new.promised_bytes) == (reader, size_bytes)
    return True


def test_one_reader_has_64_megabytes_to_fetch() -> None:
    full = [Fake("fiende", 20 * MB) for _ in range(3)]
    assert may_have(4 * MB, "fiende", *full)
    assert not may_have(4 * MB + 1, "fiende", *full)
    assert may_have(4 * MB + 1, "kontroll", *full)


def test_one_answer_may_be_larger_and_then_no_other_comes() -> None:
    assert may_have(100 * MB, "kontroll")
    assert not may_have(0, "kontroll", Fake("kontroll", 100 * MB))


def test_an_answer_counts_from_before_it_is_handed_over_and_once() -> None:
    assert not may_have(1, "fiende", Fake("fiende", 0, 64 * MB))
    assert may_have(4 * MB, "fiende", Fake("fiende", 60 * MB, 60 * MB))


def test_all_have_256_megabytes_and_64_are_for_who_has_fetched_everything() -> None:
    full = [Fake(f"fiende{number}", 64 * MB) for number in range(4)]
    mine = Fake("kontroll", 1)
    assert not may_have(0, "kontroll", mine, *full)
    assert may_have(4 * MB, "kontroll", *full)
    assert not may_have(4 * MB + 1, "kontroll", *full)


def test_a_few_readers_together_leave_pages_for_the_others() -> None:
    """Five who fetched nothing took all 320 megabytes, and nobody else had a page."""
    taken: list[Fake] = []
    for number in range(15):
        for size_bytes in (64 * MB, 4 * MB, 1 * MB):
            if may_have(size_bytes, f"fiende{number}", *taken):
                taken.append(Fake(f"fiende{number}", size_bytes))
    assert sum(each.waits_bytes for each in taken) == (4 * 64 + 11 * 4) * MB
    assert may_have(4 * MB, "kontroll", *taken)


def test_files_that_lie_there_anyway_count_for_nobody() -> None:
    assert may_have(MB, "kontroll", *[Fake(None, MB) for _ in range(400)])


def test_an_office_of_twenty_at_one_address_reads_pages() -> None:
    """Each with six connections, and a page of half a megabyte on its way on each."""
    office = [Fake("address 192.0.2.1", MB // 2) for _ in range(20 * 6)]
    assert may_have(MB // 2, "address 192.0.2.1", *office)


@pytest.fixture
def listening() -> Iterator[Any]:
    """A server with long and short answers, that is run."""
    app = Flask("unsent")
    app.add_url_rule("/long", "long", lambda: Response(b"a" * LONG_BYTES))
    app.add_url_rule("/short", "short", lambda: Response(b"a"))

    def told(error: TooManyError) -> Response:
        assert error.text == Text(
            "For mye er laget og ikke hentet ennå. "
            "Vent til det er hentet, og prøv igjen."
        )
        return Response("unsent", 429)

    app.register_error_handler(TooManyError, told)
    remember_answers(app)
    listening = server.server(app, host="127.0.0.1", port=0, edit=False)
    Thread(target=listening.run, daemon=True).start()
    yield listening
    listening.close()


@pytest.fixture
def address(listening: Any) -> tuple[str, int]:  # noqa: ANN401 -- waitress has no types
    return "127.0.0.1", int(listening.effective_port)


def must_know_that_all_is_fetched(listening: Any) -> None:  # noqa: ANN401 -- likewise
    """The last of an answer may be read before the server has put the request away."""
    end = time.monotonic() + PATIENCE_SECONDS
    while any(c.kept_bytes() for c in tuple(listening.active_channels.values())):
        assert time.monotonic() < end
        time.sleep(0.01)


def begun(address: tuple[str, int], path: str = "/long") -> socket.socket:
    """A connection on which an answer has begun to come, and is not read."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(PATIENCE_SECONDS)
    client.connect(address)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert client.recv(1) == b"H"
    return client


def status(address: tuple[str, int], path: str) -> int:
    """The status of an answer that is read."""
    with closing(
        http.client.HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    ) as client:
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        return answer.status


def test_who_reads_nothing_gets_no_more_until_it_is_fetched(
    listening: Any,  # noqa: ANN401 -- waitress has no types
    address: tuple[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unsent, "MOST_FOR_EACH_BYTES", LONG_BYTES + 10 * MB)
    for _ in range(3):
        assert status(address, "/long") == 200
        must_know_that_all_is_fetched(listening)
    with closing(begun(address)) as silent:
        assert status(address, "/long") == 429
        assert status(address, "/short") == 200
        monkeypatch.setattr(unsent, "MOST_FOR_EACH_BYTES", 10 * MB)
        assert status(address, "/short") == 429
        left = LONG_BYTES
        while left > 0:
            left -= len(silent.recv(MB))
        must_know_that_all_is_fetched(listening)
        assert status(address, "/short") == 200


def test_an_answer_is_kept_whole_until_the_last_of_it_is_fetched(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is as large as before while a little of it is left."""
    monkeypatch.setattr(unsent, "MOST_FOR_EACH_BYTES", 20 * MB)
    with closing(begun(address)) as slow:
        left = LONG_BYTES
        while left > 15 * MB:
            left -= len(slow.recv(MB))
        assert status(address, "/short") == 429


def test_many_connections_that_read_nothing_have_what_one_reader_may(
    address: tuple[str, int],
) -> None:
    with ExitStack() as clients:
        first = []
        for _ in range(6):
            client = clients.enter_context(closing(begun(address)))
            first.append((b"H" + client.recv(11)).split()[1])
    assert first == [b"200", b"200", b"429", b"429", b"429", b"429"]


def test_an_answer_of_which_nothing_is_fetched_goes(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsent, "MOST_FOR_EACH_BYTES", 10 * MB)
    with closing(begun(address)) as silent:
        assert status(address, "/short") == 429
        monkeypatch.setattr(server, "STILL_SECONDS", 0)
        end = time.monotonic() + PATIENCE_SECONDS
        while status(address, "/short") == 429:
            assert time.monotonic() < end
            time.sleep(0.1)
        received = 0
        with suppress(ConnectionResetError):
            while piece := silent.recv(MB):
                received += len(piece)
        assert received < LONG_BYTES
