"""The values of camt documents: accounts, amounts with a sign, and days."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import booked_day
from fellesbok_importers.documents.numbers import amount_by_machine
from fellesbok_importers.documents.statements import compact
from fellesbok_importers.faults import Fault

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

SIGNS = {"CRDT", "DBIT"}


def account_number(account: Any) -> str:  # noqa: ANN401 -- lxml
    """The number of an account, or nothing."""
    return compact(text_of(account, "Id/IBAN") or text_of(account, "Id/Othr/Id"))


def amount_of(
    element: Any,  # noqa: ANN401 -- lxml
    path: str,
    faults: list[Fault],
    *,
    sign_of: Any = None,  # noqa: ANN401 -- lxml
) -> tuple[Decimal, str] | None:
    """An amount with its sign; a reversal's own indicator already says which way."""
    written = text_of(element, "Amt")
    value = amount_by_machine(written)
    if value is None or value < 0:
        text = Text("Skal være et beløp med høyst to desimaler og uten fortegn.")
        faults.append(Fault(path, element.sourceline, "Amt", written, text))
        return None
    sign = sign_for(element if sign_of is None else sign_of)
    if sign not in SIGNS:
        text = Text("Skal være CRDT (inn) eller DBIT (ut).")
        faults.append(Fault(path, element.sourceline, "CdtDbtInd", sign, text))
        return None
    return (value if sign == "CRDT" else -value), currency_of(element)


def currency_of(element: Any) -> str:  # noqa: ANN401 -- lxml
    """The currency of the amount of an element, or nothing."""
    amount = find(element, "Amt")
    return "" if amount is None else str(amount.get("Ccy", ""))


def sign_for(element: Any) -> str:  # noqa: ANN401 -- lxml
    """The direction that an element says, or what it is a part of."""
    sign = text_of(element, "CdtDbtInd")
    parent = element.getparent()
    while sign not in SIGNS and parent is not None and local_name(element) != "Ntry":
        sign = text_of(parent, "CdtDbtInd") or sign
        element, parent = parent, parent.getparent()
    return sign


def day_of(
    element: Any,  # noqa: ANN401 -- lxml
    way: str,
    path: str,
    faults: list[Fault],
) -> date | None:
    """The day that a date or a moment says, in Norway."""
    written = text_of(element, f"{way}/Dt") or text_of(element, f"{way}/DtTm")
    try:
        return booked_day(written)
    except NotADateError as error:
        faults.append(Fault(path, element.sourceline, way, written, error.text))
        return None
