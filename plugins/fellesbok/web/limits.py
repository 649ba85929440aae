"""How long an answer may take, and how many heavy ones are made at once (*grenser*).

Threads cannot be stopped from outside, so whatever a reader can make long asks here on
its way: each row of a query, each match of a pattern.  Heavy answers are made one at a
time for each reader and few at a time for all, so that light ones never wait for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from threading import Condition
from time import monotonic
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

LONGEST_SECONDS = 5.0
"""What a heavy answer may take in all."""

AT_ONCE = 2
"""Heavy answers that are made at the same time, for all readers together."""

WAITING_FOR_EACH = 4
"""Heavy answers of one reader that wait while another of theirs is made."""

WAITING_FOR_ALL = 14
"""Heavy answers that wait in all; a server has threads left for others."""

LONGEST_WAIT_SECONDS = 10.0

AT_ONCE_FOR_EACH = 8
"""Answers of one reader that are made or waited for at once; browsers ask for six."""

MOST_CHARACTERS = 50_000_000
"""What a heavy answer may make in all, on the way too."""

_end: ContextVar[float | None] = ContextVar("end", default=None)
_made: ContextVar[int] = ContextVar("made", default=0)


class RefusedError(Exception):
    """What is asked is not tried, or not any further; ``text`` says why."""

    text: Text


class TooMuchError(RefusedError):
    """The answer is larger than anybody reads; ``text`` says so to the reader."""

    text = Text("Svaret er større enn noen leser. Spør om mindre.")


class TooHeavyError(Exception):
    """The answer takes too long; ``text`` says so to the reader."""

    text = Text(
        "Svaret tok for lang tid og ble stoppet etter {seconds} sekunder. Spør om"
        " mindre, eller med et enklere mønster.",
        seconds=int(LONGEST_SECONDS),
    )


class TooManyError(Exception):
    """The reader asks for more at once than is made; ``text`` says so."""

    text = Text("Et tungt svar er alt på vei til deg. Vent til det er kommet.")


@contextmanager
def within(seconds: float | None = None) -> Iterator[None]:
    """Let what is done here end in time; an end that was set before stands."""
    seconds = LONGEST_SECONDS if seconds is None else seconds
    before = _end.get()
    token = _end.set(monotonic() + seconds if before is None else before)
    made = _made.set(_made.get())
    try:
        yield
    finally:
        _made.reset(made)
        _end.reset(token)


def spend(characters: int) -> None:
    """Count what is made for a heavy answer; elsewhere nothing is counted.

    Raises:
        TooMuchError: It has become more than anybody reads.
    """
    if _end.get() is None:
        return
    made = _made.get() + characters
    if made > MOST_CHARACTERS:
        raise TooMuchError
    _made.set(made)


def seconds_left() -> float | None:
    """What is left of the time; ``None`` where none is set.

    Raises:
        TooHeavyError: It is over.
    """
    end = _end.get()
    if end is None:
        return None
    left = end - monotonic()
    if left <= 0:
        raise TooHeavyError
    return left


class Gate:
    """Lets heavy answers through, one for each reader and few for all."""

    def __init__(self) -> None:
        """Let nobody wait yet."""
        self._changed = Condition()
        self._made: set[Hashable] = set()
        self._waiting: dict[Hashable, int] = {}
        self._asked: dict[Hashable, int] = {}

    def asked(self, reader: Hashable) -> AbstractContextManager[None]:
        """Be one of the requests of that reader; others have threads too.

        Raises:
            TooManyError: As many as one may have are on their way.
        """
        return self._counted(
            self._asked,
            reader,
            lambda: self._asked.get(reader, 0) >= AT_ONCE_FOR_EACH,
        )

    def in_line(self, reader: Hashable) -> AbstractContextManager[None]:
        """Wait for an answer that is being made for the same reader.

        Raises:
            TooManyError: As many as there are threads for wait already.
        """
        return self._counted(
            self._waiting,
            reader,
            lambda: sum(self._waiting.values()) >= WAITING_FOR_ALL,
        )

    @contextmanager
    def _counted(
        self,
        counts: dict[Hashable, int],
        reader: Hashable,
        is_full: Callable[[], bool],
    ) -> Iterator[None]:
        """Be one more of what is counted, unless there is no room."""
        with self._changed:
            if is_full():
                raise TooManyError
            counts[reader] = counts.get(reader, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                _take_one(counts, reader)

    @contextmanager
    def heavy(self, reader: Hashable) -> Iterator[None]:
        """Be alone with that reader's heavy answer; its time begins when it is made.

        Raises:
            TooManyError: One is being made and another waits, or the wait is too long.
            TooHeavyError: The answer asked for its time when it was over.
        """
        self._enter(reader)
        try:
            with within():
                yield
        finally:
            with self._changed:
                self._made.discard(reader)
                self._changed.notify_all()

    def _enter(self, reader: Hashable) -> None:
        with self._changed:
            waiting = self._waiting.get(reader, 0)
            is_full = (
                waiting >= WAITING_FOR_EACH
                or sum(self._waiting.values()) >= WAITING_FOR_ALL
            )
            if is_full and not self._is_free(reader):
                raise TooManyError
            self._waiting[reader] = waiting + 1
            try:
                if not self._changed.wait_for(
                    lambda: self._is_free(reader), LONGEST_WAIT_SECONDS
                ):
                    raise TooManyError
                self._made.add(reader)
            finally:
                _take_one(self._waiting, reader)

    def _is_free(self, reader: Hashable) -> bool:
        return reader not in self._made and len(self._made) < AT_ONCE


def _take_one(counted: dict[Hashable, int], reader: Hashable) -> None:
    counted[reader] -= 1
    if not counted[reader]:
        del counted[reader]
