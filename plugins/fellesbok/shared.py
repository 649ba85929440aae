"""What the plugin found out, kept with the loaded books.

In: the agreements and every year as it was settled.  Out: one value that whatever
explains, claims or shows a figure reads, so that nothing is calculated twice.
"""

from __future__ import annotations

import sys
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.innsyn import Innsyn
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.book_files import UnreadFile
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.errors import FileFault
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.settlement import YearResult

READERS = "fellesbok.shared"
"""The entry points of what has to know ``Shared`` as soon as there is one."""

OPTION = "fellesbok"
"""Where the load result keeps the ``Shared`` books, beside Beancount's own options."""

WHOLE = "fellesbok-whole"
"""Where who asks a part of the books puts what gives all that may be read of them."""

PROPOSAL = "fellesbok-proposal"
"""Where who loads the books to see what would be puts what is tried in the rules."""


@frozen
class Shared:
    """What the plugin found out: the agreements, and every year as it was settled.

    It is kept with the loaded books so that what explains a figure reads the very steps
    that made it, and nothing is calculated twice.  ``budget_results`` are the adopted
    budgets, shared by the same keys; nothing in the books is generated from them.
    ``readings`` are the years once more, as they would be if an assumption were wrong.
    ``closed`` are the years that are closed, as they were fixed.
    ``left_out`` are the years (slug and year) that have vouchers and are not shared,
    with the first reason, where one is known; ``budgets_left_out`` the same of budgets.
    ``unread`` are the files in the folder of the books that nothing takes in.
    ``to_rewrite`` are the examples of the agreements, as they stand, that do not agree
    with something else that is tried in their place, and ``to_supply`` is what the keys
    of that lack to be adopted.
    ``reader`` is the payer whose part of all this it is, or ``None`` for the whole.
    """

    agreement: Agreement
    results: tuple[YearResult, ...]
    budget_results: tuple[YearResult, ...] = ()
    readings: tuple[OtherReading, ...] = ()
    closed: tuple[ClosedYear, ...] = ()
    left_out: Mapping[tuple[str, int], FileFault | None] = field(default_factory=dict)
    budgets_left_out: Mapping[tuple[str, int], FileFault | None] = field(
        default_factory=dict
    )
    unread: tuple[UnreadFile, ...] = ()
    to_rewrite: tuple[FileFault, ...] = ()
    to_supply: tuple[FileFault, ...] = ()
    reader: str | None = None

    def __post_init__(self) -> None:
        _tell_readers()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come out of Beancount's cache, where no plugin is run."""
        self.__dict__.update(state)
        _tell_readers()

    def sees_all(self, cooperation: Cooperation) -> bool:
        """Whether the reader may see the shares of all members of a cooperation."""
        return self.reader is None or cooperation.innsyn is Innsyn.COMMON

    def may_see(self, cooperation: Cooperation, payer: str) -> bool:
        """Whether the reader may see a payer's share, by the payer's slug."""
        return self.reader == payer or self.sees_all(cooperation)


def _tell_readers() -> None:
    """Make our tables known to bean-query and Fava, which have taken beanquery in.

    Who only loads the books does not pay for a query language that nobody uses.
    """
    if "beanquery" in sys.modules:
        _load_readers()


@cache
def _load_readers() -> None:
    # What is installed takes as long to read as some books.
    from importlib.metadata import entry_points  # noqa: PLC0415 -- said above

    for reader in entry_points(group=READERS):
        reader.load()
