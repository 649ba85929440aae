"""The e-invoice of a claim, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fellesbok.claim_documents import examine
from fellesbok.claim_documents.ubl import CAC_NAMESPACE
from fellesbok.claim_documents.ubl import CBC_NAMESPACE
from fellesbok.claim_documents.validation import EXPECTED_WARNINGS
from taxed_claims import claim_of
from taxed_claims import document
from taxed_claims import run
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

NAMES = {"cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE}


def test_the_e_invoice_has_a_line_and_a_subtotal_for_each(year: Folder) -> None:
    run(year, "claim", "2018")
    made = document(year, claim_of(year, "midvik"))
    assert made.ehf is not None, made.why_no_ehf
    found = examine(made)
    assert found.faults == ()
    assert {warning.rule for warning in found.warnings} == EXPECTED_WARNINGS
    root = etree.fromstring(made.ehf)
    subtotals = [
        tuple(
            each.findtext(way, namespaces=NAMES)
            for way in (
                "cbc:TaxableAmount",
                "cbc:TaxAmount",
                "cac:TaxCategory/cbc:ID",
            )
        )
        for each in root.iterfind(".//cac:TaxSubtotal", namespaces=NAMES)
    ]
    assert subtotals == [("120.00", "0.00", "E"), ("180.00", "45.00", "S")]
    names = root.findall("cac:InvoiceLine/cac:Item/cbc:Name", namespaces=NAMES)
    assert [name.text for name in names] == [
        "IKT-samarbeidet 2018: avregning: del uten merverdiavgift, kategori E",
        "IKT-samarbeidet 2018: avregning: del med 25 % merverdiavgift",
    ]
