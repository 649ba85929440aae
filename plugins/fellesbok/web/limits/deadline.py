"""How long a heavy answer may take, and how much it may make (*tidsfrist*).

Threads cannot be stopped from outside, so whatever a reader can make long asks here on
its way: each row of a query, each match of a pattern.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from functools import wraps
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

LONGEST_SECONDS = 5.0
"""What a heavy answer may take in all."""

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


class _Time:
    """The time that one answer has; giving way to others takes none of it."""

    def __init__(
        self, seconds: float | None, give_way: Callable[[float], float] | None
    ) -> None:
        self._seconds = seconds
        self._begun = monotonic()
        self._give_way = give_way
        self._patience = LONGEST_PAUSE_SECONDS

    @property
    def has_end(self) -> bool:
        return self._seconds is not None

    def left(self) -> float | None:
        """Let others go first, and say how many seconds are left, if that is set."""
        if self._give_way is not None and self._patience > 0:
            paused = self._give_way(self._patience)
            self._patience -= paused
            self._begun += paused
        if self._seconds is None:
            return None
        return self._begun + self._seconds - monotonic()


@contextmanager
def within(
    seconds: float | None = None,
    give_way: Callable[[float], float] | None = None,
) -> Iterator[None]:
    """Let what is done here end in time; an end that was set before stands.

    Args:
        seconds: The time that it has.
        give_way: Waits while what goes before is made, at most so many seconds, and
            says how many it took.
    """
    seconds = LONGEST_SECONDS if seconds is None else seconds
    before = _time.get()
    stands = before is not None and before.has_end
    token = _time.set(before if stands else _Time(seconds, give_way))
    made = _made.set(_made.get())
    try:
        yield
    finally:
        _made.reset(made)
        _time.reset(token)


@contextmanager
def giving_way(give_way: Callable[[float], float]) -> Iterator[None]:
    """Let what goes before be made first, wherever a heavy answer looks at the clock.

    Args:
        give_way: As for ``within``.
    """
    token = _time.set(_Time(None, give_way))
    try:
        yield
    finally:
        _time.reset(token)


def spend(characters: int) -> None:
    """Count what is made for a heavy answer; elsewhere nothing is counted.

    Raises:
        TooMuchError: It has become more than anybody reads.
    """
    time = _time.get()
    if time is None or not time.has_end:
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
    if left is not None and left <= 0:
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
