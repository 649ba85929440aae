"""The balances that a bank tells are what the books must hold, day by day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from bank_documents import Paid
from bank_documents import statement
from bank_documents import together
from fellesbok_importers.faults import RejectedError
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_statements import BANK
from paid_statements import SUSPENSE
from paid_statements import told

if TYPE_CHECKING:
    from pathlib import Path


DAY = {"first": "2018-03-05", "last": "2018-03-05"}
MORNING = statement(Paid("100.00", reference="a"), **DAY)
EVENING = statement(Paid("50.00", reference="b"), opening="100.00", **DAY)


@pytest.mark.parametrize(
    "text", [together(MORNING, EVENING), together(EVENING, MORNING)]
)
def test_two_statements_of_a_day_hold_the_last_balance(main: Path, text: str) -> None:
    found = read(main, text)
    (balance,) = [e for e in found.new if isinstance(e, data.Balance)]
    assert (str(balance.date), balance.amount.number) == (
        "2018-03-06",
        Decimal("150.00"),
    )
    assert not found.findings
    assert balances(main)[BANK] == Decimal("150.00")


def test_statements_of_a_day_that_do_not_hang_together_are_refused(main: Path) -> None:
    apart = statement(Paid("50.00", reference="b"), opening="700.00", **DAY)
    with pytest.raises(RejectedError, match="henger ikke sammen"):
        read(main, together(MORNING, apart))


def test_a_later_statement_of_a_day_that_is_booked_says_what_to_do(main: Path) -> None:
    read(main, MORNING, "morgen.xml")
    with pytest.raises(RejectedError) as error:
        read(main, EVENING, "kveld.xml")
    assert "«2018-03-06 balance Assets:Bank» først" in str(error.value)


def test_the_balance_before_the_first_statement_waits_for_a_person(main: Path) -> None:
    text = statement(Paid("300.00", reference="a"), opening="1000.00")
    found = read(main, text)
    assert balances(main)[BANK] == Decimal("1300.00")
    assert balances(main)[SUSPENSE] == Decimal("-1300.00")
    opening, *_ = [e for e in found.new if isinstance(e, data.Transaction)]
    assert (opening.flag, opening.narration) == ("!", "Inngående saldo")
    assert "Inngående saldo, 1 000,00 kr, står på Liabilities:Uplassert" in told(
        found.findings
    )
    again = read(main, text)
    assert (again.entries, again.findings) == ((), ())


def test_an_overdrawn_account_begins_below_nought(main: Path) -> None:
    read(main, statement(Paid("300.00", reference="a"), opening="-1000.00"))
    assert balances(main)[BANK] == Decimal("-700.00")


def test_an_earlier_statement_that_comes_later_begins_before_it(main: Path) -> None:
    march = statement(Paid("1.00", reference="b"), opening="1000.00")
    february = statement(
        Paid("200.00", reference="a", day="2018-02-05"),
        opening="800.00",
        first="2018-02-01",
        last="2018-02-28",
    )
    read(main, march, "mars.xml")
    read(main, february, "februar.xml")
    assert balances(main)[BANK] == Decimal("1001.00")
    assert read(main, march, "mars.xml").entries == ()


def test_a_balance_without_an_opening_one_is_told_and_held(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"))
    start, end = text.index("<Bal>"), text.index("</Bal>") + len("</Bal>")
    found = read(main, text[:start] + text[end:])
    assert told(found.controls).startswith(
        "Konto 86011117947: 1,00 kr inn og 0,00 kr ut; 1,00 kr per 31.03.2018. Filen"
        " har ingen inngående saldo."
    )
    assert [e for e in found.new if isinstance(e, data.Balance)]
