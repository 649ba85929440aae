"""E-invoices become costs on the right cost centre, or are refused with every fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from intake_runs import booked
from invoice_documents import GOOD
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement

RULES = HOUSE / "allocation_rules.yaml"
PROFILE = "like: ehf\nbooking: {host: nordreisa}\n"


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_rules(RULES)


@pytest.fixture
def importer(agreement: Agreement) -> InvoiceImporter:
    return InvoiceImporter("nordreisa", profile_of(PROFILE, "ehf.yaml"), agreement)


def saved(folder: Path, text: str) -> Path:
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    return path


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


def told(importer: InvoiceImporter, path: Path) -> list[str]:
    """What is told beside the voucher, without the sums."""
    return [
        text.replace("\N{NO-BREAK SPACE}", " ")
        for text in importer.outcome(str(path), []).findings
    ]


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


@pytest.mark.parametrize("zone", ["Z", "+01:00", "-05:00"])
def test_a_date_may_name_a_time_zone(tmp_path: Path, zone: str) -> None:
    text = invoice(line("1000.00")).replace("-03-05", f"-03-05{zone}")
    text = text.replace("-04-04", f"-04-04{zone}")
    read = read_invoice(saved(tmp_path, text))
    assert (str(read.day), str(read.due)) == ("2018-03-05", "2018-04-04")


CODE = "<cbc:InvoiceTypeCode>{}</cbc:InvoiceTypeCode>"


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
