"""Vouchers get the links that lead to what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from fellesbok.sharing.pots import Vouchers


def linked(entries: list[Directive], vouchers: Vouchers) -> list[Directive]:
    """The entries, the vouchers among them linked to what became of them.

    Nearly every entry of the books is made anew here, so it is done the quickest way,
    and those that have no links of their own share one set.
    """
    linked = list(entries)
    transaction = data.Transaction
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
