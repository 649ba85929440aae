"""Payments by KID in the form of Nets' OCR giro (*OCR-giro*), records of 80 characters.

    NY000010  the transmission begins      NY09..30  a payment: amount, KID, day
    NY090020  an assignment: an account    NY09..31  of it: archive, payer's account
    NY090088  what the assignment holds    NY09..32  of it: a free text
    NY000089  what the transmission holds

Source: Nets, «Systemspesifikasjon OCR giro».  The counts and sums of the file are held,
or it is refused.  Assignments of other services (AvtaleGiro) hold no payments.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import read_day
from fellesbok_importers.documents.file_kinds import OCR_GIRO
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.statements import Payment
from fellesbok_importers.documents.statements import Statement
from fellesbok_importers.documents.statements import short_digest
from fellesbok_importers.documents.statements import told_apart
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

LENGTH = 80
MOST_BYTES = 200_000_000
SERVICE = "09"
CURRENCY = "NOK"
RETURNS = {"18", "20"}


@frozen
class _Record:
    """One line of the file."""

    row: int
    text: str

    @property
    def service(self) -> str:
        return self.text[2:4]

    @property
    def kind(self) -> str:
        return self.text[6:8]

    @property
    def sums(self) -> tuple[str, str, str]:
        """How many payments and records there are, and their sum in øre."""
        return self.text[8:16], self.text[16:24], self.text[24:41]


@dataclass
class _Assignment:
    """The payments of one account, as they are read (*oppdrag*)."""

    transmission: str
    number: str
    account: str
    service: str
    row: int
    records: int = 1
    payments: list[Payment] = field(default_factory=list)
    others: int = 0


def looks_like_ocr_giro(path: Path) -> bool:
    """Whether a file begins as a transmission from Nets."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(len(BOM_UTF8) + len(OCR_GIRO))
    return head.removeprefix(BOM_UTF8).startswith(OCR_GIRO)


def ocr_accounts(path: Path) -> set[str]:
    """The accounts that a file is about.

    Raises:
        RejectedError: It is not made of such records.
    """
    return {
        r.text[24:35] for r in _records(path) if _starts(r) and r.service == SERVICE
    }


def read_ocr_giro(path: Path) -> list[Statement]:
    """The payments of each assignment.

    Raises:
        RejectedError: A record cannot be understood, or the counts and sums are not
            those of the file; holds every fault.
    """
    reader = _Reader(str(path))
    for record in _records(path):
        reader.take(record)
    return reader.statements()


def _records(path: Path) -> list[_Record]:
    """The lines of the file, each of 80 characters."""
    if path.stat().st_size > MOST_BYTES:
        raise RejectedError.of(path, Text("Filen er for stor."))
    text = path.read_bytes().removeprefix(BOM_UTF8).decode("iso-8859-1")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\x1a ").split("\n")
    faults = []
    for row, line in enumerate(lines, 1):
        if len(line) != LENGTH or not line.startswith("NY") or not line.isprintable():
            expected = Text("En linje skal begynne med NY og ha 80 tegn.")
            faults.append(Fault(str(path), row, None, line, expected))
    if faults:
        raise RejectedError(faults)
    return [_Record(row, line) for row, line in enumerate(lines, 1)]


def _starts(record: _Record) -> bool:
    return record.kind == "20"


class _Reader:
    """Reads the records in their order, and holds them against what they say."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._faults: list[Fault] = []
        self._transmission = ""
        self._open: _Assignment | None = None
        self._done: list[_Assignment] = []
        self._records = 0
        self._transactions = 0
        self._number = ""
        self._ended = False

    def take(self, record: _Record) -> None:
        """The next record."""
        self._records += 1
        if self._ended:
            self._reject(
                record, "", Text("Etter sluttlinjen (89) skal det ikke stå noe.")
            )
            return
        if self._open is not None and record.kind not in {"10", "20", "89"}:
            self._open.records += 1
        match record.kind:
            case "10":
                self._transmission = record.text[16:23]
                if record.row != 1:
                    self._reject(record, "10", Text("En fil har én forsendelse."))
            case "20":
                self._closed(record)
                self._open = _Assignment(
                    self._transmission,
                    record.text[17:24],
                    record.text[24:35],
                    record.service,
                    record.row,
                )
            case "30" | "31" | "32" if self._is_payments():
                self._payment(record)
            case "88":
                self._end_of_assignment(record)
            case "89":
                self._closed(record)
                self._ended = True
                self._end_of_transmission(record)
            case _:
                self._other(record)

    def statements(self) -> list[Statement]:
        """What was read.

        Raises:
            RejectedError: Something is wrong; holds every fault.
        """
        if not self._ended:
            text = Text("Filen er kuttet: sluttlinjen for forsendelsen (89) mangler.")
            self._faults.append(Fault(self._path, self._records, None, "", text))
        if self._faults:
            raise RejectedError(self._faults)
        of_account: dict[str, list[Payment]] = {}
        for each in self._done:
            of_account.setdefault(each.account, []).extend(each.payments)
        apart = {number: list(told_apart(of)) for number, of in of_account.items()}
        found = []
        for each in self._done:
            payments = [apart[each.account].pop(0) for _ in each.payments]
            name = f"{each.transmission}/{each.number}"
            remarks: tuple[Text, ...] = ()
            if each.service != SERVICE:
                remarks = (
                    Text(
                        "Oppdrag {number} er av tjeneste {service} og har ingen"
                        " betalinger: {count} linjer er ikke lest.",
                        number=each.number,
                        service=each.service,
                        count=each.others,
                    ),
                )
            statement = Statement(
                name,
                each.account,
                CURRENCY,
                None,
                None,
                tuple(payments),
                each.row,
                remarks=remarks,
            )
            found.append(statement)
        return found

    def _is_payments(self) -> bool:
        return self._open is not None and self._open.service == SERVICE

    def _other(self, record: _Record) -> None:
        """A record that is no payment: of another service, or nothing we know."""
        if self._open is None or self._open.service == SERVICE:
            text = Text("Linjen er av en type som ikke hører hjemme her.")
            self._reject(record, record.kind, text)
        else:
            self._open.others += 1

    def _closed(self, record: _Record) -> None:
        """An assignment ends before another, or the transmission, does."""
        if self._open is not None:
            text = Text("Sluttlinjen for oppdraget (88) mangler.")
            self._reject(record, self._open.number, text)
            self._open = None

    def _payment(self, record: _Record) -> None:
        """One of the records of a payment; the first one makes it."""
        if self._open is None:
            return
        text = record.text
        if record.kind == "30":
            payment = self._amount_item(record, self._open)
            if payment is not None:
                self._open.payments.append(payment)
            return
        if not self._open.payments or text[8:15] != self._number:
            expected = Text("Betalingen begynner med en linje av type 30.")
            self._reject(record, record.kind, expected)
            return
        last = self._open.payments[-1]
        if record.kind == "32":
            self._open.payments[-1] = replace(last, text=text[15:55].strip())
            return
        account = text[47:58].strip("0 ") and text[47:58]
        archive = text[15:34]
        reference = f"{last.reference}-{short_digest(archive, account)}"
        self._open.payments[-1] = replace(
            last, payee_account=account, reference=reference
        )

    def _amount_item(self, record: _Record, of: _Assignment) -> Payment | None:
        """The first record of a payment: amount, KID and day."""
        text = record.text
        day = self._day(record, text[15:21])
        sign, ore = text[31], text[32:49]
        if not ore.isascii() or not ore.isdigit() or sign not in "0 -":
            self._reject(record, text[31:49], Text("Skal være et beløp i øre."))
            return None
        if day is None:
            return None
        value = Decimal(ore).scaleb(-2)
        place = text[21:26].strip()
        kid = text[49:74].strip()
        said = short_digest(sign, ore, kid)
        self._number = text[8:15]
        return Payment(
            day=day,
            amount=-value if sign == "-" else value,
            currency=CURRENCY,
            reference=f"ocr-{day}-{place}{text[26:31].strip()}-{said}",
            batch=f"ocr-{of.transmission}-{of.number}-{day}-{place}",
            payee="",
            payee_account="",
            text="",
            kids=(kid,) if kid else (),
            is_returned=text[4:6] in RETURNS,
            row=record.row,
        )

    def _day(self, record: _Record, written: str) -> date | None:
        """A day as ddmmyy."""
        try:
            return read_day(f"{written[:2]}.{written[2:4]}.{written[4:]}", "dd.mm.yy")
        except NotADateError as error:
            self._reject(record, written, error.text)
            return None

    def _end_of_assignment(self, record: _Record) -> None:
        """The counts and the sum of an assignment are those of its records."""
        of, self._open = self._open, None
        if of is None:
            self._reject(record, "88", Text("Oppdraget mangler sin første linje (20)."))
            return
        self._done.append(of)
        if of.service != SERVICE:
            told = record.sums[0]
            count = int(told) if _is_number(told) else 0
            self._transactions += count
            self._held(record, count, of.records, [])
            return
        self._transactions += len(of.payments)
        self._held(record, len(of.payments), of.records, of.payments)

    def _end_of_transmission(self, record: _Record) -> None:
        """The counts and the sum of all the assignments."""
        payments = [payment for each in self._done for payment in each.payments]
        self._held(record, self._transactions, self._records, payments)

    def _held(
        self, record: _Record, transactions: int, records: int, payments: list[Payment]
    ) -> None:
        """What a record says of those before it; a returned payment comes off or not.

        The specification says that the amounts are added up, and not whether one that
        is taken back comes off: either sum is right.
        """
        told = record.sums
        if not all(map(_is_number, told)):
            expected = Text("Skal være antall betalinger, antall linjer og sum i øre.")
            self._reject(record, " ".join(told), expected)
            return
        if int(told[0]) != transactions:
            expected = Text("Filen har {count} betalinger.", count=transactions)
            self._reject(record, told[0], expected)
        if int(told[1]) != records:
            expected = Text("Filen har {count} linjer.", count=records)
            self._reject(record, told[1], expected)
        total = sum((p.amount for p in payments), ZERO)
        without_signs = sum((abs(p.amount) for p in payments), ZERO)
        said = Decimal(told[2]).scaleb(-2)
        if said not in {total, without_signs}:
            expected = Text("Betalingene er til sammen {total} kr.", total=total)
            found, row = show(said, SOURCE_LANGUAGE), record.row
            fault = Fault(self._path, row, record.kind, found, expected, said - total)
            self._faults.append(fault)

    def _reject(self, record: _Record, found: str, expected: Text) -> None:
        fault = Fault(self._path, record.row, record.kind, found, expected)
        self._faults.append(fault)


def _is_number(told: str) -> bool:
    """Whether a count or a sum is one; the file's alphabet has raised digits too."""
    return told.isascii() and told.strip().isdigit()
