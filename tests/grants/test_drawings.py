"""What each voucher earns and brings of which grant, movement by movement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Payer
from fellesbok.entries import vocabulary
from fellesbok.grants.drawings import asset_account
from fellesbok.grants.drawings import drawings
from grants_by_hand import grant
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.grant_terms import Grant

ONE = grant("velferd", account="Staten", earned_on="Income:IKT:Tilskudd:Staten")
TWO = grant("skole", account="Skole", earned_on="Income:IKT:Tilskudd:Staten")
MEMO = grant("memo", account="Memo", earned_on="Equity:Memo:IKT:Tilskudd:Fylket")
VIKA = replace(
    agreement(version(Equal())), parties={"staten": Payer("staten", "Staten", "Staten")}
)
ASSET, INCOME = "Assets:Tilskudd:IKT:Staten", "Income:IKT:Tilskudd:Staten"
BANK = "Assets:Bank"
Line = tuple[str, str]


def voucher(
    *lines: Line, meta: dict[str, str] | None = None, of: str = "NOK"
) -> data.Transaction:
    """A voucher with those lines."""
    postings = [
        data.Posting(a, Amount(Decimal(n), of), None, None, None, {}) for a, n in lines
    ]
    nothing = data.EMPTY_SET
    said = data.new_metadata("main.beancount", 3, meta or {})
    return data.Transaction(
        said, date(2018, 3, 1), "*", None, "", nothing, nothing, postings
    )


def drawn(
    entry: data.Transaction, *grants: Grant
) -> tuple[list[tuple[str, str | None, str | None]], list[str]]:
    """Grant, earned and received of a voucher; and what is wrong with it."""
    known = {g.slug: g for g in grants or (ONE,)}
    found, errors = drawings([entry], replace(VIKA, grants=known))
    return [
        (
            d.grant,
            None if d.earned is None else str(d.earned),
            None if d.received is None else str(d.received),
        )
        for d in found
    ], [error.message for error in errors]


@pytest.mark.parametrize(
    ("lines", "earned", "received"),
    [
        ([(ASSET, "400"), (INCOME, "-400")], "400", "0"),
        ([(BANK, "700"), (ASSET, "-700")], None, "700"),
        # Straight to income it is earned and received on the same day.
        ([(BANK, "300"), (INCOME, "-300")], "300", "300"),
        # Half of it has come, and half is to come.
        ([(BANK, "100"), (ASSET, "100"), (INCOME, "-200")], "200", "100"),
        # What is paid back takes away what has come, and nothing that is earned.
        ([(ASSET, "50"), (BANK, "-50")], None, "-50"),
        ([(INCOME, "20"), (BANK, "-20")], "-20", "-20"),
        # A cost centre in the account is the same account.
        ([(BANK, "1"), ("Income:IKT:Ansvar-155:Tilskudd:Staten", "-1")], "1", "1"),
    ],
)
def test_what_a_voucher_earns_and_brings(
    lines: list[Line], earned: str | None, received: str
) -> None:
    assert drawn(voucher(*lines)) == ([("velferd", earned, received)], [])


def test_what_is_of_no_grant_is_no_drawing() -> None:
    other = voucher((BANK, "1"), ("Income:IKT:Tilskudd:Andre", "-1"))
    assert drawn(other) == ([], [])
    ours = voucher((BANK, "1"), (INCOME, "-1"))
    assert drawings([ours], VIKA) == ([], [])
    made = ours._replace(meta={**ours.meta, "filename": vocabulary.FILE})
    assert drawn(made) == ([], [])
    assert drawn(voucher((BANK, "1"), (INCOME, "-1"), of="EUR")) == ([], [])


def test_memo_figures_tell_nothing_of_what_has_come() -> None:
    told = voucher(("Equity:Memo:IKT:Tilskudd:Fylket", "-9"), ("Equity:Motpost", "9"))
    assert drawn(told, MEMO) == ([("memo", "9", None)], [])


def test_an_account_of_two_grants_needs_to_be_told_which() -> None:
    lines = [(BANK, "5"), (INCOME, "-5")]
    told, errors = drawn(voucher(*lines, meta={"tilskudd": "skole"}), ONE, TWO)
    assert (told, errors) == ([("skole", "5", "5")], [])
    told, (error,) = drawn(voucher(*lines), ONE, TWO)
    assert told == []
    assert "Oppgi hvilket med «tilskudd»: skole, velferd." in error
    told, (error,) = drawn(voucher(*lines, meta={"tilskudd": "vei"}), ONE, TWO)
    assert "Tilskuddet «vei» står ikke på" in error
    told, (error,) = drawn(voucher(*lines, meta={"tilskudd": "skole"}), ONE)
    assert (told, "Der står: velferd." in error) == ([], True)


def test_a_line_may_tell_it_where_the_voucher_has_several() -> None:
    entry = voucher((BANK, "5"), (INCOME, "-3"), (INCOME, "-2"))
    bank, three, two = entry.postings
    three = three._replace(meta={"tilskudd": "skole"})
    two = two._replace(meta={"tilskudd": "velferd"})
    told, errors = drawn(entry._replace(postings=[bank, three, two]), ONE, TWO)
    assert sorted(told) == [("skole", "3", "3"), ("velferd", "2", "2")]
    assert errors == []


def test_the_account_of_a_grant_is_its_cooperations() -> None:
    assert asset_account(ONE, VIKA) == ASSET
