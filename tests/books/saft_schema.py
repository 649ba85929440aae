"""What SAF-T Financial 1.30 demands of what we write, element by element.

Each line is what we read in the official schema (Skatteetaten/saf-t, the file
Norwegian_SAF-T_Financial_Schema_v_1.30.xsd), in our own words: the children in their
order, how many there may be, and what a text may be.  It holds the elements that an
export uses, no others, so it is stricter than the schema where that has more.

The official file is not part of this repository.  Where ``FELLESBOK_SAFT_SCHEMA`` says
where it lies, every document is held against it too.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

NAMESPACE = "{urn:StandardAuditFile-Taxation-Financial:NO}"
Rule = tuple[str, int, int]
MANY = 10**9
OFFICIAL = os.environ.get("FELLESBOK_SAFT_SCHEMA", "")


def text(most: int) -> Callable[[str], bool]:
    """A text of at most so many characters."""
    return lambda found: len(found) <= most


def one_of(*values: str) -> Callable[[str], bool]:
    """One of some values."""
    return lambda found: found in values


def form(pattern: str) -> Callable[[str], bool]:
    """A text of a form."""
    return lambda found: re.fullmatch(pattern, found) is not None


def day(found: str) -> bool:
    """A date."""
    try:
        return date.fromisoformat(found).isoformat() == found
    except ValueError:
        return False


def money(found: str) -> bool:
    """At most eighteen digits, two of them decimals."""
    digits = found.replace(".", "").lstrip("-")
    return bool(re.fullmatch(r"-?\d+(\.\d{1,2})?", found)) and len(digits) <= 18


CODE, SHORT, MIDDLE, LONGER, LONG = text(9), text(18), text(35), text(70), text(256)
COUNT = form(r"\d+")
# A choice between two is written with a bar: exactly one of them.
BALANCES: list[Rule] = [
    ("OpeningDebitBalance|OpeningCreditBalance", 1, 1),
    ("ClosingDebitBalance|ClosingCreditBalance", 1, 1),
]
CHILDREN: dict[str, list[Rule]] = {
    "AuditFile": [
        ("Header", 1, 1),
        ("MasterFiles", 0, 1),
        ("GeneralLedgerEntries", 0, 1),
    ],
    "Header": [
        ("AuditFileVersion", 1, 1),
        ("AuditFileCountry", 1, 1),
        ("AuditFileDateCreated", 1, 1),
        ("SoftwareCompanyName", 1, 1),
        ("SoftwareID", 1, 1),
        ("SoftwareVersion", 1, 1),
        ("Company", 1, 1),
        ("DefaultCurrencyCode", 1, 1),
        ("SelectionCriteria", 1, 1),
        ("HeaderComment", 0, 1),
        ("TaxAccountingBasis", 1, 1),
    ],
    "Company": [("RegistrationNumber", 1, 1), ("Name", 1, 1), ("Contact", 1, MANY)],
    "Contact": [("ContactPerson", 1, 1)],
    "ContactPerson": [("FirstName", 1, 1), ("LastName", 1, 1)],
    "SelectionCriteria": [("SelectionStartDate", 1, 1), ("SelectionEndDate", 1, 1)],
    "MasterFiles": [
        ("GeneralLedgerAccounts", 0, 1),
        ("Customers", 0, 1),
        ("TaxTable", 0, 1),
        ("AnalysisTypeTable", 0, 1),
    ],
    "GeneralLedgerAccounts": [("Account", 1, MANY)],
    "Account": [
        ("AccountID", 1, 1),
        ("AccountDescription", 1, 1),
        ("GroupingCategory", 1, 1),
        ("GroupingCode", 1, 1),
        ("AccountType", 1, 1),
        ("AccountCreationDate", 0, 1),
        *BALANCES,
    ],
    "Customers": [("Customer", 1, MANY)],
    "Customer": [
        ("RegistrationNumber", 0, 1),
        ("Name", 1, 1),
        ("CustomerID", 1, 1),
        ("BalanceAccount", 0, MANY),
    ],
    "BalanceAccount": [("AccountID", 0, 1), *BALANCES],
    "TaxTable": [("TaxTableEntry", 1, MANY)],
    "TaxTableEntry": [
        ("TaxType", 1, 1),
        ("Description", 1, 1),
        ("TaxCodeDetails", 1, MANY),
    ],
    "TaxCodeDetails": [
        ("TaxCode", 1, 1),
        ("Description", 0, 1),
        ("Country", 1, 1),
        ("StandardTaxCode", 1, 1),
        ("BaseRate", 1, MANY),
    ],
    "AnalysisTypeTable": [("AnalysisTypeTableEntry", 1, MANY)],
    "AnalysisTypeTableEntry": [
        ("AnalysisType", 1, 1),
        ("AnalysisTypeDescription", 1, 1),
        ("AnalysisID", 1, 1),
        ("AnalysisIDDescription", 1, 1),
    ],
    "GeneralLedgerEntries": [
        ("NumberOfEntries", 1, 1),
        ("TotalDebit", 1, 1),
        ("TotalCredit", 1, 1),
        ("Journal", 0, MANY),
    ],
    "Journal": [
        ("JournalID", 1, 1),
        ("Description", 1, 1),
        ("Type", 1, 1),
        ("Transaction", 0, MANY),
    ],
    "Transaction": [
        ("TransactionID", 1, 1),
        ("Period", 1, 1),
        ("PeriodYear", 1, 1),
        ("TransactionDate", 1, 1),
        ("SourceID", 0, 1),
        ("VoucherType", 0, 1),
        ("Description", 1, 1),
        ("SystemEntryDate", 1, 1),
        ("GLPostingDate", 1, 1),
        ("Line", 1, MANY),
    ],
    "Line": [
        ("RecordID", 1, 1),
        ("AccountID", 1, 1),
        ("Analysis", 0, MANY),
        ("CustomerID", 0, 1),
        ("Description", 1, 1),
        ("DebitAmount|CreditAmount", 1, 1),
        ("ReferenceNumber", 0, 1),
        ("CID", 0, 1),
        ("DueDate", 0, 1),
    ],
    "Analysis": [("AnalysisType", 1, 1), ("AnalysisID", 1, 1)],
    "DebitAmount": [("Amount", 1, 1)],
    "CreditAmount": [("Amount", 1, 1)],
}
TEXTS: dict[str, Callable[[str], bool]] = {
    "AuditFileVersion": CODE,
    "AuditFileCountry": form(".."),
    "AuditFileDateCreated": day,
    "SoftwareCompanyName": LONGER,
    "SoftwareID": LONG,
    "SoftwareVersion": SHORT,
    "RegistrationNumber": MIDDLE,
    "Name": LONG,
    "FirstName": MIDDLE,
    "LastName": LONGER,
    "DefaultCurrencyCode": form("..."),
    "SelectionStartDate": day,
    "SelectionEndDate": day,
    "HeaderComment": LONG,
    "TaxAccountingBasis": one_of("A"),
    "AccountID": LONGER,
    "AccountDescription": LONG,
    "GroupingCategory": LONG,
    "GroupingCode": MIDDLE,
    "AccountType": one_of("GL"),
    "AccountCreationDate": day,
    "OpeningDebitBalance": money,
    "OpeningCreditBalance": money,
    "ClosingDebitBalance": money,
    "ClosingCreditBalance": money,
    "CustomerID": MIDDLE,
    "TaxType": one_of("MVA"),
    "TaxTableEntry/Description": one_of("Merverdiavgift"),
    "TaxCode": LONGER,
    "Country": form(".."),
    "StandardTaxCode": form("[0-9anAN]{1,2}"),
    "BaseRate": form(r"100|\d{1,2}"),
    "AnalysisType": CODE,
    "AnalysisTypeDescription": LONG,
    "AnalysisTypeTableEntry/AnalysisID": MIDDLE,
    "AnalysisID": LONG,
    "AnalysisIDDescription": LONG,
    "NumberOfEntries": COUNT,
    "TotalDebit": money,
    "TotalCredit": money,
    "JournalID": SHORT,
    "Type": CODE,
    "TransactionID": LONGER,
    "Period": COUNT,
    "PeriodYear": form(r"19[789]\d|20\d\d|2100"),
    "TransactionDate": day,
    "SourceID": MIDDLE,
    "VoucherType": LONGER,
    "SystemEntryDate": day,
    "GLPostingDate": day,
    "RecordID": SHORT,
    "Description": LONG,
    "Amount": money,
    "ReferenceNumber": MIDDLE,
    "CID": MIDDLE,
    "DueDate": day,
}


def faults_of(content: bytes) -> list[str]:
    """What is wrong with a document, one line for each; nothing, if it is as it should.

    The parser follows nothing.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    if root.tag != f"{NAMESPACE}AuditFile":
        return [f"{root.tag} is no AuditFile"]
    return [*_faults(root, ""), *_official(root)]


def _official(root: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no exact type
    """What the official schema says, where it has been fetched."""
    if OFFICIAL:
        schema = _schema(OFFICIAL)
        schema.validate(root)
        yield from (f"{error.line}: {error.message}" for error in schema.error_log)


@cache
def _schema(path: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
    return etree.XMLSchema(etree.parse(path))


def _faults(element: Any, above: str) -> Iterator[str]:  # noqa: ANN401 -- lxml has no exact type
    name = str(element.tag).removeprefix(NAMESPACE)
    where = f"{element.sourceline}: {above}/{name}"
    if element.attrib:
        yield f"{where} has attributes"
    if name in CHILDREN:
        yield from _misplaced(element, CHILDREN[name], where)
        for child in element:
            yield from _faults(child, name)
        return
    fits = TEXTS.get(f"{above}/{name}") or TEXTS.get(name)
    found = element.text or ""
    if fits is None:
        yield f"{where} is not known"
    elif len(element) or not fits(found):
        yield f"{where}: {found!r} does not fit"


def _misplaced(element: Any, rules: list[Rule], where: str) -> Iterator[str]:  # noqa: ANN401 -- lxml
    """Children that are missing, too many, or not in their order."""
    names = [str(child.tag).removeprefix(NAMESPACE) for child in element]
    place = 0
    for either, least, most in rules:
        count = 0
        while place < len(names) and names[place] in either.split("|"):
            place, count = place + 1, count + 1
        if not least <= count <= most:
            yield f"{where} has {count} of {either}"
    if place < len(names):
        yield f"{where} has {names[place]} out of its place"
    if (element.text or "").strip():
        yield f"{where} has text of its own"
