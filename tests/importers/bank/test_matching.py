"""A payment that the books have is known by what the bank calls it, and booked once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from fellesbok_importers.faults import RejectedError
from intake_books import add
from intake_previews import previewed
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from places import tree

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_file_twice_changes_nothing(main: Path) -> None:
    text = statement(Paid("1000.00", reference="a", kid=KID), Paid("2.00"))
    read(main, text)
    before = tree(main.parent)
    again = read(main, text)
    assert again.entries == ()
    assert (len(again.known), again.findings) == (3, ())
    assert tree(main.parent) == before


def test_statements_that_overlap_book_a_payment_once(main: Path) -> None:
    first = Paid("1000.00", reference="a", kid=KID, day="2018-03-05")
    nameless = Paid("7.00", text="rente", day="2018-03-06")
    last = Paid("2.00", reference="b", day="2018-03-20")
    read(main, statement(first, nameless, last="2018-03-10"), "ti.xml")
    found = read(main, statement(first, nameless, last), "mars.xml")
    assert len(found.known) == 2
    assert balances(main)["Assets:Bank"] == Decimal("1009.00")


PARTS = Paid("1000.00", kid=KID, name="Sørvik"), Paid("800.00", kid=OTHER_KID)
BATCH = Paid("1800.00", reference="B1", parts=PARTS)
WHOLE = Paid("1800.00", reference="B1", text="OCR")


def test_a_notice_and_then_the_statement_of_the_day_book_a_batch_once(
    main: Path,
) -> None:
    read(main, notice(BATCH), "melding.xml")
    found = read(main, statement(WHOLE), "utskrift.xml")
    assert (len(found.known), len(found.changes)) == (2, 0)
    assert balances(main)["Assets:Bank"] == Decimal("1800.00")
    assert not any("Krav" in account for account in balances(main))


def test_a_statement_and_then_the_notice_take_the_whole_batch_apart(
    main: Path,
) -> None:
    read(main, statement(WHOLE), "utskrift.xml")
    assert balances(main)["Liabilities:Uplassert"] == Decimal("-1800.00")
    found = read(main, notice(BATCH), "melding.xml")
    assert "føres hver for seg" in found.findings[0]
    after = balances(main)
    assert after["Assets:Bank"] == Decimal("1800.00")
    assert "Liabilities:Uplassert" not in after
    assert not any("Krav" in account for account in after)
    before = tree(main.parent)
    assert read(main, notice(BATCH), "melding.xml").entries == ()
    assert read(main, statement(WHOLE), "utskrift.xml").entries == ()
    assert tree(main.parent) == before


def test_a_batch_that_somebody_has_decided_about_stands(main: Path) -> None:
    read(main, statement(WHOLE), "utskrift.xml")
    for path in (main.parent / "innlest").glob("*.beancount"):
        text = path.read_text(encoding="utf-8").replace('05 ! "OCR"', '05 * "OCR"')
        path.write_text(text.replace("Liabilities:Uplassert", "Income:IKT"), "utf-8")
    assert read(main, notice(BATCH), "melding.xml").entries == ()
    assert balances(main)["Assets:Bank"] == Decimal("1800.00")


def test_a_batch_with_other_references_is_the_same_money(main: Path) -> None:
    read(main, notice(BATCH), "melding.xml")
    text = statement(BATCH).replace(
        "<TxDtls>", "<TxDtls><Refs><AcctSvcrRef>NY</AcctSvcrRef></Refs>"
    )
    assert len(read(main, text, "utskrift.xml").known) == 2
    assert balances(main)["Assets:Bank"] == Decimal("1800.00")


def test_a_batch_of_another_amount_is_refused_with_the_difference(main: Path) -> None:
    read(main, notice(BATCH), "melding.xml")
    text = statement(Paid("1700.00", reference="B1"))
    with pytest.raises(RejectedError, match="Bunken er") as error:
        read(main, text, "utskrift.xml")
    assert error.value.faults[0].off == Decimal("-100.00")


def test_a_changed_payment_is_reversed_and_booked_anew(main: Path) -> None:
    read(main, notice(Paid("900.00", reference="a", kid=KID)), "melding.xml")
    found = read(main, statement(Paid("1000.00", reference="a", kid=KID)))
    (change,) = found.changes
    assert change.corrected.meta["bilag"] == "bank-86011117947-a-v2"
    after = balances(main)
    assert after["Assets:Bank"] == Decimal("1000.00")
    assert "Assets:Krav:Sørvik:IKT" not in after


def test_a_payment_without_a_digest_is_known_by_day_and_amount(main: Path) -> None:
    """One that was entered by hand, with the bank's reference."""
    add(
        main,
        '2018-03-05 * "Sørvik" "Ført for hånd"\n'
        '  kilde: "bank/86011117947/a"\n'
        "  Assets:Krav:Sørvik:IKT  -1000.00 NOK\n"
        "  Assets:Bank              1000.00 NOK\n",
    )
    found = read(main, notice(Paid("1000.00", reference="a", kid=KID)))
    assert (found.entries, found.findings) == ((), ())
    (said,) = previewed(main, saved(main, notice(Paid("9.00", reference="a")))).changes
    assert said.before.narration == "Ført for hånd"


def test_two_payments_under_one_reference_are_two(main: Path) -> None:
    twice = Paid("1.00", reference="gebyr"), Paid("2.00", reference="gebyr")
    read(main, statement(*twice))
    assert balances(main)["Assets:Bank"] == Decimal("3.00")
    assert read(main, statement(*twice)).entries == ()
