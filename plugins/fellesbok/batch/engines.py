"""Who carries out the jobs side by side: this machine's cores, or Dask (*motor*).

An engine decides where and when a job runs, and nothing of what it does: each runs in a
process of its own (``own_process``), so that what comes out is the same whichever it is
and however many there are at a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from fellesbok.batch.own_process import Started
from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import IO

    from fellesbok.batch.own_process import Ended
    from fellesbok.batch.own_process import Job

PROCESSES, DASK = "processes", "dask"
ENGINES = (PROCESSES, DASK)
DASK_PROGRAM = Path(__file__).with_name("dask_program.py")


class EngineError(InWordsError):
    """An engine is not installed, or gave up; ``text`` says which."""


@frozen
class Engine:
    """An engine, how many jobs run at a time, and where its scheduler is, if it has."""

    name: str
    workers: int
    scheduler: str | None = None

    def carried_out(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Ended]]:
        """The number of each job and how it ended, as they end.

        Raises:
            EngineError: It is not installed, or gave up before all had ended.
        """
        if self.name == DASK:
            return _by_dask(jobs, self.workers, self.scheduler)
        return _by_processes(jobs, self.workers)


def _by_processes(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Ended]]:
    """A thread waits for each process: nothing is forked, and a crash takes one job."""
    started = Started()
    with ThreadPoolExecutor(workers) as pool:
        numbers = {
            pool.submit(started.carried_out, job): n for n, job in enumerate(jobs)
        }
        try:
            for done in as_completed(numbers):
                yield numbers[done], done.result()
        finally:
            started.stop()
            pool.shutdown(wait=False, cancel_futures=True)


def _by_dask(
    jobs: Sequence[Job], workers: int, scheduler: str | None
) -> Iterator[tuple[int, Ended]]:
    """Dask in a program of its own, which knows nothing of ours but how to start it."""
    if find_spec("distributed") is None:
        text = Text("Dask er ikke installert: pip install 'fellesbok[dask]'.")
        raise EngineError(text)
    asked = {"jobs": list(jobs), "workers": workers, "scheduler": scheduler}
    ended = 0
    with TemporaryFile() as told, _dask(told) as program:
        try:
            to, answers = program.stdin, program.stdout
            if to is not None and answers is not None:
                to.write(json.dumps(asked).encode())
                to.close()
                for line in answers:
                    number, how = json.loads(line)
                    ended += 1
                    yield number, how
        finally:
            if ended < len(jobs):
                program.kill()
        program.wait()
        told.seek(0)
        last = told.read().decode(errors="replace").strip().rpartition("\n")[2]
    if ended < len(jobs):
        text = Text(
            "Dask stanset før alle regionene var ferdige. Det siste den sa: {said} Kjør"
            " kommandoen på nytt: de som er ferdige, gjøres ikke om igjen.",
            said=last or "–",
        )
        raise EngineError(text)


def _dask(told: IO[bytes]) -> subprocess.Popen[bytes]:
    """The program that knows Dask; what it says besides its answers is kept."""
    return subprocess.Popen(  # noqa: S603 -- a program of ours
        [sys.executable, "-P", str(DASK_PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=told,
    )
