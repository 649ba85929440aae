"""Where a few answers are made at a time, and whose is next (*tur*).

Start-time fair queueing (Goyal, Vin and Cheng, 1996): each reader has a place in a time
that passes as answers are begun.  Its next answer is due when its last one would have
been made if all had an equal part of the processor, and never before now.  So whoever
asks for little is next at once, whoever asks without end takes turns with the others,
and long answers move one further back than short ones, but never out of sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

MOST_BEHIND_SECONDS = 0.25
"""How far back what a reader has had can move it."""

MOST_READERS = 1_000


@dataclass(eq=False)
class Turn:
    """An answer that is made, or waits to be.

    Attributes:
        reader: For whom.
        alone: What no two are made of at a time in the same room; ``None`` for any.
        seconds: What it is expected to take of the processor.
        is_let_in: Set when it is to be made.
    """

    reader: Hashable
    alone: Hashable | None = None
    seconds: float = 0.0
    is_let_in: Event = field(default_factory=Event)


class Room:
    """Answers that are made, and that wait; whoever uses it holds a lock."""

    def __init__(self, most: int) -> None:
        """Nobody is there; ``most`` are made at a time."""
        self.made: list[Turn] = []
        self.waiting: list[Turn] = []
        self._most = most
        self._now = 0.0
        self._next: dict[Hashable, float] = {}

    def enter(self, turn: Turn) -> None:
        """Wait, or be let in at once."""
        self.waiting.append(turn)
        self._let_in()

    def leave(self, turn: Turn, seconds: float) -> None:
        """Be made, in so many seconds of the processor; the next is let in."""
        self.made.remove(turn)
        self._set(
            turn.reader, self._next.get(turn.reader, 0.0) + seconds - turn.seconds
        )
        self._let_in()

    def give_up(self, turn: Turn) -> None:
        """Wait no longer."""
        self.waiting.remove(turn)

    def _let_in(self) -> None:
        """Let in as many as there is room for."""
        while len(self.made) < self._most:
            taken = {turn.alone for turn in self.made if turn.alone is not None}
            able = [turn for turn in self.waiting if turn.alone not in taken]
            if not able:
                return
            turn = min(able, key=self._due)  # the first of those that are due together
            due = self._due(turn)
            self._now = max(self._now, due)
            self._set(turn.reader, due + turn.seconds)
            self.waiting.remove(turn)
            self.made.append(turn)
            turn.is_let_in.set()

    def _due(self, turn: Turn) -> float:
        """When the reader's next answer is due."""
        return max(self._next.get(turn.reader, 0.0), self._now)

    def _set(self, reader: Hashable, at: float) -> None:
        """Have the reader's next answer due then; what is past need not be known."""
        self._next[reader] = min(at, self._now + MOST_BEHIND_SECONDS)
        if len(self._next) > MOST_READERS:
            later = {r: at for r, at in self._next.items() if at > self._now}
            self._next = later
