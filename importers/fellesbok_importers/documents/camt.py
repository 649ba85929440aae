"""Bank statements (*kontoutskrift*) as camt.053, notices as camt.054, reports as 052.

Versions 2 to 8.  The payments are the difference between the balances, or the document
is refused.  The room knows neither agreements nor Beancount.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.camt_entries import Entries
from fellesbok_importers.documents.camt_values import account_number
from fellesbok_importers.documents.camt_values import amount_of
from fellesbok_importers.documents.camt_values import day_of
from fellesbok_importers.documents.statements import Statement
from fellesbok_importers.documents.statements import told_apart
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fellesbok_importers.documents.statements import Payment

KINDS = {
    "Stmt": "BkToCstmrStmt",
    "Ntfctn": "BkToCstmrDbtCdtNtfctn",
    "Rpt": "BkToCstmrAcctRpt",
}
PRELIMINARY = "Rpt"
OPENING, CLOSING = {"OPBD", "PRCD"}, {"CLBD"}
_DAY = timedelta(days=1)


def account_numbers(path: Path) -> set[str]:
    """The accounts that a document is about.

    Raises:
        RejectedError: The document is not such XML as can be trusted.
    """
    return {
        account_number(element)
        for statement in elements(path, KINDS)
        for element in find_all(statement, "Acct")
    }


def read_statements(
    path: Path, accounts: Collection[str] | None = None
) -> list[Statement]:
    """Every statement, notice or report of a document.

    Args:
        path: The document.
        accounts: The numbers of the accounts that are read; ``None`` for all.  What
            cannot be understood of another account's is left out, and refuses nothing.

    Raises:
        RejectedError: Something in it cannot be understood, or its payments are not the
            difference between its balances; holds every fault.
    """
    faults: list[Fault] = []
    found = []
    for element in elements(path, KINDS):
        its: list[Fault] = []
        statement = _statement(element, str(path), its)
        holder = find(element, "Acct")
        number = "" if holder is None else account_number(holder)
        if its and number and accounts is not None and number not in accounts:
            statement, its = _not_ours(element, number), []
        faults += its
        found += [] if statement is None else [statement]
    if not found and not faults:
        text = Text(
            "Filen har verken kontoutskrift (camt.053), melding (054) eller rapport"
            " (052)."
        )
        faults.append(Fault(str(path), None, None, "", text))
    if faults:
        raise RejectedError(faults)
    return found


def _statement(element: Any, path: str, faults: list[Fault]) -> Statement | None:  # noqa: ANN401 -- lxml
    holder = find(element, "Acct")
    account = "" if holder is None else account_number(holder)
    if not account:
        text = Text("Kontoen er ikke oppgitt.")
        faults.append(Fault(path, element.sourceline, "Acct/Id", "", text))
    balances = dict(_balances(element, path, faults))
    opening = next((balances[k] for k in sorted(OPENING) if k in balances), None)
    closing = next((balances[k] for k in sorted(CLOSING) if k in balances), None)
    entries = Entries(path, faults, None if closing is None else closing[0])
    payments = told_apart(
        payment
        for entry in find_all(element, "Ntry")
        for payment in entries.payments(entry)
    )
    if faults:
        return None
    currency = text_of(element, "Acct/Ccy") or next(
        (payment.currency for payment in payments), "NOK"
    )
    _check_currency(element, currency, payments, path, faults)
    is_preliminary = local_name(element) == PRELIMINARY
    if opening is not None and closing is not None and not is_preliminary:
        total = sum((payment.amount for payment in payments), Decimal(0))
        off = opening[1] + total - closing[1]
        if off:
            text = Text("Inngående saldo og postene skal bli utgående saldo.")
            found = str(closing[1])
            faults.append(Fault(path, element.sourceline, "Bal", found, text, off))
            return None
    return Statement(
        text_of(element, "Id"),
        account,
        currency,
        opening,
        closing,
        payments,
        element.sourceline,
        None if closing is None or is_preliminary else (closing[0] + _DAY, closing[1]),
        is_preliminary,
        tuple(entries.remarks()),
    )


def _not_ours(element: Any, number: str) -> Statement:  # noqa: ANN401 -- lxml
    """What is known of the statement of another account that cannot be read."""
    currency = text_of(element, "Acct/Ccy")
    row = element.sourceline
    return Statement(text_of(element, "Id"), number, currency, None, None, (), row)


def _check_currency(
    element: Any,  # noqa: ANN401 -- lxml
    currency: str,
    payments: tuple[Payment, ...],
    path: str,
    faults: list[Fault],
) -> None:
    """The payments and the balances are in the currency of the account."""
    text = Text("Kontoen føres i {currency}.", currency=currency)
    faults += [
        Fault(path, payment.row, "Ccy", payment.currency, text)
        for payment in payments
        if payment.currency != currency
    ]
    for balance in find_all(element, "Bal"):
        amount = find(balance, "Amt")
        written = currency if amount is None else amount.get("Ccy", currency)
        if text_of(balance, "Tp/CdOrPrtry/Cd") in OPENING | CLOSING and (
            written != currency
        ):
            faults.append(Fault(path, balance.sourceline, "Bal/Amt", written, text))


def _balances(
    element: Any,  # noqa: ANN401 -- lxml
    path: str,
    faults: list[Fault],
) -> Iterator[tuple[str, tuple[date, Decimal]]]:
    for balance in find_all(element, "Bal"):
        kind = text_of(balance, "Tp/CdOrPrtry/Cd")
        if kind in OPENING | CLOSING:
            day = day_of(balance, "Dt", path, faults)
            value = amount_of(balance, path, faults)
            if day is not None and value is not None:
                yield kind, (day, value[0])
