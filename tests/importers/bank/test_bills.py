"""A payment is suggested to be of the one bill that it can be of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok_importers.bank.bills import Bills
from fellesbok_importers.documents.statements import Payment

SELLER = "Datahuset AS"


def bill(kroner: str, kid: str = "", currency: str = "NOK") -> data.Transaction:
    """What is owed to the seller: its last line is below nought."""
    owed = Amount(-Decimal(kroner), currency)
    return data.Transaction(
        data.new_metadata("2018.beancount", 1, {"kid": kid} if kid else {}),
        date(2018, 3, 1),
        "*",
        SELLER,
        "Faktura 1001",
        data.EMPTY_SET,
        data.EMPTY_SET,
        [
            data.Posting("Expenses:IKT", -owed, None, None, None, None),
            data.Posting("Liabilities:Utlegg:Nordvik", owed, None, None, None, None),
        ],
    )


def paid(
    kroner: str, *kids: str, currency: str = "NOK", payee: str = SELLER
) -> Payment:
    return Payment(
        date(2018, 3, 20),
        -Decimal(kroner),
        currency,
        reference="r",
        batch="",
        payee=payee,
        payee_account="",
        text="",
        kids=kids,
        is_returned=False,
        row=1,
    )


def test_it_is_known_by_seller_and_amount() -> None:
    found = Bills({"ehf/1": bill("1250.00")}).suggestion(paid("1250.00"))
    assert found is not None
    assert "Faktura 1001" in str(found)


@pytest.mark.parametrize(
    "other",
    [
        paid("1250.01"),
        paid("1250.00", payee="Datahuset"),
        paid("1250.00", currency="EUR"),
        paid("-1250.00"),
    ],
    ids=["amount", "seller", "currency", "what comes back"],
)
def test_what_differs_is_no_payment_of_it(other: Payment) -> None:
    assert Bills({"ehf/1": bill("1250.00")}).suggestion(other) is None


def test_of_two_alike_the_kid_decides_and_without_it_nothing_is_said() -> None:
    alike = {"ehf/1": bill("1250.00", "17"), "ehf/2": bill("1250.00", "25")}
    assert Bills(alike).suggestion(paid("1250.00")) is None
    assert Bills(alike).suggestion(paid("1250.00", "25")) is not None


def test_none_is_suggested_twice() -> None:
    bills = Bills({"ehf/1": bill("1250.00")})
    assert bills.suggestion(paid("1250.00")) is not None
    assert bills.suggestion(paid("1250.00")) is None
