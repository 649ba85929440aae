"""What is made for the books is kept with them: no garbage is looked for meanwhile."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let objects be made, and take the place of others, without a collection.

    Python's collector goes through all that there is again and again while books grow,
    which is a third of the time of a load.  It counts what is made and not what it
    replaces, so it would take vouchers that are made anew for growth, and go through
    all the books once more, in the plugin or in what Beancount does next.  Freezing and
    unfreezing puts what is new among the old without looking at it; it is left out if
    the programme around us has frozen something that must stay so.  Whether garbage is
    collected afterwards is as it was.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_collecting:
            gc.enable()
