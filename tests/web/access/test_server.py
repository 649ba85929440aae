"""Clients that send slowly, or much, hold nobody up."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from waitress import wasyncore  # type: ignore[import-untyped]

from fellesbok.web.access import server
from fellesbok.web.limits import gate as limits
from heavy_questions import EVIL
from heavy_questions import PAGE
from heavy_questions import PATIENCE_SECONDS
from heavy_questions import SLUG
from heavy_questions import app as app  # noqa: PLC0414 -- a fixture
from heavy_questions import folder as folder  # noqa: PLC0414 -- a fixture
from heavy_questions import quick as quick  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


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
