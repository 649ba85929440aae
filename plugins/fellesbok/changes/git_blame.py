"""Asks git who wrote each line of a file of the books (``git blame``).

Only the commit that is checked out is read, never the working tree, and git has its
time, its memory and its length (``system/asking_git.py``).  Without git, without a
repository, or in one that git itself does not trust (``safe.directory``), nothing is
known, which is no error.

git is asked first where the repository is, as it finds and trusts it itself, and then
of that folder as if it had no working tree: else it would take names from a
``.mailmap`` that nobody has committed.  In a history that is cut (``clone --depth``)
the commit where it begins has whatever was there before it, and who wrote that is not
known.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from difflib import SequenceMatcher
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from fellesbok.changes.records import Change
from fellesbok.system.asking_git import QUIET
from fellesbok.system.asking_git import said_by
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

MOST_SECONDS = 3.0
"""For one file."""

MOST_BETWEEN = 2_000
"""Lines between those that are as they were; more are not told apart."""

LONGEST = 200
BOUNDARY = "boundary"
"""git's word of a commit that it goes no further back than."""
WHERE = ("rev-parse", "--is-shallow-repository", "--absolute-git-dir", "--show-prefix")
BLAME = (
    *("-c", "blame.ignoreRevsFile="),
    *("-c", "mailmap.file=", "-c", "mailmap.blob=HEAD:.mailmap"),
    *("blame", "--porcelain", "--no-textconv", "--no-progress", "HEAD", "--"),
)
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "USERPROFILE")
"""Where git and what it is made of are found; the last two on Windows."""
_HEADER = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?")
_WORD = re.compile(r"<[^<>]*>|[^\s<>()\[\]:,;\"']+")
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)")


def blamed(
    path: str,
    text: str,
    seconds: float = MOST_SECONDS,
    most_between: int = MOST_BETWEEN,
) -> tuple[Change | None, ...]:
    """What wrote each line of a file; ``None`` where that is not known.

    Args:
        path: The file.
        text: The file as it was loaded; lines that are not in the commit are not known.
        seconds: What git may take.
        most_between: The most lines between those that are as they were that are told
            apart; where there are more, none of them is known.
    """
    try:
        said = _asked(Path(path), monotonic() + seconds)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ()
    if said is None:
        return ()
    told, is_cut = said
    before, changes = _read(told.decode("utf-8", errors="replace"), is_cut=is_cut)
    return tuple(_mapped(before, changes, text.splitlines(), most_between))


def _asked(file: Path, end: float) -> tuple[bytes, bool] | None:
    """What git says of a file, and whether its history is cut; ``None`` if nothing.

    Raises:
        OSError: It cannot be run.
        subprocess.TimeoutExpired: It does not end.
        ValueError: A word cannot be one.
    """
    environment = _environment()
    where = ("-C", str(file.parent), *WHERE)
    found = said_by(where, environment, end - monotonic())
    is_shallow, folder, prefix, *rest = os.fsdecode(found or b"").split("\n") + [""] * 3
    if not folder or any(rest[:-3]):
        return None
    bare = ("-C", folder, f"--git-dir={folder}", "--bare")
    words = (*bare, *BLAME, f"{prefix}{file.name}")
    said = said_by(words, environment, max(0.0, end - monotonic()))
    return None if said is None else (said, is_shallow == "true")


def is_in_repository(path: Path) -> bool:
    """Whether a file seems to lie in a git repository; git itself is not asked."""
    return any(os.path.lexists(folder / ".git") for folder in path.resolve().parents)


def _environment() -> dict[str, str]:
    """What git is told; nothing of ours that could lead it elsewhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | QUIET | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_ATTR_NOSYSTEM": "1"}


def _read(said: str, *, is_cut: bool) -> tuple[list[str], list[Change | None]]:
    """The lines of the commit, and what wrote each; both in their order.

    Args:
        said: What git says.
        is_cut: Whether the history does not go back to its beginning.
    """
    known: dict[str, dict[str, str]] = {}
    lines: list[str] = []
    commits: list[str] = []
    commit = ""
    for line in said.split("\n"):
        if line.startswith("\t"):
            lines.append(line[1:].rstrip("\r"))
            commits.append(commit)
        elif (header := _HEADER.fullmatch(line)) is not None:
            commit = header["commit"]
            known.setdefault(commit, {})
        elif commit:
            name, _, value = line.partition(" ")
            known[commit].setdefault(name, value)
    changes = {
        name: _change(name, told, is_cut=is_cut and BOUNDARY in told)
        for name, told in known.items()
    }
    return lines, [changes[name] for name in commits]


def _change(commit: str, told: Mapping[str, str], *, is_cut: bool) -> Change | None:
    """The change, without an address; ``None`` where its time is none."""
    zone = _ZONE.fullmatch(told.get("author-tz", ""))
    written = told.get("author-time", "")
    if zone is None or not written.isascii() or not written.isdigit():
        return None
    apart = timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"]))
    day = _day(int(written), -apart if zone["sign"] == "-" else apart)
    if day is None:
        return None
    if is_cut:
        return Change(commit, int(written), day, "", "", is_cut=True)
    author, reason = (shown(told.get(name, "")) for name in ("author", "summary"))
    return Change(commit, int(written), day, author, reason)


def _day(seconds: int, apart: timedelta) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, timezone(apart)).date()
    except (ValueError, OverflowError, OSError):
        return None


def shown(text: str) -> str:
    """What somebody has written, as it may be shown: short, visible, no address."""
    short = " ".join(_WORD.sub(_no_address, visible(text)).split())
    return short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…"


def _no_address(word: re.Match[str]) -> str:
    return "…" if "@" in word[0] else word[0]


def _mapped(
    before: Sequence[str],
    changes: Sequence[Change | None],
    now: Sequence[str],
    most_between: int,
) -> Iterator[Change | None]:
    """What wrote the lines as they were loaded, where they are as in the commit."""
    head = 0
    while head < min(len(before), len(now)) and before[head] == now[head]:
        head += 1
    tail = 0
    most = min(len(before), len(now)) - head
    while tail < most and before[-1 - tail] == now[-1 - tail]:
        tail += 1
    yield from changes[:head]
    was, is_ = before[head : len(before) - tail], now[head : len(now) - tail]
    between: list[Change | None] = [None] * len(is_)
    if max(len(was), len(is_)) <= most_between:
        matcher = SequenceMatcher(None, was, is_, autojunk=False)
        for same in matcher.get_matching_blocks():
            for n in range(same.size):
                between[same.b + n] = changes[head + same.a + n]
    yield from between
    yield from changes[len(before) - tail :] if tail else ()
