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
from pathlib import Path
from statistics import median
from time import perf_counter

import click
import duckdb

HOUSE = Path(__file__).parents[2]
sys.path.insert(0, str(HOUSE / "tests" / "books"))

from made_country import COUNCILS  # noqa: E402 -- it stands in a folder of its own
from made_country import write_country  # noqa: E402

FELLESBOK = (
    "import sys; from fellesbok.__main__ import main; sys.argv[0] = 'fellesbok'; main()"
)
VOUCHERS = 5_000
FEW = 6
"""Of the regions, so many are done first, to see whether memory grows with all."""

WORKERS = 2
REPEAT = 5
GOAL_SCALING = 1.6
GOAL_MEMORY = 1.1
GOAL_QUESTION = 1.0


@dataclass(frozen=True)
class Done:
    """One run: seconds of the clock and of the processor, and the largest process."""

    clock: float
    processor: float
    peak_mib: float
    load: float


def measure_regions(councils: int = FEW, vouchers: int = VOUCHERS) -> str:
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
        bytes_here = sum(p.stat().st_size for p in (folder / "more").rglob("*.parquet"))
        lines = [
            f"{councils} regioner med {vouchers} bilag, på {os.cpu_count()} kjerner:",
            _told("én om gangen", one),
            _told(f"{WORKERS} om gangen", more),
            _told("én gang til, uendret", again),
            f"  tabellene                   {bytes_here / 2**20:.1f} MiB Parquet",
            _goal(
                "klokken, én ÷ flere", one.clock / more.clock, GOAL_SCALING, more=True
            ),
            _goal("prosessortid, flere ÷ én", more.processor / one.processor, 1.15),
            _goal(
                f"minne, alle ÷ {len(few)}", more.peak_mib / small.peak_mib, GOAL_MEMORY
            ),
            _goal("uendret ÷ alt", again.processor / more.processor, 0.2),
            *_questions(folder / "more"),
        ]
    return "\n".join(line.replace(".", ",") for line in lines)


def _run(roots: list[Path], output: Path, workers: int) -> Done:
    """One run of the command in a process of its own."""
    words = [*map(str, roots), "--output", str(output), "--workers", str(workers)]
    load = os.getloadavg()[0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", FELLESBOK, "batch", *words],
        env={**os.environ, "BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    clock = perf_counter() - begun
    if done.returncode:
        raise click.ClickException(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    record = json.loads((output / "regions.json").read_bytes())
    assert len(record["regions"]) == len(roots)
    return Done(clock, processor, after.ru_maxrss / 1024, load)


def _questions(output: Path) -> list[str]:
    """Each national question over all of it, from the file to the last row."""
    lines = []
    with closing(duckdb.connect()) as asked:
        asked.execute(f"SET file_search_path = '{output}'")
        asked.execute((output / "views.sql").read_text(encoding="utf-8"))
        for path in sorted((output / "questions").glob("*.sql")):
            text, seconds, rows = path.read_text(encoding="utf-8"), [], 0
            for _ in range(REPEAT):
                begun = perf_counter()
                rows = len(asked.execute(text).fetchall())
                seconds.append(perf_counter() - begun)
            told = f"{path.stem}, {rows} rader, sekunder"
            lines.append(_goal(told, median(seconds), GOAL_QUESTION))
    return lines


def _told(name: str, done: Done) -> str:
    return (
        f"  {name:<28}{done.clock:7.1f} s på klokken, {done.processor:7.1f} s"
        f" prosessortid, største prosess {done.peak_mib:.0f} MiB, last {done.load:.1f}"
    )


def _goal(name: str, value: float, goal: float, *, more: bool = False) -> str:
    is_met = value >= goal if more else value <= goal
    bound = "minst" if more else "høyst"
    met = "nådd" if is_met else "IKKE NÅDD"
    return f"  {name:<40}{value:.2f}   {bound} {goal:.2f}   {met}"


@click.command()
@click.option("--councils", type=click.IntRange(1, COUNCILS), default=COUNCILS)
@click.option("--vouchers", type=click.IntRange(min=1), default=VOUCHERS)
def main(councils: int, vouchers: int) -> None:
    """Mål mange regioner."""
    click.echo(measure_regions(councils, vouchers))


if __name__ == "__main__":
    main()
