"""Money that the books may have already, under another reference or by hand.

A notice and a table from the net bank tell of the same payment, each in its own words,
and a batch can be one amount in one of them and its parts in the other.  Day and amount
alone do not say whether it is the same money.  A balance may prove it; else a person
says it, and nothing is booked before she has.

Two payments are certainly two where both have a KID of their own, or both a reference
that is the bank's own for that one payment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Literal

from fellesbok.entries.claim import KID
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.bank.alike import BATCH
from fellesbok_importers.bank.alike import source_of
from fellesbok_importers.bank.alike import sum_on
from fellesbok_importers.bank.balances import is_opening
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.vouchers.identity import not_reversed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core import data

    from fellesbok.entries.records import Entry
    from fellesbok_importers.documents.statements import Payment
    from fellesbok_importers.documents.statements import Statement

Answer = Literal["same", "other"]
MOST_SHOWN = 3
# What stands for a reference that the bank has not given.
_MADE = re.compile(r"ocr-.*|[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}(-(nr)?[0-9]+)?")


@frozen
class Double:
    """Payments of a document, and what the books have that may be the same money."""

    payments: tuple[Payment, ...]
    entries: tuple[data.Transaction, ...]

    @property
    def amount(self) -> Decimal:
        """What the payments are together."""
        return sum((payment.amount for payment in self.payments), ZERO)

    @property
    def day(self) -> date:
        """The day of all of them."""
        return self.payments[0].day

    def told(self, answer: Answer | None) -> Text:
        """What is asked, or how it was answered."""
        texts = [e.narration or e.payee or "" for e in self.entries]
        shown = [*texts[:MOST_SHOWN], *(["…"] if len(texts) > MOST_SHOWN else [])]
        said = {
            "amount": self.amount,
            "day": self.day,
            "text": " + ".join(shown),
        }
        if answer == "same":
            return Text(
                "{amount} kr den {day} er «{text}», som står i bøkene, og"
                " føres ikke en gang til.",
                **said,
            )
        if answer == "other":
            return Text(
                "{amount} kr den {day} føres ved siden av «{text}», som"
                " har samme dag og beløp.",
                **said,
            )
        return Text(
            "{amount} kr den {day} ligner på «{text}», som står i bøkene."
            " Er det den samme betalingen?",
            **said,
        )


class Doubles:
    """What the books have on an account that a statement does not name itself."""

    def __init__(
        self,
        existing: Iterable[Entry],
        account: str,
        statement: Statement,
        used: Iterable[data.Transaction],
    ) -> None:
        """Know the books, the statement, and what is known to be payments of it."""
        self._account = account
        self._gone: set[int] = set()
        named = {
            source_of(statement.account, reference)
            for payment in statement.payments
            for reference in (payment.reference, payment.batch)
        }
        named |= {str(entry.meta.get(SOURCE)) for entry in used}
        self._left: dict[tuple[date, Decimal], list[tuple[data.Transaction, ...]]]
        self._left = defaultdict(list)
        batches: dict[tuple[date, str], list[data.Transaction]] = defaultdict(list)
        for entry in not_reversed(existing):
            batch = str(entry.meta.get(BATCH, ""))
            if (
                {str(entry.meta.get(SOURCE)), batch} & named
                or is_opening(entry, statement.account)
                or not any(p.account == account for p in entry.postings)
            ):
                continue
            self._add((entry,))
            if batch:
                batches[entry.date, batch].append(entry)
        of_day: dict[date, list[list[data.Transaction]]] = defaultdict(list)
        for (day, _), parts in batches.items():
            of_day[day].append(parts)
            if len(parts) > 1:
                self._add(tuple(parts))
        for of_one in of_day.values():
            if len(of_one) > 1:
                self._add(tuple(part for parts in of_one for part in parts))

    def _add(self, entries: tuple[data.Transaction, ...]) -> None:
        self._left[entries[0].date, sum_on(entries, self._account)].append(entries)

    def of(self, payments: Sequence[Payment]) -> Iterator[Double]:
        """What may be the same money as new payments of the statement.

        Each by itself, then each batch, then all the parts of a day together.
        """
        found: set[str] = set()
        for group in (*_each(payments), *_batches(payments), *_days(payments)):
            references = {payment.reference for payment in group}
            entries = () if references & found else self._take(group)
            if entries:
                found |= references
                yield Double(group, entries)

    def _take(self, group: tuple[Payment, ...]) -> tuple[data.Transaction, ...]:
        """What is left in the books of that day and sum, and is not certainly other."""
        amount = sum((payment.amount for payment in group), ZERO)
        for entries in self._left.get((group[0].day, amount), ()):
            is_pair = len(group) == len(entries) == 1
            if len(group) > 1 and len(entries) > 1:
                continue  # the parts are held against each other one by one
            if is_pair and _are_two(group[0], entries[0]):
                continue
            if any(id(entry) in self._gone for entry in entries):
                continue  # nothing in the books is two payments of a statement
            self._gone |= {id(entry) for entry in entries}
            return entries
        return ()


def answered(
    doubles: Sequence[Double],
    statement: Statement,
    held: Decimal,
    balanced: date | None,
) -> list[Answer | None]:
    """For each of the doubles, what a balance proves it to be.

    Args:
        doubles: What may be the same.
        statement: What the bank says.
        held: What the account has as the day of the statement's balance begins, without
            any of them.
        balanced: The last day as which begins the books have a balance.
    """
    until = statement.holds[0] if statement.holds else None
    open_ = ZERO
    for double in doubles:
        if not _is_before(double, balanced) and _is_before(double, until):
            open_ += double.amount
    off = statement.holds[1] - held if statement.holds else None
    proved: Answer | None = None
    if open_ and off in {ZERO, open_}:
        proved = "other" if off else "same"
    return [
        "same"  # the books are in balance without it
        if _is_before(double, balanced)
        else proved
        if _is_before(double, until)
        else None
        for double in doubles
    ]


def _is_before(double: Double, day: date | None) -> bool:
    return day is not None and double.day < day


def _each(payments: Sequence[Payment]) -> Iterator[tuple[Payment, ...]]:
    return ((payment,) for payment in payments)


def _batches(payments: Sequence[Payment]) -> Iterator[tuple[Payment, ...]]:
    """The parts of each batch, where it has several."""
    found: dict[tuple[date, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.batch:
            found[payment.day, payment.batch].append(payment)
    return (tuple(group) for group in found.values() if len(group) > 1)


def _days(payments: Sequence[Payment]) -> Iterator[tuple[Payment, ...]]:
    """The parts of all batches of each day, where there are several."""
    found: dict[date, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.batch:
            found[payment.day].append(payment)
    return (
        tuple(group)
        for group in found.values()
        if len({payment.batch for payment in group}) > 1
    )


def _are_two(payment: Payment, entry: data.Transaction) -> bool:
    """Whether a payment is certainly another than one in the books."""
    written = "".join(str(entry.meta.get(KID, "")).split())
    kid = "".join(payment.kid.split())
    if kid and written and kid != written:
        return True
    reference = str(entry.meta.get(SOURCE, "")).rpartition("/")[2]
    batch = str(entry.meta.get(BATCH, "")).rpartition("/")[2]
    return _is_own(payment.reference, payment.batch) and _is_own(reference, batch)


def _is_own(reference: str, batch: str) -> bool:
    """Whether a reference is the bank's, for that one payment."""
    if batch and reference.startswith(f"{batch}-"):
        return False
    return bool(reference) and _MADE.fullmatch(reference) is None
