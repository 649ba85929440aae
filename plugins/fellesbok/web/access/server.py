"""The server: requests are received whole before anybody works on them (*tjeneren*).

One thread receives and sends for all; a slow or silent client holds a connection and
nothing else, and not for long.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any

from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import WSGITask  # type: ignore[import-untyped]

from fellesbok.web.limits.gate import THREADS
from fellesbok.web.limits.unsent import Unsent

if TYPE_CHECKING:
    from collections.abc import Hashable

    from flask import Flask

MOST_CONNECTIONS = 400
MOST_HEADER_BYTES = 32_768
MOST_BODY_BYTES = 65_536
MOST_UPLOADED_BYTES = 50_000_000
MOST_HELD_BYTES = 4 * MOST_UPLOADED_BYTES
"""What is received at once, of all together: whoever sends has not signed in yet."""

REQUEST_SECONDS = 20
"""From the first byte of a request, or the connection, to its last."""

IDLE_SECONDS = 30
ANSWER_SECONDS = 300
"""From when an answer is made to when it is fetched."""

STILL_SECONDS = 60
"""From when some of an answer was fetched to when more of it is."""

PROMISE = "fellesbok.promise"
"""In what the server tells of a request: called with who asks, and the bytes."""


class _Request(HTTPRequestParser):  # type: ignore[misc]
    """A request that nothing follows before it is answered.

    Of many that come in one piece only the first is taken, and the connection ends with
    its answer: the others would be worked on while nobody fetches what is ready, and
    hold a thread each for as long as their client likes.
    """

    def received(self, data: bytes) -> int:
        """Take what belongs to the request, and throw away what comes after it."""
        taken: int = super().received(data)
        if not self.completed or self.empty or taken >= len(data):
            return taken
        self.headers["CONNECTION"] = "close"
        return len(data)


class _Task(WSGITask):  # type: ignore[misc]
    """A request whose answer is counted until it is fetched."""

    def get_environment(self) -> dict[str, Any]:
        """What is told of the request."""
        environment: dict[str, Any] = super().get_environment()
        environment[PROMISE] = self.channel.promise
        return environment


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when it waits for its client, and with what."""

    parser_class = _Request
    task_class = _Task
    reader: Hashable | None = None
    promised_bytes = 0

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- as its parent
        super().__init__(*arguments, **named)
        self.asked = False
        self.began: float | None = self.creation_time
        self.answered: float | None = None

    def received(self, data: bytes) -> bool:
        """Count the time from the first byte of each request."""
        if self.began is None:
            self.began = time.time()
        taken: bool = super().received(data)
        if self.request is None:
            self.asked, self.began = True, None
        elif self.held_bytes() > MOST_BODY_BYTES:
            channels = self.server.active_channels.values()
            if sum(c.held_bytes() for c in channels) > MOST_HELD_BYTES:
                self.will_close = True
        return taken

    def handle_close(self) -> None:
        """Give back at once what was received of a request that is never whole."""
        super().handle_close()
        if self.request is not None:
            self.request.close()

    def service(self) -> None:
        """Answer; nobody is known to ask yet."""
        self.reader = None
        self.promised_bytes = 0
        super().service()

    def promise(self, reader: Hashable, size_bytes: int) -> None:
        """Count an answer that is to be handed over.

        Raises:
            fellesbok.web.limits.unsent.UnsentError: Too much is not fetched.
        """
        self.server.unsent.promise(self, reader, size_bytes)

    def kept_bytes(self) -> int:
        """An answer, all of which is on the disk until the last of it is fetched."""
        if not self.requests and not self.total_outbufs_len:
            return 0
        return max(self.promised_bytes, int(self.total_outbufs_len))

    def held_bytes(self) -> int:
        """What has been received of bodies, and is kept on the disk meanwhile."""
        waiting = [r for r in (*self.requests, self.request) if r is not None]
        return sum(request.body_bytes_received for request in waiting)

    def let_go(self) -> None:
        """End the connection at once; it is closed when its own turn comes.

        ``will_close`` is only looked at when the client takes more.  Were it closed out
        of turn, a new client could be given its number in the same round, and what the
        system says of the old connection would close the new one.
        """
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def is_late(self, now: float) -> bool:
        """Whether its client has had the time that there is."""
        if self.total_outbufs_len:
            self.answered = self.answered or now
            moved = max(self.answered, self.last_activity)
            return now - self.answered > ANSWER_SECONDS or now - moved > STILL_SECONDS
        self.answered = None
        if self.requests:
            return False
        if self.began is not None:
            return now - self.began > REQUEST_SECONDS
        return bool(now - self.last_activity > IDLE_SECONDS)


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """Closes the connections of clients that are late."""

    channel_class = _Channel

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- as its parent
        super().__init__(*arguments, **named)
        self.unsent = Unsent(lambda: tuple(self.active_channels.values()))

    def maintenance(self, now: float) -> None:
        """Let go of who is late; it is done every second."""
        for channel in tuple(self.active_channels.values()):
            if channel.is_late(now):
                channel.let_go()

    def handle_accept(self) -> None:
        """Make room for a new client: the one that has been silent longest goes."""
        channels = [c for c in self.active_channels.values() if not c.requests]
        if len(self.active_channels) >= MOST_CONNECTIONS and channels:
            min(channels, key=lambda c: c.last_activity).let_go()
        super().handle_accept()


def server(app: Flask, *, host: str, port: int, edit: bool) -> Any:  # noqa: ANN401 -- waitress has no types
    """A server that listens, and serves when it is run.

    Args:
        app: What answers.
        host: The address to listen on.
        port: The port; 0 takes one that is free.
        edit: Whether files may be uploaded.

    Raises:
        OSError: The port is taken, or may not be used.
    """
    adjustments = Adjustments(
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        backlog=256,
        connection_limit=MOST_CONNECTIONS + THREADS,
        cleanup_interval=1,
        channel_timeout=IDLE_SECONDS,
        max_request_header_size=MOST_HEADER_BYTES,
        max_request_body_size=MOST_UPLOADED_BYTES if edit else MOST_BODY_BYTES,
        asyncore_use_poll=True,
        expose_tracebacks=False,
    )
    return _Server(app, adj=adjustments, sockinfo=adjustments.listen[0])
