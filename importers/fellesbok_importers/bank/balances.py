"""The balances that a bank tells (*saldo*) → what the books must hold, day by day.

Beancount holds one balance a day.  Of several statements of an account that end on the
same day, the balance is the last one's: that which the balance before the first and the
payments of all of them come to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.kinds import is_balance
from fellesbok.entries.kinds import is_pad
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok_importers.bank.alike import UNDECIDED
from fellesbok_importers.bank.alike import source_of
from fellesbok_importers.bank.alike import sum_on
from fellesbok_importers.bank.suggest import SUGGESTION
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.vouchers.identity import FINGERPRINT
from fellesbok_importers.vouchers.identity import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from beancount.core import data

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.documents.statements import Statement

OPENING = "inngaaende-saldo"


class Balances:
    """The balances of a document, one for each account and day."""

    def __init__(
        self, statements: Sequence[Statement], accounts: Mapping[str, str], path: Path
    ) -> None:
        """Find them; where several statements do not hang together, it is a fault."""
        self.faults: list[Fault] = []
        self.entries: list[Entry] = []
        of_day: dict[tuple[str, date], list[Statement]] = {}
        for statement in statements:
            if statement.holds is not None:
                key = statement.account, statement.holds[0]
                of_day.setdefault(key, []).append(statement)
        for (number, day), found in of_day.items():
            last = self._last(found, path)
            if last is not None and last.holds is not None:
                place, held = (str(path), last.row), last.holds[1]
                account = accounts[number]
                balance = drafting.balance(place, day, account, held, last.currency)
                self.entries.append(balance)

    def _last(self, found: Sequence[Statement], path: Path) -> Statement | None:
        """The statement whose balance is the day's."""
        if len({statement.holds for statement in found}) == 1:
            return found[0]
        payments = {p.reference: p.amount for s in found for p in s.payments}
        total = sum(payments.values(), ZERO)
        openings = [s.opening[1] for s in found if s.opening is not None]
        for opening in openings:
            for statement in reversed(found):
                if statement.closing and opening + total == statement.closing[1]:
                    return statement
        text = Text("Utskriftene for samme dag henger ikke sammen.")
        said = ", ".join(str(s.closing[1]) for s in found if s.closing)
        self.faults.append(Fault(str(path), found[-1].row, "Bal", said, text))
        return None


def opening_entry(
    statement: Statement,
    account: str,
    suspense: str,
    before: Entries,
    path: Path,
) -> data.Transaction | None:
    """The balance before the first statement of an account unknown to the books.

    What it is of, nobody has said: it waits on suspense for a person.  Where an earlier
    statement comes later, and ends with it, that one's takes its place.
    """
    if statement.opening is None or not statement.opening[1]:
        return None
    about = [entry for entry in before if _is_about(entry, account)]
    if about and not _comes_before(statement, account, about):
        return None
    value = statement.opening[1]
    source = source_of(statement.account, OPENING)
    text = Text(
        "Saldoen på kontoen før den første utskriften. Sett kontoen for inngående"
        " balanse i stedet for {suspense}.",
        suspense=suspense,
    )
    meta = {
        SOURCE: source,
        VOUCHER: source.replace("/", "-"),
        FINGERPRINT: digest_of(source, value, statement.currency),
        SUGGESTION: str(text),
    }
    return drafting.voucher(
        drafting.at(str(path), statement.row, meta),
        first_day(statement),
        None,
        "Inngående saldo",
        [
            drafting.posting(account, value, statement.currency),
            drafting.posting(suspense, -value, statement.currency),
        ],
        flag=UNDECIDED,
    )


def first_day(statement: Statement) -> date:
    """The first day that a statement with balances is about."""
    days = [payment.day for payment in statement.payments]
    last = statement.closing or statement.opening
    return min([*days, *([last[0]] if last else [])])


def is_opening(entry: Any, number: str) -> bool:  # noqa: ANN401 -- any directive
    """Whether an entry is the balance before the first statement of an account."""
    return (entry.meta or {}).get(SOURCE) == source_of(number, OPENING)


def _comes_before(statement: Statement, account: str, about: Entries) -> bool:
    """Whether a statement ends with a balance that was taken to be the first."""
    first = first_day(statement)
    return any(
        is_transaction(entry)
        and is_opening(entry, statement.account)
        and entry.flag == UNDECIDED
        and statement.closing is not None
        and statement.closing[1] == sum_on([entry], account)
        and first < entry.date
        for entry in about
    ) and not any(entry.date <= first for entry in about)


def _is_about(entry: Entry, account: str) -> bool:
    """Whether an entry says what stands on an account."""
    if is_transaction(entry):
        return any(posting.account == account for posting in entry.postings)
    return (is_balance(entry) or is_pad(entry)) and entry.account == account
