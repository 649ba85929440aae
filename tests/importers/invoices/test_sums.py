"""The sums inside e-invoices: what EN 16931 and Peppol let stand, and what not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import read_invoice
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from invoice_documents import subtotal

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.invoices.ehf import Invoice

CREDIT = "CreditNote"
LONGEST_SECONDS = 120


def nok(name: str, amount: str) -> str:
    return f'<cbc:{name} currencyID="NOK">{amount}</cbc:{name}>'


def per_cent(percent: str, base: str) -> str:
    multiplier = f"<cbc:MultiplierFactorNumeric>{percent}</cbc:MultiplierFactorNumeric>"
    return multiplier + nok("BaseAmount", base)


def read(folder: Path, text: str) -> Invoice:
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    return read_invoice(path)


LINE = line("1000.00")
TWO_RATES = subtotal("600.00", "150.00") + subtotal("400.00", "60.00", "S 15")
GROSS = (
    "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
    f"{nok('Amount', '10')}{nok('BaseAmount', '{gross}')}</cac:AllowanceCharge>"
    "</cac:Price>"
)

RIGHT = {
    "one line": invoice(LINE),
    "a price for ten": invoice(
        line("1000.00", sold="400 × 25.00").replace(
            "</cac:Price>", "<cbc:BaseQuantity>10</cbc:BaseQuantity></cac:Price>"
        )
    ),
    "a line within two øre": invoice(line("1000.00", sold="3 × 333.3267")),
    "a line less a discount": invoice(
        line("1000.00", sold="11 × 100.00", more=charge("-100.00")),
    ),
    "a price less a discount": invoice(
        line("1000.00", sold="10 × 100").replace(
            "</cac:Price>", GROSS.format(gross="110")
        )
    ),
    "two rates": invoice(
        line("600.00"),
        line("400.00", rate="S 15.00"),
        tax="210.00",
        rates=TWO_RATES,
        total="1210.00",
    ),
    "a charge that bears tax": invoice(
        line("900.00"),
        net="900.00",
        base="1000.00",
        charges=charge("120.00") + charge("-20.00"),
        sums=nok("AllowanceTotalAmount", "20.00") + nok("ChargeTotalAmount", "120.00"),
    ),
    "a discount by per cent": invoice(
        line("1100.00"),
        net="1100.00",
        base="1000.00",
        charges=charge("-100.00", more=per_cent("9.09", "1100.00")),
        sums=nok("AllowanceTotalAmount", "100.00"),
    ),
    "tax that is exempt": invoice(
        line("1000.00", rate="E 0"),
        tax="0.00",
        rates=subtotal("1000.00", "0.00", "E 0"),
        total="1000.00",
    ),
    "outside the tax": invoice(
        line("1000.00", rate="O"),
        tax="0",
        rates=subtotal("1000.00", "0", "O"),
        total="1000.00",
    ),
    "a line that takes another back": invoice(
        line("1500.00"), line("-500.00", sold="-5 × 100.00")
    ),
    "rounded to whole kroner": invoice(
        LINE, sums=nok("PayableRoundingAmount", "-0.40"), payable="1249.60"
    ),
    "all is prepaid": invoice(
        LINE, sums=nok("PrepaidAmount", "1250.00"), payable="0.00"
    ),
    "a credit note": invoice(line("1000.00", kind=CREDIT), kind=CREDIT),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_sums_that_are_right_are_read(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).slack


def test_tax_that_is_off_by_less_than_a_krone_is_told(tmp_path: Path) -> None:
    """BR-S-09 and BR-S-08 let it stand: what is paid is what the seller says."""
    text = invoice(
        LINE, tax="250.74", rates=subtotal("999.01", "250.74"), total="1250.74"
    )
    (base, tax) = read(tmp_path, text).slack
    assert base.replace("\N{NO-BREAK SPACE}", " ") == (
        "BR-S-08 for «S 25»: fakturaen sier 999,01, delene blir 1 000,00."
        " Regelen tillater et avvik under 1 kr."
    )
    assert tax == (
        "BR-S-09 for «S 25»: fakturaen sier 250,74, delene blir 249,75."
        " Regelen tillater et avvik under 1 kr."
    )


WRONG = [
    (
        invoice(line("1000.00", sold="10 × 50.00")),
        (
            "InvoiceLine[1]/LineExtensionAmount: Fant «1000.00». PEPPOL-EN16931-R120:"
            " Antall × pris, med linjens tillegg og rabatter, blir 500,00; høyst 0,02 i"
            " avvik er tillatt. Avvik: 500,00."
        ),
    ),
    (
        invoice(line("1000.00", sold="1 × 999.979")),
        "blir 999,979; høyst 0,02 i avvik er tillatt. Avvik: 0,021.",
    ),
    (
        invoice(line("1000.00", sold="11 × 100.00", more=charge("100.00"))),
        "blir 1 200,00; høyst 0,02 i avvik er tillatt. Avvik: -200,00.",
    ),
    (
        invoice(line("1000.00", kind=CREDIT, sold="2 × 400.00"), kind=CREDIT),
        "CreditNoteLine[1]/LineExtensionAmount: Fant «1000.00». PEPPOL-EN16931-R120:",
    ),
    (
        invoice(
            line("1000.00").replace(
                "</cac:Price>", "<cbc:BaseQuantity>0</cbc:BaseQuantity></cac:Price>"
            )
        ),
        "Price/BaseQuantity: Fant «0». PEPPOL-EN16931-R121: Skal være et tall",
    ),
    (
        invoice(
            line("1000.00", sold="10 × 100").replace(
                "</cac:Price>", GROSS.format(gross="120")
            )
        ),
        (
            "Price/PriceAmount: Fant «100». PEPPOL-EN16931-R046: Bruttopris − rabatt"
            " blir 110,00. Avvik: -10,00."
        ),
    ),
    (
        invoice(LINE, charges=charge("100.00", more=per_cent("5", "1000.00"))),
        (
            "AllowanceCharge/Amount: Fant «100.00». PEPPOL-EN16931-R040: 5 % av 1"
            " 000,00 blir 50,00; høyst 0,02 i avvik er tillatt. Avvik: 50,00."
        ),
    ),
    (
        invoice(line("999.00")),
        (
            "LegalMonetaryTotal/LineExtensionAmount: Fant «1000.00». BR-CO-10: Linjene"
            " blir til sammen 999,00. Avvik: 1,00."
        ),
    ),
    (
        invoice(LINE, charges=charge("-10.00")),
        (
            "LegalMonetaryTotal/AllowanceTotalAmount: BR-CO-11: Rabattene på hele"
            " fakturaen blir til sammen 10,00. Avvik: -10,00."
        ),
    ),
    (
        invoice(LINE, sums=nok("ChargeTotalAmount", "10.00")),
        (
            "LegalMonetaryTotal/ChargeTotalAmount: Fant «10.00». BR-CO-12: Tilleggene"
            " på hele fakturaen blir til sammen 0,00. Avvik: 10,00."
        ),
    ),
    (
        invoice(LINE, sums=nok("ChargeTotalAmount", "10.00")),
        (
            "LegalMonetaryTotal/TaxExclusiveAmount: Fant «1000.00». BR-CO-13: Linjer +"
            " tillegg − rabatter blir 1 010,00. Avvik: -10,00."
        ),
    ),
    (
        invoice(LINE, tax="250.00", rates=subtotal("1000.00", "249.99")),
        (
            "TaxTotal/TaxAmount: Fant «250.00». BR-CO-14: Avgiften av satsene blir til"
            " sammen 249,99. Avvik: 0,01."
        ),
    ),
    (
        invoice(LINE, total="1250.01"),
        (
            "LegalMonetaryTotal/TaxInclusiveAmount: Fant «1250.01». BR-CO-15: Beløp"
            " uten avgift + avgift blir 1 250,00. Avvik: 0,01."
        ),
    ),
    (
        invoice(LINE, payable="1250.50"),
        (
            "LegalMonetaryTotal/PayableAmount: Fant «1250.50». BR-CO-16: Beløp med"
            " avgift − forskudd + avrunding blir 1 250,00. Avvik: 0,50."
        ),
    ),
    (
        invoice(LINE, tax="251.00", total="1251.00"),
        (
            "TaxTotal/TaxSubtotal/TaxAmount: Fant «251.00». BR-S-09, BR-CO-17: 25 %"
            " avgift av 1 000,00 blir 250,00. Avvik: 1,00."
        ),
    ),
    (
        invoice(LINE, rates=subtotal("1001.00", "250.00")),
        (
            "TaxTotal/TaxSubtotal/TaxableAmount: Fant «1001.00». BR-S-08: Linjer,"
            " tillegg og rabatter med «S 25» blir til sammen 1 000,00. Avvik: 1,00."
        ),
    ),
    (
        invoice(
            line("1000.00", rate="E 0"),
            tax="0.00",
            rates=subtotal("1000.01", "0.00", "E 0"),
            total="1000.00",
        ),
        (
            "BR-E-08: Linjer, tillegg og rabatter med «E 0» blir til sammen 1 000,00."
            " Avvik: 0,01."
        ),
    ),
    *(
        (
            invoice(
                line("1000.00", rate=code),
                tax="0.01",
                rates=subtotal("1000.00", "0.01", code),
                total="1000.01",
            ),
            f"TaxTotal/TaxSubtotal/TaxAmount: Fant «0.01». {rule}: Skal være 0.",
        )
        for code, rule in {
            "Z 0": "BR-Z-09",
            "E 0": "BR-E-09",
            "O": "BR-O-09",
            "AE 0": "BR-AE-09",
            "K 0": "BR-IC-09",
            "G 0": "BR-G-09",
        }.items()
    ),
    (
        invoice(line("1000.00", rate="S 15")),
        (
            "ClassifiedTaxCategory: Fant «S 15». BR-S-08: Fakturaen har ingen avgift"
            " for denne satsen."
        ),
    ),
    (
        invoice(
            line("1000.00", rate=""),
            tax="210.00",
            rates=TWO_RATES,
            total="1210.00",
        ),
        "BR-CO-04: Skal ha en avgiftskategori; fakturaen har flere.",
    ),
    (
        invoice(LINE).replace(subtotal("1000.00", "250.00"), ""),
        "TaxTotal/TaxSubtotal: BR-CO-18: Fakturaen skal ha avgiften fordelt på satser.",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=range(len(WRONG)))
def test_a_sum_that_is_off_is_refused_by_its_rule(
    tmp_path: Path, text: str, said: str
) -> None:
    """With the line where it stands, the rule, and both figures."""
    with pytest.raises(RejectedError) as refused:
        read(tmp_path, text)
    told = str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert said in told
    for fault in refused.value.faults:
        assert fault.row is not None
        last = str(fault.column).rpartition("/")[2].partition("[")[0]
        there = text.splitlines()[fault.row - 1]
        assert last in there or last not in text


def test_every_wrong_sum_is_told_at_once(tmp_path: Path) -> None:
    text = invoice(line("1000.00", sold="10 × 50.00"), tax="100.00", total="1100.00")
    with pytest.raises(RejectedError) as refused:
        read(tmp_path, text)
    rules = ["BR-CO-17", "R120"]
    assert [r in str(f) for r, f in zip(rules, refused.value.faults, strict=True)]


def test_thousands_of_wrong_lines_and_rates_are_told_in_time(
    tmp_path: Path,
) -> None:
    """Nothing is held against everything else."""
    lines = line("1000.00", sold="1 × 1") * 4_000
    text = invoice(lines, rates=subtotal("1000.00", "250.00", "S 15") * 4_000)
    began = time.monotonic()
    with pytest.raises(RejectedError) as refused:
        read(tmp_path, text)
    assert time.monotonic() - began < LONGEST_SECONDS
    assert len(refused.value.faults) > 12_000
