"""No part of a fund is below zero on any day: whose, how much, and what took it there.

A posting by hand, a late voucher that makes a surplus smaller, or a correction of a
closed year can take more from an owner than it has.  What is decided about a fund never
does (``fund_moves`` refuses it), so what is looked at here is what stands on the
accounts at the end of each day, whoever wrote it.  Restricted funds are held likewise.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.entries.levels import Movement
from fellesbok.entries.levels import falls_below_zero
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

ORE = Decimal("0.01")


def fund_levels(  # noqa: PLR0913, PLR0917 -- the books in three parts
    entries: Entries,
    rest: Entries,
    made: Sequence[Transaction],
    agreement: Agreement,
    reasons: Mapping[str, tuple[str, int]],
    posted: Collection[str],
) -> list[LedgerError]:
    """An error for each day on which something takes a part of a fund below zero.

    Args:
        entries: The books, without what is generated.
        rest: The entries that are no transactions, for the accounts that are opened.
        made: What is generated.
        agreement: For the accounts.
        reasons: Path and line of what led to the corrections with a link: a late
            voucher, or where the year was closed.
        posted: The accounts that the books post on.
    """
    words = agreement.accounts
    prefixes = f"{words.funds}:", f"{words.restricted_funds}:"
    funds = {
        each.account for each in openings(rest) if each.account.startswith(prefixes)
    }
    errors: list[LedgerError] = []
    movements: dict[str, list[Movement]] = defaultdict(list)
    # All the books are gone through here only where a fund is posted on by hand.
    by_hand = () if funds.isdisjoint(posted) else entries
    for entry, posting in _postings_on(funds, chain(by_hand, made)):
        fault = _fault(posting, agreement)
        if fault is None:
            units: Any = posting.units
            movement = Movement(entry.date, -units.number, entry)
            movements[posting.account].append(movement)
        else:
            errors.append(LedgerError(entry.meta, fault, entry))
    for account, of_account in sorted(movements.items()):
        for day, level, taking in falls_below_zero(of_account):
            written = [m for m in taking if m.entry.meta["filename"] != vocabulary.FILE]
            entry = (written or taking)[-1].entry
            text = _text(account, level, day, entry, agreement)
            errors.append(_at(entry, text, account, agreement, reasons))
    return errors


def _postings_on(
    accounts: Collection[str], entries: Iterable[Entry]
) -> Iterator[tuple[Transaction, Posting]]:
    """What is posted on some accounts, with its transaction."""
    for entry in transactions(entries):
        for posting in entry.postings:
            if posting.account in accounts:
                yield entry, posting


def _fault(posting: Posting, agreement: Agreement) -> Text | None:
    """Why what is posted on a fund cannot be added to it, if it cannot."""
    units: Any = posting.units
    if units.currency != agreement.currency:
        return Text(
            "{account} er ført i {found}; fondene føres i {expected}.",
            account=posting.account,
            found=units.currency,
            expected=agreement.currency,
        )
    if units.number != units.number.quantize(ORE):
        return Text(
            "{account}: {found} er ikke hele øre.",
            account=posting.account,
            found=str(units.number),
        )
    if not _has_owner(posting.account, agreement):
        return Text(
            "Kontoen {account} hører ikke til noen som kan eie en del av et fond."
            " Skriv {form}.",
            account=posting.account,
            form=f"{agreement.accounts.funds}:<samarbeid>:<betaler>",
        )
    return None


def _has_owner(account: str, agreement: Agreement) -> bool:
    """Whether an account is a known payer's part of a known cooperation's fund.

    A restricted fund is the grantor's, and its last component is the grant's.
    """
    prefix = f"{agreement.accounts.funds}:"
    if not account.startswith(prefix):
        return True
    cooperation, _, payer = account.removeprefix(prefix).partition(":")
    return (
        cooperation in agreement.cooperation_by_account
        and payer in agreement.name_by_account
    )


def _text(
    account: str, level: Decimal, day: date, entry: Transaction, agreement: Agreement
) -> Text:
    """Whose part it is, the day, and how far below zero."""
    off = -level
    prefix = f"{agreement.accounts.funds}:"
    if not account.startswith(prefix):
        return Text(
            "Det bundne fondet {account} er {owned} kr den {day}: {off} kr mer er tatt"
            " ut enn det som var der.",
            account=account,
            owned=level,
            day=day,
            off=off,
        )
    cooperation, _, payer = account.removeprefix(prefix).partition(":")
    corrects = entry.meta.get(vocabulary.CORRECTS)
    if corrects is None:
        template = (
            "{payer} eier {owned} kr av fondet til {cooperation} den {day}: {off} kr"
            " mer er tatt ut enn det som var der."
        )
    else:
        template = (
            "{payer} eier {owned} kr av fondet til {cooperation} den {day}, etter"
            " korreksjonen for {year}: {off} kr mer er tatt ut enn det som nå er satt"
            " av."
        )
    return Text(
        template,
        payer=agreement.name_by_account[payer],
        cooperation=agreement.cooperation_by_account[cooperation].title,
        owned=level,
        day=day,
        off=off,
        year=corrects,
    )


def _at(
    entry: Transaction,
    text: Text,
    account: str,
    agreement: Agreement,
    reasons: Mapping[str, tuple[str, int]],
) -> LedgerError:
    """The error at the line of the books that it comes from, else at the terms."""
    if entry.meta["filename"] != vocabulary.FILE:
        return LedgerError(entry.meta, text, entry)
    places = [reasons[link] for link in sorted(entry.links) if link in reasons]
    places += [
        (cooperation.place.path, cooperation.place.line)
        for cooperation in agreement.cooperations.values()
        if cooperation.account in account.split(":")
    ]
    path, line = places[0]
    return LedgerError({"filename": path, "lineno": line}, text)
