"""The vouchers of the cooperations, summed by what decides how they are shared.

One walk over the books puts each cost and each outside income in a *pot*: everything of
one cooperation and accounting year that is shared by the same key between the same
participants.  What is wrong with a voucher is noted on the way.  The room knows
Beancount entries and the agreements; it does not share anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.entries.overrides import OVERRIDES
from fellesbok.entries.overrides import VAT
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import MOST_KRONER
from fellesbok.sharing.places import NOT_OURS
from fellesbok.sharing.places import TAX_OUTSIDE
from fellesbok.sharing.voucher_walk import VoucherWalk

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement
    from fellesbok.sharing.pots import Vouchers

LINE = "lineno"
_OF_ALL = frozenset({"filename", LINE, "__tolerances__", VOUCHER})
_PLACE = 2  # metadata begin with the file and the line


def collect_vouchers(  # noqa: C901, PLR0912, PLR0915 -- one loop, no calls to be spared
    entries: Sequence[Directive],
    agreement: Agreement,
    accrued: Collection[str] = (),
    *,
    is_budget: bool = False,
    by_centre: bool = False,
) -> Vouchers:
    """Sum every cost and outside income by pot, and note what is wrong.

    ``accrued`` are the accruals that a voucher may replace, by id.  A budget has not
    been paid: it is taken as the host's where a key asks who paid.  With ``by_centre``
    each cost centre has its own pots; they are shared as those without.

    The loop is the one place where every posting of the books is looked at.  Entries
    come by date, so what was found for an account is remembered while it holds, and
    the exceptions (metadata) are left to slower functions.

    Raises:
        UnsoundError: If a transaction of the books is not sound.
    """
    walk = VoucherWalk(agreement, accrued, is_budget=is_budget, by_centre=by_centre)
    places, nowhere = walk.places, walk.nowhere
    not_ours, tax_outside = NOT_OURS, TAX_OUTSIDE
    with_tax_outside: list[Transaction] = []
    currency = agreement.currency
    numbers: set[str] = set()
    numbered = 0
    today = None
    transaction, balance = data.Transaction, data.Balance
    says_nothing, nothing_special = _OF_ALL.issuperset, OVERRIDES.isdisjoint
    most_digits = MOST_KRONER.adjusted() - 1
    entry: Any  # complete: booking is done
    posting: Any
    for index, entry in enumerate(entries):
        if entry.__class__ is not transaction:
            if entry.__class__ is balance:
                walk.written.add_balance(entry)
            continue
        meta, day, _, _, _, tags, links, postings = entry
        if day != today:
            today = day
            numbers = walk.new_day(entry)
        plain = True
        if tags or tags is None or links is None or not says_nothing(meta):  # type: ignore[redundant-expr]
            plain = walk.marked(entry)
        if VOUCHER in meta:
            number = meta[VOUCHER]
            if number.__class__ is not str:
                walk.look_at(entry)
                number = str(number)
            numbers.add(number)
            numbered += 1
        last_linked = None
        for posting in postings:
            account, units, cost, price, _, own = posting
            amount, unit = units
            says_more = own and (len(own) > _PLACE or LINE not in own)
            if (
                says_more
                or amount.adjusted() > most_digits
                or cost is not None
                or price is not None
            ):
                walk.look_at(entry)
            place = places[account]
            if place is not_ours or place is tax_outside:
                if place is tax_outside:
                    with_tax_outside.append(entry)
                if says_more and VAT in own:
                    walk.vat.check(entry)
                continue
            if plain and (not says_more or nothing_special(own)):
                if place is nowhere:
                    place = walk.place(entry, posting)
                if unit != currency:
                    walk.wrong_currency(entry, posting)
                elif place.is_cost:
                    place.sums.cost += amount
                else:
                    place.sums.income += amount
            else:
                place = walk.special(entry, posting)
            linked = place.linked
            if linked is not last_linked:
                last_linked = linked
                linked.append(index)
    return walk.end(entries, with_tax_outside, numbered)
