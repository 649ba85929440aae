"""Regions that are small enough to be done many times, and a folder for each.

Each has three municipalities and two cooperations, of which one has no key.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.batch import engines
from fellesbok.batch import one_region
from fellesbok.cli import main
from made_country import Service
from made_country import country
from made_country import write_council

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from fellesbok.batch.own_process import Ended
    from fellesbok.batch.own_process import Job
    from made_country import Council


VOUCHERS = 60
QUICK = ("--format", "csv", "--certify", "none")
"""What takes least time: nothing but the tables, without DuckDB."""


def small_council(number: int) -> Council:
    """A council of the made-up country, of which only a part is taken."""
    council = country(number + 1)[number]
    members = council.municipalities[:3]
    services = (
        Service("IKT", members, ("inhabitants",), "year"),
        Service("Brann", members, ("{not_stated: Ingen vet det}",), "year"),
    )
    return replace(council, municipalities=members, services=services)


def small_regions(folder: Path, count: int = 3) -> list[Path]:
    """The books of so many regions, each in a folder of its own."""
    return [
        write_council(folder, small_council(number), VOUCHERS)
        for number in range(count)
    ]


def batch(*words: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(main, ["batch", *map(str, words)])


@pytest.fixture
def regions(tmp_path: Path) -> list[Path]:
    """Two regions that the test may do what it likes with."""
    return small_regions(tmp_path / "regioner", 2)


def quick(regions: list[Path], output: Path, *more: str) -> Result:
    """A run with nothing but what takes little time."""
    return batch(*regions, "--output", output, *QUICK, *more)


def carried_out_here(job: Job) -> Ended:
    """What a process of its own tells of a region, told by this one."""
    told: Ended = {}
    outcome = one_region.carry_out(
        json.loads(json.dumps(job)), lambda known: told.update(known=known)
    )
    answer = {**outcome.told(), "is_kept": outcome.is_kept}
    ended: Ended = json.loads(json.dumps({**told, "answer": answer}))
    return ended


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run starts no processes, which take longer than what they do.

    For tests of what a run makes of what it is told.  That the bytes are the same is
    held where a run is taken up again, and how a process ends by the other tests.
    """

    def one_by_one(jobs: Sequence[Job], _: int) -> Iterator[tuple[int, Ended]]:
        for number, job in enumerate(jobs):
            yield number, carried_out_here(job)

    monkeypatch.setattr(engines, "_by_processes", one_by_one)
