"""The master files of our own SAF-T: accounts, customers, taxes and dimensions.

The books do not state what each account is grouped as; where the art of a line is one
of KOSTRA's three digits, the account is grouped under it, and nowhere else.
(Skatteetaten/saf-t: category KA_K is the arts of municipalities.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from fellesbok_importers.export import saft_own
from fellesbok_importers.export.booked_year import NOT_STATED
from fellesbok_importers.export.nodes import MOST
from fellesbok_importers.export.nodes import amount_text
from fellesbok_importers.export.nodes import leaf
from fellesbok_importers.export.nodes import node
from fellesbok_importers.export.nodes import shortened
from fellesbok_importers.export.nodes import too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok_importers.export.booked_year import Export
    from fellesbok_importers.export.booked_year import Key
    from fellesbok_importers.faults import Fault
    from fellesbok_importers.vouchers.exchange import RecordLine

KOSTRA = "KA_K"
_ART = re.compile(r"\d{3}", re.ASCII)
_UNKNOWN_TAX = "Slik koden kom; sats og andel er ikke oppgitt i bøkene"


def master_files(export: Export, faults: list[Fault]) -> Any:  # noqa: ANN401 -- lxml
    """Everything that the vouchers refer to."""
    codes = _codes(export)
    taxes = sorted(code for kind, code in codes if kind == saft_own.VAT)
    accounts = [_account(export, key) for key in export.balances]
    entries = [_entry(export, kind, code, faults) for kind, code in sorted(codes)]
    entries += [
        _table_entry(kind, f"{kind} …", saft_own.FREE_TEXT)
        for kind in (saft_own.VOUCHER_ITEM, saft_own.LINE_ITEM)
    ]
    return node(
        "MasterFiles",
        node("GeneralLedgerAccounts", *accounts),
        node("Customers", *_customers(export)),
        node("TaxTable", *_tax_entries(taxes)) if taxes else None,
        node("AnalysisTypeTable", *entries),
    )


def _account(export: Export, key: Key) -> Any:  # noqa: ANN401 -- lxml
    account, art = key
    grouped = bool(_ART.fullmatch(art))
    opened = export.opened.get(account)
    name = f"{account}, art {art}" if art else account
    return node(
        "Account",
        leaf("AccountID", saft_own.account_id(account, art)),
        leaf("AccountDescription", shortened("AccountDescription", name)),
        leaf("GroupingCategory", KOSTRA if grouped else NOT_STATED),
        leaf("GroupingCode", art if grouped else NOT_STATED),
        leaf("AccountType", "GL"),
        leaf("AccountCreationDate", opened.isoformat() if opened else ""),
        *_balances(export.balances[key]),
    )


def _balances(both: tuple[Decimal, Decimal]) -> Iterator[Any]:
    """Before and after, each on its side."""
    for when, amount in zip(("Opening", "Closing"), both, strict=True):
        side = "Credit" if amount < 0 else "Debit"
        yield leaf(f"{when}{side}Balance", amount_text(abs(amount)))


def _customers(export: Export) -> Iterator[Any]:
    """Municipalities and other parties, each with what it owes."""
    agreement = export.agreement
    sums: dict[tuple[str, Key], tuple[Decimal, Decimal]] = {}
    for key, both in export.balances.items():
        payer = export.who.payer(key[0])
        if payer is not None and export.who.owes(key[0]):
            sums[payer.slug, key] = both
    for payer in agreement.payers:
        number = getattr(payer, "organisation_number", "")
        yield node(
            "Customer",
            leaf("RegistrationNumber", number),
            leaf("Name", shortened("Name", payer.name)),
            leaf("CustomerID", payer.slug),
            *(
                node(
                    "BalanceAccount",
                    leaf("AccountID", saft_own.account_id(*key)),
                    *_balances(both),
                )
                for (slug, key), both in sums.items()
                if slug == payer.slug
            ),
        )


def _tax_entries(codes: list[str]) -> Iterator[Any]:
    """The codes that vouchers came with; the schema wants a base rate, which is 100."""
    details = [
        node(
            "TaxCodeDetails",
            leaf("TaxCode", code),
            leaf("Description", _UNKNOWN_TAX),
            leaf("Country", "NO"),
            leaf("StandardTaxCode", "NA"),
            leaf("BaseRate", "100"),
        )
        for code in codes
    ]
    yield node(
        "TaxTableEntry",
        leaf("TaxType", "MVA"),
        leaf("Description", "Merverdiavgift"),
        *details,
    )


def _codes(export: Export) -> set[tuple[str, str]]:
    """Every code of every dimension that the lines have."""
    return {
        found
        for record in export.records
        for line in record.lines
        for found in codes_of(export, line)
    }


def codes_of(export: Export, line: RecordLine) -> Iterator[tuple[str, str]]:
    """The dimensions of a line that it has a code for."""
    cooperation = export.who.cooperation(line.account)
    payer = export.who.payer(line.account)
    meta = line.meta
    for kind, code in (
        (saft_own.ANSVAR, export.who.ansvar(line)),
        (saft_own.FUNKSJON, meta.get("funksjon")),
        (saft_own.PROJECT, meta.get("prosjekt")),
        (saft_own.VAT, meta.get("mva")),
        (saft_own.COOPERATION, cooperation.slug if cooperation else ""),
        (saft_own.MUNICIPALITY, payer.slug if payer else ""),
    ):
        if code:
            yield kind, str(code)


def _entry(export: Export, kind: str, code: str, faults: list[Fault]) -> Any:  # noqa: ANN401 -- lxml
    """A code with what it is called, where the agreements say it."""
    if len(code) > MOST["AnalysisID"]:
        faults.append(too_long("AnalysisID", saft_own.TITLES[kind], code))
    agreement = export.agreement
    title = ""
    match kind:
        case saft_own.ANSVAR:
            centres = [
                f"{cooperation.title}: {cooperation.cost_centres[code].title}"
                for cooperation in agreement.cooperations.values()
                if code in cooperation.cost_centres
            ]
            title = "; ".join(centres)
        case saft_own.COOPERATION:
            title = agreement.cooperations[code].title
        case saft_own.MUNICIPALITY:
            title = agreement.payer(code).name
    return _table_entry(kind, shortened("AnalysisID", code), title or NOT_STATED)


def _table_entry(kind: str, code: str, title: str) -> Any:  # noqa: ANN401 -- lxml
    return node(
        "AnalysisTypeTableEntry",
        leaf("AnalysisType", kind),
        leaf("AnalysisTypeDescription", saft_own.TITLES[kind]),
        leaf("AnalysisID", code),
        leaf("AnalysisIDDescription", shortened("AnalysisIDDescription", title)),
    )
