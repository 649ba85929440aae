"""Vouchers get the links that lead to what became of them."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Directive

    from fellesbok.pots import Vouchers


def linked(entries: list[Directive], vouchers: Vouchers) -> list[Directive]:
    """The entries, the vouchers among them linked to what became of them.

    Nearly every entry of the books is made anew here, so it is done the quickest way,
    and those that have no links of their own share one set.
    """
    linked = list(entries)
    transaction = data.Transaction
    with _one_for_one():
        for link, indexes in vouchers.links.items():
            ours = frozenset({link})
            for index in indexes:
                entry: Any = linked[index]
                meta, day, flag, payee, narration, tags, links, postings = entry
                links = links | ours if links else ours
                linked[index] = transaction(
                    meta, day, flag, payee, narration, tags, links, postings
                )
    return linked


@contextmanager
def _one_for_one() -> Iterator[None]:
    """Let objects take the place of old ones without a collection of garbage.

    Python's collector counts what is made and not what it replaces, so it would take
    the vouchers for growth and go through all the books once more, which costs more
    than the whole plugin.  Freezing and unfreezing puts what is new among the old
    without looking at it; it is left out if the programme around us has frozen
    something that must stay so.
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
