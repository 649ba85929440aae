"""Where the postings of an account are summed, for the walk over the vouchers."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.sharing.pots import Sums

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class Place:
    """Where postings of an account are summed as long as terms and period last.

    ``links`` is what their entries are linked to, and ``linked`` collects the indexes
    of these.  A new place is nowhere: nobody reads its sums.
    """

    sums: Sums = field(default_factory=Sums)
    is_cost: bool = True
    links: frozenset[str] = frozenset()
    linked: list[int] = field(default_factory=list)


NOT_OURS = Place()
TAX_OUTSIDE = Place()


class Places(dict[str, Place]):
    """Where each account goes; one that is new is asked for."""

    def __init__(self, new_account: Callable[[str], Place]) -> None:
        """Ask by ``new_account``."""
        super().__init__()
        self._new_account = new_account

    def __missing__(self, account: str) -> Place:
        """Ask once."""
        place = self[account] = self._new_account(account)
        return place
