"""One file of vouchers as it was parsed and booked, kept by itself (*del av bøkene*).

Beancount books the whole books in order of days, since a lot that is sold was bought
before.  Where no line has a cost and each says its currency, what a voucher becomes
depends on that voucher and a few options alone; then a file may be booked by itself,
and what is the same file later is booked already.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey
from beancount.core.number import MISSING
from beancount.ops.validation import validate_check_transaction_balances
from beancount.parser import booking

from fellesbok.frozen import frozen
from fellesbok.kept_loads.in_bytes import read_columns
from fellesbok.kept_loads.in_bytes import read_rest
from fellesbok.kept_loads.in_bytes import write_columns
from fellesbok.kept_loads.in_bytes import write_rest
from fellesbok.kept_loads.transaction_columns import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.entries.book_files import Loaded

_DECIDE = (
    "booking_method",
    "infer_tolerance_from_cost",
    "inferred_tolerance_default",
    "tolerance_multiplier",
    "use_precise_interpolation",
)
"""The options of the main file that decide what a voucher is booked as."""

_MOST_DIGITS = 1_000
"""Numbers that are longer may be too large when they are added up over files."""


@frozen
class Facts:
    """What the transactions of a file say, for who checks the whole books.

    Attributes:
        days: The first and last day that each account is used.
        pairs: Accounts with the currencies that are booked on them.
        is_balanced: Whether every transaction is zero, as Beancount validates it.
    """

    days: dict[str, tuple[date, date]]
    pairs: frozenset[tuple[str, str]]
    is_balanced: bool


@frozen
class Part:
    """One file as it is kept.

    Attributes:
        name: Its path.
        digest: Of its bytes.
        key: The options that it was booked by.
        content: What it became.
    """

    name: str
    digest: str
    key: str
    content: bytes


@frozen
class Opened:
    """What a file became; each opening gives values of its own.

    Attributes:
        entries: All of them, booked, in Beancount's order.
        plain: Those of them that are plain transactions, in the same order.
        errors: Of the parser.
        options: Of the parser.
        facts: What the transactions say.
    """

    entries: list[Any]
    plain: list[Transaction]
    errors: list[Any]
    options: dict[str, Any]
    facts: Facts


def key_of(options: dict[str, Any]) -> str:
    """The options of the main file that decide what vouchers are booked as."""
    return repr([(name, options[name]) for name in _DECIDE])


def is_local(entries: Iterable[Any]) -> bool:
    """Whether each transaction can be booked without knowing any other."""
    return all(
        map(
            _is_local,
            (p for e in entries if type(e) is Transaction for p in e.postings),
        )
    )


def _is_local(posting: Any) -> bool:  # noqa: ANN401 -- as it was parsed
    """Whether a line has no lot, and says its currency or nothing at all."""
    units, price = posting.units, posting.price
    if posting.cost is not None:
        return False
    if units is MISSING:
        return price is None
    return _says_currency(units) and (price is None or _says_currency(price))


def _says_currency(found: Any) -> bool:  # noqa: ANN401 -- likewise
    if type(found) is not Amount or type(found.currency) is not str:
        return False
    number: Any = found.number
    if number is MISSING:
        return True
    return type(number) is Decimal and abs(number.adjusted()) < _MOST_DIGITS


def booked(
    entries: Iterable[Any], options: dict[str, Any]
) -> tuple[list[Any], list[Any]]:
    """The entries of one file in Beancount's order, booked by themselves, and faults.

    Args:
        entries: As they were parsed; each can be booked by itself.
        options: Of the main file.
    """
    in_order = sorted(entries, key=entry_sortkey)
    found: tuple[list[Any], list[Any]] = booking.book(in_order, options)  # type: ignore[no-untyped-call]
    return found


def part_of(
    name: str, digest: str, found: Loaded, top: dict[str, Any]
) -> tuple[Part, Opened]:
    """A file that has been booked, as it is kept.

    Args:
        name: Its path.
        digest: Of its bytes.
        found: What it was parsed to, the entries booked.
        top: The options of the main file.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    entries, errors, options = found
    facts = _facts(entries, top)
    plain = [entry for entry in entries if is_plain(entry)]
    others = [(n, each) for n, each in enumerate(entries) if not is_plain(each)]
    file = io.BytesIO()
    write_columns(file, plain)
    write_rest(file, (others, errors, options, facts), plain)
    part = Part(name, digest, key_of(top), file.getvalue())
    return part, Opened(entries, plain, errors, options, facts)


def _facts(entries: list[Any], options: dict[str, Any]) -> Facts:
    transactions: list[Any] = [e for e in entries if type(e) is Transaction]
    days: dict[str, tuple[date, date]] = {}
    pairs = set()
    for entry in transactions:
        day = entry.date
        for posting in entry.postings:
            account = posting.account
            first, last = days.get(account, (day, day))
            days[account] = min(first, day), max(last, day)
            pairs.add((account, posting.units.currency))
    faults = validate_check_transaction_balances(transactions, options)  # type: ignore[no-untyped-call]
    return Facts(days, frozenset(pairs), not faults)


def opened(part: Part) -> Opened:
    """What a file became.

    Raises:
        Exception: It was not kept by us.
    """
    file = io.BytesIO(part.content)
    plain = read_columns(file)
    others, errors, options, facts = read_rest(file, plain)
    entries = list(merged(plain, others))
    return Opened(entries, plain, errors, options, facts)


def merged(plain: list[Any], others: list[tuple[int, Any]]) -> Iterator[Any]:
    """Entries in their order: the others by their places, the plain ones between."""
    taken = place = 0
    for at, entry in others:
        yield from plain[taken : taken + at - place]
        taken += at - place
        yield entry
        place = at + 1
    yield from plain[taken:]
