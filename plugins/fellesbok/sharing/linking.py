"""Vouchers get the links that lead to what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from fellesbok.sharing.pots import Vouchers


def link(entries: list[Directive], vouchers: Vouchers) -> None:
    """Link the vouchers among the entries to what became of them, in the list itself.

    Nearly every entry of the books is made anew here, so it is done the quickest way.
    Each takes the place of the one before it at once, so that the books are never in
    memory twice; those that have no links of their own share one set.
    """
    transaction, made = data.Transaction, tuple.__new__
    for link, indexes in vouchers.links.items():
        ours = frozenset({link})
        for index in indexes:
            entry: Any = entries[index]
            meta, day, flag, payee, narration, tags, links, postings = entry
            links = links | ours if links else ours
            entries[index] = made(
                transaction, (meta, day, flag, payee, narration, tags, links, postings)
            )
