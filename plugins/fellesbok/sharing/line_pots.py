"""Where each line of the books went: its pots, and its part of each.

The walk over the vouchers adds up and forgets; here it is asked of one line at a time,
by those who show or prove what a pot is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.overrides import VAT
from fellesbok.sharing.later_years import as_it_waits
from fellesbok.sharing.vat import is_recoverable
from fellesbok.sharing.voucher_walk import VoucherWalk

if TYPE_CHECKING:
    from fractions import Fraction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Voucher
    from fellesbok.entries.records import VoucherLine
    from fellesbok.sharing.pots import Pot


class LineWalk(VoucherWalk):
    """A walk that is asked of single lines; what it notes is told elsewhere."""

    def __init__(self, agreement: Agreement) -> None:
        """Begin anywhere."""
        super().__init__(agreement, (), is_budget=False, by_centre=False)

    def reduces_cost(self, account: str) -> bool:
        """Whether what is posted on an account comes off the cost (*kontra*)."""
        return self.vat.reduces(account) is not None

    def pots_of(
        self, voucher: Voucher, line: VoucherLine
    ) -> tuple[tuple[Pot, Fraction], ...]:
        """The pots of a line, each with its part; none of tax that is no cost."""
        entry, posting = voucher.entry, line.posting
        cooperation = self._cooperation(entry, posting)
        if cooperation is None:
            return ()
        like, wishes = self._shared_as(entry, posting, cooperation)
        days = self._read.service_days(entry, wishes.get(SERVICE_PERIOD))
        if days is None:
            return ()
        if VAT in wishes and is_recoverable(entry, posting, self.agreement):
            return ()
        return tuple(
            (as_it_waits(pot, entry.date.year, self.agreement), part)
            for pot, part in self._pots(entry, like, cooperation, wishes, days)
        )
