"""``make bench``: what the plugin costs, as ratios against Beancount alone.

Each load runs in a process of its own, ours and the plain one in turn, so that whatever
else the machine does falls on both alike.  This is a measurement, not a test: it says
which goals are met and always succeeds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

import click
from commands import measure_commands
from drawn_documents import measure_documents
from imports import measure_imports
from many_readers import measure_hostile
from many_readers import measure_long_pages
from many_readers import measure_readers
from many_regions import measure_regions
from region_year import write_books

from fellesbok.tables.text import text_table

ONE_LOAD = Path(__file__).parent / "one_load.py"
PLUGIN = "fellesbok.plugin"
SIZES = (1_000, 10_000, 100_000)

GOAL_LOAD = 1.05
GOAL_PLUGIN = 0.05
GOAL_PEAK = 1.1
GOAL_GROWTH = 1.1

HEADINGS = (
    "Bilag",
    "Innlesing",
    "(spredning)",
    "Prosess",
    "Minne",
    "Andel",
    "Vekst",
    "Vekst uten",
    "Vekst andel",
    "Sekunder",
)
EXPLAINED = """\
Innlesing   med programmet ÷ uten, fra modulene er hentet til bøkene er lest
Prosess     med programmet ÷ uten, fra Python starter: henting av modulene er med
Minne       med programmet ÷ uten, på det meste
Andel       programmets egen del av innlesingen, sorteringen etterpå medregnet
Vekst       tid per bilag ÷ tid per bilag i den minste boka: med programmet, uten det,
            og programmets egen del
Sekunder    innlesing med programmet, prosessortid"""


@dataclass(frozen=True)
class Load:
    """One load: seconds of processor time, and the largest memory in KiB."""

    load: float
    plugin: float
    process: float
    peak: int


@dataclass(frozen=True)
class Compared:
    """The loads of books of one size, with the plugin and without."""

    vouchers: int
    ours: tuple[Load, ...]
    plain: tuple[Load, ...]

    def ratios(self, measure: str) -> list[float]:
        """Ours ÷ plain, pair by pair in the order they ran."""
        return [
            getattr(ours, measure) / getattr(plain, measure)
            for ours, plain in zip(self.ours, self.plain, strict=True)
        ]

    @property
    def plugin_share(self) -> float:
        """The plugin's part of our load, the sorting after it included."""
        return median(one.plugin / one.load for one in self.ours)

    @property
    def per_voucher(self) -> tuple[float, float, float]:
        """Seconds per voucher: our load, the plain one, and the plugin alone."""
        seconds = (
            median(one.load for one in self.ours),
            median(one.load for one in self.plain),
            median(one.plugin for one in self.ours),
        )
        ours, plain, plugin = (second / self.vouchers for second in seconds)
        return ours, plain, plugin

    def growth(self, smallest: Compared) -> tuple[float, float, float]:
        """The same three, each ÷ what it is in the smallest books."""
        pairs = zip(self.per_voucher, smallest.per_voucher, strict=True)
        ours, plain, plugin = (here / there for here, there in pairs)
        return ours, plain, plugin


@click.command()
@click.option(
    "--sizes",
    default=",".join(map(str, SIZES)),
    show_default=True,
    help="Antall bilag i hver bok.",
)
@click.option(
    "--repeat",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Hvor mange ganger hver bok leses.",
)
@click.option(
    "--minutes",
    type=float,
    default=5,
    show_default=True,
    help="Begynn ikke på flere gjentakelser etter så lang tid.",
)
def main(sizes: str, repeat: int, minutes: float) -> None:
    """Mål hva programmet koster ut over Beancount alene."""
    deadline = monotonic() + minutes * 60
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for vouchers in sorted(int(size) for size in sizes.split(",")):
            ours, plain = write_books(Path(folder) / str(vouchers), vouchers)
            found.append(_compare(vouchers, ours, plain, repeat, deadline))
    click.echo(_table(found))
    click.echo(f"\n{EXPLAINED}\n")
    click.echo(_goals(found))
    click.echo()
    click.echo(measure_imports())
    click.echo()
    click.echo(measure_commands())
    click.echo()
    click.echo(measure_documents())
    click.echo()
    click.echo(measure_readers())
    click.echo()
    click.echo(measure_hostile())
    click.echo()
    click.echo(measure_long_pages())
    click.echo()
    click.echo(measure_regions())


def _compare(
    vouchers: int, ours: Path, plain: Path, repeat: int, deadline: float
) -> Compared:
    """Load both in turn, once at least; the one that goes first changes every time."""
    loads: dict[Path, list[Load]] = {ours: [], plain: []}
    label = f"{vouchers:>7} bilag"
    with click.progressbar(range(repeat), label=label, file=sys.stderr) as turns:
        for turn in turns:
            if turn and monotonic() > deadline:
                break
            for ledger in (ours, plain) if turn % 2 else (plain, ours):
                modules = (PLUGIN,) if ledger is ours else ()
                loads[ledger].append(_load(ledger, *modules))
    return Compared(vouchers, tuple(loads[ours]), tuple(loads[plain]))


def _load(ledger: Path, *modules: str) -> Load:
    """One load in a process of its own, without Beancount's cache."""
    done = subprocess.run(
        [sys.executable, str(ONE_LOAD), str(ledger), *modules],
        env={**os.environ, "BEANCOUNT_DISABLE_LOAD_CACHE": "1", "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told = json.loads(done.stdout)
    errors = told.pop("errors")
    if errors:
        raise click.ClickException(errors[0])
    return Load(**told)


def _table(found: list[Compared]) -> str:
    """One row per size, every figure a median."""
    rows = [list(HEADINGS)]
    for one in found:
        loads = one.ratios("load")
        row = [
            str(one.vouchers),
            f"{median(loads):.3f}",
            f"{min(loads):.2f}–{max(loads):.2f}",
            f"{median(one.ratios('process')):.3f}",
            f"{median(one.ratios('peak')):.3f}",
            f"{one.plugin_share * 100:.1f} %",
            *(f"{growth:.2f}" for growth in one.growth(found[0])),
            f"{median(load.load for load in one.ours):.2f}",
        ]
        rows.append([cell.replace(".", ",") for cell in row])
    return text_table(rows, right=set(range(len(HEADINGS))))


def _goals(found: list[Compared]) -> str:
    """Each goal, and whether the largest books meet it."""
    largest = found[-1]
    ours, plain, plugin = largest.growth(found[0])
    goals = (
        ("innlesing med ÷ uten", median(largest.ratios("load")), GOAL_LOAD),
        ("programmets andel", largest.plugin_share, GOAL_PLUGIN),
        ("minne med ÷ uten", median(largest.ratios("peak")), GOAL_PEAK),
        ("vekst ÷ vekst uten", ours / plain, GOAL_GROWTH),
        ("vekst av programmets del", plugin, GOAL_GROWTH),
    )
    lines = [f"Målene, i boka med {largest.vouchers} bilag:"]
    for name, value, goal in goals:
        met = "nådd" if value <= goal else "IKKE NÅDD"
        line = f"  {name:<26}{value:.3f}   høyst {goal:.2f}   {met}"
        lines.append(line.replace(".", ","))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
