"""Statistics Norway is asked for municipalities and years alone."""

from __future__ import annotations

import io
import itertools
import json
import socket
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.statistics import ssb
from fellesbok_importers.statistics.files import read_jsonstat
from places import MADE
from ssb_answers import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")


@pytest.fixture
def service() -> Iterator[Callable[[dict[str, Any] | int], str]]:
    """A service on this machine that gives an answer, or an error code."""
    servers: list[HTTPServer] = []

    def start(said: dict[str, Any] | int) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                assert json.loads(asked)
                self.send_response(said if isinstance(said, int) else 200)
                self.end_headers()
                if isinstance(said, dict):
                    self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/{{table}}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_old_service_is_asked_when_the_new_one_fails(
    service: Callable[[dict[str, Any] | int], str],
) -> None:
    addresses = service(503), service(answer())
    content = ssb.fetch(AGREEMENT, ["2019", "2020"], addresses=addresses)
    assert len(read_jsonstat(content, "svar", AGREEMENT)) == 6


def test_without_a_service_it_is_said_how_to_go_on(
    service: Callable[[dict[str, Any] | int], str],
) -> None:
    with pytest.raises(CannotFileError, match="--file"):
        ssb.fetch(AGREEMENT, ["2019"], addresses=(service(503), service(404)))


NONSENSE = (
    b"HTTP/1.1 500 \x1b[31mRing meg\r\n\r\n",
    b"\x1b[31mRing meg\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
)


@pytest.fixture(params=NONSENSE)
def nonsense(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of something that answers twice, and not as a service does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            for _ in range(2):
                asker, _ = server.accept()
                with asker:
                    asker.recv(1 << 16)
                    asker.sendall(request.param)

        threading.Thread(target=speak, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_who_answers_nonsense_is_refused_and_not_quoted(nonsense: str) -> None:
    with pytest.raises((CannotFileError, RejectedError)) as refused:
        read_jsonstat(
            ssb.fetch(AGREEMENT, ["2019"], addresses=(nonsense, nonsense)),
            "SSB",
            AGREEMENT,
        )
    assert "Ring meg" not in str(refused.value)


def test_who_answers_a_little_at_a_time_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each piece comes in time, and the whole never; the clock is made up."""
    clock = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))

    class Endless(io.BytesIO):
        def read1(self, _size: int | None = -1, /) -> bytes:
            return b" "

    monkeypatch.setattr(ssb, "urlopen", lambda *_, **__: Endless())
    with pytest.raises(CannotFileError, match="> 10 s"):
        ssb.fetch(AGREEMENT, ["2019"])


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BY_LETTERS = {
    "status": (b"", b"H", b""),
    "headers": (OK + b"X: ", b"a", b"\r\nContent-Length: 2\r\n\r\n{}"),
    "size": (CHUNKED, b"0", b"2\r\n{}\r\n0\r\n\r\n"),
    "body": (OK + b"Content-Length: 202\r\n\r\n", b" ", b"{}"),
}
"""How an answer begins, what comes again and again, and how it ends at last."""


@pytest.fixture(params=list(BY_LETTERS.values()), ids=list(BY_LETTERS))
def slow(request: pytest.FixtureRequest) -> Iterator[tuple[str, threading.Event]]:
    """The address of who answers letter by letter, and whether it came to the end."""
    begins, letter, ends = request.param
    is_over, is_told = threading.Event(), threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1 << 16)
            self.request.sendall(begins)
            for _ in range(200):
                if is_over.wait(0.05):
                    return
                self.request.sendall(letter)
            is_told.set()
            self.request.sendall(ends)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", is_told
        is_over.set()
        server.shutdown()


def test_who_answers_letter_by_letter_is_not_waited_for(
    slow: tuple[str, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where the letters are of no body yet: each of them comes in time."""
    monkeypatch.setattr(ssb, "SECONDS", 0.5)
    address, is_told = slow
    with pytest.raises(CannotFileError, match="SSB svarer ikke"):
        ssb.fetch(AGREEMENT, ["2019"], addresses=(address, address))
    assert not is_told.is_set()


def test_what_is_asked_is_municipalities_and_years_alone() -> None:
    codes = ssb.codes_of(AGREEMENT)
    assert codes == ["K-5901", "K-5902", "K-5903"]
    assert set(json.dumps(ssb.question_new(codes, ["2019"]))) <= set(
        map(chr, range(128))
    )
    assert ssb.question_old(codes, ["2019"])["response"] == {"format": "json-stat2"}
