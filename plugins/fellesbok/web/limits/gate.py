"""How many answers are made at once, and whose is next (*kø*).

Short answers are made a few at a time.  Heavy ones, which a reader can make as long as
it likes, are made one at a time for each reader and few at a time for all, and stand
still while short ones are made; pages that are known to take long are made beside them.
Who has had the least made for it of late is next, so nobody is kept waiting by what
others ask for again and again.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import count
from threading import Condition
from time import monotonic
from time import thread_time
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.web.limits.deadline import giving_way
from fellesbok.web.limits.deadline import within
from fellesbok.web.limits.spent import Spent

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

THREADS = 48
"""Answers that are made at the same time, or wait to be."""

LEFT_FOR_OTHERS = 8
"""Of these, for readers who have no other answer on its way."""

SHORT_AT_ONCE = 1
"""Short answers that are made at the same time: they have one processor."""

AT_ONCE = 2
"""Heavy and long answers that are made at the same time, for all readers together."""

WAITING_FOR_EACH = 4
"""Heavy answers of one reader that wait while another of theirs is made."""

WAITING_FOR_ALL = 14
"""Heavy answers that wait in all, beside the first of each reader."""

LONGEST_WAIT_SECONDS = 10.0
"""What a heavy answer waits for its turn."""

LONGEST_WAIT_FOR_A_PAGE_SECONDS = 60.0

AT_ONCE_FOR_EACH = 8
"""Answers of one reader that are made or waited for at once; browsers ask for six."""

AT_ONCE_FOR_AN_ADDRESS = 30
"""The same where nobody has signed in: an office may share one address."""

IN_LINE_FOR_ALL = 30
"""Who wait for an answer that is being made for another who asked the same."""


class TooManyError(Exception):
    """The reader asks for more at once than is made; ``text`` says so."""

    text = Text("For mange svar er på vei alt. Vent til de er kommet, og prøv igjen.")


@dataclass(frozen=True)
class _Turn:
    """An answer that waits to be made; ``page`` is ``None`` for a heavy one."""

    number: int
    reader: Hashable
    page: Hashable | None

    @property
    def is_heavy(self) -> bool:
        return self.page is None

    @property
    def kind(self) -> Hashable:
        """Of what one is made at a time: a reader's heavy answers, or all pages."""
        return (self.reader,) if self.is_heavy else ()


class _Room:
    """Where a few answers are made at the same time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.made: set[_Turn] = set()


class Gate:
    """Lets answers through; who has spent the least goes first."""

    def __init__(self) -> None:
        """Let nobody wait yet."""
        self._changed = Condition()
        self._numbers = count()
        self._spent = Spent()
        self._waiting: set[_Turn] = set()
        self._short = _Room(SHORT_AT_ONCE)
        self._last = _Room(AT_ONCE)
        self._in_line: dict[Hashable, int] = {}
        self._asked: dict[Hashable, int] = {}

    def give_way(self, most_seconds: float) -> float:
        """Wait while short answers are made; the seconds that it took."""
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
    def light(self, reader: Hashable, page: Hashable) -> Iterator[None]:
        """Make a page; it goes before the heavy ones unless such pages take long.

        Args:
            reader: For whom.
            page: What takes about the same time whenever it is made.

        Raises:
            TooManyError: The wait is too long.
        """
        with (
            self._made(reader, page, LONGEST_WAIT_FOR_A_PAGE_SECONDS) as room,
            giving_way(self.give_way) if room is self._last else nullcontext(),
        ):
            yield

    @contextmanager
    def heavy(self, reader: Hashable) -> Iterator[None]:
        """Be alone with that reader's heavy answer; its time begins when it is made.

        Raises:
            TooManyError: One is being made and others wait, or the wait is too long.
            TooHeavyError: The answer asked for its time when it was over.
        """
        with (
            self._made(reader, None, LONGEST_WAIT_SECONDS),
            within(give_way=self.give_way),
        ):
            yield

    @contextmanager
    def _made(
        self, reader: Hashable, page: Hashable | None, most_seconds: float
    ) -> Iterator[_Room]:
        """Wait for the turn, and count what is made in it."""
        turn = _Turn(next(self._numbers), reader, page)
        room = self._taken(turn, most_seconds)
        begun = thread_time()
        try:
            yield room
        finally:
            spent = thread_time() - begun
            with self._changed:
                room.made.discard(turn)
                self._spent.add(reader, page, spent, monotonic())
                self._changed.notify_all()

    def _taken(self, turn: _Turn, most_seconds: float) -> _Room:
        """Wait for the turn, and take it."""
        with self._changed:
            if turn.is_heavy and self._is_full(turn):
                raise TooManyError
            self._waiting.add(turn)
            try:
                room = self._changed.wait_for(lambda: self._free(turn), most_seconds)
            finally:
                self._waiting.discard(turn)
            if room is None:
                raise TooManyError
            room.made.add(turn)
            if len(room.made) < room.most:
                self._changed.notify_all()
            return room

    def _is_full(self, turn: _Turn) -> bool:
        """Whether a heavy answer is refused at once; the first of each may wait."""
        waiting = [each for each in self._waiting if each.is_heavy]
        own = sum(each.reader == turn.reader for each in waiting)
        return own >= WAITING_FOR_EACH or (own > 0 and len(waiting) >= WAITING_FOR_ALL)

    def _free(self, turn: _Turn) -> _Room | None:
        """Where an answer can be made now, if it is its turn."""
        now = monotonic()
        room = self._room(turn, now)
        if len(room.made) >= room.most:
            return None
        kinds = {each.kind for each in room.made}

        def order(turn: _Turn) -> tuple[int, float, int]:
            made = (*self._short.made, *self._last.made)
            own = sum(each.reader == turn.reader for each in made)
            return own, self._spent.of(turn.reader, now), turn.number

        able = [
            each
            for each in self._waiting
            if self._room(each, now) is room and each.kind not in kinds
        ]
        return room if able and min(able, key=order) == turn else None

    def _room(self, turn: _Turn, now: float) -> _Room:
        """Beside the short answers, or beside the heavy ones."""
        is_last = turn.is_heavy or self._spent.is_long(turn.reader, turn.page, now)
        return self._last if is_last else self._short
