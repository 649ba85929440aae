"""E-invoices become costs on the right cost centre, or are refused with every fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from intake_runs import booked
from invoice_documents import GOOD
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from read_invoices import CODE
from read_invoices import PROFILE
from read_invoices import agreement as agreement  # noqa: PLC0414 -- a fixture
from read_invoices import importer as importer  # noqa: PLC0414 -- a fixture
from read_invoices import saved

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement


def test_an_invoice_is_a_cost_without_tax_on_the_centre_it_names(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    path = saved(tmp_path, invoice(line("1000.00", "155")))
    assert (
        booked(importer, path)
        == """\
2018-03-05 * "Datahuset AS" "Faktura 1001"
  kilde: "ehf/987654321/1001"
  bilag: "ehf-987654321-1001"
  avtrykk: "AVTRYKK"
  forfall: 2018-04-04
  kid: "1234566"
  document: "2018-03-05 faktura.xml"
  Expenses:IKT:Ansvar-155        1000.00 NOK
  Assets:Merverdiavgift           250.00 NOK
  Liabilities:Utlegg:Nordreisa  -1250.00 NOK
"""
    )


def test_lines_of_different_centres_stand_apart(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    lines = line("600.00", "art 195, ansvar 153"), line("400.00", "155")
    text = booked(importer, saved(tmp_path, invoice(*lines)))
    assert "Expenses:IKT:Ansvar-153         600.00 NOK" in text
    assert "Expenses:IKT:Ansvar-155         400.00 NOK" in text


def test_the_string_of_the_whole_invoice_counts_where_a_line_has_none(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    more = "<cbc:AccountingCost>155</cbc:AccountingCost>"
    text = booked(importer, saved(tmp_path, invoice(line("1000.00"), more=more)))
    assert "Expenses:IKT:Ansvar-155" in text


@pytest.mark.parametrize("centre", ["", "9999", "153 155", "hei"])
def test_a_centre_that_is_not_named_waits_for_a_person(
    importer: InvoiceImporter, tmp_path: Path, centre: str
) -> None:
    text = booked(importer, saved(tmp_path, invoice(line("1000.00", centre))))
    assert text.startswith("2018-03-05 !")
    assert "Assets:Uplassert" in text


def test_a_credit_note_goes_the_other_way(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    credit = invoice(line("1000.00", "155", kind="CreditNote"), kind="CreditNote")
    text = booked(importer, saved(tmp_path, credit))
    assert '"Kreditnota 1001"' in text
    assert "Expenses:IKT:Ansvar-155       -1000.00 NOK" in text
    assert "Liabilities:Utlegg:Nordreisa   1250.00 NOK" in text


def test_the_same_invoice_twice_is_known(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    path = str(saved(tmp_path, invoice(line("1000.00", "155"))))
    first = importer.extract(path, [])
    again = importer.extract(path, first)
    importer.deduplicate(again, first)
    assert "__duplicate__" in again[0].meta


def test_rounding_is_a_part_of_what_is_paid(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    rounding = (
        '<cbc:PayableRoundingAmount currencyID="NOK">0.40</cbc:PayableRoundingAmount>'
    )
    text = invoice(line("1000.00", "155"), sums=rounding, payable="1250.40")
    shown = booked(importer, saved(tmp_path, text))
    assert "Expenses:IKT:Ansvar-155        1000.40 NOK" in shown
    assert "-1250.40 NOK" in shown


def test_an_invoice_in_another_currency_than_the_books_is_refused(
    importer: InvoiceImporter, tmp_path: Path
) -> None:
    text = invoice(line("1000.00", "155")).replace("NOK", "EUR")
    with pytest.raises(RejectedError, match=r"«EUR»\. .*Bøkene føres i NOK"):
        importer.extract(str(saved(tmp_path, text)), [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<Invoice/>",
        GOOD[:-20],
        GOOD.replace(">1000.00<", ">NaN<"),
        GOOD.replace(">1000.00<", ">1E9999999<"),
        GOOD.replace(">1000.00<", ">1000.005<"),
        GOOD.replace(">1000.00<", ">1_000.00<"),
        GOOD.replace(">1000.00<", ">1E3<"),
        GOOD.replace('"NOK">1000.00', '"EUR">1000.00', 1),
        GOOD.replace("2018-03-05", "0001-01-01"),
        GOOD.replace("2018-03-05", "2018-W10-1"),
        GOOD.replace("2018-03-05", "05.03.2018"),
        GOOD.replace("<cbc:ID>1001</cbc:ID>", ""),
        GOOD.replace("987654321", ""),
        GOOD.replace("Datahuset", "Data\u202ehuset"),
        GOOD.replace("<Invoice", '<!DOCTYPE a SYSTEM "/etc/passwd"><Invoice', 1),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RejectedError):
        read_invoice(saved(tmp_path, text))


@pytest.mark.parametrize("zone", ["Z", "+01:00", "-05:00"])
def test_a_date_may_name_a_time_zone(tmp_path: Path, zone: str) -> None:
    text = invoice(line("1000.00")).replace("-03-05", f"-03-05{zone}")
    text = text.replace("-04-04", f"-04-04{zone}")
    read = read_invoice(saved(tmp_path, text))
    assert (str(read.day), str(read.due)) == ("2018-03-05", "2018-04-04")


@pytest.mark.parametrize(
    ("kind", "code"), [("Invoice", "381"), ("CreditNote", "380"), ("Invoice", "396")]
)
def test_a_name_and_a_code_that_go_two_ways_are_refused(
    tmp_path: Path, kind: str, code: str
) -> None:
    said = CODE.format(code).replace("Invoice", kind)
    text = invoice(line("1000.00", kind=kind), kind=kind, more=said)
    with pytest.raises(RejectedError, match="er det en faktura eller en kreditnota"):
        read_invoice(saved(tmp_path, text))


def test_tax_of_a_charge_stands_with_the_charge(
    agreement: Agreement, tmp_path: Path
) -> None:
    """Tax that is a cost: 200 of the line on 155, 50 of the freight on 153."""
    more = "invoice: {vat: cost}\n"
    reader = InvoiceImporter("x", profile_of(PROFILE + more, "ehf.yaml"), agreement)
    total = '<cbc:ChargeTotalAmount currencyID="NOK">200.00</cbc:ChargeTotalAmount>'
    text = invoice(
        line("800.00", "155"),
        net="800.00",
        base="1000.00",
        charges=charge("200.00"),
        sums=total,
        more="<cbc:AccountingCost>153</cbc:AccountingCost>",
    )
    shown = booked(reader, saved(tmp_path, text))
    assert shown.endswith(
        """\
  Expenses:IKT:Ansvar-155         800.00 NOK
  Expenses:IKT:Ansvar-153         200.00 NOK
  Expenses:IKT:Ansvar-155         200.00 NOK
    avgift: "kostnad"
  Expenses:IKT:Ansvar-153          50.00 NOK
    avgift: "kostnad"
  Liabilities:Utlegg:Nordreisa  -1250.00 NOK
"""
    )
