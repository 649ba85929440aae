"""A batch by another reference is known by day and sum, where a balance proves it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from fellesbok_importers.faults import RejectedError
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
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


TURNED = Paid("1800.00", reference="B1", parts=REPEATED.parts[::-1])
WHOLE = Paid("1800.00", reference="B1", text="OCR")
NAMELESS = Paid("1800.00", parts=REPEATED.parts)
OTHERWISE = Paid("1800.00", reference="0305OCR", text="OCR")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (notice(REPEATED), statement(WHOLE)),
        (statement(WHOLE), notice(REPEATED)),
        (notice(REPEATED), statement(TURNED)),
        (statement(TURNED), notice(REPEATED)),
        (notice(NAMELESS), statement(WHOLE)),
        (statement(WHOLE), notice(NAMELESS)),
        (notice(REPEATED), statement(OTHERWISE)),
        (statement(OTHERWISE), notice(REPEATED)),
    ],
)
def test_a_batch_is_booked_once_in_either_order(
    main: Path, first: str, then: str
) -> None:
    read(main, first, "en.xml")
    read(main, then, "to.xml")
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)
    before = tree(main.parent)
    assert read(main, first, "en.xml").entries == ()
    assert read(main, then, "to.xml").entries == ()
    assert tree(main.parent) == before


def test_a_batch_known_by_day_and_sum_is_told(main: Path) -> None:
    read(main, notice(REPEATED), "melding.xml")
    found = read(main, statement(OTHERWISE))
    assert "0305OCR, 1 800,00 kr den 05.03.2018, står i bøkene" in told(found.findings)


def test_another_payment_of_the_same_day_and_sum_is_another(main: Path) -> None:
    """The statement has both, the batch by its own reference: nothing is guessed."""
    read(main, notice(REPEATED), "melding.xml")
    read(main, statement(WHOLE, OTHERWISE))
    assert balances(main)[BANK] == Decimal("3600.00")


def test_a_notice_that_no_balance_proves_is_asked_about_and_not_skipped(
    main: Path,
) -> None:
    read(main, notice(REPEATED), "melding.xml")
    with pytest.raises(RejectedError) as asked:
        read(main, notice(OTHERWISE), "to.xml")
    assert (
        "1 800,00 kr den 05.03.2018 ligner på «KID 201800018 + KID 201800026»"
    ) in str(asked.value).replace("\N{NO-BREAK SPACE}", " ")
