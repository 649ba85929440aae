"""An invoice is taken in by its own buyer alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from invoice_documents import invoice
from invoice_documents import line
from read_invoices import PROFILE
from read_invoices import agreement as agreement  # noqa: PLC0414 -- a fixture
from read_invoices import importer as importer  # noqa: PLC0414 -- a fixture
from read_invoices import saved
from read_invoices import told

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement


BUYER = "Fakturaen er ikke til Nordreisa (943350833). Er det likevel denne kjøperen"


@pytest.mark.parametrize(
    ("buyer", "found"),
    [
        ("Tromsø kommune, 940101808", "Fant «Tromsø kommune 940101808». "),
        ("Nordreisa kommune, 940101808", "Fant «Nordreisa kommune 940101808». "),
        (", 940101808", "Fant «940101808». "),
        ("Nordreisa Kraftlag SA", "Fant «Nordreisa Kraftlag SA». "),
        ("", ""),
    ],
)
def test_an_invoice_to_another_buyer_is_refused_whoever_reads_it(
    importer: InvoiceImporter, tmp_path: Path, buyer: str, found: str
) -> None:
    path = saved(tmp_path, invoice(line("1000.00", "155"), buyer=buyer))
    with pytest.raises(RejectedError) as refused:
        importer.outcome(str(path), [])
    assert f"faktura.xml:12: AccountingCustomerParty: {found}{BUYER}" in str(
        refused.value
    )
    assert importer.identify(str(path)) == (not buyer)


@pytest.mark.parametrize(
    "buyer", ["Nordreisa kommune", "NORDREISA", ", NO 943 350 833 MVA"]
)
def test_a_buyer_is_known_by_number_or_else_by_name(
    importer: InvoiceImporter, tmp_path: Path, buyer: str
) -> None:
    path = saved(tmp_path, invoice(line("1000.00", "155"), buyer=buyer))
    assert importer.identify(str(path))
    assert not told(importer, path)


def test_a_buyer_with_our_number_and_another_name_is_told(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    buyer = "Tromsø kommune, 943350833"
    path = saved(tmp_path, invoice(line("1000.00", "155"), buyer=buyer))
    assert told(importer, path) == [
        (
            "Kjøperen heter «Tromsø kommune» i fakturaen, men har nummeret til"
            " Nordreisa (943350833)."
        )
    ]


@pytest.mark.parametrize("buyer", ["Storslett skole, 974602687", "Storslett skole"])
def test_a_profile_can_name_more_buyers(
    agreement: Agreement, tmp_path: Path, buyer: str
) -> None:
    more = 'invoice: {buyers: ["974 602 687", Storslett skole]}\n'
    reader = InvoiceImporter("x", profile_of(PROFILE + more, "ehf.yaml"), agreement)
    path = saved(tmp_path, invoice(line("1000.00", "155"), buyer=buyer))
    assert reader.identify(str(path))
    assert not told(reader, path)
