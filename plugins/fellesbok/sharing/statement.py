"""A year's entries → who owes what, for what, by which key (*avregning*).

Reads generated entries only and calculates no share; ``unsound`` holds what is read
against what was shared, the pair of what must hold when the entries are created.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol
from typing import TypeVar

from fellesbok.agreement.titles import SETTLEMENTS
from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import is_note
from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import SettlementNote
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry


_MOVES = frozenset(
    {vocabulary.CHARGE_TAG, vocabulary.SURPLUS_TAG, vocabulary.CORRECTION_TAG}
)
_NO_SHARE = {vocabulary.FIXED, vocabulary.NO_BASIS}
_DUE = {title: title for title in SETTLEMENTS.values()}
"""What the books say of when a share is due, as it can be said in any language."""


@frozen
class Share:
    """What one payer is charged for one period (*andel*).

    Attributes:
        cooperation: The cooperation's account component.
        municipality: The payer's name.
        period: ``2018``, ``2018-Q1``, ``2018-01`` …
        basis: Cost that is shared in the year so far, in kroner.
        key: The key's title.
        share_text: The exact share of the basis as it stands in the books, or why there
            is none.
        amount: What this period adds, in kroner with two decimals.
        internal: Whether the payer is the host, which sends itself no claim.
        due: When it falls due, if the agreement says something else than the period.
        day: The last day of the period.
    """

    cooperation: str
    municipality: str
    period: str
    basis: Decimal
    key: str
    share_text: str
    amount: Decimal
    internal: bool
    due: str
    day: date

    @property
    def share(self) -> Fraction | None:
        """The exact share of the basis, or ``None`` where there is none."""
        return Fraction(self.share_text) if self.has_share else None

    @property
    def has_share(self) -> bool:
        """Whether the basis is shared, and there is one."""
        return self.share_text not in _NO_SHARE


@frozen
class Correction:
    """What a closed year would be now, less what it was fixed as (*korreksjon*).

    Attributes:
        cooperation: The cooperation's account component.
        municipality: The payer's name, or blank where it is nobody's.
        year: The closed year that is corrected.
        period: The open period that the correction stands in.
        debit: The account that is debited, or credited where it is negative.
        credit: The account on the other side.
        before: What the year was fixed as, with earlier corrections, in kroner.
        after: What it would be now, in kroner.
        amount: The difference, in kroner with two decimals.
        reason: What has changed.
        day: The last day of the period.
    """

    cooperation: str
    municipality: str
    year: int
    period: str
    debit: str
    credit: str
    before: Decimal
    after: Decimal
    amount: Decimal
    reason: str
    day: date

    def debited(self, *prefixes: str) -> Decimal:
        """What it debits accounts that begin so, less what it credits them; kroner."""
        sign = self.debit.startswith(prefixes) - self.credit.startswith(prefixes)
        return sign * self.amount


def corrections(entries: Entries, year: int | None = None) -> list[Correction]:
    """Every correction that stands in a year (or in all): those of closed years."""
    found = [
        _correction(entry)
        for entry in _generated(entries, vocabulary.CORRECTION_TAG)
        if year is None or entry.date.year == year
    ]
    found.sort(key=lambda c: (c.cooperation, c.day, c.year, c.municipality, c.debit))
    return found


def _correction(entry: Transaction) -> Correction:
    meta: dict[str, Any] = entry.meta
    debit, credit = entry.postings
    units: Any = debit.units
    before, after = meta[vocabulary.BEFORE].number, meta[vocabulary.AFTER].number
    must_equal(
        "{line}: før og korreksjon, og etter,",
        before + units.number,
        after,
        line=entry.narration or "",
    )
    return Correction(
        cooperation=meta[vocabulary.COOPERATION],
        municipality=meta.get(vocabulary.MUNICIPALITY, ""),
        year=int(meta[vocabulary.CORRECTS]),
        period=meta[vocabulary.PERIOD],
        debit=debit.account,
        credit=credit.account,
        before=before,
        after=after,
        amount=units.number,
        reason=meta[vocabulary.REASON],
        day=entry.date,
    )


def shares(entries: Entries, year: int | None = None) -> list[Share]:
    """Every share of a year (or of all), in the order of cooperation, day and payer.

    Of a part of the books, as Fava's filters leave, they need not add up to anything.
    """
    found = [
        _share(entry)
        for entry in _generated(entries, vocabulary.CHARGE_TAG)
        if year is None or entry.date.year == year
    ]
    found.sort(key=lambda s: (s.cooperation, s.day, s.municipality))
    return found


@frozen
class Moved:
    """What a generated transaction moves on a payer's receivable.

    Attributes:
        cooperation: The cooperation's account component.
        municipality: The payer's name.
        corrects: The closed year that it corrects, or ``None``.
        amount: Kroner with two decimals; below zero where the payer gets money back.
        day: The day that it stands on.
    """

    cooperation: str
    municipality: str
    corrects: int | None
    amount: Decimal
    day: date


def on_receivables(entries: Iterable[Entry], words: AccountNames) -> Iterator[Moved]:
    """Each charge, surplus given back and correction, by what it does to receivables.

    Args:
        entries: The books.
        words: Which accounts are receivables.
    """
    prefix = f"{words.receivables}:"
    for entry in transactions(entries):
        if entry.meta["filename"] != vocabulary.FILE or not _MOVES & entry.tags:
            continue
        meta: dict[str, Any] = entry.meta
        corrects = meta.get(vocabulary.CORRECTS)
        for posting in entry.postings:
            if posting.account.startswith(prefix):
                units: Any = posting.units
                yield Moved(
                    meta[vocabulary.COOPERATION],
                    meta[vocabulary.MUNICIPALITY],
                    None if corrects is None else int(corrects),
                    units.number,
                    entry.date,
                )


def unsound(
    entries: Entries,
) -> Iterator[tuple[str, int, ContradictionError]]:
    """Cooperations (account component) and years whose shares are not what was shared.

    The amounts are the basis that they are shares of.
    """
    found = shares(entries)
    for (cooperation, year), rows in groupby(
        found, key=lambda s: (s.cooperation, s.day.year)
    ):
        try:
            _must_add_up(list(rows))
        except ContradictionError as error:
            yield cooperation, year, error


class OfCooperation(Protocol):
    """What is told of one cooperation, by its account component."""

    @property
    def cooperation(self) -> str:
        """Which."""


Told = TypeVar("Told", bound=OfCooperation)


def by_cooperation(found: Iterable[Told]) -> dict[str, list[Told]]:
    """Shares, or what else is told of cooperations, by the cooperation."""
    by_account: dict[str, list[Told]] = defaultdict(list)
    for each in found:
        by_account[each.cooperation].append(each)
    return by_account


def findings(entries: Entries, year: int | None = None) -> list[SettlementNote]:
    """The findings of a year (or of all), as the notes that the books hold."""
    return [
        SettlementNote(entry)
        for entry in entries
        if is_note(entry)
        and vocabulary.FINDING_TAG in (entry.tags or ())
        and entry.meta["filename"] == vocabulary.FILE
        and (year is None or entry.date.year == year)
    ]


def vouchers(entries: Entries, link: str) -> list[Transaction]:
    """The vouchers behind a link, without what was generated from them."""
    return [
        entry
        for entry in transactions(entries)
        if link in entry.links and entry.meta["filename"] != vocabulary.FILE
    ]


def _generated(entries: Iterable[Entry], tag: str) -> list[Transaction]:
    return [
        entry
        for entry in transactions(entries)
        if tag in entry.tags and entry.meta["filename"] == vocabulary.FILE
    ]


def _share(entry: Transaction) -> Share:
    meta: dict[str, Any] = entry.meta
    units: Any = entry.postings[0].units
    due = meta.get(vocabulary.DUE, "")
    return Share(
        cooperation=meta[vocabulary.COOPERATION],
        municipality=meta[vocabulary.MUNICIPALITY],
        period=meta[vocabulary.PERIOD],
        basis=meta[vocabulary.BASIS].number,
        key=meta[vocabulary.KEY],
        share_text=meta[vocabulary.SHARE],
        amount=units.number,
        internal=bool(meta.get(vocabulary.INTERNAL)),
        due=_DUE.get(due, due),
        day=entry.date,
    )


def _must_add_up(rows: Sequence[Share]) -> None:
    """Shares of a cooperation's year: the amounts are the basis, the fractions one."""
    last_day = rows[-1].day
    last = [row for row in rows if row.day == last_day]
    if not all(row.has_share for row in last):
        return
    must_equal(
        "Andelene i {cooperation} {year} og grunnlaget",
        sum((row.amount for row in rows), Decimal(0)),
        last[0].basis,
        cooperation=rows[0].cooperation,
        year=last_day.year,
    )
