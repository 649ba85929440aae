"""Passwords for a trial: kept as hashes, compared slowly, and not guessed at will."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from fellesbok.web.sign_in.readers import Reader

MOST_FAILURES = 5
PAUSE_SECONDS = 300
MOST_REMEMBERED = 10_000


def hashed(password: str) -> str:
    """A password as the file of readers holds it: scrypt, salted."""
    return generate_password_hash(password, method="scrypt")


@cache
def _nobody() -> str:
    """A hash that fits no password, so that an unknown name takes as long."""
    return hashed("\0")


def who_has(readers: Mapping[str, Reader], name: str, password: str) -> Reader | None:
    """The reader with that name and password."""
    reader = readers.get(name.strip().casefold())
    stored = reader.password if reader is not None else _nobody()
    fits = check_password_hash(stored, password)
    return reader if fits and reader is not None else None


class Attempts:
    """Failed attempts by name and by address: too many, and there is a pause."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with none; ``clock`` gives seconds."""
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def too_many(self, *keys: str) -> bool:
        """Whether one of them must wait."""
        with self._lock:
            return any(self._count(key) >= MOST_FAILURES for key in keys)

    def failed(self, *keys: str) -> None:
        """Remember one more for each."""
        with self._lock:
            for key in keys:
                count = self._count(key)
                self._failures.pop(key, None)
                self._failures[key] = count + 1, self._clock()
            while len(self._failures) > MOST_REMEMBERED:
                self._failures.popitem(last=False)

    def _count(self, key: str) -> int:
        count, last = self._failures.get(key, (0, 0.0))
        return count if self._clock() - last < PAUSE_SECONDS else 0
