"""Terms, shares, corrections and findings as programs read them (*andeler*).

The fields are the keys of JSON, and the columns of questions and exports.  Everything
is read from the entries that are given, which may be a part of the books.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import is_not_stated
from fellesbok.agreement.titles import key_title
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import shared_link
from fellesbok.frozen import frozen
from fellesbok.messages import percent_of
from fellesbok.sharing import statement
from fellesbok.sharing.records import so_far
from fellesbok.sharing.records import whose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries


@frozen
class Terms:
    """The terms of a cooperation that hold on some day of a year.

    ``key_stated`` is whether the agreement says how the cost is shared, or that it is
    not; ``last_day`` is blank where the terms have no end.
    """

    year: int
    cooperation: str
    title: str
    kind: str
    first_day: dt.date
    last_day: dt.date | None
    host: str | None
    participants: tuple[str, ...]
    key: str
    key_stated: bool
    basis: str
    settlement: str
    surplus: str
    decision: str | None
    source: str


def terms(entries: Entries, agreement: Agreement) -> Iterator[Terms]:
    """The terms of each year, from that of the first voucher to that of the last."""
    years = {voucher.day.year for voucher in vouchers_in(entries)}
    for year in range(min(years, default=1), max(years, default=0) + 1):
        for cooperation in agreement.cooperations.values():
            for version in cooperation.versions_in(year):
                members = version.participants or ()
                yield Terms(
                    year=year,
                    cooperation=cooperation.account,
                    title=cooperation.title,
                    kind=cooperation.kind,
                    first_day=version.first_day,
                    last_day=(
                        None if version.last_day == date.max else version.last_day
                    ),
                    host=agreement.payer(version.host).name if version.host else None,
                    participants=tuple(agreement.payer(slug).name for slug in members),
                    key=str(key_title(version.key)),
                    key_stated=not is_not_stated(version.key),
                    basis=version.basis.value,
                    settlement=version.settlement.value,
                    surplus=version.surplus.value,
                    decision=version.decision,
                    source=version.source,
                )


@frozen
class Allocation:
    """What a payer is charged for a period, in kroner.

    ``share`` is the exact share of ``basis``, which is of the year so far, and
    ``share_text`` the same as the books have it, or why there is none.  ``so_far`` is
    charged from 1 January to the end of the period.  ``objections`` are the ids of
    those that are open; the room of claims, which knows of them, fills them in.
    """

    year: int
    date: dt.date
    cooperation: str
    municipality: str
    period: str
    basis: Decimal | None
    key: str
    share: Fraction | None
    share_text: str
    share_percent: Decimal | None
    amount: Decimal
    so_far: Decimal
    internal: bool
    due: str | None
    link: str
    objections: tuple[str, ...] = ()


def allocations(
    entries: Entries, agreement: Agreement, year: int | None = None
) -> Iterator[Allocation]:
    """What each payer is charged for each period of a year or all, by which share."""
    known = agreement.cooperation_by_account
    shares = statement.shares(entries, year)
    charged = so_far(shares)
    for share in shares:
        exact = share.share
        yield Allocation(
            year=share.day.year,
            date=share.day,
            cooperation=share.cooperation,
            municipality=share.municipality,
            period=share.period,
            basis=share.basis,
            key=str(share.key),
            share=exact,
            share_text=share.share_text,
            share_percent=None if exact is None else percent_of(exact),
            amount=share.amount,
            so_far=charged[whose(share)],
            internal=share.internal,
            due=str(share.due) or None,
            link=shared_link(share.day.year, known[share.cooperation].slug),
        )


@frozen
class CarriedCorrection:
    """What is carried forward from a closed year (``corrects``), in kroner.

    ``debit`` is the account that is debited, or credited where the amount is negative,
    and ``credit`` the one on the other side.  ``objections`` are those to the share
    that is corrected that are open, as with an ``Allocation``.
    """

    year: int
    date: dt.date
    cooperation: str
    municipality: str | None
    period: str
    corrects: int
    debit: str
    credit: str
    before: Decimal
    after: Decimal
    amount: Decimal
    reason: str
    objections: tuple[str, ...] = ()


def corrections(
    entries: Entries, year: int | None = None
) -> Iterator[CarriedCorrection]:
    """What is carried forward from closed years into a year or all, and why."""
    for found in statement.corrections(entries, year):
        yield CarriedCorrection(
            year=found.day.year,
            date=found.day,
            cooperation=found.cooperation,
            municipality=found.municipality or None,
            period=found.period,
            corrects=found.year,
            debit=found.debit,
            credit=found.credit,
            before=found.before,
            after=found.after,
            amount=found.amount,
            reason=str(found.reason),
        )


@frozen
class ToldNote:
    """What the settlement of a year says of itself."""

    year: int
    cooperation: str
    kind: str
    text: str


def settlement_notes(entries: Entries) -> Iterator[ToldNote]:
    """What a reader must know that is not an error, as the books themselves say it."""
    for note in statement.findings(entries):
        yield ToldNote(note.day.year, note.cooperation, note.kind, str(note.text))
