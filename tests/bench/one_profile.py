"""Load one ledger, and tell what each step of the plugin took, as JSON.

Run as ``python one_profile.py <ledger>``: seconds of the processor by step, of its own
import, of the sorting by Beancount afterwards, and of the whole process.
"""

from __future__ import annotations

import json
import sys
from functools import wraps
from itertools import pairwise
from time import process_time
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader

if TYPE_CHECKING:
    from collections.abc import Callable

IMPORT = "import"
WHOLE = "share_costs"
STEPS = ("rules_of", "collect_vouchers", "settle_year", "_post")
REST = "rest"
SORTING = "sorting"
PROCESS = "process"
OURS = "'fellesbok.plugin'"


def main(ledger: str) -> None:
    """Load, and print."""
    before = process_time()
    from fellesbok import plugin  # noqa: PLC0415 -- what is timed

    took = {IMPORT: process_time() - before}
    for name in (WHOLE, *STEPS):
        setattr(plugin, name, _timed(getattr(plugin, name), name, took))
    marks: list[tuple[str, float]] = [("", 0.0)]
    loader.load_file(
        ledger, log_timings=lambda told: marks.append((told, process_time()))
    )
    took[PROCESS] = process_time()
    # Beancount tells when the plugin and the sorting after it are done.
    both = next(end - start for (_, start), (m, end) in pairwise(marks) if OURS in m)
    whole = took.pop(WHOLE)
    took[SORTING] = both - whole
    took[REST] = whole - sum(took.get(name, 0.0) for name in STEPS)
    json.dump(took, sys.stdout)


def _timed(
    of: Callable[..., Any], name: str, took: dict[str, float]
) -> Callable[..., Any]:
    """The same function, whose time is added to that of its name."""

    @wraps(of)
    def timed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as the function has
        before = process_time()
        try:
            return of(*args, **kwargs)
        finally:
            took[name] = took.get(name, 0.0) + process_time() - before

    return timed


if __name__ == "__main__":
    main(*sys.argv[1:])
