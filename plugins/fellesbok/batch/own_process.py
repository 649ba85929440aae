"""One region in a process of its own, and how that ended (*egen prosess*).

A region that crashes, takes all memory or never ends then takes nobody with it, and
what it had in memory is given back.  The process is started anew and never forked, so
that it is the same on every system.

This module knows the standard library alone: an engine imports it on its own machines.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

PROGRAM = "fellesbok.batch.one_region"
HOUSE = Path(__file__).parents[2]
"""Where the programme lies that the process shall run: the one that starts it."""

MOST_SAID = 2_000
"""Of what a process says when it crashes so many letters, the last ones, are kept."""

ASIDE = "fellesbok-"
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""Where a process lays aside what it needs for a while, as the systems call it."""

Job = dict[str, Any]
"""What is asked of the process: texts, numbers and truths by name."""

Ended = dict[str, Any]
"""How it ended: with an ``answer``; ``late``; or with a ``code``, and what it said.

``known`` is what it told on the way: one that is stopped has perhaps put its region.
"""


class Started:
    """The processes that run now, so that they can be stopped when nobody waits."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_stopped = False

    def carried_out(self, job: Job) -> Ended:
        """Carry out a job in a process of its own, and wait for how it ends.

        What it lays aside meanwhile, books and certificates among it, lies in a folder
        that is taken away however it ends.
        """
        with TemporaryDirectory(prefix=ASIDE, ignore_cleanup_errors=True) as aside:
            with self._lock:
                if self._is_stopped:
                    return {"code": 1, "said": ""}
                process = _started(aside)
                self._running.add(process)
            try:
                return _ended(process, job)
            finally:
                with self._lock:
                    self._running.discard(process)

    def stop(self) -> None:
        """Stop all that runs, and start no more."""
        with self._lock:
            self._is_stopped = True
            for process in self._running:
                process.kill()


def carried_out(job: Job) -> Ended:
    """The same, for an engine that knows itself what runs."""
    return Started().carried_out(job)


def _started(aside: str) -> subprocess.Popen[bytes]:
    paths = [str(HOUSE), *filter(None, [os.environ.get("PYTHONPATH")])]
    told = {"PYTHONPATH": os.pathsep.join(paths), **dict.fromkeys(TEMPORARY, aside)}
    return subprocess.Popen(  # noqa: S603 -- a program of ours
        [sys.executable, "-P", "-m", PROGRAM],
        env={**os.environ, **told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _ended(process: subprocess.Popen[bytes], job: Job) -> Ended:
    """How a process ended that has been given a job; none is left running."""
    try:
        answer, said = process.communicate(json.dumps(job).encode(), job["seconds"])
    except subprocess.TimeoutExpired:
        process.kill()
        answer, _ = process.communicate()
        return {"late": True, **_told(answer)}
    except BaseException:
        process.kill()
        process.communicate()
        raise
    told = _told(answer)
    if "answer" in told:
        return told
    last = said.decode(errors="replace").strip()[-MOST_SAID:]
    said_last = last.rpartition("\n")[2]
    return {"code": process.returncode or 1, "said": said_last, **told}


def _told(answer: bytes) -> Ended:
    """What a process told, a line of JSON each; the last line is perhaps half."""
    told: Ended = {}
    for line in answer.splitlines():
        try:
            told |= dict(json.loads(line))
        except (ValueError, TypeError):
            break
    return told
