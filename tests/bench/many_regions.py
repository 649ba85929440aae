"""What ``fellesbok batch`` takes over the made-up country, and the national questions.

Run by itself for the whole country: ``python tests/bench/many_regions.py``.  The time
of the clock says little on a machine that does other things: the load is printed, and
the processor's time of one worker and of several beside it, which is the same work.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from platform import python_version
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import click
import duckdb
from commands import FELLESBOK
from measured import Goal
from measured import Part
from own_process import as_installed
from own_process import processor_seconds
from told import goals_table

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[2]
sys.path.insert(0, str(HOUSE / "tests" / "books"))

from made_country import COUNCILS  # noqa: E402 -- it stands in a folder of its own
from made_country import write_country  # noqa: E402

VOUCHERS = 5_000
FEW = 6
"""Of the regions, so many are done first, to see whether memory grows with all."""

WORKERS = 2
REPEAT = 5
CLOCK = 0.625
"""1.6 times as fast with two."""

PROCESSOR = 1.15
MEMORY = 1.1
UNCHANGED = 0.2
QUESTION = 1.0


@dataclass(frozen=True)
class Done:
    """One run: seconds of the clock and of the processor, and the largest process.

    The load is that of the machine, all its programs together, over a minute.
    """

    clock: float
    processor: float
    peak_mib: float
    load_before: float
    load_after: float


def measure_regions(councils: int = FEW, vouchers: int = VOUCHERS) -> Part:
    """The runs and the questions, held against their goals."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roots = write_country(folder / "regioner", vouchers, councils)
        few = roots[: max(1, min(FEW, councils // 2))]
        # The largest process of all so far is what the system tells, so few come first.
        small = _run(few, folder / "few", 1)
        one = _run(roots, folder / "one", 1)
        more = _run(roots, folder / "more", WORKERS)
        again = _run(roots, folder / "more", WORKERS)
        size = sum(p.stat().st_size for p in (folder / "more").rglob("*.parquet"))
        lines = [
            f"{councils} regioner med {vouchers} bilag, på {os.cpu_count()} kjerner:",
            f"  {date.today()}, Python {python_version()}, DuckDB {duckdb.__version__}",  # noqa: DTZ011 -- the day here
            _told("én om gangen", one),
            _told(f"{WORKERS} om gangen", more),
            _told("én gang til, uendret", again),
            _with_comma(f"  tabellene: {size / 2**20:.1f} MiB Parquet"),
        ]
        peak = f"minne: {councils} regioner ÷ {len(few)}"
        goals = (
            Goal(f"klokken: {WORKERS} om gangen ÷ én", more.clock / one.clock, CLOCK),
            Goal("prosessortid: det samme", more.processor / one.processor, PROCESSOR),
            Goal(peak, more.peak_mib / small.peak_mib, MEMORY),
            Goal("uendret ÷ alt", again.processor / more.processor, UNCHANGED),
            *_questions(folder / "more"),
        )
    told = "\n".join(lines)
    return Part("Mange regioner", told, goals)


def _run(roots: list[Path], output: Path, workers: int) -> Done:
    """One run of the command in a process of its own."""
    words = [*map(str, roots), "--output", str(output), "--workers", str(workers)]
    load = os.getloadavg()[0]
    before = processor_seconds()
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", FELLESBOK, "batch", *words],
        env=as_installed(),
        capture_output=True,
        check=False,
        text=True,
    )
    clock = perf_counter() - begun
    processor = processor_seconds() - before
    if done.returncode:
        raise click.ClickException(done.stdout + done.stderr)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    record = json.loads((output / "regions.json").read_bytes())
    assert len(record["regions"]) == len(roots)
    return Done(clock, processor, peak / 1024, load, os.getloadavg()[0])


def _questions(output: Path) -> Iterator[Goal]:
    """Each national question over all of it, from the files to the last row."""
    with closing(duckdb.connect()) as asked:
        asked.execute(f"SET file_search_path = '{output}'")
        views = (output / "views.sql").read_text(encoding="utf-8")
        begun = perf_counter()
        asked.execute(views)
        yield Goal("views.sql, én gang", perf_counter() - begun, QUESTION, "s")
        for path in sorted((output / "questions").glob("*.sql")):
            text, seconds, rows = path.read_text(encoding="utf-8"), [], 0
            for _ in range(REPEAT):
                begun = perf_counter()
                rows = len(asked.execute(text).fetchall())
                seconds.append(perf_counter() - begun)
            yield Goal(f"{path.stem}, {rows} rader", median(seconds), QUESTION, "s")


def _told(name: str, done: Done) -> str:
    return _with_comma(
        f"  {name:<28}{done.clock:7.1f} s på klokken, {done.processor:7.1f} s"
        f" prosessortid, største prosess {done.peak_mib:.0f} MiB, last"
        f" {done.load_before:.1f} før og {done.load_after:.1f} etter"
    )


def _with_comma(line: str) -> str:
    return line.replace(".", ",")


@click.command()
@click.option("--councils", type=click.IntRange(1, COUNCILS), default=COUNCILS)
@click.option("--vouchers", type=click.IntRange(min=1), default=VOUCHERS)
def main(councils: int, vouchers: int) -> None:
    """Mål mange regioner."""
    part = measure_regions(councils, vouchers)
    click.echo(part.told)
    click.echo(goals_table([part]))


if __name__ == "__main__":
    main()
