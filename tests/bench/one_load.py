"""Load one ledger in a process of its own, and tell what it took, as JSON.

Run as ``python one_load.py <ledger> [<module> …]``; the modules are imported before
the load is timed, as Beancount itself is.  The time is the processor's: a load waits
for nothing, so it is the user's time too, less what other programs take meanwhile.
``FELLESBOK_BENCH_COLLECTOR=off`` loads without Python's collector, as our commands do.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from importlib import import_module
from itertools import pairwise
from time import process_time

from beancount import loader

OURS = "'fellesbok.plugin'"


def main(ledger: str, *modules: str) -> None:
    """Load, and print the measurements and whatever errors the books have."""
    for module in modules:
        import_module(module)
    marks: list[tuple[str, float]] = []

    def mark(message: str) -> None:
        marks.append((message, process_time()))

    if os.environ.get("FELLESBOK_BENCH_COLLECTOR") == "off":
        gc.disable()
    started = process_time()
    _, errors, _ = loader.load_file(ledger, log_timings=mark)
    ended = process_time()
    # Beancount tells when each plugin and the sorting after it are done, so ours took
    # what lies between its own mark and the one before.
    plugin = sum(
        after - before
        for (_, before), (message, after) in pairwise(marks)
        if OURS in message
    )
    measured = {
        "errors": [str(error.message) for error in errors],
        "load": ended - started,
        "plugin": plugin,
        "process": ended,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    json.dump(measured, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
