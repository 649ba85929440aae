"""An export of the books as SAF-T Financial 1.30.

Written voucher by voucher, in the order and with the lengths that the schema has
(Skatteetaten/saf-t, Norwegian_SAF-T_Financial_Schema_v_1.30.xsd).  A description that
is too long is shortened, and stands whole among the items of ``saft_own``; a code that
is too long is refused.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from lxml import etree

from fellesbok import __version__
from fellesbok.contradictions import must_equal
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.export import saft_own
from fellesbok_importers.export.booked_year import NOT_STATED
from fellesbok_importers.export.booked_year import key_of
from fellesbok_importers.export.masters import codes_of
from fellesbok_importers.export.masters import master_files
from fellesbok_importers.export.nodes import SCHEMA_NAMESPACE
from fellesbok_importers.export.nodes import amount_text
from fellesbok_importers.export.nodes import leaf
from fellesbok_importers.export.nodes import node
from fellesbok_importers.export.nodes import shortened
from fellesbok_importers.export.nodes import too_long
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_saft import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.export.booked_year import Export
    from fellesbok_importers.vouchers.exchange import Record
    from fellesbok_importers.vouchers.exchange import RecordLine

SAFT_VERSION = "1.30"
INDENT = "  "


def saft_of(export: Export) -> bytes:
    """The document.

    Raises:
        RejectedError: A code is too long for SAF-T; holds all of them.
    """
    writer = _Writer(export)
    blocks = [*writer.blocks()]
    if writer.faults:
        raise RejectedError(writer.faults)
    file = io.BytesIO()
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(f'<AuditFile xmlns="{SCHEMA_NAMESPACE}">\n'.encode())
    file.writelines(blocks)
    file.write(b"</AuditFile>\n")
    return file.getvalue()


class _Writer:
    """Writes one export, and keeps what there is no room for."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._agreement = export.agreement
        self._numbers: dict[str, int] = {}
        self.faults: list[Fault] = []

    def blocks(self) -> Iterator[bytes]:
        """The document piece by piece."""
        yield self._shown(self._header(), 1)
        yield self._shown(master_files(self._export, self.faults), 1)
        yield f"{INDENT}<GeneralLedgerEntries>\n".encode()
        for total in self._totals():
            yield self._shown(total, 2)
        for name, description in saft_own.JOURNALS.items():
            chosen = [
                (number, record)
                for number, record in enumerate(self._export.records, start=1)
                if record.generated == (name == saft_own.GENERATED)
            ]
            yield f"{INDENT * 2}<Journal>\n".encode()
            for part in (
                leaf("JournalID", name),
                leaf("Description", description),
                leaf("Type", "GL"),
                *(self._transaction(record, number) for number, record in chosen),
            ):
                yield self._shown(part, 3)
            yield f"{INDENT * 2}</Journal>\n".encode()
        yield f"{INDENT}</GeneralLedgerEntries>\n".encode()

    def _shown(self, element: Any, level: int) -> bytes:  # noqa: ANN401 -- lxml
        """An element as text, indented as far as it is deep."""
        etree.indent(element, INDENT, level=level)
        text = etree.tostring(element, encoding="unicode")
        return f"{INDENT * level}{text}\n".encode()

    def _header(self) -> Any:  # noqa: ANN401 -- lxml
        export = self._export
        name, number = export.company
        comment = f"Samarbeid: {export.cooperation.title}" if export.cooperation else ""
        return node(
            "Header",
            leaf("AuditFileVersion", SAFT_VERSION),
            leaf("AuditFileCountry", "NO"),
            leaf("AuditFileDateCreated", export.on.isoformat()),
            leaf("SoftwareCompanyName", OWN),
            leaf("SoftwareID", OWN),
            leaf("SoftwareVersion", __version__),
            node(
                "Company",
                leaf("RegistrationNumber", number),
                leaf("Name", name),
                # The schema wants a person; this is how it says that there is no name.
                node(
                    "Contact",
                    node(
                        "ContactPerson",
                        leaf("FirstName", "NotUsed"),
                        leaf("LastName", NOT_STATED),
                    ),
                ),
            ),
            leaf("DefaultCurrencyCode", export.agreement.currency),
            node(
                "SelectionCriteria",
                leaf("SelectionStartDate", f"{export.year}-01-01"),
                leaf("SelectionEndDate", f"{export.year}-12-31"),
            ),
            leaf("HeaderComment", shortened("HeaderComment", comment)),
            leaf("TaxAccountingBasis", "A"),
        )

    def _totals(self) -> Iterator[Any]:
        amounts = [
            line.amount
            for record in self._export.records
            for line in record.lines
            if line.currency == self._agreement.currency
        ]
        debit = sum((amount for amount in amounts if amount > 0), ZERO)
        credit = -sum((amount for amount in amounts if amount < 0), ZERO)
        must_equal("Debet og kredit i eksporten", debit, credit)
        yield leaf("NumberOfEntries", str(len(self._export.records)))
        yield leaf("TotalDebit", amount_text(debit))
        yield leaf("TotalCredit", amount_text(credit))

    def _transaction(self, record: Record, number: int) -> Any:  # noqa: ANN401 -- lxml
        day = record.day.isoformat()
        source, _, _ = str(record.meta.get(SOURCE) or "").partition("/")
        return node(
            "Transaction",
            leaf("TransactionID", self._number(record, number)),
            leaf("Period", str(record.day.month)),
            leaf("PeriodYear", str(record.day.year)),
            leaf("TransactionDate", day),
            leaf("SourceID", shortened("SourceID", source)),
            leaf(
                "VoucherType",
                saft_own.GENERATED if record.generated else saft_own.WRITTEN,
            ),
            leaf("Description", shortened("Description", record.text) or NOT_STATED),
            leaf("SystemEntryDate", day),
            leaf("GLPostingDate", day),
            *(
                self._line(record, line, place)
                for place, line in enumerate(record.lines)
            ),
        )

    def _number(self, record: Record, number: int) -> str:
        """The number in the books; one that has none, or no room, gets a place in line.

        A number that is used more than once gets a place in line too.
        """
        told = str(record.meta.get(VOUCHER) or "")
        if not told or len(told) > 60:  # noqa: PLR2004 -- seventy, less the place in line
            told = f"nr. {number}"
        count = self._numbers[told] = self._numbers.get(told, 0) + 1
        return told if count == 1 else f"{told} ({count})"

    def _line(self, record: Record, line: RecordLine, place: int) -> Any:  # noqa: ANN401 -- lxml
        account, art = key_of(line)
        money = line.currency == self._agreement.currency
        amount = line.amount if money else ZERO
        side = "CreditAmount" if amount < 0 else "DebitAmount"
        payer = self._export.who.payer(account)
        owes = self._export.who.owes(account)
        claims = f"{self._agreement.accounts.claims}:"
        return node(
            "Line",
            leaf("RecordID", str(place + 1)),
            self._code("AccountID", saft_own.account_id(account, art)),
            *self._analyses(record, line, place),
            self._code("CustomerID", payer.slug if payer and owes else ""),
            leaf("Description", shortened("Description", record.text) or NOT_STATED),
            node(side, leaf("Amount", amount_text(abs(amount)))),
            *(self._claim(record) if account.startswith(claims) else ()),
        )

    def _claim(self, record: Record) -> Iterator[Any]:
        """The number, KID and due date of a claim, on what is owed by it."""
        meta = record.meta
        due = meta.get("forfall")
        yield self._code("ReferenceNumber", str(meta.get("krav") or ""))
        yield self._code("CID", str(meta.get("kid") or ""))
        yield leaf("DueDate", due.isoformat() if isinstance(due, date) else "")

    def _analyses(self, record: Record, line: RecordLine, place: int) -> Iterator[Any]:
        """The dimensions of a line, and the items that have no field of their own."""
        for kind, code in codes_of(self._export, line):
            yield node(
                "Analysis",
                leaf("AnalysisType", kind),
                self._code("AnalysisID", code, saft_own.LONGEST),
            )
        shown = shortened("Description", record.text)
        whole = [] if shown == record.text and shown else [f'"{record.text}']
        of_voucher = [*whole, *record.items] if place == 0 else []
        of_line = [*line.items]
        if line.currency != self._agreement.currency:
            of_line.insert(0, f"={line.amount:f} {line.currency}")
        for kind, items in (
            (saft_own.VOUCHER_ITEM, of_voucher),
            (saft_own.LINE_ITEM, of_line),
        ):
            for piece in saft_own.pieces(items):
                yield node(
                    "Analysis", leaf("AnalysisType", kind), leaf("AnalysisID", piece)
                )

    def _code(self, name: str, code: str, most: int | None = None) -> Any:  # noqa: ANN401 -- lxml
        """A code, which cannot be shortened."""
        shown = shortened(name, code, most)
        if shown != code:
            self.faults.append(too_long(name, name, code))
        return leaf(name, shown)
