"""A payer's year as it is settled: each line adds up, and a claim is of its year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from claimed_year import misplaced
from claimed_year import settled
from credited_parts import given_back
from fellesbok.claims.settling import Read
from fellesbok.claims.settling import Settled
from fellesbok.claims.settling import settlement_of
from fellesbok.claims.written import is_claim
from fellesbok.contradictions import ContradictionError
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from objections_by_hand import IKT

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.claims.settling import Settlement

END = date(2019, 12, 31)


def only(found: Settlement) -> list[str]:
    """The one line: before, share, on account, settled, paid, outstanding and left."""
    (line,) = found.lines
    every = line.before, line.share, line.advance, line.settlement
    return [str(x) for x in (*every, line.paid, line.outstanding, line.left)]


def test_a_year_that_is_claimed_has_nothing_left_to_settle(claimed: Books) -> None:
    """Three tenths of 1 000 kr are claimed, and 100 kr of them are paid the year after.

    The claim is made in January 2019, and is for 2018 all the same.
    """
    found = settled(claimed, "midvik", 2018)
    assert only(found) == [
        "0.00",
        "300.00",
        "0.00",
        "300.00",
        "100.00",
        "200.00",
        "0.00",
    ]


def test_a_year_that_is_not_claimed_is_left_to_settle(claimed: Books) -> None:
    """Three tenths of 400 kr; what is left of the claim of 2018 is not asked again."""
    found = settled(claimed, "midvik", 2019)
    assert only(found) == ["0.00", "120.00", "0.00", "0.00", "0.00", "0.00", "120.00"]


def test_what_was_never_claimed_of_a_year_is_left_in_the_next(claimed: Books) -> None:
    entries = [entry for entry in claimed.entries if not is_claim(entry)]
    agreement = claimed.settled.agreement
    read = Read(entries, entries, agreement, END)
    found = settlement_of(read, agreement.payer("midvik"), 2019)
    assert only(found) == ["300.00", "120.00", "0.00", "0.00", "0.00", "0.00", "420.00"]
    # A year of which nothing is charged carries it on.
    found = settlement_of(read, agreement.payer("midvik"), 2020)
    assert only(found) == ["420.00", "0.00", "0.00", "0.00", "0.00", "0.00", "420.00"]


@pytest.mark.parametrize(("payer", "year"), [("utvik", 2018), ("midvik", 2017)])
def test_who_is_charged_nothing_has_no_line(
    claimed: Books, payer: str, year: int
) -> None:
    assert not settled(claimed, payer, year).lines


def test_what_is_left_is_all_that_is_owed_less_all_that_is_claimed() -> None:
    """100 + 500 + 20 − 30 − 40 owed, less 300 and 200 claimed; tax is not a share."""
    amounts = (100, 500, 20, 30, 40, 300, 200, 7, 8, 125, 400, 225)
    line = Settled(IKT, "Assets:Fordringer:Lyngen:IKT", *map(Decimal, amounts))
    assert line.left == 50
    assert replace(line, settlement=Decimal(300)).left == -50
    assert replace(line, held_back=Decimal(25)).left == 50


def test_a_share_that_is_not_on_the_account_is_a_contradiction(
    claimed: Books,
) -> None:
    """300 kr are said to be Midvik's share, and stand on the bank instead."""
    wrong = misplaced(claimed.entries, "Midvik")
    agreement = claimed.settled.agreement
    read = Read(wrong, wrong, agreement, END)
    with pytest.raises(ContradictionError, match="det som er belastet"):
        settlement_of(read, agreement.payer("midvik"), 2018)


def test_what_a_payer_has_laid_out_is_told_until_the_day(tmp_path: Path) -> None:
    """400 kr that Midvik paid in March; three tenths of them are its share."""
    folder = Folder(tmp_path).write(
        rules(),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("1000.00"),
        cost("2018-03-01", "400.00", of="Liabilities:Utlegg:Midvik:IKT"),
    )
    agreement = folder.shared().agreement
    entries = list(folder.load().entries)
    read = Read(entries, entries, agreement, END)
    found = settlement_of(read, agreement.payer("midvik"), 2018)
    assert found.laid_out == 400
    assert only(found)[1] == "120.00"
    before = replace(read, day=date(2018, 2, 28))
    assert settlement_of(before, agreement.payer("midvik"), 2018).laid_out == 0
    assert settlement_of(read, agreement.payer("nordvik"), 2018).laid_out == 0


@pytest.mark.usefixtures("undrawn_pdf")
def test_what_is_credited_of_an_instalment_comes_off_what_is_on_account(
    folder: Folder,
) -> None:
    """3 000 kr less 400 kr are claimed of three tenths of 12 000 kr: 1 000 are left."""
    given_back(folder, "")
    books = folder.load()
    entries, agreement = list(books.entries), books.settled.agreement
    read = Read(entries, entries, agreement, END)
    found = settlement_of(read, agreement.payer("midvik"), 2018)
    assert only(found) == [
        *("0.00", "3600.00", "2600.00", "0.00", "0.00", "2600.00", "1000.00")
    ]
