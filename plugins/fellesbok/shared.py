"""What the plugin found out, kept with the loaded books.

In: the agreements and every year as it was settled.  Out: one value that whatever
explains, claims or shows a figure reads, so that nothing is calculated twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fellesbok.innsyn import Innsyn

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.book_files import UnreadFile
    from fellesbok.closings import ClosedYear
    from fellesbok.readings import OtherReading
    from fellesbok.settlement import YearResult

READERS = "fellesbok.shared"
"""The entry points of what has to know ``Shared`` as soon as there is one."""

OPTION = "fellesbok"
"""Where the load result keeps the ``Shared`` books, beside Beancount's own options."""


@dataclass(frozen=True)
class Shared:
    """What the plugin found out: the agreements, and every year as it was settled.

    It is kept with the loaded books so that what explains a figure reads the very steps
    that made it, and nothing is calculated twice.  ``budget_results`` are the adopted
    budgets, shared by the same keys; nothing in the books is generated from them.
    ``readings`` are the years once more, as they would be if an assumption were wrong.
    ``closed`` are the years that are closed, as they were fixed.
    ``unread`` are the files in the folder of the books that nothing takes in.
    ``reader`` is the payer whose part of all this it is, or ``None`` for the whole.
    """

    agreement: Agreement
    results: tuple[YearResult, ...]
    budget_results: tuple[YearResult, ...] = ()
    readings: tuple[OtherReading, ...] = ()
    closed: tuple[ClosedYear, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    reader: str | None = None

    def sees_all(self, cooperation: Cooperation) -> bool:
        """Whether the reader may see the shares of all members of a cooperation."""
        return self.reader is None or cooperation.innsyn is Innsyn.COMMON

    def may_see(self, cooperation: Cooperation, payer: str) -> bool:
        """Whether the reader may see a payer's share, by the payer's slug."""
        return self.reader == payer or self.sees_all(cooperation)


# bean-query and Fava must know our tables also when Beancount takes the books from its
# cache and no plugin is run: what unpickles ``Shared`` imports this module.
if find_spec("beanquery") is not None:
    for reader in entry_points(group=READERS):
        reader.load()
