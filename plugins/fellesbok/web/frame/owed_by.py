"""What one payer owes, or all of them, as every page that tells it asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.owed import NOTHING
from fellesbok.claims.owed import owed
from fellesbok.claims.settling import Read
from fellesbok.claims.settling import settlement_of
from fellesbok.claims.tied import first_unknown
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.sharing import statement
from fellesbok.sharing.in_short import shared_in_short
from fellesbok.web.frame.stated_day import last_written_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Payer
    from fellesbok.claims.listed import ClaimBook
    from fellesbok.claims.owed import Owed
    from fellesbok.claims.settling import Settlement
    from fellesbok.objections import Objection
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.in_short import InShort
    from fellesbok.web.frame.asked import Asked


def shared_or_owed(asked: Asked, shares: Sequence[Share]) -> InShort | None:
    """What is shared in all, or what a municipality owes; nothing of a part of it.

    Args:
        asked: What the page is asked to show.
        shares: Those of its period.
    """
    if asked.is_narrowed:
        return None
    if asked.reader is None:
        return shared_in_short(shares, asked.period)
    found = owed_by(asked, asked.payer(asked.reader))
    return None if found is None else found.in_short


def owed_by(asked: Asked, payer: Payer, day: date | None = None) -> Owed | None:
    """What a payer owes; nothing where a filter hides a part of it.

    Args:
        asked: What the page is asked to show; the shares are of its period.
        payer: The payer.
        day: The day that claims are seen from; else the last that is written on.
    """
    if asked.is_narrowed:
        return None
    last = last_written_day(asked)
    day = day or last
    book = claims_on(asked, [payer], day)
    unpaid = settled = None
    laid_out = NOTHING
    is_year = asked.year is not None and asked.is_whole(asked.year) and day == last
    if book.rows:
        unpaid = unpaid_of(book.open, book.loose, day)
    if is_year and asked.year is not None and book.rows:
        settled = settlement_by(asked, payer, asked.year)
    elif is_year:
        laid_out = _read(asked).laid_out.get(payer.account, NOTHING)
    shares = statement.shares(asked.entries)
    return owed(payer, asked.period, shares, unpaid, settled, laid_out=laid_out)


def claims_on(
    asked: Asked, payers: Iterable[Payer], day: date, waiting: Iterable[Objection] = ()
) -> ClaimBook:
    """The claims on some payers until the end of a day, as the filters leave them.

    Args:
        asked: What the page is asked to show.
        payers: The payers.
        day: The day.
        waiting: What is objected to and lies in the inbox.
    """
    read, heard = _read(asked), tuple(waiting)
    if heard or day != read.day:
        read = replace(read, day=day, waiting=heard)
    return read.claims.of(payers)


def settlement_by(asked: Asked, payer: Payer, year: int) -> Settlement | None:
    """A payer's settlement of a year; nothing where a filter hides a part of it.

    A part of a settlement adds up to nothing, so a filter leaves out all of it.
    """
    if asked.is_narrowed:
        return None
    return asked.once(
        ("settlement", payer.slug, year),
        lambda: settlement_of(_read(asked), payer, year),
    )


def _read(asked: Asked) -> Read:
    """The books as they are read for everybody; once where no filter hides a part."""

    def make() -> Read:
        day = last_written_day(asked)
        return Read(
            asked.all_entries,
            asked.as_written,
            asked.shared.agreement,
            day,
            unknown=first_unknown(asked.all_entries, asked.shared),
        )

    return make() if asked.is_narrowed else asked.once("read for all", make)
