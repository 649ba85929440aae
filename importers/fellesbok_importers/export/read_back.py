"""Our own exports, SAF-T and CSV, read back: the same transactions as they stood.

What the books make themselves is left out, for they make it again.  A transaction
without an identity is known when the books have one that says the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from beangulp.importer import Importer

from fellesbok.entries import drafting
from fellesbok.entries.kinds import transactions
from fellesbok.filing.writing import DOCUMENT
from fellesbok.messages import Text
from fellesbok_importers.document_outcome import Outcome
from fellesbok_importers.documents.saft import SaftReader
from fellesbok_importers.documents.saft import is_saft
from fellesbok_importers.documents.saft import length_of
from fellesbok_importers.documents.saft import software_of
from fellesbok_importers.export import saft_own
from fellesbok_importers.export.csv_lines import is_our_csv
from fellesbok_importers.export.csv_lines import read_csv
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.exchange import NOT_OUR_WORDS
from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.exchange import Record
from fellesbok_importers.vouchers.exchange import RecordLine
from fellesbok_importers.vouchers.exchange import quantity_of
from fellesbok_importers.vouchers.exchange import record_of
from fellesbok_importers.vouchers.exchange import transaction_of
from fellesbok_importers.vouchers.from_saft import OWN
from fellesbok_importers.vouchers.identity import DUPLICATE
from fellesbok_importers.vouchers.identity import mark_known
from fellesbok_importers.vouchers.movers import is_mover
from fellesbok_importers.vouchers.movers import mover_of
from fellesbok_importers.vouchers.movers import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Custom
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.documents.saft_lines import SaftLine
    from fellesbok_importers.documents.saft_lines import SaftVoucher

Kept = TypeVar("Kept", "Transaction", "Custom")
BEFORE = "kildedokument"
"""What the document of a transaction was, before it came by way of an export."""
_PLACES = (f"{DOCUMENT}:", f"{BEFORE}:")


class OwnImporter(Importer):
    """Our own exports, as beangulp, Fava and the shell read them.

    ``watch`` is given the vouchers as they are read, and passes them on.
    """

    def __init__(self, agreement: Agreement) -> None:
        """Know the currency of the books."""
        self.agreement = agreement
        self.watch: Callable[[Iterator[Any]], Iterator[Any]] = iter

    @property
    def name(self) -> str:
        """What people choose it by."""
        return "fellesbok.eksport"

    def identify(self, filepath: str) -> bool:
        """Whether we have written the file."""
        if is_saft(filepath):
            return software_of(filepath) == OWN
        return is_our_csv(filepath)

    def length(self, filepath: str) -> int:
        """About how many vouchers there are to watch."""
        return length_of(filepath) if is_saft(filepath) else 1

    def account(self, filepath: str) -> str:
        """The account that the document is filed under: of its first line."""
        reader = SaftReader(filepath, self.agreement.currency)
        saft = is_saft(filepath)
        found = self._records(reader, reader.vouchers()) if saft else read_csv(filepath)
        for _, record in found:
            if not record.generated or record.made_of:
                return record.lines[0].account
        raise _nothing(filepath)

    def date(self, filepath: str) -> date | None:
        """The last day of the document."""
        written, movers, _ = self._written(filepath)
        return max(record.day for _, record in (*written, *movers))

    def extract(self, filepath: str, existing: list[Entry]) -> list[Entry]:
        """The transactions of the document, those that the books have marked.

        Raises:
            RejectedError: The document was changed, or is not whole.
        """
        return list(self.outcome(filepath, existing).entries)

    def outcome(self, filepath: str, existing: Entries) -> Outcome:
        """The same, and how many the books are to calculate themselves.

        Raises:
            RejectedError: The document was changed, or is not whole.
        """
        faults: list[Fault] = []
        found: list[Entry] = []
        there = Counter(_outlines(existing))
        written, movers, left_out = self._written(filepath)
        for row, record in written:
            try:
                entry = transaction_of(record, drafting.at(filepath, row))
            except CannotTellError as error:
                fault = Fault(filepath, row, None, str(error), NOT_OUR_WORDS)
                faults.append(fault)
                continue
            outline = _outline(entry)
            if there[outline] > 0:
                there[outline] -= 1
                entry.meta[DUPLICATE] = True
            found.append(_kept_document(entry))
        found += _movers(filepath, movers, existing, faults)
        if faults:
            raise RejectedError(faults)
        text = Text(
            "  {count} bilag er regnet ut av avtalene. De føres ikke, men regnes ut på"
            " nytt.",
            count=left_out,
        )
        day = max(entry.date for entry in found)
        return Outcome(tuple(found), day, controls=(text,) if left_out else ())

    def deduplicate(self, entries: list[Entry], existing: list[Entry]) -> None:
        """Mark what the books have; amount and date alone do not count."""
        mark_known(entries, existing)

    def _written(
        self, filepath: str
    ) -> tuple[list[tuple[int, Record]], list[tuple[int, Record]], int]:
        """The records that the books do not make themselves, and those that they do.

        Of the latter, those that tell the directive that they are made of, and how many
        there are in all.

        Raises:
            RejectedError: The document cannot be read, or holds none.
        """
        found = self._saft(filepath) if is_saft(filepath) else list(read_csv(filepath))
        written = [(row, record) for row, record in found if not record.generated]
        faults = [
            fault for row, record in written for fault in _off(filepath, row, record)
        ]
        if faults:
            raise RejectedError(faults)
        movers = [(row, record) for row, record in found if record.made_of]
        if not written and not movers:
            raise _nothing(filepath)
        return written, movers, len(found) - len(written)

    def _saft(self, filepath: str) -> list[tuple[int, Record]]:
        reader = SaftReader(filepath, self.agreement.currency)
        found = list(self._records(reader, self.watch(reader.vouchers())))
        if reader.faults:
            raise RejectedError(reader.faults)
        return found

    def _records(
        self, reader: SaftReader, vouchers: Iterator[SaftVoucher]
    ) -> Iterator[tuple[int, Record]]:
        for voucher in vouchers:
            record = self._record(voucher, reader)
            if record is not None:
                yield voucher.row, record

    def _record(self, voucher: SaftVoucher, reader: SaftReader) -> Record | None:
        items = saft_own.joined(
            analysis.code
            for line in voucher.lines
            for analysis in line.analyses
            if analysis.kind == saft_own.VOUCHER_ITEM
        )
        lines = [self._line(line, reader) for line in voucher.lines]
        text = next((item[1:] for item in items if item.startswith('"')), voucher.text)
        if any(line is None for line in lines):
            return None
        return Record(
            voucher.day,
            text,
            tuple(item for item in items if not item.startswith('"')),
            tuple(line for line in lines if line is not None),
            voucher.journal == saft_own.GENERATED,
        )

    def _line(self, line: SaftLine, reader: SaftReader) -> RecordLine | None:
        """A line; what is not money has its amount among the items."""
        items = saft_own.joined(
            analysis.code
            for analysis in line.analyses
            if analysis.kind == saft_own.LINE_ITEM
        )
        account = saft_own.account_of(line.account)
        rest = tuple(item for item in items if not item.startswith("="))
        if rest == items:
            return RecordLine(account, line.amount, self.agreement.currency, items)
        try:
            number, currency = quantity_of(items)
        except CannotTellError as error:
            reader.reject(line.row, saft_own.LINE_ITEM, str(error), NOT_OUR_WORDS)
            return None
        return RecordLine(account, number, currency, rest)


def _movers(
    path: str,
    records: Iterable[tuple[int, Record]],
    existing: Iterable[Entry],
    faults: list[Fault],
) -> Iterator[Custom]:
    """The directives that move money, each once; those that the books have, marked."""
    there = Counter(_told(entry) for entry in existing if is_mover(entry))
    texts = {text: row for row, record in records for text in record.made_of}
    for text, row in texts.items():
        try:
            entry = mover_of(text, drafting.at(path, row))
        except CannotTellError:
            faults.append(Fault(path, row, None, text, NOT_OUR_WORDS))
            continue
        told = _told(entry)
        if there[told] > 0:
            there[told] -= 1
            entry.meta[DUPLICATE] = True
        yield _kept_document(entry)


def _told(entry: Entry) -> str:
    return text_of(entry, (DOCUMENT, BEFORE))


def _nothing(path: str) -> RejectedError:
    return RejectedError.of(path, Text("Filen har ingenting som kan føres."))


def _off(path: str, row: int, record: Record) -> Iterator[Fault]:
    """Every voucher goes to nought in each currency."""
    sums: dict[str, Decimal] = {}
    for line in record.lines:
        sums[line.currency] = sums.get(line.currency, 0 * line.amount) + line.amount
    for currency, off in sums.items():
        if off:
            expected = Text("Bilaget skal gå i null i {currency}.", currency=currency)
            yield Fault(path, row, None, f"{off:f}", expected, off)


def _outlines(existing: Iterable[Any]) -> Iterator[Any]:
    return map(_outline, transactions(existing))


def _outline(entry: Transaction) -> Any:  # noqa: ANN401 -- a value to compare by
    """What a transaction says, whatever links it has got and wherever it is filed."""
    try:
        record = record_of(entry, frozenset(), generated=False)
    except CannotTellError:
        return None
    items = [item for item in record.items if not item.startswith(_PLACES)]
    return record.day, record.text, tuple(items), record.lines


def _kept_document(entry: Kept) -> Kept:
    """Its own document under another name, since the export becomes its document."""
    document = entry.meta.pop(DOCUMENT, None)
    if document is not None:
        entry.meta.setdefault(BEFORE, document)
    return entry
