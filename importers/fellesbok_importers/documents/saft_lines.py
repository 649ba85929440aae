"""One voucher of a SAF-T document: its lines, with dimensions and amounts.

1.10 and 1.20 have one amount of a dimension or of tax, 1.30 has one for debit and one
for credit; a document that mixes them is refused.  Amounts are kroner, debit positive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from typing import Protocol

from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.numbers import ORE
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault

NAMESPACE = "{urn:StandardAuditFile-Taxation-Financial:NO}"
DIGITS = 18
_AMOUNT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_YEARS = range(1970, 2101)
_SPLIT_FROM = "1.30"
REFERENCES = ("SourceDocumentID", "CID", "ReferenceNumber")
"""What a line can be known again by: the invoice, its KID, and what else is written."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A dimension of a line; ``amount`` where it is of a part of the line."""

    kind: str
    code: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class SaftLine:
    """One line, as the document has it; ``amount`` is debit less credit.

    ``reference`` is what it says of KID, document and order, one after another.
    """

    row: int
    account: str
    analyses: tuple[Analysis, ...]
    text: str
    party: str
    vat: str
    amount: Decimal
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SaftVoucher:
    """One voucher (*Transaction*)."""

    row: int
    journal: str
    kind: str
    number: str
    year: int
    day: date
    text: str
    lines: tuple[SaftLine, ...]


class Document(Protocol):
    """What a voucher needs to know of the document that it stands in."""

    path: str
    version: str
    accounts: dict[str, str]
    parties: dict[str, str]
    faults: list[Fault]

    def reject(self, row: int | None, name: str | None, found: str, text: Text) -> None:
        """Note that something is not as it should be."""


class Fields:
    """The children of an element by name; those of other namespaces do not count."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401 -- lxml has no exact type
        """Look at each child once."""
        self.element = element
        self._found: dict[str, list[Any]] = {}
        for child in element:
            tag = str(child.tag)
            if tag.startswith(NAMESPACE):
                self._found.setdefault(tag[len(NAMESPACE) :], []).append(child)

    def all(self, name: str) -> list[Any]:
        """Every child of that name."""
        return self._found.get(name, [])

    def raw(self, name: str) -> str:
        """The text of the first child of that name, as it stands."""
        found = self._found.get(name)
        return (found[0].text or "") if found else ""

    def text(self, name: str) -> str:
        """The same with single spaces."""
        return " ".join(self.raw(name).split())

    def row(self, name: str) -> int:
        """Where it stands, or where its parent does."""
        found = self._found.get(name)
        return int(found[0].sourceline if found else self.element.sourceline)

    def __contains__(self, name: str) -> bool:
        """Whether there is a child of that name."""
        return name in self._found


def whole_number(written: str) -> int | None:
    """A whole number that is not negative, or ``None``."""
    return int(written) if _WHOLE.fullmatch(written.strip()) else None


class TransactionReader:
    """Reads vouchers, and adds up what they hold.

    ``debit`` and ``credit`` are of every line so far, ``rows`` how many they are.
    """

    def __init__(self, document: Document) -> None:
        """Nothing has been read yet."""
        self._document = document
        self.debit = self.credit = ZERO
        self.rows = 0

    def read(self, element: Any, journal: str) -> SaftVoucher | None:  # noqa: ANN401 -- lxml
        """A voucher; ``None`` where something is wrong with it, which is noted."""
        faults = self._document.faults
        before = len(faults)
        said = Fields(element)
        number = said.text("TransactionID")
        if not number:
            self._reject(said, "TransactionID", Text("Feltet mangler."))
        day = self._day(said, "TransactionDate")
        year = self._year(said)
        lines = [self._line(line, number) for line in said.all("Line")]
        if not lines:
            self._reject(said, "Line", Text("Bilaget har ingen linjer."))
        if len(faults) > before or day is None or year is None:
            return None
        whole = tuple(line for line in lines if line is not None)
        off = sum((line.amount for line in whole), ZERO)
        if off:
            row = int(element.sourceline)
            expected = Text("Bilag {number} skal gå i null.", number=number)
            found = show(off, SOURCE_LANGUAGE)
            place = self._document.path
            faults.append(Fault(place, row, "Transaction", found, expected, off))
        return SaftVoucher(
            int(element.sourceline),
            journal,
            said.text("VoucherType"),
            number,
            year,
            day,
            said.raw("Description"),
            whole,
        )

    def amount_of(self, written: str, row: int, name: str) -> Decimal | None:
        """An amount in kroner; noted where it is none.

        At most eighteen digits and two decimals, as the schema has it.
        """
        written = written.strip()
        if not _AMOUNT.fullmatch(written) or len(written) > DIGITS + len("+.00"):
            expected = Text("Her skal det stå et beløp med punktum, slik som 1250.00.")
        else:
            amount = Decimal(written)
            rounded = amount.quantize(ORE)
            if amount == rounded:
                return rounded
            expected = Text("Et beløp har høyst to desimaler.")
        self._document.reject(row, name, written, expected)
        return None

    def _line(self, element: Any, number: str) -> SaftLine | None:  # noqa: ANN401 -- lxml
        document = self._document
        before = len(document.faults)
        self.rows += 1
        said = Fields(element)
        account = said.text("AccountID")
        if account not in document.accounts:
            expected = Text(
                "Bilag {number} har en konto som ikke står i kontoplanen i filen.",
                number=number,
            )
            self._reject(said, "AccountID", expected)
        amount = self._amount(said, number)
        turned = document.version < _SPLIT_FROM and amount is not None and amount < 0
        analyses = tuple(
            self._analysis(each, -1 if turned else 1) for each in said.all("Analysis")
        )
        vat = self._vat(said)
        if len(document.faults) > before or amount is None:
            return None
        party = said.text("SupplierID") or said.text("CustomerID")
        return SaftLine(
            int(element.sourceline),
            account,
            analyses,
            said.text("Description"),
            document.parties.get(party, party),
            vat,
            amount,
            " ".join(filter(None, map(said.text, REFERENCES))),
        )

    def _amount(self, said: Fields, number: str) -> Decimal | None:
        """Debit less credit; the document's sums are kept up."""
        sides = [*said.all("DebitAmount"), *said.all("CreditAmount")]
        if len(sides) != 1:
            expected = Text(
                "Linjen i bilag {number} skal ha ett beløp, i debet eller i kredit.",
                number=number,
            )
            self._reject(said, "DebitAmount", expected)
            return None
        name = "DebitAmount" if "DebitAmount" in said else "CreditAmount"
        amount = self._inner(sides[0], name)
        if amount is None:
            return None
        if name == "DebitAmount":
            self.debit += amount
            return amount
        self.credit += amount
        return -amount

    def _inner(self, element: Any, name: str) -> Decimal | None:  # noqa: ANN401 -- lxml
        """The amount within an amount, in the document's own currency."""
        said = Fields(element)
        if len(said.all("Amount")) != 1:
            self._document.reject(
                int(element.sourceline), name, "", Text("Beløpet skal stå i Amount.")
            )
            return None
        return self.amount_of(said.raw("Amount"), said.row("Amount"), name)

    def _either(self, said: Fields, what: str) -> Decimal | None:
        """The amount of a dimension or of tax, as the version writes it."""
        old, debit, credit = what, f"Debit{what}", f"Credit{what}"
        new = self._document.version >= _SPLIT_FROM
        for name in (debit, credit) if not new else (old,):
            if name in said:
                expected = Text(
                    "Feltet finnes ikke i SAF-T {version}.",
                    version=self._document.version,
                )
                self._reject(said, name, expected)
        for name in (debit, credit) if new else (old,):
            if name in said:
                amount = self._inner(said.all(name)[0], name)
                return -amount if amount is not None and name == credit else amount
        return None

    def _analysis(self, element: Any, side: int) -> Analysis:  # noqa: ANN401 -- lxml
        """A dimension; before 1.30 its amount is on the side that the line is on."""
        said = Fields(element)
        kind, code = said.text("AnalysisType"), said.raw("AnalysisID")
        for name in ("AnalysisType", "AnalysisID"):
            if not said.raw(name).strip():
                self._reject(said, name, Text("Feltet mangler."))
        amount = self._either(said, "AnalysisAmount")
        return Analysis(kind, code, None if amount is None else amount * side)

    def _vat(self, said: Fields) -> str:
        """The codes of tax on a line."""
        codes: dict[str, None] = {}
        for each in said.all("TaxInformation"):
            tax = Fields(each)
            self._either(tax, "TaxAmount")
            if code := tax.text("TaxCode"):
                codes[code] = None
        return ", ".join(codes)

    def _day(self, said: Fields, name: str) -> date | None:
        written = _DAY.fullmatch(said.text(name))
        try:
            if written:
                return date.fromisoformat(written[1])
        except ValueError:
            pass
        expected = Text("Her skal det stå en dato, slik som 2018-03-14.")
        self._reject(said, name, expected)
        return None

    def _year(self, said: Fields) -> int | None:
        """The accounting year."""
        year = whole_number(said.text("PeriodYear"))
        if year in _YEARS:
            return year
        expected = Text("Her skal det stå et regnskapsår, slik som 2018.")
        self._reject(said, "PeriodYear", expected)
        return None

    def _reject(self, said: Fields, name: str, expected: Text) -> None:
        self._document.reject(said.row(name), name, said.text(name), expected)
