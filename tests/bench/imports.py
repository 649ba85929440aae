"""What it takes to import the plugin, beyond what Beancount's loader takes itself.

Held against the goal by the processor's time, in processes of their own.  ``python -X
importtime`` tells of the clock's, which counts whatever else the machine does, so the
least that it tells of each module is added up beside it, with those that take most.
"""

from __future__ import annotations

import re
import subprocess
import sys
from statistics import median

from measured import Goal
from measured import Part
from own_process import as_installed

REPEAT = 11
GOAL_MS = 60
MOST = 5
PLUGIN = "import beancount.loader; import fellesbok.plugin"
TIMED = """
from time import process_time
import beancount.loader
before = process_time()
import fellesbok.plugin
print((process_time() - before) * 1000)
"""
_TIME = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)


def measure_imports() -> Part:
    """Milliseconds of the processor, held against the goal, and those of modules."""
    _run("-c", PLUGIN)  # compiles what has not been compiled
    value = median(float(_run("-c", TIMED)[0]) for _ in range(REPEAT))
    least = _modules()
    for _ in range(1, REPEAT):
        least = {name: min(least[name], time) for name, time in _modules().items()}
    most = sorted(least, key=lambda name: -least[name])[:MOST]
    told = ", ".join(f"{name} {least[name] / 1000:.1f}" for name in most)
    whole = sum(least.values()) / 1000
    return Part(
        "Henting av modulene",
        f"-X importtime: {whole:.0f} ms i {len(least)} moduler; mest: {told}",
        (Goal("tillegget utover Beancounts innlesing", value, GOAL_MS, "ms", 0),),
    )


def _modules() -> dict[str, int]:
    """Microseconds of each module that is imported after Beancount's loader."""
    found = _TIME.findall(_run("-X", "importtime", "-c", PLUGIN)[1])
    names = [name for _, name in found]
    ours = found[names.index("beancount.loader") + 1 :]
    return {name: int(time) for time, name in ours}


def _run(*words: str) -> tuple[str, str]:
    """What a process of its own says, as the programme is when it is installed."""
    done = subprocess.run(
        [sys.executable, *words],
        env=as_installed(),
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout, done.stderr
