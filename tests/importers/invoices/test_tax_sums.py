"""The tax of an invoice, held against its lines by the rules of EN 16931."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import read_invoice
from invoice_documents import category
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from invoice_documents import subtotal

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """What is wrong with an invoice, and what is let stand within a rule's slack."""
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    try:
        return [], [_plain(str(each)) for each in read_invoice(path).slack]
    except RejectedError as refused:
        return [_plain(str(fault.text())) for fault in refused.faults], []


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def of_1000(tax: str, base: str = "1000.00", rate: str = "S 25") -> str:
    """An invoice of one line of 1000 kroner, with the tax that is stated."""
    total = f"{1000 + int(tax.replace('.', '')) / 100:.2f}"
    return invoice(
        line("1000.00", rate=rate),
        tax=tax,
        rates=subtotal(base, tax, rate),
        total=total,
    )


@pytest.mark.parametrize(
    ("tax", "slack"),
    [("250.00", 0), ("250.99", 1), ("249.01", 1)],
)
def test_tax_may_be_off_by_less_than_a_krone_and_is_told(
    tmp_path: Path, tax: str, slack: int
) -> None:
    faults, let_stand = told(tmp_path, of_1000(tax))
    assert (faults, len(let_stand)) == ([], slack)


@pytest.mark.parametrize("tax", ["251.00", "249.00", "0.00"])
def test_tax_that_is_off_by_a_krone_is_refused(tmp_path: Path, tax: str) -> None:
    (said,), _ = told(tmp_path, of_1000(tax))
    assert "BR-S-09, BR-CO-17: 25 % avgift av 1 000,00 blir 250,00." in said


@pytest.mark.parametrize(
    ("base", "is_right"), [("1000.99", True), ("1001.00", False), ("999.01", True)]
)
def test_what_tax_is_reckoned_of_is_the_lines_within_a_krone(
    tmp_path: Path, base: str, *, is_right: bool
) -> None:
    faults, let_stand = told(tmp_path, of_1000("250.00", base))
    assert any("BR-S-08" in each for each in let_stand) is is_right
    assert any("BR-S-08" in each for each in faults) is not is_right


@pytest.mark.parametrize(
    ("rate", "rule"),
    [("E 0", "E"), ("Z 0", "Z"), ("O", "O"), ("AE 0", "AE"), ("K 0", "IC")],
)
def test_a_category_without_tax_bears_none(
    tmp_path: Path, rate: str, rule: str
) -> None:
    assert told(tmp_path, of_1000("0.00", rate=rate)) == ([], [])
    (said, *_), _ = told(tmp_path, of_1000("0.01", rate=rate))
    assert f"BR-{rule}-09: Skal være 0." in said
    (base, *_), _ = told(tmp_path, of_1000("0.00", "1000.01", rate=rate))
    assert f"BR-{rule}-08: Linjer, tillegg og rabatter med" in base


def test_a_line_without_tax_has_no_rate(tmp_path: Path) -> None:
    faults, _ = told(tmp_path, of_1000("0.00", rate="E 25"))
    assert any("BR-E-05: Satsen skal være 0." in each for each in faults)


def test_a_low_rate_is_a_rate_all_the_same(tmp_path: Path) -> None:
    """0,4 % of 1000 is 4 kroner; a rate below a half is none where nothing is due."""
    assert told(tmp_path, of_1000("4.00", rate="S 0.4")) == ([], [])
    (said,), _ = told(tmp_path, of_1000("10.00", rate="S 0.4"))
    assert "BR-S-09, BR-CO-17: 0,4 % avgift av 1 000,00 blir 4,00." in said


def test_the_tax_is_that_of_its_rates_exactly(tmp_path: Path) -> None:
    rates = subtotal("600.00", "150.00") + subtotal("400.00", "60.00", "S 15")
    lines = line("600.00"), line("400.00", rate="S 15")
    right = invoice(*lines, tax="210.00", rates=rates, total="1210.00")
    assert told(tmp_path, right) == ([], [])
    wrong = invoice(*lines, tax="210.01", rates=rates, total="1210.01")
    (said,), _ = told(tmp_path, wrong)
    assert "BR-CO-14: Avgiften av satsene blir til sammen 210,00. Avvik: 0,01." in said


def test_every_rate_of_a_line_has_its_tax(tmp_path: Path) -> None:
    text = invoice(line("600.00"), line("400.00", rate="S 15"))
    faults, _ = told(tmp_path, text)
    assert any(
        "BR-S-08: Fakturaen har ingen avgift for denne satsen." in each
        for each in faults
    )


def test_a_rate_is_the_same_with_and_without_decimals(tmp_path: Path) -> None:
    text = invoice(line("1000.00", rate="S 25.00"))
    assert told(tmp_path, text) == ([], [])


def test_a_line_without_a_category_has_the_only_one(tmp_path: Path) -> None:
    bare = line("400.00").replace(category("ClassifiedTaxCategory", "S 25"), "")
    assert told(tmp_path, invoice(line("600.00"), bare)) == ([], [])
    rates = subtotal("600.00", "150.00") + subtotal("400.00", "60.00", "S 15")
    text = invoice(line("600.00"), bare, tax="210.00", rates=rates, total="1210.00")
    faults, _ = told(tmp_path, text)
    assert any("BR-CO-04: Skal ha en avgiftskategori" in each for each in faults)


def test_charges_bear_tax_and_allowances_take_it_off(tmp_path: Path) -> None:
    """900 + 120 - 20 = 1000, of which 25 % is 250."""
    sums = (
        '<cbc:AllowanceTotalAmount currencyID="NOK">20.00</cbc:AllowanceTotalAmount>'
        '<cbc:ChargeTotalAmount currencyID="NOK">120.00</cbc:ChargeTotalAmount>'
    )
    text = invoice(
        line("900.00"),
        net="900.00",
        base="1000.00",
        charges=charge("120.00") + charge("-20.00"),
        sums=sums,
    )
    assert told(tmp_path, text) == ([], [])


def test_an_invoice_without_a_rate_is_refused(tmp_path: Path) -> None:
    text = invoice(line("1000.00"))
    start = text.index("<cac:TaxSubtotal>")
    end = text.index("</cac:TaxSubtotal>") + len("</cac:TaxSubtotal>")
    faults, _ = told(tmp_path, text[:start] + text[end:])
    assert any(
        "BR-CO-18: Fakturaen skal ha avgiften fordelt" in each for each in faults
    )


def test_half_an_ore_of_tax_is_rounded_away_from_nought(tmp_path: Path) -> None:
    """25 % of 10,02 is 2,505, which is 2,51; 2,50 is within the slack, and told."""
    text = invoice(line("10.02"), net="10.02", tax="2.51", total="12.53")
    assert told(tmp_path, text) == ([], [])
    off = invoice(line("10.02"), net="10.02", tax="2.50", total="12.52")
    (_, (said,)) = told(tmp_path, off)
    assert said.startswith("BR-S-09 for «S 25»: fakturaen sier 2,50, delene blir 2,51.")
