"""Which accounts the entries of the books use (*kontobruk*), of whatever kind they are.

An account is used by what is posted on it, and by balances, notes and documents that
name it.  What opens or closes it does not use it, nor does a line of our own, such as a
budget: Beancount asks for no opening of what such a line names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from beancount.core import data
from beancount.core import getters
from beancount.ops.validation import ALLOW_AFTER_CLOSE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from beancount.core.data import Directive

    from fellesbok.entries.records import Place


def accounts_used(entry: Directive) -> dict[str, frozenset[str]]:
    """The accounts that an entry uses, each with the currencies that it has there."""
    if isinstance(entry, data.Open | data.Close):
        return {}
    return {
        account: frozenset(_currencies(entry, account))
        for account in getters.get_entry_accounts(entry)
    }


def may_come_after_closing(entry: Directive) -> bool:
    """Whether an account may be closed before the day of an entry that uses it."""
    return isinstance(entry, ALLOW_AFTER_CLOSE)


def opened_and_closed(
    entries: Iterable[Directive],
) -> tuple[Mapping[str, Place], Mapping[str, Place]]:
    """Where each account is opened, and where it is closed."""
    places: dict[type, dict[str, Place]] = defaultdict(dict)
    for entry in entries:
        if isinstance(entry, data.Open | data.Close):
            place = entry.meta["filename"], entry.meta["lineno"]
            places[type(entry)][entry.account] = place
    return places[data.Open], places[data.Close]


def _currencies(entry: Directive, account: str) -> Iterator[str]:
    if isinstance(entry, data.Balance):
        yield entry.amount.currency
    for posting in entry.postings if isinstance(entry, data.Transaction) else ():
        currency = getattr(posting.units, "currency", None)
        if posting.account == account and isinstance(currency, str):
            yield currency
