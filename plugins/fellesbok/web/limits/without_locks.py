"""Nobody waits for what is made for somebody else (*uten låser*).

Until Python 3.12, a property that is worked out once takes a lock that all objects of
its class have in common: whoever filters the books by a slow pattern would keep every
other reader's filters waiting.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property
from typing import Any

from fava._ctx_globals_class import Context
from fava.core import FilteredLedger

KINDS = (Context, FilteredLedger)
"""What Fava makes for one request, or makes the same however often it is made."""


def put_in_place() -> None:
    """Let such properties be worked out side by side, in this process."""
    for kind in KINDS:
        for value in vars(kind).values():
            if isinstance(value, cached_property) and hasattr(value, "lock"):
                unlocked: Any = value
                unlocked.lock = nullcontext()
