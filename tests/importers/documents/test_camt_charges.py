"""What the bank keeps of a payment leaves no claim open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import only
from paid_books import read
from paid_statements import BANK
from paid_statements import FIRST
from paid_statements import REPEATED
from paid_statements import SECOND
from paid_statements import SUSPENSE
from paid_statements import told
from places import tree

if TYPE_CHECKING:
    from pathlib import Path


CHARGED = Paid(
    "1797.00",
    reference="B1",
    parts=(
        Paid("1000.00", kid=KID, charges="1.00"),
        Paid("800.00", kid=OTHER_KID, charges="2.00"),
    ),
)
UNKNOWN_CHARGE = Paid("1796.00", reference="B1", parts=CHARGED.parts)
OUT = Paid(
    "-1526.00",
    reference="B1",
    parts=(Paid("-1000.00"), Paid("-500.00", charges="26.00")),
)
ALONE = Paid(
    "999.00", reference="R1", parts=(Paid("1000.00", kid=KID, charges="1.00"),)
)


def test_charges_that_are_said_to_the_ore_leave_no_claim_open(main: Path) -> None:
    found = read(main, statement(CHARGED))
    after = balances(main)
    assert after[BANK] == Decimal("1797.00")
    assert not {FIRST, SECOND} & set(after)
    assert after[SUSPENSE] == Decimal("3.00"), "the charge waits for a person"
    fee = [e for e in found.new if isinstance(e, data.Transaction)][-1]
    assert (fee.flag, fee.narration, fee.meta["bunke"]) == (
        "!",
        "Gebyr",
        "bank/86011117947/B1",
    )
    before = tree(main.parent)
    assert read(main, statement(CHARGED)).entries == ()
    assert tree(main.parent) == before


@pytest.mark.parametrize(
    ("paid", "waits", "rest"),
    [
        (OUT, "1526.00", "1000.00"),
        (ALONE, "1.00", "0.00"),
        (replace(ALONE, amount="1000.00"), "0.00", "0.00"),
        (replace(ALONE, amount="990.00"), "0.00", "10.00"),
    ],
    ids=["money out", "one payment", "nothing kept", "another difference"],
)
def test_a_charge_is_what_the_bank_has_kept_and_nothing_else(
    main: Path, paid: Paid, waits: str, rest: str
) -> None:
    read(main, statement(paid))
    after = balances(main)
    assert after[BANK] == Decimal(paid.amount)
    assert after.get(SUSPENSE, Decimal(0)) == Decimal(waits)
    assert after.get(FIRST, Decimal(0)) == Decimal(rest)


def test_the_charge_is_the_batchs_in_a_notice_and_a_statement(main: Path) -> None:
    read(main, notice(CHARGED), "melding.xml")
    read(main, statement(replace(CHARGED, parts=(), text="OCR")))
    assert balances(main)[BANK] == Decimal("1797.00")


FOREIGN = Paid(
    "3000.00",
    reference="B1",
    parts=(Paid("100.00", currency="EUR"), Paid("200.00", kid=KID, currency="EUR")),
)


@pytest.mark.parametrize("batch", [UNKNOWN_CHARGE, FOREIGN])
def test_a_batch_that_cannot_be_split_is_booked_as_the_bank_did(
    main: Path, batch: Paid
) -> None:
    found = read(main, statement(batch))
    entry = only(found)
    assert entry.postings[0].units.number == Decimal(batch.amount)
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert "nordvik-2018-0001" in entry.meta["forslag"]
    assert "har 2 betalinger som ikke kan deles opp på øret" in told(found.findings)


def test_the_parts_of_a_batch_that_came_unsplit_take_its_place(main: Path) -> None:
    """A batch without amounts, and then one that has them."""
    text = notice(REPEATED)
    detail = text.index("<TxDtls>")
    without = text[:detail] + text[detail:].replace(
        '<Amt Ccy="NOK">1000.00</Amt>', ""
    ).replace('<Amt Ccy="NOK">800.00</Amt>', "")
    read(main, without, "uten.xml")
    assert balances(main)[SUSPENSE] == Decimal("-1800.00")
    read(main, text, "med.xml")
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)
