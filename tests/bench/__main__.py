"""``make bench``: what the plugin costs, as ratios against Beancount alone.

Each load runs in a process of its own, ours and the plain one in turn, so that whatever
else the machine does falls on both alike.  This is a measurement, not a test: it says
which goals are met and always succeeds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from region_year import write_books

from fellesbok.tables import text_table

PLUGIN = "fellesbok.plugin"
ONE_LOAD = Path(__file__).parent / "one_load.py"
GOAL_LOAD = 1.05
GOAL_PLUGIN = 0.05
GOAL_PEAK = 1.1
SIZES = (1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Load:
    """One load: seconds of processor time, and the largest memory in KiB."""

    seconds: float
    plugin_seconds: float
    import_seconds: float
    peak_kib: int


@dataclass(frozen=True)
class Compared:
    """The loads of books of one size, with the plugin and without."""

    vouchers: int
    ours: tuple[Load, ...]
    plain: tuple[Load, ...]

    @property
    def load_ratios(self) -> list[float]:
        """Ours ÷ plain, pair by pair in the order they ran."""
        pairs = zip(self.ours, self.plain, strict=True)
        return [ours.seconds / plain.seconds for ours, plain in pairs]

    @property
    def plugin_share(self) -> float:
        """The plugin's part of our load, the sorting after it included."""
        return median(load.plugin_seconds / load.seconds for load in self.ours)

    @property
    def peak_ratio(self) -> float:
        """Ours ÷ plain, the largest memory."""
        ours = median(load.peak_kib for load in self.ours)
        return ours / median(load.peak_kib for load in self.plain)

    @property
    def seconds_per_voucher(self) -> float:
        """Our load, per voucher."""
        return median(load.seconds for load in self.ours) / self.vouchers


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Bilag per bok.")
@click.option("--repeat", default=5, help="Innlesinger av hver bok.")
def main(sizes: str, repeat: int) -> None:
    """Mål hva programmet koster ut over Beancount alene."""
    counts = [int(size) for size in sizes.split(",")]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for vouchers in counts:
            ours, plain = write_books(Path(folder) / str(vouchers), vouchers)
            found.append(_compare(vouchers, ours, plain, repeat))
    click.echo(_table(found))
    click.echo()
    for line in _goals(found):
        click.echo(line)


def _compare(vouchers: int, ours: Path, plain: Path, repeat: int) -> Compared:
    """Load both in turn; the one that goes first changes every time."""
    loads: dict[Path, list[Load]] = {ours: [], plain: []}
    rounds = range(repeat)
    label = f"{vouchers} bilag"
    with click.progressbar(rounds, label=label, file=sys.stderr) as turns:
        for turn in turns:
            for ledger in (ours, plain) if turn % 2 else (plain, ours):
                before = PLUGIN if ledger == ours else None
                loads[ledger].append(_load(ledger, before))
    return Compared(vouchers, tuple(loads[ours]), tuple(loads[plain]))


def _load(ledger: Path, before: str | None) -> Load:
    """One load in a process of its own, without Beancount's cache.

    ``before`` is imported first and timed apart: a programme that loads its books again
    and again, as Fava does, imports the plugin once.
    """
    done = subprocess.run(
        [sys.executable, str(ONE_LOAD), str(ledger), *([before] if before else [])],
        env={"BEANCOUNT_DISABLE_LOAD_CACHE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
        text=True,
    )
    told = json.loads(done.stdout)
    if told["errors"]:
        raise click.ClickException(told["errors"][0])
    return Load(told["load"], told["plugin"], told["import"], told["peak"])


def _table(found: list[Compared]) -> str:
    headings = [
        "Bilag",
        "Innlesing ÷ uten",
        "(spredning)",
        "Programmets del",
        "Minne ÷ uten",
        "Tid per bilag ÷ minste",
        "Sekunder",
        "+ oppstart",
    ]
    rows = [headings]
    for row in found:
        ratios = row.load_ratios
        growth = row.seconds_per_voucher / found[0].seconds_per_voucher
        rows.append(
            [
                str(row.vouchers),
                f"{median(ratios):.3f}",
                f"{min(ratios):.2f}–{max(ratios):.2f}",
                f"{row.plugin_share:.1%}",
                f"{row.peak_ratio:.3f}",
                f"{growth:.2f}",
                f"{median(load.seconds for load in row.ours):.2f}",
                f"{median(load.import_seconds for load in row.ours):.2f}",
            ]
        )
    return text_table(rows, right=set(range(len(headings))))


def _goals(found: list[Compared]) -> list[str]:
    """Each goal, and whether the largest books meet it."""
    largest = found[-1]
    goals = (
        ("innlesing ÷ uten", median(largest.load_ratios), GOAL_LOAD),
        ("programmets del av innlesingen", largest.plugin_share, GOAL_PLUGIN),
        ("minne ÷ uten", largest.peak_ratio, GOAL_PEAK),
    )
    return [
        f"{name}: {value:.3f}, mål {goal}: {'nådd' if value <= goal else 'ikke nådd'}"
        for name, value, goal in goals
    ]


if __name__ == "__main__":
    main()
