"""What readers have had made for them of late, and what pages take (*forbruk*).

The server has one processor's time for all.  Who has kept others waiting the least
goes first, and what takes long, or is asked by one whose answers do, goes last.  A
person who looks at pages never notices; whoever asks for long ones again and again
waits for the others instead of they for it.

An answer of n seconds is in the way for n seconds, of whoever comes meanwhile: what it
makes others wait grows with n times n (Pollaczek and Khinchine's formula for the wait
in a queue), and that is what is counted.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

_T = TypeVar("_T")

HALVED_AFTER_SECONDS = 30.0
"""How soon what was counted counts half."""

LONG_SECONDS = 0.45
"""Of the processor: an answer that takes more is long."""

MOST_OWED_SECONDS = 1.0
"""What a reader's answers may take beyond that before all of its answers go last."""

EVER_OWED_SECONDS = 5.0
PAID_BACK_A_SECOND = 0.1
BELIEVED = 0.8
"""Of what a page took, when it took less the next time."""

REMEMBERED = 1_000
"""Readers, and pages, that are known at a time."""


@dataclass(frozen=True)
class _Account:
    """What one reader has spent (seconds squared) and owes (seconds), at a moment."""

    spent: float = 0.0
    owed: float = 0.0
    at: float = 0.0

    def later(self, now: float) -> _Account:
        """The same after a while: spent is forgotten, owed is paid back."""
        passed = max(0.0, now - self.at)
        spent = self.spent * 0.5 ** (passed / HALVED_AFTER_SECONDS)
        return _Account(spent, max(0.0, self.owed - passed * PAID_BACK_A_SECOND), now)


class Spent:
    """Counts by reader and by page; moments are seconds of a clock that never jumps."""

    def __init__(self) -> None:
        """Nobody has asked for anything."""
        self._readers: OrderedDict[Hashable, _Account] = OrderedDict()
        self._pages: OrderedDict[Hashable, float] = OrderedDict()

    def add(
        self, reader: Hashable, page: Hashable | None, seconds: float, now: float
    ) -> None:
        """Count an answer.

        Args:
            reader: For whom it was made.
            page: What else takes as long; ``None`` for what has a time of its own,
                and is owed by nobody.
            seconds: What it took of the processor.
            now: When it was made.
        """
        account = self._account(reader, now)
        owed = account.owed
        if page is not None:
            owed = min(EVER_OWED_SECONDS, owed + max(0.0, seconds - LONG_SECONDS))
            # What took long once is believed for a while, also when it is quick again.
            seen = max(seconds, BELIEVED * self._pages.get(page, 0.0))
            _remember(self._pages, page, seen)
        found = _Account(account.spent + seconds * seconds, owed, now)
        _remember(self._readers, reader, found)

    def of(self, reader: Hashable, now: float) -> float:
        """Seconds times seconds that a reader has spent of late."""
        return self._account(reader, now).spent

    def is_long(self, reader: Hashable, page: Hashable, now: float) -> bool:
        """Whether an answer goes after those of others; so does what nobody knows."""
        if page not in self._pages or self._pages[page] > LONG_SECONDS:
            return True
        return self._account(reader, now).owed > MOST_OWED_SECONDS

    def _account(self, reader: Hashable, now: float) -> _Account:
        return self._readers.get(reader, _Account(at=now)).later(now)


def _remember(known: OrderedDict[Hashable, _T], key: Hashable, value: _T) -> None:
    """Keep the newest; who asked for nothing for the longest time is forgotten."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > REMEMBERED:
        known.popitem(last=False)
