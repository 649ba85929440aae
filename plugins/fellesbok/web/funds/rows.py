"""The funds that a page shows, each with its owners' years until a day (*fond*).

The figures are of all that the reader may read.  The time filter chooses the day; the
other filters choose among funds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.records import until
from fellesbok.funds.records import owned_funds

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.funds.records import OwnedFund
    from fellesbok.web.frame.asked import Asked


def fund_rows(asked: Asked, day: date) -> list[OwnedFund]:
    """Every fund that the filters leave, in the order of the agreements."""
    left = {id(entry) for entry in asked.as_written}
    return [
        fund
        for fund in owned_funds(until(day, asked.all_entries), asked.shared.agreement)
        if any(id(entry) in left for entry in fund.entries)
    ]
