"""What an e-invoice says is read value by value, and what is no invoice is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import Tax
from fellesbok_importers.invoices.ehf import buyer_of
from fellesbok_importers.invoices.ehf import read_invoice
from invoice_documents import GOOD
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from read_invoices import saved

if TYPE_CHECKING:
    from pathlib import Path


def test_an_invoice_is_its_numbers_days_and_sums(tmp_path: Path) -> None:
    found = read_invoice(saved(tmp_path, GOOD))
    assert (found.number, found.is_credit, found.currency) == ("1001", False, "NOK")
    assert (found.day, found.due) == (date(2018, 3, 5), date(2018, 4, 4))
    assert (found.seller, found.seller_id) == ("Datahuset AS", "987654321")
    assert found.reference == "1234566"
    (sold,) = found.lines
    assert (sold.text, sold.amount, sold.accounting_cost, sold.rate) == (
        "Lisens",
        Decimal("1000.00"),
        "155",
        "S 25",
    )
    assert found.taxes == (Tax("S 25", Decimal("250.00")),)
    assert (found.tax, found.payable) == (Decimal("250.00"), Decimal("1250.00"))
    assert (found.charges, found.rounding, found.prepaid) == (Decimal(0),) * 3
    assert (found.charged, found.attached, found.slack) == ((), (), ())


def test_every_amount_of_a_credit_note_is_below_nought(tmp_path: Path) -> None:
    note = invoice(line("1000.00", kind="CreditNote"), kind="CreditNote")
    found = read_invoice(saved(tmp_path, note))
    assert found.is_credit
    amounts = found.lines[0].amount, found.tax, found.taxes[0].amount, found.payable
    assert amounts == tuple(map(Decimal, ("-1000", "-250", "-250", "-1250")))


def test_charges_and_allowances_stand_each_with_its_sign(tmp_path: Path) -> None:
    sums = (
        '<cbc:AllowanceTotalAmount currencyID="NOK">20.00</cbc:AllowanceTotalAmount>'
        '<cbc:ChargeTotalAmount currencyID="NOK">120.00</cbc:ChargeTotalAmount>'
    )
    both = charge("120.00") + charge("-20.00")
    text = invoice(
        line("900.00"), net="900.00", base="1000.00", charges=both, sums=sums
    )
    found = read_invoice(saved(tmp_path, text))
    assert found.charges == Decimal("100.00")
    assert [(c.rate, c.amount) for c in found.charged] == [
        ("S 25", Decimal("120.00")),
        ("S 25", Decimal("-20.00")),
    ]


def test_two_payment_references_are_none(tmp_path: Path) -> None:
    means = (
        "<cac:PaymentMeans><cbc:PaymentID>1234566</cbc:PaymentID></cac:PaymentMeans>"
    )
    assert means in GOOD
    twice = GOOD.replace(means, means + means.replace("1234566", "7654321"))
    assert read_invoice(saved(tmp_path, twice)).reference == ""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<cbc:ID>1001</cbc:ID>", "", "ID: Må stå i fakturaen."),
        ("2018-03-05", "2018-02-30", "IssueDate: "),
        (
            "<cbc:CompanyID>987654321</cbc:CompanyID>",
            "",
            "skal ha et organisasjonsnummer",
        ),
        (
            "<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>",
            "",
            "DocumentCurrencyCode: ",
        ),
        (">1250.00</cbc:PayableAmount>", ">1e3</cbc:PayableAmount>", "PayableAmount: "),
        (">1250.00</cbc:PayableAmount>", ">NaN</cbc:PayableAmount>", "PayableAmount: "),
    ],
)
def test_what_an_invoice_must_say_is_told_where_it_lacks(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in GOOD
    with pytest.raises(RejectedError) as refused:
        read_invoice(saved(tmp_path, GOOD.replace(before, after)))
    assert said in str(refused.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("2018-03-05", "5. mars").replace("<cbc:ID>1001</cbc:ID>", "")
    path = saved(tmp_path, text)
    more = Fault(str(path), 1, None, "", Text("Og dette."))
    with pytest.raises(RejectedError) as refused:
        read_invoice(path, also=lambda _: [more])
    said = str(refused.value)
    assert "IssueDate: " in said
    assert "ID: Må stå" in said
    assert said.endswith("Og dette.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Document/>", "ikke en faktura eller kreditnota på EHF"),
        (f"<Mappe>{GOOD.partition('?>')[2]}{GOOD.partition('?>')[2]}</Mappe>", "flere"),
        ("Faktura 1001", "XML"),
        (GOOD[:900], "avkuttet: slutten mangler"),
        (GOOD.replace("?>", "?><!DOCTYPE a>", 1), "DOCTYPE"),
    ],
)
def test_what_is_no_one_invoice_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(RejectedError, match=said):
        read_invoice(saved(tmp_path, text))


def test_who_is_to_pay_is_found_without_the_rest(tmp_path: Path) -> None:
    found = buyer_of(saved(tmp_path, GOOD.replace("1250.00", "x")))
    assert (found.name, found.number) == ("Nordreisa kommune", "943350833")
    nobody = buyer_of(saved(tmp_path, "<Document/>"))
    assert (nobody.name, nobody.number, nobody.row) == ("", "", None)
