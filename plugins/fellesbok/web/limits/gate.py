"""How many answers are made at once, and where (*kø*).

Short pages are made one at a time, as they have one processor, and everything else
stands still for them where it can: long pages, one at a time; heavy answers, which a
reader can make as long as it likes, one at a time for each reader and two for all; and
files that are made whole once they are begun, one at a time.  What loads the books
anew, to try or write something, is beside all of these, and nobody else waits for it.
In each room whoever has had the least is next.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextlib import nullcontext
from threading import Condition
from time import monotonic
from time import thread_time
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.web.limits.deadline import giving_way
from fellesbok.web.limits.deadline import within
from fellesbok.web.limits.pace import Pace
from fellesbok.web.limits.room import MOST_BEHIND_SECONDS
from fellesbok.web.limits.room import Room
from fellesbok.web.limits.room import Turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

THREADS = 160
"""Answers that are made at the same time, or wait to be; few of them do anything."""

LEFT_FOR_OTHERS = 16
"""Of these, for readers who have no other answer on its way."""

HEAVY_AT_ONCE = 2
"""Heavy answers that are made at the same time, for all readers together."""

WAITING_FOR_EACH = 4
"""Heavy answers of one reader that wait while another of theirs is made."""

WAITING_FOR_ALL = 14
"""Heavy answers that wait in all, beside the first of each reader."""

LONGEST_WAIT_SECONDS = 60.0
"""What any answer waits for its turn."""

AT_ONCE_FOR_EACH = 8
"""Answers of one reader that are made or waited for at once; browsers ask for six."""

AT_ONCE_FOR_AN_ADDRESS = 120
"""The same where nobody has signed in: an office of twenty may share one address."""

IN_LINE_FOR_ALL = 100
"""Who wait for an answer that is being made for another who asked the same."""


class TooManyError(Exception):
    """The reader asks for more at once than is made; ``text`` says so."""

    text = Text("For mange svar er på vei alt. Vent til de er kommet, og prøv igjen.")


class Gate:
    """Lets answers through; who has had the least goes first."""

    def __init__(self) -> None:
        """Let nobody wait yet."""
        self._changed = Condition()
        self._pace = Pace()
        self._short = Room(1)
        self._long = Room(1)
        self._heavy = Room(HEAVY_AT_ONCE)
        self._whole = Room(1)
        self._trying = Room(HEAVY_AT_ONCE)
        self._in_line: dict[Hashable, int] = {}
        self._asked: dict[Hashable, int] = {}

    def give_way(self, most_seconds: float) -> float:
        """Wait while short pages are made; the seconds that it took."""
        if not self._short.made:
            return 0.0
        begun = monotonic()
        with self._changed:
            self._changed.wait_for(lambda: not self._short.made, most_seconds)
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
                counts[reader] -= 1
                if not counts[reader]:
                    del counts[reader]

    @contextmanager
    def light(
        self,
        reader: Hashable,
        page: Hashable,
        is_answered: Callable[[], bool] = lambda: True,
    ) -> Iterator[None]:
        """Make a page; it goes before all else unless it, or its reader's, take long.

        Args:
            reader: For whom.
            page: What it is.
            is_answered: Asked when it is made: whether it was no refusal.

        Raises:
            TooManyError: The wait is too long.
        """
        with self._changed:
            now = monotonic()
            seconds = self._pace.expected(reader, page, now)
            is_long = self._pace.is_long(reader, page, now)
        room = self._long if is_long else self._short

        def count(seconds: float) -> None:
            now, good = monotonic(), is_answered()
            self._pace.add(reader, page, seconds, now, is_answered=good)

        with (
            self._let_in(room, Turn(reader, seconds=seconds), count),
            giving_way(self.give_way) if is_long else nullcontext(),
        ):
            yield

    @contextmanager
    def heavy(self, reader: Hashable, *, is_whole: bool = False) -> Iterator[None]:
        """Be alone with that reader's heavy answer; its time begins when it is made.

        Args:
            reader: For whom.
            is_whole: It is a file that looks at no clock while it is made.

        Raises:
            TooManyError: Several of the reader's wait, or the wait is too long.
            TooHeavyError: The answer asked for its time when it was over.
        """
        room = self._whole if is_whole else self._heavy
        turn = Turn(reader, reader, MOST_BEHIND_SECONDS)
        with self._let_in(room, turn), within(give_way=self.give_way):
            yield

    @contextmanager
    def trying(self, reader: Hashable) -> Iterator[None]:
        """Load the books anew, one at a time for each reader; it has no end.

        Raises:
            TooManyError: Several of the reader's wait, or the wait is too long.
        """
        turn = Turn(reader, reader, MOST_BEHIND_SECONDS)
        with self._let_in(self._trying, turn), giving_way(self.give_way):
            yield

    @contextmanager
    def _let_in(
        self, room: Room, turn: Turn, count: Callable[[float], None] | None = None
    ) -> Iterator[None]:
        """Wait for the turn, and leave when it is over.

        Args:
            room: Where it is made.
            turn: The answer.
            count: Told the seconds of the processor that it took.
        """
        with self._changed:
            if turn.alone is not None and self._is_full(room, turn):
                raise TooManyError
            room.enter(turn)
        if not turn.is_let_in.wait(LONGEST_WAIT_SECONDS):
            with self._changed:
                if not turn.is_let_in.is_set():
                    room.give_up(turn)
                    raise TooManyError
        begun = thread_time()
        try:
            yield
        finally:
            seconds = thread_time() - begun
            with self._changed:
                room.leave(turn, seconds)
                if count is not None:
                    count(seconds)
                self._changed.notify_all()

    def _is_full(self, room: Room, turn: Turn) -> bool:
        """Whether a heavy answer is refused at once; the first of each may wait."""
        own = sum(each.reader == turn.reader for each in room.waiting)
        return own >= WAITING_FOR_EACH or (
            own > 0 and len(room.waiting) >= WAITING_FOR_ALL
        )
