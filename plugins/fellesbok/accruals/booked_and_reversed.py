"""Accrued cost → vouchers: booked when incurred, reversed when the real one comes.

After the line that ``accruals`` reads, the books hold::

    2018-12-31 * "Halti næringshage" "Arbeid utført i 2018" #paalopt
      paaloept: "2018-hoppide-c"
      Expenses:HoppIdé-C             127000.00 NOK
      Liabilities:Påløpt:HoppIdé-C  -127000.00 NOK

When the real voucher comes with ``erstatter: "2018-hoppide-c"``, this is reversed that
day, and both belong to the days of the accrual: only the difference is shared anew, by
the terms that held then.  What is made stands at file and line of the accrual, so that
a figure leads there.  The room shares nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.accruals.incurred import ID
from fellesbok.accruals.incurred import note_error
from fellesbok.entries import drafting
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.kinds import transactions
from fellesbok.entries.overrides import OVERRIDES
from fellesbok.entries.overrides import REPLACES
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.entries.vocabulary import TAKES_BACK
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.accruals.incurred import Accrual
    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.errors import LedgerError

TAG = "paalopt"


@frozen
class Booked:
    """The books with what is accrued in them.

    ``faulty`` are the cooperations (by slug) and years that an error belongs to.
    """

    entries: list[Entry]
    errors: tuple[LedgerError, ...]
    faulty: frozenset[tuple[str, int]]


def booked(
    entries: list[Entry],
    rest: Entries,
    accrued: Sequence[Accrual],
    agreement: Agreement,
) -> Booked:
    """The books with a voucher for each accrual, and its reversal when the real comes.

    Args:
        entries: All entries.
        rest: The entries that are no transactions, for the accounts that are open.
        accrued: From ``accruals``.
        agreement: For account names and currency.
    """
    if not accrued:
        return Booked(entries, (), frozenset())
    opened = open_days(rest)
    errors: list[LedgerError] = []
    faulty: set[tuple[str, int]] = set()
    made: list[Transaction] = []
    twice = _twice(accrued, errors)
    faulty |= {(a.cooperation.slug, a.day.year) for a in accrued if a.id in twice}
    for accrual in accrued:
        if accrual.amount is None or accrual.id in twice:
            continue
        needed = {_liability(accrual, agreement): accrual.day}
        faults = list(not_open(agreement, accrual.cooperation, needed, opened))
        errors.extend(faults)
        if faults:
            faulty.add((accrual.cooperation.slug, accrual.day.year))
        else:
            made.append(_accrued(accrual, agreement))
    replaced = list(entries)
    known = {a.id: a for a in accrued if a.id and a.id not in twice}
    for index, voucher, accrual in _replacing(entries, known, errors, faulty):
        if accrual.amount is not None:
            made.append(_reversed(accrual, voucher, agreement))
            replaced[index] = _in_period(voucher, accrual)
    return Booked([*replaced, *made], tuple(errors), frozenset(faulty))


def _twice(accrued: Sequence[Accrual], errors: list[LedgerError]) -> set[str]:
    """The ids that stand for more than one cost: nobody knows which of them is it."""
    first: dict[str, Accrual] = {}
    found = set()
    for accrual in accrued:
        if not accrual.id or first.setdefault(accrual.id, accrual) is accrual:
            continue
        found.add(accrual.id)
        note_error(
            errors,
            accrual.entry,
            "«{id}» er brukt på to påløpte kostnader: også på linje {line}.",
            id=accrual.id,
            line=first[accrual.id].entry.meta["lineno"],
        )
    return found


def replaced_on(
    entries: Iterable[Entry],
) -> dict[str, date]:
    """The day that each accrual was replaced by a voucher, by id."""
    days: dict[str, date] = {}
    for entry in transactions(entries):
        if REPLACES in entry.meta:
            days.setdefault(str(entry.meta[REPLACES]), entry.date)
    return days


def _replacing(
    entries: Entries,
    known: dict[str, Accrual],
    errors: list[LedgerError],
    faulty: set[tuple[str, int]],
) -> Iterator[tuple[int, Transaction, Accrual]]:
    """Each voucher that replaces an accrual; what cannot hold is an error."""
    first: dict[str, Transaction] = {}
    for index, entry in enumerate(entries):
        if not is_transaction(entry) or REPLACES not in entry.meta:
            continue
        accrual = known.get(str(entry.meta[REPLACES]))
        if accrual is None:
            continue  # told of where the voucher's cost is read
        before = len(errors)
        if accrual.id in first:
            note_error(
                errors,
                entry,
                "«{id}» er alt erstattet av bilaget på linje {line}. To bilag kan ikke"
                " erstatte den samme kostnaden.",
                id=accrual.id,
                line=first[accrual.id].meta["lineno"],
            )
        elif entry.date < accrual.day:
            note_error(
                errors,
                entry,
                "Bilaget er datert {day}, før «{id}» påløp {accrued}.",
                day=entry.date,
                id=accrual.id,
                accrued=accrual.day,
            )
        elif not any(_is_cost(p.account, accrual) for p in entry.postings):
            note_error(
                errors,
                entry,
                "Bilaget erstatter «{id}», men fører ingen kostnad i {cooperation}.",
                id=accrual.id,
                cooperation=accrual.cooperation.title,
            )
        if len(errors) > before:
            faulty.add((accrual.cooperation.slug, entry.date.year))
            continue
        first[accrual.id] = entry
        yield index, entry, accrual


def _accrued(accrual: Accrual, agreement: Agreement) -> Transaction:
    """The cost as it is incurred; it stands where its line is written."""
    entry = accrual.entry
    words = {**entry.meta, ACCRUED: accrual.id}
    words.pop(ID)
    return _voucher(accrual, agreement, accrual.day, words, 1, frozenset({TAG}))


def _reversed(
    accrual: Accrual, voucher: Transaction, agreement: Agreement
) -> Transaction:
    """The accrual taken back on the day of the real voucher."""
    kept = {k: v for k, v in accrual.entry.meta.items() if k in OVERRIDES}
    words = {
        "filename": accrual.entry.meta["filename"],
        "lineno": accrual.entry.meta["lineno"],
        TAKES_BACK: accrual.id,
        **kept,
        SERVICE_PERIOD: _period(accrual),
    }
    return _voucher(accrual, agreement, voucher.date, words, -1, frozenset())


def _voucher(  # noqa: PLR0913, PLR0917 -- the parts of one transaction
    accrual: Accrual,
    agreement: Agreement,
    day: date,
    meta: dict[str, Any],
    sign: int,
    tags: frozenset[str],
) -> Transaction:
    number = accrual.amount or Decimal(0)  # those without an amount are not booked
    owed = _liability(accrual, agreement)
    postings = drafting.moved(accrual.account, owed, number * sign, agreement.currency)
    payee = accrual.sender or accrual.cooperation.title
    return drafting.voucher(meta, day, payee, accrual.text, postings, tags=tags)


def _in_period(voucher: Transaction, accrual: Accrual) -> Transaction:
    """The real voucher, for the days of the accrual unless it says otherwise."""
    meta = {SERVICE_PERIOD: _period(accrual), **voucher.meta}
    return voucher._replace(meta=meta)


def _period(accrual: Accrual) -> str:
    return str(accrual.entry.meta.get(SERVICE_PERIOD, accrual.day))


def _liability(accrual: Accrual, agreement: Agreement) -> str:
    return f"{agreement.accounts.accrued}:{accrual.cooperation.account}"


def _is_cost(account: str, accrual: Accrual) -> bool:
    return f"{account}:".startswith(f"Expenses:{accrual.cooperation.account}:")
