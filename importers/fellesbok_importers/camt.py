"""Bank statements and notices (*kontoutskrift*) as camt.053 and camt.054, versions 2–8.

Each payment of a batch is one of its own, and knows the batch.  The payments are the
difference between the balances, or the document is refused.  The room knows neither
agreements nor Beancount.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.bounded import elements
from fellesbok_importers.bounded import find
from fellesbok_importers.bounded import find_all
from fellesbok_importers.bounded import local_name
from fellesbok_importers.bounded import text_of
from fellesbok_importers.dates import NotADateError
from fellesbok_importers.dates import day_by_machine
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.numbers import amount_by_machine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

KINDS = {"Stmt": "BkToCstmrStmt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}
BOOKED = "BOOK"
PENDING = {"PDNG", "INFO", "FUTR"}
OPENING, CLOSING = {"OPBD", "PRCD"}, {"CLBD"}
TRUE = {"true", "1"}
NORWEGIAN_IBAN = 15
DIGEST = 12


@dataclass(frozen=True)
class Payment:
    """One payment; an amount is positive where money comes in, in kroner.

    Attributes:
        day: The day it is booked.
        amount: Exact, with two decimals.
        currency: The account's.
        reference: The bank's own, unique within the account; where the bank gives
            none, a digest of what it says.
        batch: The bank's reference of the batch that it is a part of, or nothing.
        payee: The other party, if the bank says who.
        payee_account: The other party's account, or nothing.
        text: What is said of it.
        kid: The structured reference, or nothing.
        is_returned: Whether it takes another payment back.
        row: The line of the document.
    """

    day: date
    amount: Decimal
    currency: str
    reference: str
    batch: str
    payee: str
    payee_account: str
    text: str
    kid: str
    is_returned: bool
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
    row: int


def account_numbers(path: Path) -> set[str]:
    """The accounts that a document is about.

    Raises:
        RejectedError: The document is not such XML as can be trusted.
    """
    return {
        _account_number(element)
        for statement in elements(path, KINDS)
        for element in find_all(statement, "Acct")
    }


def compact(account: str) -> str:
    """An account number without spaces; of a Norwegian IBAN, the eleven digits."""
    text = "".join(c for c in account if c.isalnum()).upper()
    if len(text) == NORWEGIAN_IBAN and text.startswith("NO"):
        return text[4:]
    return text


def _account_number(account: Any) -> str:  # noqa: ANN401 -- lxml
    return compact(text_of(account, "Id/IBAN") or text_of(account, "Id/Othr/Id"))


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
    holder = find(element, "Acct")
    account = "" if holder is None else _account_number(holder)
    if not account:
        text = Text("Kontoen er ikke oppgitt.")
        faults.append(Fault(path, element.sourceline, "Acct/Id", "", text))
    payments = _told_apart(
        payment
        for entry in find_all(element, "Ntry")
        for payment in _payments(entry, path, faults)
    )
    balances = dict(_balances(element, path, faults))
    if len(faults) > before:
        return None
    currency = text_of(element, "Acct/Ccy") or next(
        (payment.currency for payment in payments), "NOK"
    )
    for payment in payments:
        if payment.currency != currency:
            text = Text("Kontoen føres i {currency}.", currency=currency)
            faults.append(Fault(path, payment.row, "Ccy", payment.currency, text))
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
    row = element.sourceline
    return Statement(name, account, currency, opening, closing, payments, row)


def _told_apart(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """The payments, each with a reference that no other of the statement has.

    A number that the bank gives the entry within the statement (*NtryRef*) is another
    payment's in the next statement, and is no reference.
    """
    seen: dict[str, int] = {}
    apart = []
    for payment in payments:
        reference = payment.reference or _digest(payment)
        seen[reference] = seen.get(reference, 0) + 1
        if seen[reference] > 1:
            reference = f"{reference}-nr{seen[reference]}"
        apart.append(replace(payment, reference=reference))
    return tuple(apart)


def _digest(payment: Payment) -> str:
    """What stands for the reference that the bank has not given."""
    said = (payment.day, payment.amount, payment.kid, payment.payee, payment.text)
    digest = hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()
    return f"{payment.day}-{digest[:DIGEST]}"


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
    reference = text_of(entry, "AcctSvcrRef")
    details = list(find_all(entry, "NtryDtls/TxDtls"))
    parts = [_part(detail, path, faults) for detail in details]
    amounts = [part for part in parts if part is not None]
    if len(details) < 2 or len(amounts) < len(details):  # noqa: PLR2004 -- a batch
        detail = details[0] if len(details) == 1 else entry
        own = reference or text_of(detail, "Refs/AcctSvcrRef")
        yield _payment(entry, detail, (day, value, currency), own)
        return
    off = sum(amounts, Decimal(0)) - value
    if off:
        text = Text("Postene i bunken skal til sammen bli beløpet.")
        faults.append(Fault(path, entry.sourceline, "TxDtls", str(value), text, off))
        return
    for number, (detail, part) in enumerate(zip(details, amounts, strict=True), 1):
        own = text_of(detail, "Refs/AcctSvcrRef")
        own = own or (f"{reference}-{number}" if reference else "")
        yield _payment(entry, detail, (day, part, currency), own, reference)


def _payment(
    entry: Any,  # noqa: ANN401 -- lxml
    detail: Any,  # noqa: ANN401 -- lxml
    worth: tuple[date, Decimal, str],
    reference: str,
    batch: str = "",
) -> Payment:
    """What is said of one payment, by the entry and by its own detail."""
    day, value, currency = worth
    party = "Dbtr" if value > 0 else "Cdtr"
    payee = text_of(detail, f"RltdPties/{party}/Nm") or text_of(
        detail, f"RltdPties/{party}/Pty/Nm"
    )
    account = find(detail, f"RltdPties/{party}Acct")
    free = [
        " ".join((line.text or "").split()) for line in find_all(detail, "RmtInf/Ustrd")
    ]
    text = " ".join(filter(None, free)) or text_of(entry, "AddtlNtryInf")
    return Payment(
        day=day,
        amount=value,
        currency=currency,
        reference=_one_word(reference),
        batch=_one_word(batch),
        payee=payee,
        payee_account="" if account is None else _account_number(account),
        text=text or text_of(detail, "AddtlTxInf"),
        kid=text_of(detail, "RmtInf/Strd/CdtrRefInf/Ref"),
        is_returned=bool(
            TRUE & {text_of(entry, "RvslInd"), text_of(detail, "RvslInd")}
        ),
        row=entry.sourceline,
    )


def _one_word(reference: str) -> str:
    """A reference as a part of a voucher's identity, which strokes divide."""
    return reference.replace("/", "-").replace(" ", "")


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
    value = amount_by_machine(written)
    if value is None or value < 0:
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
        return day_by_machine(written)
    except NotADateError as error:
        faults.append(Fault(path, element.sourceline, way, written, error.text))
        return None
