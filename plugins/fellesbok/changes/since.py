"""What is written or changed after a day (*endret siden*), as git knows the lines.

What was removed is not known: it has no line that somebody wrote.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.changes.records import Change
    from fellesbok.changes.records import Part


@frozen
class Changed:
    """Something that was written or changed.

    Attributes:
        part: What.
        change: The newest change of it; ``None`` where it is not in git as it stands.
    """

    part: Part
    change: Change | None


def days_of(lines: Mapping[str, Sequence[Change | None]]) -> list[date]:
    """The days on which something was written as it stands, the newest first."""
    every = {
        id(c): c.day
        for of in lines.values()
        for c in of
        if c is not None and not c.is_cut
    }
    return sorted(set(every.values()), reverse=True)


def changed_since(
    parts: Iterable[Part],
    lines: Mapping[str, Sequence[Change | None]],
    day: date,
) -> list[Changed]:
    """What has a line that is written after a day or not in git yet, the newest first.

    Args:
        parts: What to look at, in the order of the books.
        lines: For each line of each file what wrote it.
        day: What was written on the day itself is known already; of the first day that
            there is, everything that anybody has written is told.
    """
    found: list[tuple[tuple[int, int, int], Changed]] = []
    for number, part in enumerate(parts):
        if part.path not in lines:
            continue
        newest = next(iter(part.changes(lines)), None)
        if part.has_unknown(lines):
            found.append(((1, 0, number), Changed(part, None)))
        elif newest is None or (newest.is_cut and day > date.min):
            continue  # it may be older than the day
        elif newest.day > day:
            found.append(((0, newest.seconds, number), Changed(part, newest)))
    return [each for _, each in sorted(found, key=lambda one: one[0], reverse=True)]
