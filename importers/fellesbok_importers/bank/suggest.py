"""Suggestions for the other account of payments that nobody knows (*forslag*).

They come from smart_importer, an optional extra (``pip install fellesbok[suggest]``),
which learns from the payments of the same bank account in the books.  A suggestion is a
word to a person and never booked, and never about what the municipalities owe or pay:
that is decided by claims and references alone.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol

from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core import data

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries

FEWEST_KINDS = 2
SUGGESTION = "forslag"
"""Metadata: the suggestion, until somebody has decided."""
_WORD = re.compile(r"[^\W\d_]{3,}")
Imported = list[tuple[str, Any, str, Any]]


class Predictor(Protocol):
    """What is asked of smart_importer."""

    def hook(self, imported_entries: Imported, existing_entries: Any) -> Imported:  # noqa: ANN401 -- as smart_importer has it
        """The entries, with the postings that the books make likely."""
        ...


def find_predictor() -> Predictor | None:
    """The predictor of smart_importer, or ``None`` where it is not installed."""
    try:
        made: Predictor = import_module("smart_importer").PredictPostings()
    except ImportError:
        return None
    return made


def not_installed() -> Text:
    """What is told once, where there is nobody to ask."""
    return Text(
        "Uten smart_importer (pip install fellesbok[suggest]) foreslås ingen motkonto"
        " for betalinger som ingen vet hva er."
    )


def suggestions(
    entries: Sequence[data.Transaction],
    existing: Entries,
    account: str,
    agreement: Agreement,
    predictor: Predictor,
) -> dict[str, Text]:
    """What to say of payments, by their identity (``kilde``).

    Args:
        entries: The payments that stand on the account of suspense.
        existing: The books.
        account: The bank account in the books.
        agreement: Whose shares are never suggested.
        predictor: Who is asked.
    """
    known = list(_lessons(existing, account, agreement))
    kinds = {other for _, other in known}
    if not entries or len(kinds) < FEWEST_KINDS:
        return {}
    asked = [entry._replace(postings=entry.postings[:1]) for entry in entries]
    ((_, answered, _, _),) = predictor.hook(
        [("", asked, account, None)],
        [*openings(existing), *(lesson for lesson, _ in known)],
    )
    found = {}
    for entry in answered:
        others = {posting.account for posting in entry.postings} & kinds
        if len(others) != 1:
            continue
        other = others.pop()
        words = _words(entry)
        if any(words & _words(lesson) for lesson, its in known if its == other):
            text = Text("Betalinger som ligner, står på {account}.", account=other)
            found[str(entry.meta[SOURCE])] = text
    return found


def _lessons(
    existing: Entries, account: str, agreement: Agreement
) -> Iterator[tuple[data.Transaction, str]]:
    """Payments of two postings that somebody has decided about, with the other account.

    Shares, and what is still undecided, teach nothing.
    """
    for entry in transactions(existing):
        if entry.flag != "*":
            continue
        accounts = [posting.account for posting in entry.postings]
        if len(accounts) != FEWEST_KINDS or account not in accounts:
            continue
        (other,) = {*accounts} - {account} or {account}
        if other != account and not is_share(other, agreement):
            yield entry, other


def is_share(account: str, agreement: Agreement) -> bool:
    """Whether an account holds what the municipalities owe or have paid."""
    names = agreement.accounts
    owed = (names.receivables, names.claims)
    if account.startswith(tuple(f"{name}:" for name in owed)) or account in owed:
        return True
    root, _, rest = account.partition(":")
    return root == "Income" and rest.split(":")[1:2] == [names.contributions]


def _words(entry: data.Transaction) -> set[str]:
    """The words of payee and text, by which two payments are alike to a person."""
    return set(_WORD.findall(f"{entry.payee or ''} {entry.narration}".lower()))
