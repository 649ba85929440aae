"""A payment of several claims settles each, or is asked about."""

from __future__ import annotations

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
from paid_statements import SECOND
from paid_statements import SUSPENSE
from paid_statements import told

if TYPE_CHECKING:
    from pathlib import Path


def test_a_payment_of_two_claims_settles_both(main: Path) -> None:
    both = (KID, "1000.00"), (OTHER_KID, "800.00")
    found = read(main, statement(Paid("1800.00", reference="R1", remitted=both)))
    assert balances(main) == {
        BANK: Decimal("1800.00"),
        "Assets:Fordringer:Sørvik:IKT": Decimal("-1000.00"),
        "Assets:Fordringer:Ytrevik:IKT": Decimal("-800.00"),
    }
    assert not found.findings
    parts = [e.meta for e in found.new if isinstance(e, data.Transaction)]
    assert [meta["krav"] for meta in parts] == [
        "nordvik-2018-0001",
        "nordvik-2018-0002",
    ]


def test_parts_of_two_claims_leave_the_rest_of_each(main: Path) -> None:
    both = (KID, "600.00"), (OTHER_KID, "100.00")
    found = read(main, statement(Paid("700.00", reference="R1", remitted=both)))
    left = balances(main)
    assert (left[FIRST], left[SECOND]) == (Decimal("400.00"), Decimal("700.00"))
    assert "400,00 kr gjenstår" in told(found.findings)
    assert "700,00 kr gjenstår" in told(found.findings)


@pytest.mark.parametrize(
    "both",
    [
        ((KID, ""), (OTHER_KID, "")),
        ((KID, "1000.00"), (OTHER_KID, "")),
        ((KID, "1000.00"), (OTHER_KID, "1.00")),
    ],
    ids=["no amounts", "one amount", "amounts of something else"],
)
def test_two_claims_whose_amounts_cannot_be_told_are_asked_about(
    main: Path, both: tuple[tuple[str, str], ...]
) -> None:
    entry = only(read(main, statement(Paid("1800.00", reference="R1", remitted=both))))
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert entry.meta["forslag"] == (
        "Flere krav passer: nordvik-2018-0001 (Assets:Krav:Sørvik:IKT),"
        " nordvik-2018-0002 (Assets:Krav:Ytrevik:IKT)."
    )
    assert entry.meta["kid"] == f"{KID} {OTHER_KID}"


def test_a_claim_and_a_kid_of_nobody_is_asked_about(main: Path) -> None:
    both = (KID, ""), ("202100020", "")
    entry = only(read(main, statement(Paid("1000.00", reference="R1", remitted=both))))
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert (
        "uten beløp for hver. Ett krav er nevnt: nordvik-2018-0001"
        in (entry.meta["forslag"])
    )


def test_the_same_kid_twice_is_one_claim(main: Path) -> None:
    twice = (KID, "400.00"), (f"{KID[:4]} {KID[4:]}", "600.00")
    entry = only(read(main, statement(Paid("1000.00", reference="R1", remitted=twice))))
    assert entry.meta["krav"] == "nordvik-2018-0001"


def test_a_kid_and_a_text_of_two_claims_are_asked_about(main: Path) -> None:
    paid = Paid("800.00", reference="R1", kid=KID, text="nordvik-2018-0002")
    entry = only(read(main, statement(paid)))
    assert "Flere krav passer" in entry.meta["forslag"]


def test_a_credit_note_comes_off_what_is_paid_of_another(main: Path) -> None:
    both = (KID, "1000.00"), ("202100020", "-200.00")
    read(main, statement(Paid("800.00", reference="R1", remitted=both)))
    after = balances(main)
    assert FIRST not in after
    assert after[SUSPENSE] == Decimal("200.00")


def test_a_payment_of_two_claims_is_known_whatever_document_tells_of_it(
    main: Path,
) -> None:
    both = (KID, "1000.00"), (OTHER_KID, "800.00")
    read(main, notice(Paid("1800.00", reference="R1", remitted=both)), "melding.xml")
    assert len(read(main, statement(Paid("1800.00", reference="R1"))).known) == 2
    assert balances(main)[BANK] == Decimal("1800.00")
