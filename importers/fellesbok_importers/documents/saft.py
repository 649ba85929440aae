"""SAF-T Financial 1.10, 1.20 and 1.30 (*SAF-T Regnskap*), voucher by voucher.

A document is read once, from the top: what it says of itself, its accounts, parties and
dimensions, and then each voucher, which is let go before the next.  What it says that
it adds up to is held against what was read.  Nothing that it names is followed.

What a dimension means to the cooperations is not known here.
(Skatteetaten/saf-t: the schemas 1.10, 1.20 and 1.30.)
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.book_files import stamp
from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.bounded import MOST_BYTES
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.packed import opened
from fellesbok_importers.documents.packed import xml_names
from fellesbok_importers.documents.saft_lines import NAMESPACE
from fellesbok_importers.documents.saft_lines import Fields
from fellesbok_importers.documents.saft_lines import TransactionReader
from fellesbok_importers.documents.saft_lines import whole_number
from fellesbok_importers.documents.saft_parts import Numbered
from fellesbok_importers.documents.saft_parts import OtherPart
from fellesbok_importers.documents.saft_parts import part_of
from fellesbok_importers.documents.saft_parts import remembered
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok_importers.documents.saft_lines import SaftVoucher

VERSIONS = ("1.10", "1.20", "1.30")
CALLED = {"1.0": "1.10", "1.1": "1.10", "1.2": "1.20", "1.3": "1.30"}
"""The tax administration's own example of 1.10 calls itself 1.0; others leave a nought
out."""

LOOKED_AT = 4096
CHUNK = 1_000_000
_ENDS = b"Transaction>"
LEDGER = "GeneralLedgerEntries"
MOST_FAULTS = 1000
_SUMS = ("NumberOfEntries", "TotalDebit", "TotalCredit")
_WANTED = frozenset(
    {
        "Header",
        "Account",
        "Customer",
        "Supplier",
        "AnalysisTypeTableEntry",
        "JournalID",
        "Transaction",
        *_SUMS,
    }
)


def is_saft(path: str) -> bool:
    """Whether a file seems to be SAF-T, of whatever version and however faulty."""
    try:
        with opened(Path(path), MOST_BYTES) as file:
            beginning = file.read(LOOKED_AT)
    except RejectedError:
        return any("SAF-T" in name for name in xml_names(Path(path)))
    except OSError:
        return False
    return b"AuditFile" in beginning.replace(b"\0", b"")


def software_of(path: str) -> str:
    """The programme that a SAF-T document says it was made by, or nothing."""
    with suppress(RejectedError, OSError):
        for element in elements(Path(path), _WANTED):
            if local_name(element) == "Header":
                return Fields(element).text("SoftwareID")
            break
    return ""


def length_of(path: str) -> int:
    """About how many vouchers a document has; each has a beginning and an end."""
    count, rest = 0, b""
    with opened(Path(path), MOST_BYTES) as file:
        while chunk := file.read(CHUNK):
            count += (rest + chunk).count(_ENDS) - rest.count(_ENDS)
            rest = chunk[1 - len(_ENDS) :]
    return count // 2


def dimensions_of(path: str) -> dict[str, str]:
    """What each type of dimension in a document is called, by its code."""
    found: dict[str, str] = {}
    with suppress(RejectedError, OSError):
        for element in elements(Path(path), _WANTED):
            if local_name(element) == "Transaction":
                break
            if local_name(element) == "AnalysisTypeTableEntry":
                said = Fields(element)
                found[said.text("AnalysisType")] = said.text("AnalysisTypeDescription")
    return found


def told(dimensions: dict[str, str]) -> str:
    """Types of dimension as they are shown in a message."""
    return ", ".join(f"{code} ({title})" for code, title in dimensions.items()) or "–"


@frozen
class Read:
    """What a document, or several parts of one, add up to."""

    count: int
    debit: Decimal
    credit: Decimal

    def __add__(self, other: Read) -> Read:
        """The sum of two parts."""
        return Read(
            self.count + other.count,
            self.debit + other.debit,
            self.credit + other.credit,
        )


class SaftReader:
    """Reads one document, and keeps what is wrong with it.

    Attributes:
        version: The version that the document is of; known with the first voucher.
        organisation: The organisation number of whose books it is, and its line.
        accounts: What each account is grouped as: code, or nothing, by its number.
        parties: Names of customers and suppliers by number.
        dimensions: What each type of dimension is called, by its code.
        transactions: Reads the vouchers, and knows what they add up to.
        count: How many vouchers there have been.
    """

    def __init__(self, path: str, currency: str) -> None:
        """Nothing has been read yet."""
        self.path = path
        self.currency = currency
        self.faults: list[Fault] = []
        self.version = ""
        self.organisation: tuple[str, int | None] = "", None
        self.accounts: dict[str, str] = {}
        self.parties: dict[str, str] = {}
        self.dimensions: dict[str, str] = {}
        self._stated: dict[str, tuple[str, int]] = {}
        self._is_part = False
        self._ledger: Any = None
        self._masters: Any = None
        self._journal: Any = None
        self._journal_id = ""
        self.transactions = TransactionReader(self)
        self.count = 0

    def reject(self, row: int | None, name: str | None, found: str, text: Text) -> None:
        """Note that something is not as it should be."""
        self.faults.append(Fault(self.path, row, name, found, text))
        if len(self.faults) >= MOST_FAULTS:
            raise RejectedError(self.faults)

    def vouchers(self) -> Iterator[SaftVoucher]:
        """Every voucher that could be read, in the order of the document.

        Raises:
            RejectedError: The document is not SAF-T of a version that is known, or has
                very many faults.
        """
        for element in elements(Path(self.path), _WANTED):
            name = local_name(element)
            if not self.version and name != "Header":
                raise self._no_saft(element)
            if not element.tag.startswith(NAMESPACE):
                expected = Text("Elementet hører ikke til SAF-T.")
                self.reject(element.sourceline, name, str(element.tag), expected)
            elif name == "Transaction":
                self.count += 1
                self._inside_journal(element)
                voucher = self.transactions.read(element, self._journal_id)
                if voucher is not None:
                    yield voucher
            else:
                self._other(name, element)
        if not self.version:
            raise self._no_saft(None)
        self._check_sums()

    def _other(self, name: str, element: Any) -> None:  # noqa: ANN401 -- lxml
        """What is no voucher."""
        match name:
            case "Header":
                if self.version:
                    self.reject(element.sourceline, name, "", Text("Står to ganger."))
                self._header(element)
            case "JournalID":
                self._journal = element.getparent()
                self._journal_id = " ".join((element.text or "").split())
            case "Account" | "Customer" | "Supplier" | "AnalysisTypeTableEntry":
                self._master(name, element)
            case _:
                self._sum(name, element)

    def _header(self, element: Any) -> None:  # noqa: ANN401 -- lxml
        """The version and the currency.

        Raises:
            RejectedError: The version is none that is known.
        """
        root = element.getroottree().getroot()
        if root.tag != f"{NAMESPACE}AuditFile" or element.getparent() is not root:
            raise self._no_saft(root)
        said = Fields(element)
        written = said.text("AuditFileVersion")
        version = CALLED.get(written, written)
        if version not in VERSIONS:
            expected = Text(
                "fellesbok leser SAF-T Regnskap {known}.", known=", ".join(VERSIONS)
            )
            row = said.row("AuditFileVersion")
            fault = Fault(self.path, row, "AuditFileVersion", written, expected)
            raise RejectedError([fault])
        self.version = version
        for company in said.all("Company"):
            of = Fields(company)
            row = of.row("RegistrationNumber")
            self.organisation = of.text("RegistrationNumber"), row
        currency = said.text("DefaultCurrencyCode")
        if currency != self.currency:
            expected = Text("Bøkene føres i {currency}.", currency=self.currency)
            row = said.row("DefaultCurrencyCode")
            self.reject(row, "DefaultCurrencyCode", currency, expected)

    def _master(self, name: str, element: Any) -> None:  # noqa: ANN401 -- lxml
        """An account, a party or a dimension."""
        masters = element.getparent().getparent()
        if masters is None or local_name(masters) != "MasterFiles":
            return
        if self._masters is None:
            self._masters = masters
        elif masters is not self._masters:
            text = Text("Filen har grunndata (MasterFiles) to ganger.")
            self.reject(element.sourceline, name, "", text)
            self._masters = masters
        said = Fields(element)
        match name:
            case "Account":
                number = said.text("AccountID")
                if number in self.accounts:
                    expected = Text("Kontoen står to ganger.")
                    self.reject(element.sourceline, "AccountID", number, expected)
                standard = said.text("StandardAccountID")
                self.accounts[number] = said.text("GroupingCode") or standard
            case "AnalysisTypeTableEntry":
                kind = said.text("AnalysisType")
                self.dimensions[kind] = said.text("AnalysisTypeDescription")
            case _:
                self.parties[said.text(f"{name}ID")] = said.text("Name")

    def _sum(self, name: str, element: Any) -> None:  # noqa: ANN401 -- lxml
        """What the ledger says that it adds up to; other sums are of other things."""
        ledger = element.getparent()
        if local_name(ledger) != LEDGER:
            return
        if name in self._stated:
            text = Text("Filen har hovedboken (GeneralLedgerEntries) to ganger.")
            self.reject(element.sourceline, name, "", text)
        self._ledger = ledger
        self._stated[name] = (element.text or "").strip(), element.sourceline

    def _inside_journal(self, element: Any) -> None:  # noqa: ANN401 -- lxml
        journal = element.getparent()
        if journal is not self._journal:
            self.reject(element.sourceline, "JournalID", "", Text("Feltet mangler."))
            self._journal, self._journal_id = journal, ""
        if journal.getparent() is not self._ledger:
            expected = Text("Bilag skal stå i en journal i hovedboken, etter summene.")
            self.reject(element.sourceline, "Transaction", "", expected)
            self._ledger = journal.getparent()

    def _check_sums(self) -> None:
        """Where a line cannot be read, its sum cannot be told either."""
        if self.faults or self._is_part:
            return
        read = Read(self.count, self.transactions.debit, self.transactions.credit)
        stated = self._read_sums()
        if stated is None or stated == read:
            return
        part = part_of(self.path)
        if part is not None:
            if part.lacking:
                expected = Text(
                    "Filen er del {number} av {of}, og summene er av flere deler. Legg"
                    " {names} i samme mappe, så de kan kontrolleres sammen.",
                    number=part.number,
                    of=part.of,
                    names=", ".join(part.lacking),
                )
                _, row = self._stated["NumberOfEntries"]
                self.reject(row, "NumberOfEntries", str(stated.count), expected)
                return
            read = sum((self._of_part(other) for other in part.others), read)
        self._hold_against(stated, read)

    def _of_part(self, path: Path) -> Read:
        """What another part of the export adds up to; else why it cannot be read."""
        other = other_part(path, self.currency)
        if other.error is not None:
            raise other.error
        return Read(other.count, other.debit, other.credit)

    def _read_sums(self) -> Read | None:
        """What the document says that it adds up to; what is lacking is a fault."""
        for name in _SUMS:
            stated, row = self._stated.get(name, ("", 0))
            if not stated:
                self.reject(row or None, name, "", Text("Feltet mangler."))
        if self.faults:
            return None
        written, row = self._stated["NumberOfEntries"]
        count = whole_number(written)
        if count is None:
            expected = Text("Her skal det stå et antall bilag.")
            self.reject(row, "NumberOfEntries", written, expected)
        amount_of = self.transactions.amount_of
        debit = amount_of(*self._stated["TotalDebit"], "TotalDebit")
        credit = amount_of(*self._stated["TotalCredit"], "TotalCredit")
        if count is None or debit is None or credit is None:
            return None
        return Read(count, debit, credit)

    def _hold_against(self, stated: Read, read: Read) -> None:
        off = stated.count - read.count
        hint = ""
        if stated.count > read.count and part_of(self.path) is None:
            hint = Text(
                " Er den en del av en delt eksport, skal navnet slutte på nummeret og"
                " antallet, slik som _1_3.xml, og delene ligge i samme mappe."
            )
        if off:
            expected = Text(
                "Filen har {count} bilag; avviket er {off}.{hint}",
                count=read.count,
                off=off,
                hint=hint,
            )
            written, row = self._stated["NumberOfEntries"]
            self.reject(row, "NumberOfEntries", written, expected)
        sums = (
            ("TotalDebit", stated.debit, read.debit),
            ("TotalCredit", stated.credit, read.credit),
        )
        for name, amount, there in sums:
            if amount != there:
                found = show(amount, SOURCE_LANGUAGE)
                expected = Text("Linjene i filen blir til sammen {sum}.", sum=there)
                _, row = self._stated[name]
                off_by = amount - there
                fault = Fault(self.path, row, name, found, expected, off_by)
                self.faults.append(fault)

    def _no_saft(self, element: Any) -> RejectedError:  # noqa: ANN401 -- lxml
        row = None if element is None else element.sourceline
        found = "" if element is None else str(element.tag)
        expected = Text("Filen er ikke SAF-T Regnskap: den skal begynne med Header.")
        return RejectedError.of(self.path, expected, found, row=row)


def other_part(path: Path, currency: str) -> OtherPart:
    """Another part of an export, read once however many parts ask for it."""
    return remembered(_read_part, str(path), currency, stamp(path))


def _read_part(path: str, currency: str) -> OtherPart:
    reader = SaftReader(path, currency)
    reader._is_part = True  # noqa: SLF001 -- its sums are those of all parts
    numbers: list[Numbered] = []
    error = None
    try:
        for read in reader.vouchers():
            of = read.row, read.journal, read.kind, read.number, read.year
            numbers.append(Numbered(*of))
        if reader.faults:
            error = RejectedError(reader.faults)
    except RejectedError as found:
        error = found
    sums = reader.transactions
    return OtherPart(reader.count, sums.debit, sums.credit, tuple(numbers), error)
