"""What has become of each share: the accounts add up, whatever is claimed and paid."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import paid
from deep import examples
from drawn_claims import AGREEMENTS
from drawn_claims import NAMES
from drawn_claims import STEPS
from drawn_claims import VOUCHERS
from drawn_claims import Year
from drawn_claims import in_folders
from fellesbok.books import load_books
from fellesbok.claims.share_accounts import ShareAccount
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.explanation.afterwards import paying_rows
from fellesbok.explanation.afterwards import settling_rows
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REGION = MADE / "settled_books" / "ledger" / "main.beancount"
ZERO = Decimal(0)


def accounts(day: date | None = None) -> dict[tuple[str, str, int], ShareAccount]:
    """The accounts of the made-up region by cooperation, payer and year."""
    books = load_books(REGION)
    assert not books.errors
    assert books.shared is not None
    found = share_accounts(books.entries, books.shared.agreement, day)
    return {(a.cooperation.slug, a.payer.slug, a.year): a for a in found}


def test_a_share_is_claimed_credited_settled_and_paid() -> None:
    """Vik: 296 250.15 is claimed in all, 240 000.00 of it is paid."""
    vik = accounts()["legevakt", "vik", 2024]
    assert {step: str(vik.total(step)) for step in Step if vik.of(step)} == {
        Step.SHARE: "296250.15",
        Step.ADVANCE: "440000.00",
        Step.SETTLEMENT: "6250.15",
        Step.CREDIT: "150000.00",
        Step.PAYMENT: "240000.00",
    }
    assert vik.claimed == vik.due == Decimal("296250.15")
    assert (vik.to_settle, vik.outstanding) == (ZERO, Decimal("56250.15"))
    assert vik.total(Step.CORRECTION) is None, "nothing stated is no zero"


def test_what_is_laid_out_is_set_off_and_the_rest_is_paid_back() -> None:
    """Strand: 197 500.10 less 200 000.00 on account and 40 000.00 laid out."""
    strand = accounts()["legevakt", "strand", 2024]
    assert strand.total(Step.SETTLEMENT) == Decimal("-2499.90")
    assert strand.total(Step.SET_OFF) == Decimal("40000.00")
    assert strand.asked == strand.total(Step.PAYMENT) == Decimal("157500.10")
    assert (strand.to_settle, strand.outstanding) == (ZERO, ZERO)


def test_before_the_settlement_it_is_told_what_is_left() -> None:
    """On the last day of the year 440 000.00 less 150 000.00 is claimed of Vik."""
    vik = accounts(date(2024, 12, 31))["legevakt", "vik", 2024]
    assert vik.claimed == Decimal("290000.00")
    assert vik.to_settle == Decimal("6250.15")
    assert vik.outstanding == Decimal("50000.00")


def test_a_correction_belongs_to_the_year_that_carries_it() -> None:
    """10 000.00 came for 2024 after it was closed; Vik bears 3/10 of it in 2025."""
    found = accounts()
    assert found["legevakt", "vik", 2024].total(Step.CORRECTION) is None
    vik = found["legevakt", "vik", 2025]
    assert vik.total(Step.CORRECTION) == vik.to_settle == Decimal("3000.00")


def test_a_payout_of_the_fund_comes_off_what_is_owed() -> None:
    """Strand owed 10 000.00 for the year before, and gets 500.00 of the fund.

    The sum of 10 000.00 for this year waits: the books have not come to its end.
    """
    strand = accounts()["viltlag", "strand", 2025]
    assert strand.brought_forward == Decimal("10000.00")
    assert strand.total(Step.FUND) == Decimal("-500.00")
    assert strand.to_settle == Decimal("9500.00")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The agreements, each in a folder."""
    return in_folders(AGREEMENTS, tmp_path_factory)


PAYMENTS = st.builds(
    paid,
    st.dates(date(2018, 1, 1), date(2019, 3, 1)).map(str),
    st.sampled_from(NAMES),
    st.integers(-(10**5), 10**6).filter(bool).map(lambda ore: str(Decimal(ore) / 100)),
    st.sampled_from(["", "nordvik-2018-0001", "nordvik-2018-0002"]),
)


@settings(deadline=None, max_examples=examples(10))
@given(
    agreement=st.sampled_from(sorted(AGREEMENTS)),
    first=st.lists(VOUCHERS, min_size=1, max_size=6),
    steps=st.lists(
        st.one_of(STEPS, st.tuples(st.just("voucher"), PAYMENTS)), max_size=12
    ),
)
def test_whatever_happens_every_account_ends_at_what_the_books_hold(
    folders: dict[str, Path], agreement: str, first: list[str], steps: list[Any]
) -> None:
    year = Year(folders[agreement])
    for voucher in first:
        year.step("voucher", voucher)
    for kind, value in steps:
        year.step(kind, value)
        _assert_as_in_the_books(year)
    year.close()
    found = _assert_as_in_the_books(year)
    assert not any(row.to_settle for row in found), "all is claimed after the closing"
    assert sum(row.claimed for row in found) == sum(row.due for row in found)


def _assert_as_in_the_books(year: Year) -> Sequence[ShareAccount]:
    """Left to settle and outstanding are the balances; each explanation adds up."""
    found = share_accounts(year.entries, year.shared.agreement)
    outstanding: dict[str, Decimal] = defaultdict(Decimal)
    to_settle: dict[str, Decimal] = {}
    for row in found:
        outstanding[row.payer.account] += row.outstanding
        to_settle[row.payer.account] = row.to_settle
        for rows in (list(settling_rows(row)), list(paying_rows(row))):
            assert not rows or rows[-1].total
    for prefix, told in (("Fordringer", to_settle), ("Krav", outstanding)):
        for account, balance in year.balances(f"Assets:{prefix}").items():
            assert told.get(account.split(":")[2], ZERO) == balance
    return found
