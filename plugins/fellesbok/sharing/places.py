"""Where the postings of an account are summed, for the walk over the vouchers."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.sharing.pots import Sums

if TYPE_CHECKING:
    from collections.abc import Callable

    from fellesbok.agreement import Cooperation
    from fellesbok.sharing.pots import Pot


@frozen
class Place:
    """Where postings of an account are summed as long as terms and period last.

    ``links`` is what their entries are linked to, and ``linked`` collects the indexes
    of these.  A new place is nowhere: nobody reads its sums, and it is not found.
    """

    sums: Sums = field(default_factory=Sums)
    is_cost: bool = True
    links: frozenset[str] = frozenset()
    linked: list[int] = field(default_factory=list)
    is_found: bool = False


NOT_OURS = Place()
TAX_OUTSIDE = Place()


@frozen
class OfPayers:
    """Where postings of an account go, by day and by who bears the first part."""

    cooperation: Cooperation
    pot: Pot
    places: dict[tuple[date, str], Place] = field(default_factory=dict)


class Places(dict[str, Place]):
    """Where each account goes as long as it holds; one that is new is asked for.

    Attributes:
        nowhere: For what is noted, and before a place is found.
        of_payers: Accounts of which each posting's place depends on who paid.
    """

    def __init__(self, new_account: Callable[[str], Place]) -> None:
        """Ask by ``new_account``."""
        super().__init__()
        self._new_account = new_account
        self.nowhere = Place()
        self.of_payers: dict[str, OfPayers] = {}
        self._last_days: dict[str, date] = {}
        self._first_over = date.max  # of these; on most days none is over

    def __missing__(self, account: str) -> Place:
        """Ask once."""
        place = self[account] = self._new_account(account)
        return place

    def hold_until(self, day: date, account: str) -> None:
        """What is known of an account holds to the end of a day."""
        self._last_days[account] = day
        self._first_over = min(self._first_over, day)

    def forget(self, day: date, *, goes_back: bool) -> None:
        """Forget what does not hold on a day; all of it, where days go back."""
        if not goes_back and day <= self._first_over:
            return
        last_days = self._last_days
        over = [a for a, last in last_days.items() if goes_back or last < day]
        for account in over:
            self[account] = self.nowhere
            self.of_payers.pop(account, None)
            del last_days[account]
        self._first_over = min(last_days.values(), default=date.max)
