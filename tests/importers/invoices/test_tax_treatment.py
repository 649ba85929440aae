"""Whose cost the tax of an invoice is, to the øre."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from fellesbok_importers.invoices.ehf import Tax
from fellesbok_importers.invoices.tax_treatment import InvoiceTax

FULL, LOW = "S 25", "S 15"
SUSPENSE = "Assets:Uplassert"


def invoice(*taxes: tuple[str, str]) -> Any:  # noqa: ANN401 -- a stand-in
    each = tuple(Tax(rate, Decimal(amount)) for rate, amount in taxes)
    whole = sum((tax.amount for tax in each), Decimal(0))
    return SimpleNamespace(
        tax=whole, taxes=each, currency="NOK", seller_id="NO 974 760 673 MVA"
    )


def postings(
    word: str | None,
    made: Any,  # noqa: ANN401 -- likewise
    *shares: tuple[str, str, str],
    **suppliers: str,
) -> list[tuple[str, str, object]]:
    said: Any = SimpleNamespace(
        tax_account="Assets:Mva",
        suspense=SUSPENSE,
        vat=word,
        suppliers={n[1:]: SimpleNamespace(vat=w) for n, w in suppliers.items()},
    )
    found = InvoiceTax(said).postings(
        made, [(rate, account, Decimal(amount)) for rate, account, amount in shares]
    )
    return [
        (p.account, str(p.units.number), (p.meta or {}).get("avgift"))  # type: ignore[union-attr]
        for p in found
    ]


@pytest.mark.parametrize(
    ("word", "said"),
    [("compensation", "kompensasjon"), ("deduction", "fradrag"), (None, None)],
)
def test_tax_that_comes_back_stands_on_its_own_account(
    word: str | None, said: str | None
) -> None:
    found = postings(word, invoice((FULL, "25.00")), (FULL, "Expenses:IKT", "100.00"))
    assert found == [("Assets:Mva", "25.00", said)]


def test_without_tax_nothing_is_booked() -> None:
    assert postings("cost", invoice(), (FULL, "Expenses:IKT", "100.00")) == []


def test_tax_that_is_a_cost_follows_the_lines_of_its_rate_to_the_oere() -> None:
    """25,00 of 100 and 15,01 of 33,33 and 66,67: 5,00 and 10,01."""
    found = postings(
        "cost",
        invoice((FULL, "25.00"), (LOW, "15.01")),
        (FULL, "Expenses:A", "100.00"),
        (LOW, "Expenses:B", "33.33"),
        (LOW, "Expenses:C", "66.67"),
    )
    assert found == [
        ("Expenses:A", "25.00", "kostnad"),
        ("Expenses:B", "5.00", "kostnad"),
        ("Expenses:C", "10.01", "kostnad"),
    ]


def test_a_rate_that_no_line_has_is_of_all_lines() -> None:
    found = postings(
        "cost",
        invoice(("Z", "3.00")),
        (FULL, "Expenses:A", "10.00"),
        (LOW, "Expenses:B", "20.00"),
    )
    assert [(account, amount) for account, amount, _ in found] == [
        ("Expenses:A", "1.00"),
        ("Expenses:B", "2.00"),
    ]


def test_of_lines_that_even_out_the_first_bears_it() -> None:
    found = postings(
        "cost",
        invoice((FULL, "0.01")),
        (FULL, "Expenses:A", "10.00"),
        (FULL, "Expenses:B", "-10.00"),
    )
    assert [(account, amount) for account, amount, _ in found] == [
        ("Expenses:A", "0.01")
    ]


def test_what_waits_for_a_person_is_not_marked() -> None:
    found = postings("cost", invoice((FULL, "25.00")), (FULL, SUSPENSE, "100.00"))
    assert found == [(SUSPENSE, "25.00", None)]


def test_a_supplier_may_have_a_word_of_its_own() -> None:
    made = invoice((FULL, "25.00"))
    share = FULL, "Expenses:A", "100.00"
    found = postings("cost", made, share, n974760673="compensation")
    assert found == [("Assets:Mva", "25.00", "kompensasjon")]
    assert (
        postings("cost", made, share, n999999999="compensation")[0][0] == "Expenses:A"
    )
