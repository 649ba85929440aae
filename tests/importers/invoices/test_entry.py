"""Where each part of an invoice is booked, to the øre, and what waits for a person."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.entry import InvoiceBooking
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles.column_schema import Invoice as Said
from fellesbok_importers.vouchers.placing import Placing
from invoice_documents import charge
from invoice_documents import invoice
from invoice_documents import line
from read_invoices import PROFILE
from read_invoices import agreement as agreement  # noqa: PLC0414 -- a fixture
from read_invoices import saved

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement import Agreement

TAX, OWED = "Assets:Merverdiavgift", "Liabilities:Utlegg:Nordreisa"
WAITS = "Assets:Uplassert"
NOTHING = Decimal(0)
OF_155, OF_153 = "Expenses:IKT:Ansvar-155", "Expenses:IKT:Ansvar-153"


class Booked:
    """An invoice as it is booked: its lines, and what is told of them."""

    def __init__(self, folder: Path, of: Agreement, text: str, more: str = "") -> None:
        profile = profile_of(PROFILE + more, "ehf.yaml")
        booking = InvoiceBooking(Placing(profile, of), profile.invoice or Said())
        read = read_invoice(saved(folder, text))
        postings = booking.postings(read)
        self.lines = [(p.account, str(p.units)) for p in postings]
        units: list[Any] = [posting.units for posting in postings]
        self.sum = sum((each.number for each in units), NOTHING)
        self.is_placed = booking.is_placed(postings)
        self.told = [
            str(text).replace("\N{NO-BREAK SPACE}", " ")
            for text in booking.findings(read)
        ]


def test_the_cost_stands_on_the_centre_that_the_line_names(
    agreement: Agreement, tmp_path: Path
) -> None:
    made = Booked(tmp_path, agreement, invoice(line("1000.00", "155")))
    assert made.lines == [
        (OF_155, "1000.00 NOK"),
        (TAX, "250.00 NOK"),
        (OWED, "-1250.00 NOK"),
    ]
    assert (made.sum, made.is_placed, made.told) == (NOTHING, True, [])


@pytest.mark.parametrize("said", ["", "700", "155 eller 153", "15", "A155"])
def test_a_string_that_names_no_one_centre_waits_for_a_person(
    agreement: Agreement, tmp_path: Path, said: str
) -> None:
    made = Booked(tmp_path, agreement, invoice(line("1000.00", said)))
    assert made.lines[0] == (WAITS, "1000.00 NOK")
    assert (made.sum, made.is_placed) == (NOTHING, False)
    (told,) = made.told
    assert f"«Lisens» på 1 000,00 kr er uten ansvar (konteringsstreng «{said}»)" in told


@pytest.mark.parametrize("said", ["155", "ansvar 155", "art 195; 155/x", "155, 155"])
def test_the_centre_is_found_among_other_words(
    agreement: Agreement, tmp_path: Path, said: str
) -> None:
    made = Booked(tmp_path, agreement, invoice(line("1000.00", said)))
    assert made.lines[0][0] == OF_155


def test_what_is_of_no_line_stands_with_the_lines_that_agree(
    agreement: Agreement, tmp_path: Path
) -> None:
    """Freight of 100 kroner on a bill of two lines of one centre."""
    sums = '<cbc:ChargeTotalAmount currencyID="NOK">100.00</cbc:ChargeTotalAmount>'

    def freight(*centres: str) -> Booked:
        lines = [line("450.00", centre) for centre in centres]
        text = invoice(
            *lines, net="900.00", base="1000.00", charges=charge("100.00"), sums=sums
        )
        return Booked(tmp_path, agreement, text)

    one = freight("155", "155")
    assert one.lines[0] == (OF_155, "1000.00 NOK")
    assert one.told == []
    two = freight("155", "153")
    assert two.lines[:3] == [
        (OF_155, "450.00 NOK"),
        (OF_153, "450.00 NOK"),
        (WAITS, "100.00 NOK"),
    ]
    (told,) = two.told
    assert told.startswith(
        "Tillegg, rabatter og avrunding av hele fakturaen (100,00 kr)"
    )
    assert (one.sum, two.sum) == (NOTHING, NOTHING)


def test_rounding_is_a_cost_and_what_is_owed_is_whole(
    agreement: Agreement, tmp_path: Path
) -> None:
    sums = (
        '<cbc:PayableRoundingAmount currencyID="NOK">-0.40</cbc:PayableRoundingAmount>'
    )
    text = invoice(line("1000.00", "155"), sums=sums, payable="1249.60")
    made = Booked(tmp_path, agreement, text)
    assert made.lines == [
        (OF_155, "999.60 NOK"),
        (TAX, "250.00 NOK"),
        (OWED, "-1249.60 NOK"),
    ]


PREPAID = '<cbc:PrepaidAmount currencyID="NOK">1250.00</cbc:PrepaidAmount>'


def test_what_was_paid_before_comes_off_what_is_owed(
    agreement: Agreement, tmp_path: Path
) -> None:
    text = invoice(line("1000.00", "155"), sums=PREPAID, payable="0.00")
    made = Booked(tmp_path, agreement, text)
    assert made.lines[2:] == [(WAITS, "-1250.00 NOK"), (OWED, "0.00 NOK")]
    assert not made.is_placed
    assert made.told[0].startswith("1 250,00 kr er betalt før.")
    account = "invoice: {prepaid_account: Assets:Forskudd}\n"
    said = Booked(tmp_path, agreement, text, account)
    assert said.lines[2][0] == "Assets:Forskudd"
    assert (said.is_placed, said.told, said.sum) == (True, [], NOTHING)


def test_a_credit_note_goes_the_other_way(agreement: Agreement, tmp_path: Path) -> None:
    text = invoice(line("1000.00", "155", "CreditNote"), kind="CreditNote")
    made = Booked(tmp_path, agreement, text)
    assert made.lines == [
        (OF_155, "-1000.00 NOK"),
        (TAX, "-250.00 NOK"),
        (OWED, "1250.00 NOK"),
    ]


def test_lines_that_even_out_leave_nothing_on_their_account(
    agreement: Agreement, tmp_path: Path
) -> None:
    lines = (
        line("1000.00", "155"),
        line("100.00", "153"),
        line("-100.00", "153", sold="-1 × 100"),
    )
    made = Booked(tmp_path, agreement, invoice(*lines))
    assert OF_153 not in dict(made.lines)
    assert made.sum == 0
