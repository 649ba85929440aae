"""What stands in the books as those read it who show it: vouchers and their lines.

Beancount's entries end here.  A record looks into the entry that it is of and says it
in our words; who shows a figure hands entries on, and reads records.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import TypeAlias

from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.entries import vocabulary
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import documents
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Directive
    from beancount.core.data import Note
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

Entries: TypeAlias = "Sequence[Directive]"
"""What came out of a load, or a part of it; who shows it hands it on unread."""

Entry: TypeAlias = "Directive"
"""One of them, likewise: what a link leads to, or a record is made of."""

Place = tuple[str, int]
"""File and line."""


@frozen
class Record:
    """Something that stands in the books: on a day, in a place, with metadata."""

    entry: Directive

    @property
    def day(self) -> date:
        """Its date."""
        return self.entry.date

    @property
    def meta(self) -> Mapping[str, Any]:
        """What stands beside it."""
        return self.entry.meta

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.meta["filename"], self.meta["lineno"]

    @property
    def is_generated(self) -> bool:
        """Whether nobody has written it: it is made by the settlement."""
        return self.place[0] == vocabulary.FILE


class VoucherLine(NamedTuple):
    """A line of a voucher (*postering*): so much on an account, and what it says."""

    account: str
    amount: Decimal
    currency: str
    meta: Mapping[str, Any]
    posting: Posting


class Voucher(Record):
    """A voucher, or what is generated from them (*bilag*)."""

    entry: Transaction

    @property
    def number(self) -> str:
        """Its number, or blank."""
        return vocabulary.voucher_number(self.meta)

    @property
    def text(self) -> str:
        """What it says that it is, or else of whom."""
        return self.entry.narration or self.entry.payee or ""

    @property
    def payee(self) -> str:
        """Whom it is with, or blank."""
        return self.entry.payee or ""

    @property
    def narration(self) -> str:
        """What it says that it is, or blank."""
        return self.entry.narration or ""

    @property
    def said(self) -> str:
        """Both, as one line that a person reads."""
        return " – ".join(filter(None, (self.payee, self.narration)))

    @property
    def links(self) -> frozenset[str]:
        """What joins it to others."""
        return self.entry.links or frozenset()

    @property
    def tags(self) -> frozenset[str]:
        """Its tags."""
        return self.entry.tags

    @property
    def accounts(self) -> list[str]:
        """Those that it is booked on, line by line."""
        return [posting.account for posting in self.entry.postings]

    @property
    def lines(self) -> Iterator[VoucherLine]:
        """What is booked."""
        for each in self.entry.postings:
            units: Any = each.units
            meta = each.meta or {}
            yield VoucherLine(each.account, units.number, units.currency, meta, each)

    @property
    def last_line(self) -> int:
        """Of its file, the one that its last line of amounts stands on."""
        _, first = self.place
        metas: list[Any] = [each.meta or {} for each in self.entry.postings]
        return max([first, *(int(meta.get("lineno", first)) for meta in metas)])

    @property
    def service_days(self) -> tuple[date, date] | None:
        """The period of service that it tells, or ``None``."""
        return days_told(self.meta.get(SERVICE_PERIOD))


def days_told(written: object) -> tuple[date, date] | None:
    """First and last day as metadata tells them: ``2018-06-01/2018-12-31``, or one."""
    if written is None:
        return None
    first, _, last = str(written).partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None


def vouchers_in(
    entries: Iterable[Entry], year: int | None = None, *, generated: bool | None = None
) -> Iterator[Voucher]:
    """Vouchers as the books have them: of a year or of all, written, generated or both.

    Args:
        entries: The books or a part of them, in any order.
        year: That of their dates.
        generated: Whether what is wanted is generated, or what somebody has written.
    """
    for entry in entries:
        if isinstance(entry, data.Transaction) and (
            year is None or entry.date.year == year
        ):
            is_ours = entry.meta["filename"] == vocabulary.FILE
            if generated is None or generated is is_ours:
                yield Voucher(entry)


def booked_under(
    entries: Iterable[Entry], prefixes: str | tuple[str, ...], currency: str
) -> Iterator[tuple[Transaction, Posting, Decimal]]:
    """What is booked in a currency on accounts whose names begin so, line by line.

    Args:
        entries: The books or a part of them, in any order.
        prefixes: Beginnings of names, as ``Assets:Krav:``.
        currency: What is booked in another is passed over.
    """
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                units: Any = posting.units
                if posting.account.startswith(prefixes) and units.currency == currency:
                    yield entry, posting, units.number


def until(day: date, entries: Entries) -> list[Entry]:
    """The books as they were at the end of a day."""
    return [entry for entry in entries if entry.date <= day]


def documents_in(entries: Entries) -> list[str]:
    """The paths of the documents that the books list."""
    return [document.filename for document in documents(entries)]


_PLACE = {"filename", "lineno"}
"""What the metadata of each line tells, where nobody wrote any."""


def texts_in(entries: Entries) -> Iterator[tuple[Mapping[str, Any], int, str]]:
    """Every text in the books, with the metadata that says where, and its year."""
    entry: Any  # each kind has its own values
    for entry in entries:
        year = entry.date.year
        values = [*entry, *_beside(entry.meta)]
        if isinstance(entry, data.Custom):
            values += values_of(entry)
        for value in values:
            if isinstance(value, str):
                yield entry.meta, year, value
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            meta = posting.meta
            if not meta or (len(meta) == len(_PLACE) and meta.keys() == _PLACE):
                continue  # nearly all lines have nothing beside them
            for value in _beside(meta):
                if isinstance(value, str):
                    yield {**entry.meta, **meta}, year, value


def amounts_in(
    entries: Entries,
) -> Iterator[tuple[Mapping[str, Any], int, Decimal, str]]:
    """Every amount that somebody wrote on a voucher or a line, and its currency.

    With the metadata that says where, and the year.  What a voucher leaves open is
    filled in when it is read, and is not here.
    """
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                units: Any = posting.units
                if "__automatic__" not in (posting.meta or {}):
                    yield entry.meta, entry.date.year, units.number, units.currency
        elif isinstance(entry, data.Custom):
            for value in values_of(entry):
                if isinstance(value, Amount) and value.number is not None:
                    yield entry.meta, entry.date.year, value.number, value.currency


def files_in(entries: Entries) -> Sequence[str]:
    """The files that the books stand in, each once, in the books' order."""
    return [*dict.fromkeys(str(entry.meta["filename"]) for entry in entries)]


def places_in(entries: Entries) -> Iterator[Place]:
    """Where each line of the books stands, those of vouchers too."""
    for entry in entries:
        yield entry.meta["filename"], entry.meta["lineno"]
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                if posting.meta and "lineno" in posting.meta:
                    yield posting.meta["filename"], posting.meta["lineno"]


def _beside(meta: Mapping[str, Any]) -> Iterator[object]:
    """The values that somebody wrote in metadata."""
    return (value for name, value in meta.items() if name != "filename")


class SettlementNote(Record):
    """What the settlement says of itself, of one cooperation and year (*funn*)."""

    entry: Note

    @property
    def kind(self) -> str:
        """What kind of thing it is."""
        return str(self.meta[vocabulary.FINDING])

    @property
    def cooperation(self) -> str:
        """The cooperation's account component."""
        return str(self.meta[vocabulary.COOPERATION])

    @property
    def text(self) -> str:
        """What is said."""
        return self.entry.comment
