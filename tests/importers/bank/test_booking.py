"""Each payment of a statement becomes one transaction, and no money is booked twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok_importers.bank.booking import NO_TEXT
from fellesbok_importers.bank.booking import BankBooks
from fellesbok_importers.bank.booking import Made
from fellesbok_importers.documents.statements import Payment
from fellesbok_importers.documents.statements import Statement
from lists_of_people import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from beancount.core.data import Transaction

NUMBER, BANK, WAITS = "86011117947", "Assets:Bank", "Liabilities:Uplassert"
DAY = date(2018, 3, 5)
BOOKS = BankBooks(AGREEMENT, "nordvik", {NUMBER: BANK}, WAITS)


def payment(kroner: str, reference: str = "r1", text: str = "Lisens") -> Payment:
    return Payment(
        DAY,
        Decimal(kroner),
        "NOK",
        reference,
        batch="",
        payee="Datahuset AS",
        payee_account="",
        text=text,
        kids=(),
        is_returned=False,
        row=7,
    )


def statement(*payments: Payment, opening: str = "0.00") -> Statement:
    total = sum((each.amount for each in payments), Decimal(opening))
    return Statement(
        "u1",
        NUMBER,
        "NOK",
        (date(2018, 3, 1), Decimal(opening)),
        (date(2018, 3, 31), total),
        payments,
        1,
    )


def made(*statements: Statement, existing: Sequence[Any] = ()) -> Made:
    """What is made of a document in such books."""
    found = Made(BOOKS, Path("utskrift.xml"), existing, statements)
    for each in statements:
        found.statement(each)
    return found


def lines(entry: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- a transaction
    return [(posting.account, str(posting.units)) for posting in entry.postings]


def vouchers(found: Made) -> list[Transaction]:
    return [e for e in found.entries if e.meta["lineno"] == 7]  # type: ignore[misc]


def test_money_whose_purpose_nobody_knows_waits_on_the_other_side() -> None:
    (entry,) = vouchers(made(statement(payment("-250.00"))))
    assert lines(entry) == [(BANK, "-250.00 NOK"), (WAITS, "250.00 NOK")]
    assert (entry.date, entry.flag, entry.payee) == (DAY, "!", "Datahuset AS")
    assert (entry.narration, entry.meta["filename"]) == ("Lisens", "utskrift.xml")


def test_a_payment_that_says_nothing_says_so() -> None:
    (entry,) = vouchers(made(statement(payment("5.00", text=""))))
    assert entry.narration == NO_TEXT


def test_the_balance_before_the_first_payment_is_told_and_waits() -> None:
    found = made(statement(payment("5.00"), opening="100.00"))
    first = found.entries[0]
    assert lines(first) == [(BANK, "100.00 NOK"), (WAITS, "-100.00 NOK")]
    (said, *_) = [
        str(text).replace("\N{NO-BREAK SPACE}", " ") for text in found.findings
    ]
    assert said.startswith("Bøkene har ingenting på Assets:Bank før")
    assert "100,00 kr, står på Liabilities:Uplassert" in said


def test_a_statement_that_comes_again_books_nothing_again() -> None:
    first = made(statement(payment("5.00")))
    again = made(statement(payment("5.00")), existing=first.entries)
    (entry,) = vouchers(first)
    assert entry in again.entries
    assert len(vouchers(again)) == 1
    assert again.faults == []


def test_one_reference_of_two_statements_is_one_payment() -> None:
    later = statement(payment("5.00"), opening="5.00")
    found = made(statement(payment("5.00")), later)
    assert len(vouchers(found)) == 1
    assert found.faults == []


def test_one_reference_of_two_payments_is_told() -> None:
    found = made(statement(payment("5.00")), statement(payment("6.00"), opening="5.00"))
    (fault,) = found.faults
    assert (fault.row, fault.found) == (7, "r1")
    assert "to ulike betalinger" in str(fault.expected)


def test_payments_of_one_day_and_amount_are_two_where_the_bank_says_so() -> None:
    found = made(statement(payment("5.00", "r1"), payment("5.00", "r2")))
    assert [entry.meta["bilag"] for entry in vouchers(found)] == [
        f"bank-{NUMBER}-r1",
        f"bank-{NUMBER}-r2",
    ]


def test_money_that_the_books_may_have_already_is_asked_about() -> None:
    """By hand, on the same day and with the same amount."""
    (by_hand,) = vouchers(made(statement(payment("5.00"))))
    meta = {"filename": "2018.beancount", "lineno": 3}
    existing = [by_hand._replace(meta=meta, flag="*")]
    notice = Statement("m", NUMBER, "NOK", None, None, (payment("5.00"),), 1)
    found = made(notice, existing=existing)
    assert [double.amount for double in found.asked] == [Decimal("5.00")]
    for answer, count in (("same", 0), ("other", 1)):
        told = Made(BOOKS, Path("u.xml"), existing, [notice], answer)  # type: ignore[arg-type]
        told.statement(notice)
        assert told.asked == []
        assert len(vouchers(told)) == count


def test_suggestions_are_looked_for_where_something_waits() -> None:
    found = made(statement(payment("5.00")))
    (text,) = found.suggest(lambda: None)
    assert "suggest" in str(text)
    asked: list[int] = []

    def find() -> None:
        asked.append(1)

    assert made(statement()).suggest(find) == ()
    assert asked == []
