"""How git is asked (*git*), whoever the repository is of.

A repository is no more to be trusted than its files: of what it says, nothing is run
and nothing is fetched.  What git is asked never needs the working tree, so no filter,
textual conversion, hook or file system monitor has anything to do.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from threading import Thread
from time import monotonic
from typing import IO
from typing import TYPE_CHECKING

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Mapping

GIT = (
    *("git", "--no-pager", "--literal-pathspecs", "--no-replace-objects"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "protocol.allow=never"),
    *("-c", "gc.auto=0"),
)
"""How every command to git begins."""

QUIET = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""What every git has in its environment, whatever else it has there."""

MOST_BYTES = 64_000_000
"""A hundred thousand lines are a fifth of this."""

MOST_MEMORY_BYTES = 1_500_000_000
"""A repository names files that git reads whole, endless ones too."""

_PIECE = 65_536
_LIMIT = getattr(resource, "prlimit", None)
"""What sets a limit for another process; Linux alone has it."""
_OF_MEMORY = getattr(resource, "RLIMIT_AS", None)


def said_by(
    words: tuple[str, ...], environment: Mapping[str, str], seconds: float
) -> bytes | None:
    """What git says, if it ends well in its time, its memory and its length.

    Args:
        words: What is asked, after ``GIT``.
        environment: All that git has in it.
        seconds: What it may take.

    Raises:
        OSError: It cannot be run.
        subprocess.TimeoutExpired: It does not end.
        ValueError: A word cannot be one.
    """
    end = monotonic() + seconds
    found = bytearray()
    with subprocess.Popen(  # noqa: S603 -- arguments of our own, and a path
        [*GIT, "-c", "core.packedGitLimit=256m", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        reading = Thread(target=_read, args=(process.stdout, found), daemon=True)
        try:
            if _LIMIT is not None:
                most = (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES)
                with suppress(ProcessLookupError):
                    _LIMIT(process.pid, _OF_MEMORY, most)
            reading.start()
            reading.join(max(0.0, end - monotonic()))
            if reading.is_alive() or len(found) > MOST_BYTES:
                return None
            ended = process.wait(max(0.0, end - monotonic()))
            return bytes(found) if ended == 0 else None
        finally:
            process.kill()


def _read(said: IO[bytes], found: bytearray) -> None:
    """All that is said, or a piece more than the most: no system waits on all pipes."""
    with suppress(OSError, ValueError):  # closed, for it was not waited for
        while len(found) <= MOST_BYTES and (piece := os.read(said.fileno(), _PIECE)):
            found += piece
