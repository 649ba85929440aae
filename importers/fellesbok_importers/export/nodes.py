"""Elements of SAF-T 1.30, and how much there is room for in each.

The lengths are those of the schema, in characters (Skatteetaten/saf-t).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from lxml import etree

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault

if TYPE_CHECKING:
    from decimal import Decimal

SCHEMA_NAMESPACE = "urn:StandardAuditFile-Taxation-Financial:NO"
MOST = {
    "AccountDescription": 256,
    "AccountID": 70,
    "AnalysisID": 35,
    "AnalysisIDDescription": 256,
    "AnalysisTypeDescription": 256,
    "CID": 35,
    "CustomerID": 35,
    "Description": 256,
    "GroupingCode": 35,
    "HeaderComment": 256,
    "Name": 256,
    "ReferenceNumber": 35,
    "RegistrationNumber": 35,
    "SourceID": 35,
    "TaxCode": 70,
}


def node(name: str, *children: Any) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """An element with those of its children that there are."""
    element = etree.Element(name)
    element.extend([child for child in children if child is not None])
    return element


def leaf(name: str, text: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """An element with a text; nothing, if there is none."""
    if not text:
        return None
    element = etree.Element(name)
    element.text = text
    return element


def shortened(name: str, text: str, most: int | None = None) -> str:
    """As much of a text as an element has room for."""
    most = most or MOST[name]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def too_long(name: str, what: str, code: str) -> Fault:
    """That a code has no room in an element; ``what`` is what it is a code of."""
    expected = Text("Koden er for lang for {name} i SAF-T.", name=name)
    return Fault("SAF-T", None, what, code, expected)


def amount_text(amount: Decimal) -> str:
    """Kroner with two decimals."""
    return f"{amount:.2f}"
