"""What a bank tells beside what is booked is shown or told of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import notice
from bank_documents import report
from bank_documents import statement
from bank_documents import together
from fellesbok_importers.faults import RejectedError
from paid_books import KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_statements import BANK
from paid_statements import told
from places import tree

if TYPE_CHECKING:
    from pathlib import Path


OTHER_ACCOUNT = "15032080119"


def test_the_statement_of_another_account_is_told_of_and_not_read(main: Path) -> None:
    other = statement(Paid("9.00", reference="b"), account=OTHER_ACCOUNT)
    text = together(statement(Paid("1.00", reference="a")), other)
    found = read(main, text)
    assert balances(main)[BANK] == Decimal("1.00")
    assert told(found.findings) == (
        "Filen har også konto 15032080119, som profilen ikke nevner: 1 poster, til"
        " sammen 9,00 NOK, er ikke lest."
    )


def test_a_fault_of_another_account_refuses_nothing(main: Path) -> None:
    wrong = statement(Paid("9.00"), account=OTHER_ACCOUNT, closing="8.00")
    found = read(main, together(statement(Paid("1.00", reference="a")), wrong))
    assert "15032080119" in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def test_a_payment_in_two_statements_of_a_file_is_booked_once(main: Path) -> None:
    week = statement(Paid("1.00", reference="a"), last="2018-03-05")
    later = Paid("2.00", day="2018-03-06", reference="b")
    month = statement(Paid("1.00", reference="a"), later)
    read(main, together(week, month))
    assert balances(main)[BANK] == Decimal("3.00")


def test_a_reference_on_two_payments_of_a_file_is_refused(main: Path) -> None:
    week = statement(Paid("1.00", reference="a"), last="2018-03-05")
    month = statement(Paid("3.00", reference="a"))
    with pytest.raises(RejectedError, match="står på to ulike betalinger i filen"):
        read(main, together(week, month))


def test_what_is_not_booked_yet_is_told(main: Path) -> None:
    waiting = Paid("20.00", status="PDNG"), Paid("5.00", status="INFO")
    found = read(main, _with(statement(Paid("1.00", reference="a")), waiting))
    assert "2 poster er ikke bokført i banken ennå (25,00 kr)" in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def _with(text: str, more: tuple[Paid, ...]) -> str:
    """A statement with entries that do not change its balance."""
    other = notice(*more)
    entries = other[other.index("<Ntry>") : other.index("</Ntfctn>")]
    return text.replace("</Stmt>", f"{entries}</Stmt>")


def test_a_report_of_the_day_so_far_is_shown_and_not_booked(main: Path) -> None:
    paid = Paid("1000.00", reference="a", kid=KID, name="Sørvik")
    before = tree(main.parent)
    found = read(main, report(paid, Paid("-30.00", status="PDNG")))
    assert found.entries == ()
    assert tree(main.parent) == before
    assert "foreløpig rapport (camt.052); den vises, og føres ikke" in told(
        found.controls
    )
    assert "05.03.2018 1 000,00 kr Sørvik – 201800018" in told(found.controls)
    assert "1 poster er ikke bokført i banken ennå (-30,00 kr)" in told(found.findings)


def test_a_notice_without_entries_ends_well(main: Path) -> None:
    found = read(main, notice())
    assert found.entries == ()
    assert "ingen posteringer, bare opplysninger" in told(found.controls)
