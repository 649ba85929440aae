"""What a command costs from when it is typed, as ratios against Beancount alone.

The processor's time of the whole process, its imports too, each in turn with what it is
held against, so that whatever else the machine does falls on both alike.  Rules are
kept, as they are for whoever has looked at the books before; Beancount's own cache is
off.  So are the books, unless it is said that they are loaded anew.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measured import Goal
from measured import Part
from own_process import as_installed
from own_process import processor_seconds

from fellesbok.kept_loads.switch import SWITCH

HOUSE = Path(__file__).parents[2]
REPEAT = 9
GOAL_VERSION = 1.5
GOAL_SHARES = 1.3

FELLESBOK = (
    "import sys; from fellesbok.__main__ import main; sys.argv[0] = 'fellesbok'; main()"
)
CHECK = "from beancount.scripts.check import main; main()"
LOADER = "import beancount.loader"
INIT = (
    *("--region", "Målestrøket", "--year", "2024", "--municipality", "Lyngen"),
    *("--municipality", "Kåfjord", "--cooperation", "Felles IT", "--key", "likt"),
    *("--host", "Lyngen", "--basis", "net"),
)


@dataclass(frozen=True)
class Held:
    """A command, and what it is held against: the words after ``python -c``."""

    name: str
    ours: tuple[str, ...]
    other: tuple[str, ...]
    goal: float


def measure_commands() -> Part:
    """Each command ÷ Beancount alone on the same books, held against its goal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        caches = folder / "caches"
        caches.mkdir()
        environment = as_installed(XDG_CACHE_HOME=str(caches))
        made = folder / "made"
        run((FELLESBOK, "init", str(made), *INIT), environment)
        books = {"bøkene for 2018": _copied(HOUSE, folder / "own"), "init": made}
        held = [
            Held(
                "--version ÷ loader", (FELLESBOK, "--version"), (LOADER,), GOAL_VERSION
            )
        ]
        for told, root in books.items():
            bare = _without_us(root, folder / f"bare-{root.name}")
            check = (CHECK, str(bare / "ledger" / "main.beancount"))
            shares = (FELLESBOK, "shares", "--books", str(root))
            held.append(
                Held(f"shares ÷ bean-check, {told}", shares, check, GOAL_SHARES)
            )
        goals = tuple(_measured(each, environment) for each in held)
        anew = _measured(held[1], {**environment, SWITCH: "1"})
    told = (
        "Prosessortid ÷ Beancounts egen, med henting av modulene; bøkene er lest før."
        f" Leses de på nytt ({SWITCH}), er {anew.name} {anew.value:.2f}."
    )
    return Part("Kommandoene", told, goals)


def _measured(held: Held, environment: dict[str, str]) -> Goal:
    """The median of the ratios, pair by pair; the first pair makes what is kept."""
    ratios = []
    for turn in range(REPEAT + 1):
        ours = run(held.ours, environment)
        other = run(held.other, environment)
        if turn:
            ratios.append(ours / other)
    return Goal(held.name, median(ratios), held.goal)


def run(words: tuple[str, ...], environment: dict[str, str]) -> float:
    """Seconds of the processor that a process of its own took, and its children."""
    before = processor_seconds()
    done = subprocess.run(
        [sys.executable, "-c", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    took = processor_seconds() - before
    if b"Traceback" in done.stderr:
        raise RuntimeError(done.stderr.decode())
    return took


def _copied(root: Path, to: Path) -> Path:
    """The rules and the ledger of books, elsewhere."""
    shutil.copytree(root / "ledger", to / "ledger")
    shutil.copy(root / "allocation_rules.yaml", to)
    return to


def _without_us(root: Path, to: Path) -> Path:
    """The same books, without our lines: what Beancount alone does with them."""
    main = _copied(root, to) / "ledger" / "main.beancount"
    text = main.read_text(encoding="utf-8")
    text = re.sub(r"^.*fellesbok.*\n", "", text, flags=re.MULTILINE)
    main.write_text(text, encoding="utf-8")
    return to
