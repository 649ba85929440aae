"""How many random cases are tried: few in the suite, many with ``make deep``.

``FELLESBOK_DEEP`` is how many times as many, ``FELLESBOK_SEED`` where they begin.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("FELLESBOK_DEEP", "1"))
FIRST = int(os.environ.get("FELLESBOK_SEED", "0"))


def seeds(in_the_suite: int) -> range:
    """The seeds of a test that has so many in the suite."""
    return range(FIRST, FIRST + in_the_suite * TIMES)


def examples(in_the_suite: int) -> int:
    """How many examples Hypothesis tries in a test that has so many in the suite."""
    return in_the_suite * TIMES
