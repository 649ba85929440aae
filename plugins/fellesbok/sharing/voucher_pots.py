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

from fellesbok.entries.checks import says_words_alone
from fellesbok.entries.overrides import OVERRIDES
from fellesbok.entries.overrides import VAT
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.messages import MOST_KRONER
from fellesbok.sharing.places import NOT_OURS
from fellesbok.sharing.places import TAX_OUTSIDE
from fellesbok.sharing.voucher_walk import VoucherWalk

if TYPE_CHECKING:
    from collections.abc import Collection

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.sharing.pots import Vouchers

FILE, LINE, TOLERANCES = "filename", "lineno", "__tolerances__"
_OF_ALL = frozenset({FILE, LINE, TOLERANCES, VOUCHER})
_MOST_OF_ALL = len(_OF_ALL)
_PLACE = 2  # metadata begin with the file and the line


def collect_vouchers(  # noqa: C901, PLR0912, PLR0913, PLR0915 -- one loop, no calls to be spared
    entries: Entries,
    agreement: Agreement,
    accrued: Collection[str] = (),
    *,
    linked: list[Entry] | None = None,
    as_written: bool = False,
    is_budget: bool = False,
    by_centre: bool = False,
) -> Vouchers:
    """Sum every cost and outside income by pot, and note what is wrong.

    ``accrued`` are the accruals that a voucher may replace, by id.  A budget has not
    been paid: it is taken as the host's where a key asks who paid.  With ``by_centre``
    each cost centre has its own pots; they are shared as those without.

    ``linked`` is the list whose vouchers get the links to what becomes of them; it may
    be ``entries`` itself.  Nearly every entry of the books is made anew for that, while
    it is at hand, and takes the place of the one before it at once, so that the books
    are never in memory twice.  Vouchers that have no links of their own share one set,
    and those of a day one date.

    ``as_written`` says that no other plugin has had the entries: then all have file and
    line among their metadata, and a posting with two words has nothing else.

    The loop is the one place where every posting of the books is looked at.  Entries
    come by date, so what was found for an account is remembered while it holds, and
    the exceptions (metadata) are left to slower functions.

    Raises:
        UnsoundError: If a transaction of the books is not sound.
    """
    walk = VoucherWalk(agreement, accrued, is_budget=is_budget, by_centre=by_centre)
    places = walk.places
    not_ours, tax_outside = NOT_OURS, TAX_OUTSIDE
    with_tax_outside: list[int] = []
    currency = agreement.currency
    numbers: set[str] = set()
    numbered = len(entries)
    nothing: frozenset[str] = frozenset()
    today = None
    transaction, balance = data.Transaction, data.Balance
    made = tuple.__new__  # the quickest way
    may_be_made = not as_written
    no_more: Any = ()
    says_nothing, nothing_special = _OF_ALL.issuperset, OVERRIDES.isdisjoint
    most_digits = MOST_KRONER.adjusted() - 1
    entry: Any  # complete: booking is done
    posting: Any
    for index, entry in enumerate(entries):
        if entry.__class__ is not transaction:
            numbered -= 1
            if entry.__class__ is balance:
                walk.written.add_balance(entry)
            continue
        # A plain tuple is taken apart quicker than a named one.
        meta, day, flag, payee, narration, tags, links, postings = entry + no_more
        if day != today:
            today = day
            numbers = walk.new_day(entry)
        number = meta.get(VOUCHER)
        plain = True
        if not (  # what nearly all have, asked for in the quickest way
            number.__class__ is str
            and number
            and len(meta) == _MOST_OF_ALL
            and TOLERANCES in meta
            and not tags
            and tags is not None
            and links is not None
            and (as_written or (LINE in meta and FILE in meta))
        ):
            lacks = tags is None or links is None
            if lacks or tags or not says_nothing(meta):
                # The amounts of what is as written are looked at below, line by line.
                if lacks or may_be_made or not says_words_alone(meta):
                    walk.look_at(entry)
                plain = walk.marked(entry)
            if number.__class__ is not str and VOUCHER in meta:
                walk.look_at(entry)
                number = voucher_number(meta)
        if number:
            numbers.add(number)
        else:
            numbered -= 1
        indexes, ours = None, nothing
        for posting in postings:
            account, units, cost, price, _, own = posting + no_more
            amount = units[0]  # quicker than by its name
            place = places[account]
            says_more = own and (
                len(own) > _PLACE or (may_be_made and not (LINE in own and FILE in own))
            )
            if (
                says_more
                or amount.adjusted() > most_digits
                or cost is not None
                or price is not None
            ):
                walk.look_at(entry)
                is_outside = place is not_ours or place is tax_outside
                if is_outside and says_more and VAT in own:
                    walk.vat.check(entry)
            if place is not_ours:
                continue
            is_plain = plain and (not says_more or nothing_special(own))
            if not place.is_found:
                if place is tax_outside:
                    with_tax_outside.append(index)
                    continue
                if is_plain:
                    place = walk.place(entry, posting)
            if not is_plain:
                place = walk.special(entry, posting)
            elif units[1] != currency:
                walk.wrong_currency(entry, posting)
            elif place.is_cost:
                place.sums.cost += amount
            else:
                place.sums.income += amount
            if place.linked is not indexes:
                indexes = place.linked
                indexes.append(index)
                ours = ours | place.links if ours else place.links
        if ours and linked is not None:
            links = links | ours if links else ours
            linked[index] = made(
                transaction,
                (meta, today, flag, payee, narration, tags, links, postings),
            )
    return walk.end(entries, with_tax_outside, numbered)
