"""How long an answer may take, and how many heavy ones are made at once (*grenser*).

Threads cannot be stopped from outside, so whatever a reader can make long asks here on
its way: each row of a query, each match of a pattern.  Heavy answers are made one at a
time for each reader and few at a time for all, and stand still while light ones are
made, so that those never wait for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from functools import wraps
from threading import Condition
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

THREADS = 48
"""Answers that are made at the same time, or wait to be."""

LEFT_FOR_OTHERS = 8
"""Of these, for readers who have no other answer on its way."""

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

AT_ONCE_FOR_AN_ADDRESS = 30
"""The same where nobody has signed in: an office may share one address."""

IN_LINE_FOR_ALL = 30
"""Who wait for an answer that is being made for another who asked the same."""

MOST_CHARACTERS = 50_000_000
"""What a heavy answer may make in all, on the way too."""

LONGEST_PAUSE_SECONDS = 10.0
"""What a heavy answer waits for light ones in all, beside the time that it may take."""

_time: ContextVar[_Time | None] = ContextVar("time", default=None)
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


class _Time:
    """The time that one heavy answer has; giving way to light ones takes none of it."""

    def __init__(self, seconds: float, gate: Gate | None) -> None:
        self._end = monotonic() + seconds
        self._gate = gate
        self._patience = LONGEST_PAUSE_SECONDS

    def left(self) -> float:
        """Let light answers be made first, and say how many seconds are left."""
        if self._gate is not None and self._patience > 0:
            paused = self._gate.give_way(self._patience)
            self._patience -= paused
            self._end += paused
        return self._end - monotonic()


@contextmanager
def within(seconds: float | None = None, gate: Gate | None = None) -> Iterator[None]:
    """Let what is done here end in time; an end that was set before stands.

    Args:
        seconds: The time that it has.
        gate: Whose light answers go before.
    """
    seconds = LONGEST_SECONDS if seconds is None else seconds
    token = _time.set(_time.get() or _Time(seconds, gate))
    made = _made.set(_made.get())
    try:
        yield
    finally:
        _made.reset(made)
        _time.reset(token)


def spend(characters: int) -> None:
    """Count what is made for a heavy answer; elsewhere nothing is counted.

    Raises:
        TooMuchError: It has become more than anybody reads.
    """
    if _time.get() is None:
        return
    made = _made.get() + characters
    if made > MOST_CHARACTERS:
        raise TooMuchError
    _made.set(made)


def seconds_left() -> float | None:
    """What is left of the time; ``None`` where none is set.

    Whoever asks waits while light answers are made.

    Raises:
        TooHeavyError: It is over.
    """
    time = _time.get()
    if time is None:
        return None
    left = time.left()
    if left <= 0:
        raise TooHeavyError
    return left


def clocked(use: Callable[..., Any]) -> Callable[..., Any]:
    """What is done again and again, and looks at the clock each time."""

    @wraps(use)
    def call(*arguments: Any) -> Any:  # noqa: ANN401 -- as what is used
        seconds_left()
        return use(*arguments)

    return call


class _InTime:
    """Rows that look at the clock for each."""

    def __init_subclass__(cls) -> None:
        """Keep the class out of beanquery's list of tables, which only grows."""

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():  # type: ignore[misc]
            seconds_left()
            yield row


@cache
def in_time(kind: Any) -> Any:  # noqa: ANN401 -- any class of rows
    """The same kind of rows, of which going to the next too late is an error."""
    return type(kind.__name__, (_InTime, kind), {})


class Gate:
    """Lets heavy answers through, one for each reader and few for all."""

    def __init__(self) -> None:
        """Let nobody wait yet."""
        self._changed = Condition()
        self._made: set[Hashable] = set()
        self._waiting: dict[Hashable, int] = {}
        self._in_line: dict[Hashable, int] = {}
        self._asked: dict[Hashable, int] = {}
        self._light = 0

    @contextmanager
    def light(self) -> Iterator[None]:
        """Make an answer that goes before the heavy ones."""
        with self._changed:
            self._light += 1
        try:
            yield
        finally:
            with self._changed:
                self._light -= 1
                self._changed.notify_all()

    def give_way(self, most_seconds: float) -> float:
        """Wait while light answers are made; the seconds that it took."""
        if not self._light:
            return 0.0
        begun = monotonic()
        with self._changed:
            self._changed.wait_for(lambda: not self._light, most_seconds)
        return monotonic() - begun

    def asked(self, reader: Hashable, most: int) -> AbstractContextManager[None]:
        """Be one of the requests of that reader; others have threads too.

        The last threads are for whoever has none: two who each ask for all that they
        may do not take them.

        Raises:
            TooManyError: As many as one may have are on their way.
        """

        def is_full() -> bool:
            own = self._asked.get(reader, 0)
            left = THREADS - sum(self._asked.values())
            return own >= most or (own > 0 and left <= LEFT_FOR_OTHERS)

        return self._counted(self._asked, reader, is_full)

    def in_line(self, reader: Hashable) -> AbstractContextManager[None]:
        """Wait for an answer that is being made for the same reader.

        Raises:
            TooManyError: As many as there are threads for wait already.
        """
        return self._counted(
            self._in_line,
            reader,
            lambda: sum(self._in_line.values()) >= IN_LINE_FOR_ALL,
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
            with within(gate=self):
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
