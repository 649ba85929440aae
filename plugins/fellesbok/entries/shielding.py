"""What stands in the place of lines that are not the reader's to see (*skjerming*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import convert
from beancount.core import data
from beancount.core.inventory import Inventory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Directive
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

SHIELDED = "Equity:Skjermet"
"""Stands for the lines of a voucher that are not the reader's to see."""

SHIELDED_FILE = "<skjermet>"
"""Stands as file name of a voucher with such lines: its text is not shown."""

SHIELDED_VOUCHER = "Bilag som også gjelder andre"
"""Stands as the text of a voucher with such lines: what is written may name others."""


def rest_of(postings: Iterable[Posting]) -> list[Posting]:
    """Lines that bring those postings to zero."""
    weights = Inventory()
    for posting in postings:
        weights.add_amount(convert.get_weight(posting))  # type: ignore[no-untyped-call]
    return [
        data.Posting(SHIELDED, -position.units, None, None, None, None)
        for position in weights.get_positions()  # type: ignore[no-untyped-call]
    ]


def share_of_another(entry: Transaction) -> Transaction:
    """What another bears; what it still owes of it is not shown."""
    postings = [
        posting
        if posting.account.startswith("Income:")
        else posting._replace(account=SHIELDED)
        for posting in entry.postings
    ]
    return entry._replace(postings=postings)


def opened_for(entries: list[Directive]) -> list[Directive]:
    """The entries, with the account that stands for others opened if it is needed."""
    shielded = [
        entry
        for entry in entries
        if isinstance(entry, data.Transaction)
        and any(posting.account == SHIELDED for posting in entry.postings)
    ]
    if not shielded:
        return entries
    meta = data.new_metadata(SHIELDED_FILE, 0)
    opening = data.Open(meta, shielded[0].date, SHIELDED, [], None)
    return sorted([opening, *entries], key=data.entry_sortkey)
