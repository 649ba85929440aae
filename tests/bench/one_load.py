"""Load one ledger in a process of its own, and tell what it took, as JSON.

Run as ``python one_load.py <ledger> [module to import first]``.  The time is the
processor's: a load waits for nothing, so it is the user's time too, less what other
programs take meanwhile.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module
from itertools import pairwise
from time import process_time

from beancount import loader

OURS = "'fellesbok.plugin'"


def main() -> None:
    """Load, and print the measurements and whatever errors the books have."""
    marks: list[tuple[str, float]] = []

    def mark(message: str) -> None:
        marks.append((message, process_time()))

    started = process_time()
    for module in sys.argv[2:]:
        import_module(module)
    imported = process_time()
    entries, errors, _ = loader.load_file(sys.argv[1], log_timings=mark)
    ended = process_time()
    # Beancount tells when each plugin and the sorting after it are done, so ours took
    # what lies between its own mark and the one before.
    plugin = 0.0
    for (_, before), (message, after) in pairwise(marks):
        if OURS in message:
            plugin += after - before
    json.dump(
        {
            "entries": len(entries),
            "errors": [str(error.message) for error in errors],
            "import": imported - started,
            "load": ended - imported,
            "plugin": plugin,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
