"""Memory that books no longer shown have held, given back (*minnet*).

Books that are shown hold each other in circles, so that only Python's collector finds
those that are shown no more.  By itself it goes through all books again and again
while pages are made, and whoever asks then waits for it.
"""

from __future__ import annotations

import gc
from threading import Lock
from threading import Timer

NEW_OBJECTS = 20_000
"""So many are made before the newest are gone through; Python says 700."""

WAIT_SECONDS = 2.0
"""From when other books are shown to when the old ones are looked for: who waited for
the new ones has them by then, and of several loads in a row all are found at once."""

_IS_WAITING = Lock()


def collect_seldom() -> None:
    """Have pages made without a collection of all that there is.

    Whoever asks for this asks for ``collect_soon`` when books are no longer shown.
    """
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def collect_soon() -> None:
    """Give back what is no longer shown, a little later and once for all."""
    if _IS_WAITING.acquire(blocking=False):
        timer = Timer(WAIT_SECONDS, _collect)
        timer.daemon = True
        try:
            timer.start()
        except RuntimeError:  # the machine has no room for another thread
            _collect()


def _collect() -> None:
    _IS_WAITING.release()
    gc.collect()
