"""Bank statements and notices (*kontoutskrift*) as camt.053 and camt.054, versions 2–8.

Each payment of a batch becomes a transaction of its own.  What names one of our
references goes to that municipality's receivable; the rest stands on an account of its
own, with what the bank says of it, until a person has decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import amount
from beancount.core import data
from beangulp import importer

from fellesbok.messages import Text
from fellesbok_importers.bounded import elements
from fellesbok_importers.bounded import find
from fellesbok_importers.bounded import find_all
from fellesbok_importers.bounded import local_name
from fellesbok_importers.bounded import text_of
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.reference import is_kid
from fellesbok_importers.reference import receivable_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement

KINDS = {"Stmt": "BkToCstmrStmt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}
BOOKED = "BOOK"
PENDING = {"PDNG", "INFO", "FUTR"}
OPENING, CLOSING = {"OPBD", "PRCD"}, {"CLBD"}
SOURCE = "kilde"
"""Where a transaction comes from: the same twice is the same payment."""

SUSPENSE = "Liabilities:Uplassert"
"""Money that has come or gone and whose purpose is not known (*uplasserte beløp*)."""

MOST_HEAD_BYTES = 4096
MOST_DIGITS = 15


@dataclass(frozen=True)
class Payment:
    """One payment; an amount is positive where money comes in, in kroner.

    Attributes:
        day: The day it is booked.
        amount: Exact, as it is written.
        currency: The account's.
        reference: The bank's own, unique within the account.
        payee: The other party, if the bank says who.
        text: What is said of it.
        kid: The structured reference, or nothing.
        row: The line of the document.
    """

    day: date
    amount: Decimal
    currency: str
    reference: str
    payee: str
    text: str
    kid: str
    row: int


@dataclass(frozen=True)
class Statement:
    """The payments of one account and period, and the balances around them."""

    name: str
    account: str
    currency: str
    opening: tuple[date, Decimal] | None
    closing: tuple[date, Decimal] | None
    payments: tuple[Payment, ...]


def read_statements(path: Path) -> list[Statement]:
    """Every statement or notice of a document.

    Raises:
        RejectedError: Something in it cannot be understood, or its payments are not the
            difference between its balances; holds every fault.
    """
    faults: list[Fault] = []
    found = [
        statement
        for element in elements(path, KINDS)
        if (statement := _statement(element, str(path), faults)) is not None
    ]
    if not found and not faults:
        text = Text("Filen har verken kontoutskrift (camt.053) eller melding (054).")
        faults.append(Fault(str(path), None, None, "", text))
    if faults:
        raise RejectedError(faults)
    return found


def _statement(element: Any, path: str, faults: list[Fault]) -> Statement | None:  # noqa: ANN401 -- lxml
    before = len(faults)
    account = text_of(element, "Acct/Id/IBAN") or text_of(element, "Acct/Id/Othr/Id")
    if not account:
        text = Text("Kontoen er ikke oppgitt.")
        faults.append(Fault(path, element.sourceline, "Acct/Id", "", text))
    payments = [
        payment
        for entry in find_all(element, "Ntry")
        for payment in _payments(entry, path, faults)
    ]
    balances = dict(_balances(element, path, faults))
    if len(faults) > before:
        return None
    currency = text_of(element, "Acct/Ccy") or next(
        (payment.currency for payment in payments), "NOK"
    )
    opening = next((balances[k] for k in sorted(OPENING) if k in balances), None)
    closing = next((balances[k] for k in sorted(CLOSING) if k in balances), None)
    if opening is not None and closing is not None:
        total = sum((payment.amount for payment in payments), Decimal(0))
        off = opening[1] + total - closing[1]
        if off:
            text = Text("Inngående saldo og postene skal bli utgående saldo.")
            found = str(closing[1])
            faults.append(Fault(path, element.sourceline, "Bal", found, text, off))
    name = text_of(element, "Id")
    return Statement(name, account, currency, opening, closing, tuple(payments))


def _payments(entry: Any, path: str, faults: list[Fault]) -> Iterator[Payment]:  # noqa: ANN401 -- lxml
    """The payments of an entry: one, or each of a batch if they add up to it."""
    status = text_of(entry, "Sts/Cd") or text_of(entry, "Sts")
    if status in PENDING:
        return
    if status != BOOKED:
        text = Text("Statusen skal være BOOK, PDNG, INFO eller FUTR.")
        faults.append(Fault(path, entry.sourceline, "Sts", status, text))
        return
    day = _day(entry, "BookgDt", path, faults)
    whole = _amount(entry, path, faults)
    if day is None or whole is None:
        return
    value, currency = whole
    reference = text_of(entry, "AcctSvcrRef") or text_of(entry, "NtryRef")
    details = list(find_all(entry, "NtryDtls/TxDtls"))
    parts = [_part(detail, path, faults) for detail in details]
    amounts = [part for part in parts if part is not None]
    if len(details) < 2 or len(amounts) < len(details):  # noqa: PLR2004 -- a batch
        detail = details[0] if len(details) == 1 else entry
        yield _payment(entry, detail, day, (value, currency), reference)
        return
    off = sum(amounts, Decimal(0)) - value
    if off:
        text = Text("Postene i bunken skal til sammen bli beløpet.")
        faults.append(Fault(path, entry.sourceline, "TxDtls", str(value), text, off))
        return
    for number, (detail, part) in enumerate(zip(details, amounts, strict=True), 1):
        own = text_of(detail, "Refs/AcctSvcrRef") or f"{reference}-{number}"
        yield _payment(entry, detail, day, (part, currency), own)


def _payment(
    entry: Any,  # noqa: ANN401 -- lxml
    detail: Any,  # noqa: ANN401 -- lxml
    day: date,
    worth: tuple[Decimal, str],
    reference: str,
) -> Payment:
    value, currency = worth
    party = "Dbtr" if value > 0 else "Cdtr"
    payee = text_of(detail, f"RltdPties/{party}/Nm") or text_of(
        detail, f"RltdPties/{party}/Pty/Nm"
    )
    free = [
        " ".join((line.text or "").split()) for line in find_all(detail, "RmtInf/Ustrd")
    ]
    kid = text_of(detail, "RmtInf/Strd/CdtrRefInf/Ref")
    text = " ".join(filter(None, free)) or text_of(entry, "AddtlNtryInf")
    text = text or text_of(detail, "AddtlTxInf")
    return Payment(day, value, currency, reference, payee, text, kid, entry.sourceline)


def _part(detail: Any, path: str, faults: list[Fault]) -> Decimal | None:  # noqa: ANN401 -- lxml
    """The amount of one payment of a batch, with its sign, if the bank says it."""
    if find(detail, "Amt") is None:
        inner = find(detail, "AmtDtls/TxAmt")
        if inner is None:
            return None
        found = _amount(inner, path, faults, sign_of=detail)
    else:
        found = _amount(detail, path, faults)
    return None if found is None else found[0]


def _amount(
    element: Any,  # noqa: ANN401 -- lxml
    path: str,
    faults: list[Fault],
    *,
    sign_of: Any = None,  # noqa: ANN401 -- lxml
) -> tuple[Decimal, str] | None:
    """An amount with its sign; a reversal's own indicator already says which way."""
    amount_element = find(element, "Amt")
    written = text_of(element, "Amt")
    currency = "" if amount_element is None else amount_element.get("Ccy", "")
    try:
        value = Decimal(written)
    except InvalidOperation:
        value = Decimal("NaN")
    if not _is_money(value):
        text = Text("Skal være et beløp med høyst to desimaler og uten fortegn.")
        faults.append(Fault(path, element.sourceline, "Amt", written, text))
        return None
    holder = element if sign_of is None else sign_of
    sign = text_of(holder, "CdtDbtInd") or text_of(holder.getparent(), "CdtDbtInd")
    if sign not in {"CRDT", "DBIT"}:
        parent = holder.getparent()
        while parent is not None and local_name(parent) != "Ntry":
            parent = parent.getparent()
        sign = "" if parent is None else text_of(parent, "CdtDbtInd")
    if sign not in {"CRDT", "DBIT"}:
        text = Text("Skal være CRDT (inn) eller DBIT (ut).")
        faults.append(Fault(path, element.sourceline, "CdtDbtInd", sign, text))
        return None
    return (value if sign == "CRDT" else -value), currency


def _is_money(value: Decimal) -> bool:
    """Whether it is an amount in whole øre that a municipality can have."""
    if not value.is_finite() or value < 0:
        return False
    whole = value.adjusted() <= MOST_DIGITS
    return whole and value == value.quantize(Decimal("0.01"))


def _balances(
    element: Any,  # noqa: ANN401 -- lxml
    path: str,
    faults: list[Fault],
) -> Iterator[tuple[str, tuple[date, Decimal]]]:
    for balance in find_all(element, "Bal"):
        kind = text_of(balance, "Tp/CdOrPrtry/Cd")
        if kind in OPENING | CLOSING:
            day = _day(balance, "Dt", path, faults)
            value = _amount(balance, path, faults)
            if day is not None and value is not None:
                yield kind, (day, value[0])


def _day(
    element: Any,  # noqa: ANN401 -- lxml
    way: str,
    path: str,
    faults: list[Fault],
) -> date | None:
    written = text_of(element, f"{way}/Dt") or text_of(element, f"{way}/DtTm")[:10]
    try:
        return date.fromisoformat(written)
    except ValueError:
        text = Text("Skal være en dato: 2018-12-31.")
        faults.append(Fault(path, element.sourceline, way, written, text))
        return None


class BankImporter(importer.Importer):
    """A bank account of the books, read from camt.053 and camt.054."""

    def __init__(self, agreement: Agreement, account: str, bank_account: str) -> None:
        """Read one account.

        Args:
            agreement: For the receivables that references name.
            account: The account in the books.
            bank_account: Its number at the bank: IBAN or Norwegian account number.
        """
        self._agreement = agreement
        self._account = account
        self._bank_account = _compact(bank_account)

    @staticmethod
    def cmp(entry: data.Directive, other: data.Directive) -> bool:
        """Whether two entries are the same payment, or the same balance."""
        if isinstance(entry, data.Transaction) and isinstance(other, data.Transaction):
            source = entry.meta.get(SOURCE)
            return source is not None and source == other.meta.get(SOURCE)
        return (
            isinstance(entry, data.Balance)
            and isinstance(other, data.Balance)
            and (entry.date, entry.account, entry.amount)
            == (other.date, other.account, other.amount)
        )

    def identify(self, filepath: str) -> bool:
        """Whether the file looks like camt.053 or camt.054; it is not read for that."""
        path = Path(filepath)
        if path.suffix.lower() != ".xml" or not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(MOST_HEAD_BYTES)
        return any(kind.encode() in head for kind in KINDS.values())

    def account(self, filepath: str) -> str:  # noqa: ARG002 -- as beangulp asks
        """The account in the books."""
        return self._account

    def date(self, filepath: str) -> date | None:
        """The last day of the document, by which it is filed."""
        days = [
            day
            for statement in read_statements(Path(filepath))
            for day in (
                *(payment.day for payment in statement.payments),
                *((statement.closing[0],) if statement.closing else ()),
            )
        ]
        return max(days, default=None)

    def filename(self, filepath: str) -> str:
        """The document's own name."""
        return Path(filepath).name

    def extract(self, filepath: str, existing: data.Directives) -> data.Directives:  # noqa: ARG002 -- as beangulp asks
        """Transactions and balances of this account.

        Raises:
            RejectedError: The document cannot be trusted, or is of another account.
        """
        path = Path(filepath)
        entries: list[data.Directive] = []
        for statement in read_statements(path):
            if _compact(statement.account) != self._bank_account:
                text = Text("Filen gjelder en annen konto enn den som leses inn.")
                fault = Fault(str(path), None, "Acct/Id", statement.account, text)
                raise RejectedError([fault])
            entries += [self._transaction(p, path) for p in statement.payments]
            entries += self._balances(statement, path)
        return entries

    def _transaction(self, payment: Payment, path: Path) -> data.Transaction:
        source = f"bank/{self._bank_account}/{payment.reference}"
        meta: dict[str, Any] = {SOURCE: source}
        named = receivable_of(f"{payment.kid} {payment.text}", self._agreement)
        other = SUSPENSE
        if named is not None:
            cooperation, payer = named
            receivables = self._agreement.accounts.receivables
            other = f"{receivables}:{payer.account}:{cooperation.account}"
        if payment.kid:
            meta["kid"] = payment.kid
            if not is_kid(payment.kid) and named is None:
                meta["forslag"] = "Kontrollsifferet i KID stemmer ikke."
        units = amount.Amount(payment.amount, payment.currency)
        return data.Transaction(
            data.new_metadata(str(path), payment.row, meta),
            payment.day,
            "*" if named is not None else "!",
            payment.payee or None,
            payment.text,
            frozenset(),
            frozenset(),
            [
                data.Posting(self._account, units, None, None, None, None),
                data.Posting(other, -units, None, None, None, None),
            ],
        )

    def _balances(self, statement: Statement, path: Path) -> Iterator[data.Balance]:
        """The closing balance, as it is when the next day begins."""
        if statement.closing is None:
            return
        day, value = statement.closing
        yield data.Balance(
            data.new_metadata(str(path), 0),
            day + timedelta(days=1),
            self._account,
            amount.Amount(value, statement.currency),
            None,
            None,
        )


def _compact(account: str) -> str:
    return "".join(c for c in account if c.isalnum()).upper()
