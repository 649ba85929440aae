"""One pytest that has collected everything, and a fork of it for each trial.

A fork begins where collecting ended: no books are loaded, nothing is remembered, and it
has cost no start.  What a fork finds it writes to a pipe; how it ends is its exit code.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import HealthCheck
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    import pytest

MOST_MEMORY_BYTES = 6 << 30
MOST_SECONDS = 3600.0
HUNG = 99

settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no fault that a test has noticed
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")


def forked(work: Callable[[], Any]) -> tuple[Any, int]:
    """What ``work`` gives in a process of its own, ``None`` if nothing, and its exit.

    The limit of time is for a process that waits for something that never comes.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _alone()
        try:
            found = json.dumps(work())
            with os.fdopen(write, "w") as pipe:
                pipe.write(found)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(write)
    until = monotonic() + MOST_SECONDS
    said, more, status = b"", b"-", 0
    try:
        with os.fdopen(read, "rb", buffering=0) as pipe:
            while select.select([pipe], [], [], max(0.0, until - monotonic()))[0]:
                more = pipe.read(1 << 16)
                if not more:
                    break
                said += more
    finally:
        status = _end(child, kill=bool(more))
    return json.loads(said) if said else None, status


def _alone() -> None:
    """A group of processes of its own, silent, with a limit to its memory."""
    os.setsid()
    silent = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silent, number)
    limit = MOST_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _end(child: int, *, kill: bool) -> int:
    """The exit code of the fork; what it has started ends with it."""
    if kill:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):  # it has started nothing, or that has ended
        os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(status)


def run(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test; whether it passed."""
    session = item.session
    failed = session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return session.testsfailed == failed


def followed(items: Sequence[pytest.Item]) -> list[tuple[pytest.Item, Any]]:
    """Each test with the one after it, which says when fixtures are taken down."""
    return list(zip(items, [*items[1:], None], strict=True))
