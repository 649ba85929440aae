"""The way to who changed what a page shows, and who did last (*hvem har endret*).

git is asked once for each file of a state of the books and a reader.  A page that is no
answer about changes itself gives it little time in all, and tells the last change only
where every file was answered in it: what is told is never the last but one.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from fellesbok.changes.git_blame import MOST_SECONDS
from fellesbok.changes.git_blame import blamed
from fellesbok.changes.git_blame import is_in_repository
from fellesbok.messages import Text
from fellesbok.web.limits.deadline import seconds_left

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.changes.records import Change
    from fellesbok.changes.records import Part
    from fellesbok.web.frame.asked import Asked

MOST_SECONDS_BESIDE = 0.5
"""What git may take of a page that shows something else, for all its files."""

MOST_BETWEEN_BESIDE = 200
"""Lines that are not in the commit as they are; with more, nothing is told beside."""

BEHIND = "bak"
"""What the page of changes is asked for: another page, of which it tells."""

WHO = Text("Hvem har endret dette")

Lines = dict[str, tuple["Change | None", ...]]


def blamed_lines(
    asked: Asked, parts: Iterable[Part]
) -> Mapping[str, tuple[Change | None, ...]]:
    """What wrote each line of the files, for the page that is about that alone."""
    known = _known(asked)
    for path in dict.fromkeys(part.path for part in parts):
        if path not in known:
            left = seconds_left()
            seconds = MOST_SECONDS if left is None else min(MOST_SECONDS, left)
            known[path] = blamed(path, asked.loaded_texts[path], seconds)
    return known


def lines_beside(asked: Asked, parts: Sequence[Part]) -> Lines | None:
    """What wrote each line, for a page that shows something else too.

    ``None`` where the books do not lie in git, or one of the files has not been
    answered in the little time that there is.
    """
    return _in_little_time(asked, parts) if is_in_git(asked) else None


def is_in_git(asked: Asked) -> bool:
    """Whether the files that the reader may read whole seem to lie in a repository."""
    first = next(iter(asked.loaded_texts), None)
    return first is not None and is_in_repository(Path(first))


def ways_to_changes(
    asked: Asked, parts: Iterable[Part], **asks: str
) -> list[tuple[Text, str]]:
    """The way to the page of changes, with the last one.

    None where there is no git, or nothing that can be told of.

    Args:
        asked: What the page is asked to show.
        parts: What it shows; what stands in files that the reader may not read whole
            is left out.
        asks: What the page of changes is asked for.
    """
    if not is_in_git(asked):
        return []
    found = [part for part in parts if part.path in asked.loaded_texts]
    if not found:
        return []
    return [(_told(asked, found), asked.links.page("Endringer", **asks))]


def _told(asked: Asked, parts: Sequence[Part]) -> Text:
    """The link's words: the last change, where it is known; a municipality's by day."""
    lines = _in_little_time(asked, parts)
    if lines is None:
        return WHO
    # Of thousands of parts, each change is looked at once.
    written = {id(c): c for part in parts for c in part.written_by(lines)}
    changes = [change for change in written.values() if change is not None]
    if not changes:
        return WHO
    last = max(changes, key=lambda change: (change.seconds, change.commit))
    if last.is_cut and (asked.reader is not None or len(changes) == len(written)):
        return Text("{who}: {day} eller før, ikke kjent av hvem", who=WHO, day=last.day)
    if asked.reader is not None:
        return Text("{who}: sist {day}", who=WHO, day=last.day)
    if len(changes) < len(written):
        return Text("{who}: etter {day}, og ikke lagret i git", who=WHO, day=last.day)
    return Text(
        "{who}: sist {day} av {author} ({reason})",
        who=WHO,
        day=last.day,
        author=last.author,
        reason=last.reason,
    )


def _in_little_time(asked: Asked, parts: Sequence[Part]) -> Lines | None:
    """What wrote each line of the files; ``None`` where one has not been answered."""
    known = _known(asked)
    in_vain: set[str] = asked.once("blamed in vain", set)
    end = monotonic() + MOST_SECONDS_BESIDE
    for path in dict.fromkeys(part.path for part in parts):
        if path not in known and path not in in_vain:
            left = end - monotonic()
            if left <= 0:
                return None
            text = asked.loaded_texts[path]
            found = blamed(path, text, left, MOST_BETWEEN_BESIDE)
            if found:
                known[path] = found
            else:
                in_vain.add(path)
        if not known.get(path):
            return None
    return known


def _known(asked: Asked) -> Lines:
    """What git has said of these books to this reader."""
    return asked.once("blamed", dict)
