"""A change of a line, and the part of the books that lines belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.tables.targets import Target

CUT = Text("Hvem som har skrevet det, er ikke kjent: historikken i git er kuttet her.")
"""What is told instead of a name that did not write it."""


@frozen
class Change:
    """A commit that wrote a line (*endring*).

    Attributes:
        commit: Its hash.
        seconds: When it was written, as git orders them.
        day: The same as a day where the author was.
        author: The author's name, never an address.
        reason: The first line of what the author said of it.
        is_cut: Whether the history that is here begins with it, so that it has whatever
            was there before: the line is as old or older, and nobody knows whose.
    """

    commit: str
    seconds: int
    day: date
    author: str
    reason: str
    is_cut: bool = False


@frozen
class Part:
    """Lines of a file that are one thing: a claim, a voucher, an agreement.

    Attributes:
        title: What it is.
        path: The file.
        first: Its first line, from 1.
        last: Its last line.
        leads_to: What it leads to.
    """

    title: str
    path: str
    first: int
    last: int
    leads_to: Target | None = None

    def changes(
        self, lines: Mapping[str, Sequence[Change | None]]
    ) -> tuple[Change, ...]:
        """The changes that wrote its lines as they stand, the newest first.

        Args:
            lines: For each line of each file what wrote it, if that is known.
        """
        found = {c.commit: c for c in self.written_by(lines) if c}
        return tuple(sorted(found.values(), key=lambda c: (-c.seconds, c.commit)))

    def has_unknown(self, lines: Mapping[str, Sequence[Change | None]]) -> bool:
        """Whether one of its lines is not in the commit as it stands."""
        return any(change is None for change in self.written_by(lines))

    def written_by(
        self, lines: Mapping[str, Sequence[Change | None]]
    ) -> Sequence[Change | None]:
        """What wrote each of its lines, if that is known."""
        return lines.get(self.path, ())[self.first - 1 : self.last]


def block(lines: Sequence[str], line: int) -> int:
    """The last line of what is indented below a line of a file, as YAML has it."""
    if not 0 < line <= len(lines):
        return line
    depth = _depth(lines[line - 1])
    last = line
    for number in range(line, len(lines)):
        if lines[number].strip():
            if _depth(lines[number]) <= depth:
                break
            last = number + 1
    return last


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
