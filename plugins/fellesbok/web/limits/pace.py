"""How long pages take, by reader (*tempo*): who asks for long ones goes beside others.

What a page took is believed of the reader that asked, so that nobody makes the pages of
others long; of who has not asked for it before, what it took for others.  The page is
known by what it is, not by what is asked of it: that is endless, and one reader's to
choose.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from dataclasses import field
from math import exp2
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Hashable

LONG_SECONDS = 0.45
"""Of the processor: an answer that takes more is long."""

FIRST_SECONDS = 0.1
"""What is expected of a page that nobody has asked for."""

HALVED_AFTER_SECONDS = 60.0
"""How soon half is believed of what a page took, however quick it was meanwhile."""

MOST_OWED_SECONDS = 0.3
"""What a reader's answers may be too long by before all of its pages are."""

EVER_OWED_SECONDS = 5.0
PAID_BACK_A_SECOND = 0.1
MOST_READERS = 1_000
MOST_PAGES = 100
"""Of each reader, and of all together; there are not so many."""


@dataclass
class _Took:
    """The seconds that a page took, and when that was."""

    seconds: float
    at: float

    def believed(self, now: float) -> float:
        return self.seconds * exp2(-(now - self.at) / HALVED_AFTER_SECONDS)


@dataclass
class _Known:
    """What one reader owes at a moment, and what its pages took, in seconds."""

    at: float
    owed: float = 0.0
    pages: OrderedDict[Hashable, _Took] = field(default_factory=OrderedDict)

    def owed_at(self, now: float) -> float:
        return max(0.0, self.owed - (now - self.at) * PAID_BACK_A_SECOND)


class Pace:
    """What is known of readers and pages; moments are of a clock that never jumps."""

    def __init__(self) -> None:
        """Nobody has asked for anything."""
        self._readers: OrderedDict[Hashable, _Known] = OrderedDict()
        self._pages: OrderedDict[Hashable, _Took] = OrderedDict()

    def add(
        self,
        reader: Hashable,
        page: Hashable,
        seconds: float,
        now: float,
        *,
        is_answered: bool = True,
    ) -> None:
        """Count a page.

        Args:
            reader: For whom it was made.
            page: What it is.
            seconds: What it took of the processor.
            now: When it was made.
            is_answered: Whether it could be made; what was refused says nothing of
                how quick the page is.
        """
        known = self._readers.get(reader) or _Known(now)
        owed = known.owed_at(now) + max(0.0, seconds - LONG_SECONDS)
        known.at, known.owed = now, min(EVER_OWED_SECONDS, owed)
        _remember(self._readers, reader, known, MOST_READERS)
        if is_answered or seconds > LONG_SECONDS:
            for pages in (known.pages, self._pages):
                before = pages.get(page)
                if before is None or seconds >= before.believed(now):
                    _remember(pages, page, _Took(seconds, now), MOST_PAGES)

    def expected(self, reader: Hashable, page: Hashable, now: float) -> float:
        """The seconds that a page is expected to take."""
        known = self._readers.get(reader)
        took = None if known is None else known.pages.get(page)
        took = took or self._pages.get(page)
        return FIRST_SECONDS if took is None else took.believed(now)

    def is_long(self, reader: Hashable, page: Hashable, now: float) -> bool:
        """Whether a page is made beside those of others.

        So is the first one of each reader: ten who come at once, each for a long one,
        keep nobody waiting who is here.
        """
        known = self._readers.get(reader)
        if known is None:
            return True
        seconds = self.expected(reader, page, now)
        return known.owed_at(now) > MOST_OWED_SECONDS or seconds > LONG_SECONDS


def _remember(
    found: OrderedDict[Hashable, Any], key: Hashable, value: object, most: int
) -> None:
    """Keep the newest; what nobody asked about for the longest time is forgotten."""
    found[key] = value
    found.move_to_end(key)
    if len(found) > most:
        found.popitem(last=False)
