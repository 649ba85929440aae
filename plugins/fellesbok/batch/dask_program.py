"""Has Dask carry out jobs: a program of its own that knows nothing of Beancount.

Dask is BSD, but rests on Tornado, msgpack and sortedcontainers, which are Apache-2.0;
that does not go with the GPL-2.0-only of Beancount in one program.  This one, which is
GPL-2.0-or-later and so GPL-3.0 too, imports Dask, the standard library and
``own_process``, which knows no more; each region runs in a process that has no Dask.

It reads ``{"jobs": …, "workers": …, "scheduler": …}`` and writes a line of JSON for
each job that ends: its number, and how it ended.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from distributed import Client
from distributed import LocalCluster
from distributed import as_completed

sys.path.insert(0, str(Path(__file__).parents[2]))

from fellesbok.batch.own_process import carried_out

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    """Carry out the jobs, and tell of each as it ends."""
    asked = json.loads(sys.stdin.buffer.read())
    answers = sys.stdout.buffer
    for told in _ended(asked):
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()


def _ended(asked: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each job and how it ended; a worker that is lost has crashed."""
    with _client(asked["workers"], asked["scheduler"]) as client:
        numbers = {
            client.submit(carried_out, job, pure=False): number
            for number, job in enumerate(asked["jobs"])
        }
        for future in as_completed(list(numbers)):
            error = future.exception() if future.status == "error" else None
            crashed = {"code": 1, "said": f"{type(error).__name__}: {error}"}
            yield numbers[future], crashed if error else future.result()


def _client(workers: int, scheduler: str | None) -> Client:
    """A client of the scheduler, or of one in this process where none is named.

    Each job is a process already, so that this one needs threads alone.
    """
    if scheduler is not None:
        return Client(scheduler)
    cluster = LocalCluster(
        n_workers=1,
        threads_per_worker=workers,
        processes=False,
        dashboard_address=None,
    )
    return Client(cluster)


if __name__ == "__main__":
    main()
