"""A second opinion on who pays what: slow, exact, and without a line of the product.

``settle`` takes a cooperation in plain words (the rules as text, the vouchers as
values) and gives the øre that each payer is charged in each settlement period.  It goes
other ways than a programme for daily use would: a cost with days is laid out day by
day, everything is counted anew at every period's end, and the bounds are found by a
method for convex programmes in general, whose answer is then held against what defines
it.  Nobody should make it faster.
"""

from __future__ import annotations

from oracle.folder import read_folder
from oracle.plain import Cooperation
from oracle.plain import Voucher
from oracle.plain import read_cooperation
from oracle.years import Outcome
from oracle.years import settle

__all__ = (
    "Cooperation",
    "Outcome",
    "Voucher",
    "read_cooperation",
    "read_folder",
    "settle",
)
