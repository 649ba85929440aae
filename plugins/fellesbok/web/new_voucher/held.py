"""What has been shown and may be written (*holdt*): in memory, bounded, and once.

What is written is what was shown, so the browser sends a number that nobody guesses,
and nothing that it could have changed.  It is of one reader, and goes when it has been
used, when there are too many or too large ones, and with the server.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from dataclasses import field
from threading import Lock
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from fellesbok.filing.writing import Paper
    from fellesbok.new_voucher.fields import Written

MOST = 40
MOST_BYTES = 60_000_000


@frozen
class Held:
    """What one reader was shown.

    Attributes:
        reader: The name of who has signed in; blank where nobody has to.
        paper: The document that was sent, if any.
        written: The voucher; ``None`` where it had faults.
        digest: What the books held when it was shown.
    """

    reader: str
    paper: Paper | None
    written: Written | None = None
    digest: str = ""

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""
        return 0 if self.paper is None else len(self.paper.content)


@dataclass
class Shelf:
    """Everything that is held, the oldest first."""

    _held: OrderedDict[str, Held] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, held: Held) -> str:
        """Keep something; gives the number that it is fetched by."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._held[token] = held
            while len(self._held) > MOST or self._size() > MOST_BYTES:
                self._held.popitem(last=False)
        return token

    def find(self, token: str, reader: str) -> Held | None:
        """What a number stands for, if it is that reader's and still there."""
        with self._lock:
            found = self._held.get(token)
        return found if found is not None and found.reader == reader else None

    def drop(self, token: str) -> None:
        """Let it go: it has been used."""
        with self._lock:
            self._held.pop(token, None)

    def _size(self) -> int:
        return sum(held.size for held in self._held.values())
