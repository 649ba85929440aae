"""What a bank's table leaves open is asked: whether a row is booked, and which way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_tables import OWN
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles.by_column import profile_of
from paid_books import balances
from paid_books import by
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from paid_statements import told

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:Bank"
PLAIN = OWN.replace("amount: Beløp, balance: Saldo, kid: KID", "amount: Beløp")
WITH_STATUS = PLAIN.replace("amount: Beløp", "amount: Beløp, status: Status")
BOOKED = WITH_STATUS + "  booked: Bokført\n"
RESERVED = (
    "Dato;Tekst;Beløp;Status\n"
    "05.03.2018;a;10,00;{}\n"
    "06.03.2018;b;-3,50;Reservert\n"
    "07.03.2018;c;-2,00;{}\n"
)


def test_a_proposal_for_a_table_with_a_status_is_not_read_before_it_is_answered(
    main: Path,
) -> None:
    text = RESERVED.format("Bokført", "Bokført")
    yaml = propose(str(saved(main, text, "ukjent.csv")), "bank").yaml
    filled = yaml.replace('# - {number: "…"', '- {number: "86011117947"')
    filled = filled.replace("# host: …", "host: nordvik")
    with pytest.raises(RejectedError, match="statuskolonnen"):
        profile_of(filled, "p.yaml")


@pytest.mark.parametrize("word", ["Bokført", "bokført", "BOKFØRT"])
def test_what_is_only_reserved_waits_however_the_word_is_written(
    main: Path, word: str
) -> None:
    found = read(by(main, BOOKED), RESERVED.format("Bokført", word), "konto.csv")
    assert balances(main)[BANK] == Decimal("8.00")
    assert "1 poster er ikke bokført i banken ennå (-3,50 kr)" in told(found.findings)


def test_a_row_without_a_status_is_refused_where_others_have_one(main: Path) -> None:
    with pytest.raises(RejectedError) as error:
        read(by(main, BOOKED), RESERVED.format("Bokført", ""), "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.column) == (4, "Status")
    assert "om posten er bokført" in str(fault)


def test_a_column_that_says_the_side_of_some_rows_is_asked_about(main: Path) -> None:
    """«Betaling» is no word that we know, but «Innbetaling» is."""
    text = (
        "Dato;Tekst;Beløp;Type\n"
        "05.03.2018;a;10,00;Innbetaling\n"
        "06.03.2018;b;3,50;Betaling\n"
    )
    with pytest.raises(RejectedError) as error:
        read(by(main, PLAIN), text, "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.column, fault.found) == (2, "Type", "innbetaling")
    assert "Kolonnen sier om beløpet er debet eller kredit" in str(fault)


def test_amounts_that_all_stand_without_a_minus_are_told(main: Path) -> None:
    text = "Dato;Tekst;Beløp\n05.03.2018;a;10,00\n06.03.2018;b;3,50\n"
    found = read(by(main, PLAIN), text, "konto.csv")
    assert "Ingen av beløpene har minus: alle leses som penger inn (13,50 kr)." in told(
        found.findings
    )
    signed = read(main, text.replace("3,50", "-4,00"), "konto2.csv")
    assert "Ingen av beløpene" not in told(signed.findings)


def test_money_out_with_and_without_a_minus_is_refused_at_its_rows(main: Path) -> None:
    columns = "paid_in: Inn, paid_out: Ut"
    text = (
        "Dato;Tekst;Inn;Ut\n05.03.2018;a;;-10,00\n06.03.2018;b;;-1,00\n"
        "07.03.2018;c;;3,50\n"
    )
    with pytest.raises(RejectedError) as error:
        read(by(main, PLAIN.replace("amount: Beløp", columns)), text, "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.column) == (4, "Ut")
    assert "både med og uten minus" in str(fault)
    assert "rad 2" in str(fault)
