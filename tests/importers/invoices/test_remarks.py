"""What is prepaid, or cannot be booked, is told beside the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from intake_runs import booked
from invoice_documents import invoice
from invoice_documents import line
from read_invoices import CODE
from read_invoices import PROFILE
from read_invoices import agreement as agreement  # noqa: PLC0414 -- a fixture
from read_invoices import importer as importer  # noqa: PLC0414 -- a fixture
from read_invoices import saved
from read_invoices import told

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement


def prepaid(amount: str, payable: str) -> str:
    """An invoice of 1 250 of which something has been paid before."""
    said = f'<cbc:PrepaidAmount currencyID="NOK">{amount}</cbc:PrepaidAmount>'
    return invoice(line("1000.00", "155"), sums=said, payable=payable)


def test_what_is_prepaid_is_asked_about(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    """Nobody knows where the 1 000 was booked: the whole cost is, and they wait."""
    path = saved(tmp_path, prepaid("1000.00", "250.00"))
    text = booked(importer, path)
    assert text.startswith("2018-03-05 !")
    assert text.endswith(
        """\
  Expenses:IKT:Ansvar-155        1000.00 NOK
  Assets:Merverdiavgift           250.00 NOK
  Assets:Uplassert              -1000.00 NOK
  Liabilities:Utlegg:Nordreisa   -250.00 NOK
"""
    )
    (asked,) = told(importer, path)
    assert asked.startswith(
        "1 000,00 kr er betalt før. Fakturaen sier ikke hvor det er ført; det står på"
        " Assets:Uplassert."
    )
    (sums,) = importer.outcome(str(path), []).controls
    assert sums.replace("\N{NO-BREAK SPACE}", " ").endswith(
        "− forskudd 1 000,00 kr = 250,00 kr."
    )


def test_what_is_prepaid_stands_where_the_profile_says(
    agreement: Agreement, tmp_path: Path
) -> None:
    """All of it is paid: the invoice owes nothing, which is written too."""
    more = "invoice: {prepaid_account: Assets:Forskudd}\n"
    reader = InvoiceImporter("x", profile_of(PROFILE + more, "ehf.yaml"), agreement)
    path = saved(tmp_path, prepaid("1250.00", "0.00"))
    text = booked(reader, path)
    assert text.startswith("2018-03-05 *")
    assert text.endswith(
        """\
  Expenses:IKT:Ansvar-155        1000.00 NOK
  Assets:Merverdiavgift           250.00 NOK
  Assets:Forskudd               -1250.00 NOK
  Liabilities:Utlegg:Nordreisa      0.00 NOK
"""
    )
    assert not told(reader, path)


def test_a_credit_note_gives_back_what_was_prepaid_the_other_way(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    text = prepaid("250.00", "1000.00")
    lines = line("1000.00", "155"), line("1000.00", "155", kind="CreditNote")
    text = text.replace(*lines).replace("Invoice", "CreditNote")
    shown = booked(importer, saved(tmp_path, text))
    assert "Assets:Uplassert                250.00 NOK" in shown
    assert "Liabilities:Utlegg:Nordreisa   1000.00 NOK" in shown


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (CODE.format(380), []),
        (CODE.format(386), ["Fakturatypen er 386 (forskuddsfaktura)."]),
        (CODE.format(999), ["Fakturatypen er 999 (ukjent type)."]),
        (
            (
                "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>900</cbc:ID>"
                "</cac:InvoiceDocumentReference></cac:BillingReference>"
            ),
            ["Gjelder faktura 900."],
        ),
        (
            (
                "<cac:PayeeParty><cac:PartyName><cbc:Name>Innkreving AS</cbc:Name>"
                "</cac:PartyName><cac:PartyLegalEntity><cbc:CompanyID>910000020"
                "</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>"
            ),
            ["Skal betales til Innkreving AS 910000020, ikke til selgeren."],
        ),
        (
            (
                '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">261.10</cbc:TaxAmount>'
                "</cac:TaxTotal>"
            ),
            ["Avgiften er også oppgitt som 261.10 SEK; det føres ikke."],
        ),
        (
            "<cac:PaymentMeans><cbc:PaymentID>99</cbc:PaymentID></cac:PaymentMeans>",
            ["Fakturaen har flere betalingsreferanser (99, 1234566); ingen er ført."],
        ),
        (
            (
                "<cac:InvoicePeriod><cbc:StartDate>2017-12-01</cbc:StartDate>"
                "<cbc:EndDate>2018-02-28</cbc:EndDate></cac:InvoicePeriod>"
            ),
            [
                (
                    "Fakturaen er datert 05.03.2018, og gjelder 01.12.2017–28.02.2018."
                    " Hører kostnaden til et annet år, må den periodiseres."
                )
            ],
        ),
        (
            (
                "<cac:InvoicePeriod><cbc:StartDate>2018-01-01</cbc:StartDate>"
                "</cac:InvoicePeriod>"
            ),
            [],
        ),
    ],
)
def test_what_is_not_booked_is_told(
    importer: InvoiceImporter, tmp_path: Path, more: str, said: list[str]
) -> None:
    path = saved(tmp_path, invoice(line("1000.00", "155"), more=more))
    assert told(importer, path) == said
    assert booked(importer, path).startswith("2018-03-05 *")
