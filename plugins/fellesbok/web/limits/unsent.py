"""Answers that are made and not fetched are few (*uhentede svar*).

Whoever asks and does not read has the server keep what it made: on the disk, for as
long as the connection stands.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from typing import Protocol

from fellesbok.messages import Text
from fellesbok.web.limits.gate import TooManyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterable

MOST_FOR_EACH_BYTES = 64_000_000
"""What one reader, or an address where nobody has signed in, has not fetched."""

MOST_FOR_ALL_BYTES = 256_000_000

LEFT_FOR_OTHERS_BYTES = 64_000_000
"""Beside this, for whoever has fetched all that it asked for."""


class UnsentError(TooManyError):
    """The reader has not fetched what it asked for before; ``text`` says so."""

    text = Text(
        "For mye er laget og ikke hentet ennå. Vent til det er hentet, og prøv igjen."
    )


class Connection(Protocol):
    """What an answer is sent on.

    Attributes:
        reader: Who asked last on it; ``None`` if it was for a file of the programme,
            which is sent from where it lies.
        promised_bytes: The size of the last answer that it was promised.
    """

    reader: Hashable | None
    promised_bytes: int

    def kept_bytes(self) -> int:
        """What is kept for it: the whole answer until the last of it is sent."""


class Unsent:
    """Knows who has how much to fetch."""

    def __init__(self, connections: Callable[[], Iterable[Connection]]) -> None:
        """``connections`` gives all that are open."""
        self._connections = connections
        self._lock = Lock()

    def promise(
        self, connection: Connection, reader: Hashable, size_bytes: int
    ) -> None:
        """Count an answer from before it is handed over; 0 asks whether one may come.

        Whoever has fetched everything may have an answer of any size that there is
        room for.

        Raises:
            UnsentError: Too much waits for that reader, or for all.
        """
        with self._lock:
            connection.reader = reader
            connection.promised_bytes = 0
            own = others = 0
            for each in self._connections():
                if each.reader == reader:
                    own += each.kept_bytes()
                elif each.reader is not None:
                    others += each.kept_bytes()
            most = MOST_FOR_ALL_BYTES + (0 if own else LEFT_FOR_OTHERS_BYTES)
            is_own_too_much = own > 0 and own + size_bytes > MOST_FOR_EACH_BYTES
            if is_own_too_much or own + others + size_bytes > most:
                raise UnsentError
            connection.promised_bytes = size_bytes
