"""Changes in short (*kort sagt*): when something was changed last, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.changes.records import CUT
from fellesbok.messages import Text
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.changes.records import Change
    from fellesbok.changes.records import Part


def changes_in_short(
    parts: Iterable[Part],
    lines: Mapping[str, Sequence[Change | None]],
    *,
    sees_all: bool,
) -> InShort | None:
    """The last change, or nothing where none is known.

    Args:
        parts: What is told of.
        lines: For each line of each file what wrote it.
        sees_all: Whether the reader reads everything, and so may know by whom.
    """
    found = [change for part in parts for change in part.changes(lines)[:1]]
    if not found:
        return None
    last = max(found, key=lambda change: (change.seconds, change.commit))
    if last.is_cut:
        return InShort(
            Text("Sist endret {day} eller før. {cut}", day=last.day, cut=CUT)
        )
    if not sees_all:
        return InShort(Text("Sist endret {day}.", day=last.day))
    return InShort(
        Text(
            "Sist endret {day} av {author}: {reason}",
            day=last.day,
            author=last.author,
            reason=last.reason,
        )
    )
