"""What a document that is more than its transactions tells of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.filing.writing import Paper
    from fellesbok.messages import Text
    from fellesbok_importers.faults import Fault


@frozen
class Outcome:
    """What an importer makes of a document, held against the books.

    Attributes:
        entries: Everything in it; what the books have, as they have it.
        day: The day that the document is filed under; ``None`` where nothing is booked.
        reversals: What takes back that which the document says better.
        controls: What the document adds up to, in words.
        findings: What the accountant should look at.
        papers: Documents inside the document, to be filed beside it.
        notices: What is told once, however many documents are read.
        asked: What a person must say first: whether money is in the books already.
    """

    entries: tuple[Entry, ...]
    day: date | None
    reversals: tuple[Transaction, ...] = ()
    controls: tuple[Text, ...] = ()
    findings: tuple[Text, ...] = ()
    papers: tuple[Paper, ...] = ()
    notices: tuple[Text, ...] = ()
    asked: tuple[Fault, ...] = ()


class Telling(Protocol):
    """An importer that tells more than its entries."""

    def outcome(self, filepath: str, existing: Entries) -> Outcome:
        """What becomes of a document in those books."""
        ...
