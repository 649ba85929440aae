"""A fund's years, owner by owner (*fondets eiere*): what came, what went, what is left.

Reads the accounts of the funds and calculates no share: what is generated tells in its
tags and metadata what it is, and everything else is booked by hand.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.entries.days import last_year
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.funds.moves import MOVE
from fellesbok.funds.orders import FundMove

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

SET_ASIDE, BOOKED = "avsatt", "ført"


@frozen
class FundYear:
    """One owner's year in one fund, in kroner.

    opening + set aside + paid in + transferred + booked − used − paid out = closing.

    Attributes:
        cooperation: The cooperation's account component.
        payer: The owner's account component.
        municipality: The owner's name; the same where no agreement knows it.
        year: The year.
        opening: Owned when it began (*inngående*).
        set_aside: Surplus that went into it (*avsatt*).
        paid_in: Paid in by the owner (*innbetalt*).
        used: Taken to cover costs (*brukt*).
        transferred: From others less to others (*overført*).
        paid_out: Paid to the owner (*utbetalt*).
        booked: Written by hand (*ført*).
        closing: Owned when it ended (*utgående*).
    """

    cooperation: str
    payer: str
    municipality: str
    year: int
    opening: Decimal
    set_aside: Decimal
    paid_in: Decimal
    used: Decimal
    transferred: Decimal
    paid_out: Decimal
    booked: Decimal
    closing: Decimal


def fund_history(
    entries: Entries, agreement: Agreement, year: int | None = None
) -> list[FundYear]:
    """Every owner's years, by fund, year and owner, up to the last year of the books.

    Args:
        entries: The books.
        agreement: For the names of accounts and the currency.
        year: That year alone.
    """
    sums: dict[tuple[str, str], dict[int, dict[str, Decimal]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    for entry, cooperation, payer, amount in _postings(entries, agreement):
        sums[cooperation, payer][entry.date.year][_kind(entry)] += amount
    spans: dict[str, set[int]] = defaultdict(set)
    for (cooperation, _), years in sums.items():
        spans[cooperation] |= years.keys()
    found: list[FundYear] = []
    names = agreement.name_by_account
    for (cooperation, payer), years in sums.items():
        owner = cooperation, payer, names.get(payer, payer)
        last = max(*spans[cooperation], last_year(entries))
        span = range(min(spans[cooperation]), last + 1)
        found.extend(_years(owner, years, span))
    found = [row for row in found if year in {None, row.year}]
    return sorted(found, key=lambda row: (row.cooperation, row.year, row.payer))


def _postings(
    entries: Iterable[Entry], agreement: Agreement
) -> Iterator[tuple[Entry, str, str, Decimal]]:
    """What each transaction adds to each owner's part; negative takes from it."""
    prefix = f"{agreement.accounts.funds}:"
    for entry, posting, amount in booked_under(entries, prefix, agreement.currency):
        cooperation, _, payer = posting.account.removeprefix(prefix).partition(":")
        if payer:
            yield entry, cooperation, payer, -amount


def _kind(entry: Entry) -> str:
    """What a transaction is to a fund."""
    move = str(entry.meta.get(MOVE))
    if move in {known.value for known in FundMove}:
        return move
    return SET_ASIDE if entry.meta["filename"] == vocabulary.FILE else BOOKED


def _years(
    owner: tuple[str, str, str],
    years: dict[int, dict[str, Decimal]],
    span: Iterable[int],
) -> Iterator[FundYear]:
    """One owner's years, each beginning where the one before ended."""
    cooperation, payer, municipality = owner
    owned = Decimal("0.00")
    for year in span:
        kinds = years.get(year, {})
        closing = owned + sum(kinds.values(), Decimal(0))

        def of(kind: str, kinds: dict[str, Decimal] = kinds) -> Decimal:
            return kinds.get(kind, Decimal("0.00"))

        yield FundYear(
            cooperation=cooperation,
            payer=payer,
            municipality=municipality,
            year=year,
            opening=owned,
            set_aside=of(SET_ASIDE),
            paid_in=of(FundMove.PAY_IN.value),
            used=-of(FundMove.USE.value) + 0,
            transferred=of(FundMove.TRANSFER.value),
            paid_out=-of(FundMove.PAY_OUT.value) + 0,
            booked=of(BOOKED),
            closing=closing,
        )
        owned = closing
