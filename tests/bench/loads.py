"""What the plugin costs a load, as ratios against Beancount alone.

Each load runs in a process of its own, ours and the plain one in turn, so that whatever
else the machine does falls on both alike; with Python's collector at work, as Fava
loads, and without, as our own commands do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING

import click
from measured import Goal
from measured import Part
from own_process import as_installed
from region_year import write_books

from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE_LOAD = Path(__file__).parent / "one_load.py"
PLUGIN = "fellesbok.plugin"
COLLECTING = {True: {}, False: {"FELLESBOK_BENCH_COLLECTOR": "off"}}

MOST_LOAD = 1.05
MOST_LOAD_10_000 = 1.10
MOST_COMMAND = 0.90
MOST_PLUGIN_PERCENT = 3.0
MOST_PEAK = 1.08
MOST_GROWTH = 1.1

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
    "Kommando",
    "Uten begge",
)
EXPLAINED = """\
Innlesing   med programmet ÷ uten, fra modulene er hentet til bøkene er lest
Prosess     med programmet ÷ uten, fra Python starter: henting av modulene er med
Minne       med programmet ÷ uten, på det meste
Andel       programmets egen del av innlesingen, sorteringen etterpå medregnet
Vekst       tid per bilag ÷ tid per bilag i den minste boka: med programmet, uten det,
            og programmets egen del
Sekunder    innlesing med programmet, prosessortid
Kommando    innlesing med programmet, uten Pythons oppsamling av minne, som våre egne
            kommandoer leser ÷ uten programmet, med den
Uten begge  det samme ÷ uten programmet, også uten oppsamling"""


@dataclass(frozen=True)
class Load:
    """One load: seconds of processor time, and the largest memory in KiB."""

    load: float
    plugin: float
    process: float
    peak: int


@dataclass(frozen=True)
class Compared:
    """The loads of books of one size: with the plugin and without, and uncollected."""

    vouchers: int
    ours: tuple[Load, ...]
    plain: tuple[Load, ...]
    command: tuple[Load, ...]
    plain_uncollected: tuple[Load, ...]

    def ratios(self, measure: str) -> list[float]:
        """Ours ÷ plain, pair by pair in the order they ran."""
        return _ratios(self.ours, self.plain, measure)

    @property
    def command_ratio(self) -> float:
        """As our commands load ÷ as Beancount does."""
        return median(_ratios(self.command, self.plain, "load"))

    @property
    def uncollected_ratio(self) -> float:
        """As our commands load ÷ Beancount, likewise without the collector."""
        return median(_ratios(self.command, self.plain_uncollected, "load"))

    @property
    def plugin_percent(self) -> float:
        """The plugin's part of our load, the sorting after it included."""
        return 100 * median(one.plugin / one.load for one in self.ours)

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


def _ratios(ours: Sequence[Load], other: Sequence[Load], measure: str) -> list[float]:
    pairs = zip(ours, other, strict=True)
    return [getattr(one, measure) / getattr(two, measure) for one, two in pairs]


def measure_loads(sizes: Sequence[int], repeat: int, minutes: float) -> list[Compared]:
    """Books of each size, the smallest first, read again while there is time."""
    deadline = monotonic() + minutes * 60
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for vouchers in sorted(sizes):
            ours, plain = write_books(Path(folder) / str(vouchers), vouchers)
            _load(ours, PLUGIN, collects=True)  # the rules are kept from now on
            found.append(_compare(vouchers, ours, plain, repeat, deadline))
    return found


def of_loads(found: list[Compared]) -> Part:
    """The table of all sizes, and what the largest is held against."""
    return Part(
        "Innlesing med programmet mot Beancount alene",
        f"{_table(found)}\n\n{EXPLAINED}",
        tuple(_goals(found)),
    )


def _compare(
    vouchers: int, ours: Path, plain: Path, repeat: int, deadline: float
) -> Compared:
    """Load each in turn, once at least; the one that goes first changes every time."""
    ways = [(ledger, on) for on in (True, False) for ledger in (ours, plain)]
    loads: dict[tuple[Path, bool], list[Load]] = {way: [] for way in ways}
    label = f"{vouchers:>7} bilag"
    with click.progressbar(range(repeat), label=label, file=sys.stderr) as turns:
        for turn in turns:
            if turn and monotonic() > deadline:
                break
            for way in ways if turn % 2 else reversed(ways):
                ledger, collects = way
                modules = (PLUGIN,) if ledger is ours else ()
                loads[way].append(_load(ledger, *modules, collects=collects))
    return Compared(vouchers, *(tuple(loads[way]) for way in ways))


def _load(ledger: Path, *modules: str, collects: bool) -> Load:
    """One load in a process of its own, without Beancount's cache."""
    done = subprocess.run(
        [sys.executable, str(ONE_LOAD), str(ledger), *modules],
        env=as_installed(**COLLECTING[collects], PYTHONHASHSEED="0"),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    measured = json.loads(done.stdout)
    errors = measured.pop("errors")
    if errors:
        raise click.ClickException(errors[0])
    return Load(**measured)


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
            f"{one.plugin_percent:.1f} %",
            *(f"{growth:.2f}" for growth in one.growth(found[0])),
            f"{median(load.load for load in one.ours):.2f}",
            f"{one.command_ratio:.3f}",
            f"{one.uncollected_ratio:.3f}",
        ]
        rows.append([cell.replace(".", ",") for cell in row])
    return text_table(rows, right=set(range(len(HEADINGS))))


def _goals(found: list[Compared]) -> list[Goal]:
    """What the largest books are held against, and the whole process at 10 000."""
    largest = found[-1]
    size = f"{largest.vouchers} bilag"
    goals = [
        Goal(
            f"innlesing med ÷ uten, {size}",
            median(largest.ratios("load")),
            MOST_LOAD,
            decimals=3,
        ),
        Goal(
            f"programmets andel av innlesingen, {size}",
            largest.plugin_percent,
            MOST_PLUGIN_PERCENT,
            "%",
        ),
        Goal(
            f"minne med ÷ uten, {size}",
            median(largest.ratios("peak")),
            MOST_PEAK,
            decimals=3,
        ),
        Goal(
            f"våre kommandoers innlesing ÷ Beancounts, {size}",
            largest.command_ratio,
            MOST_COMMAND,
            decimals=3,
        ),
        *(
            Goal(
                "hele prosessen med ÷ uten, 10000 bilag",
                median(one.ratios("process")),
                MOST_LOAD_10_000,
                decimals=3,
            )
            for one in found
            if one.vouchers == 10_000
        ),
    ]
    if len(found) > 1:
        ours, plain, plugin = largest.growth(found[0])
        goals += [
            Goal("vekst per bilag med ÷ vekst uten", ours / plain, MOST_GROWTH),
            Goal("vekst per bilag av programmets del", plugin, MOST_GROWTH),
        ]
    return goals
