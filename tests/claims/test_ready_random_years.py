"""Random years: whatever is claimed, credited and booked late, it ends at the shares.

Each step is one run of the programme: the books are shared anew, what can be claimed is
found, and the claims are put into the books as they would be written.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import budget
from claimbook import cost
from deep import examples
from drawn_claims import AGREEMENTS
from drawn_claims import GRANTED
from drawn_claims import LAST
from drawn_claims import STEPS
from drawn_claims import VOUCHERS
from drawn_claims import Year
from drawn_claims import in_folders
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import remaining
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.shared import Shared

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
ONE_PERIOD = {"one", "enters", "sum"}
"""Agreements with one host, that are settled once a year."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The agreements, each in a folder."""
    return in_folders(AGREEMENTS, tmp_path_factory)


@settings(deadline=None, max_examples=examples(10))
@given(
    agreement=st.sampled_from(sorted(AGREEMENTS)),
    first=st.lists(VOUCHERS, max_size=6),
    steps=st.lists(STEPS, max_size=12),
)
def test_claims_less_credit_notes_are_the_shares(
    folders: dict[str, Path], agreement: str, first: list[str], steps: list[Any]
) -> None:
    year = Year(folders[agreement])
    year.happens(first, steps)
    year.close()
    _assert_settled(year)
    after = claimable(year.entries, year.shared, Wanted(2018, day=LAST))
    assert not after.drafts, "nothing is claimed twice"


def _assert_settled(year: Year) -> None:
    """Nothing is left to claim, and what is claimed is what is due."""
    assert not any(year.balances("Assets:Fordringer").values())
    assert all(left >= 0 for left in year.balances("Liabilities:Utlegg").values())
    claimed: dict[str, Decimal] = defaultdict(Decimal)
    for claim in year.written:
        claimed[claim.payer.account] += claim.share
    shares = year.shares()
    assert {p: a for p, a in claimed.items() if a} == {
        p: a for p, a in shares.items() if a
    }
    left = remaining(year.written)
    assert sum(c.share for c in left) == sum(c.share for c in year.written)
    _assert_series(year.written)


def _assert_series(written: Sequence[Claim]) -> None:
    """Every number once, without gaps, in the order of the dates."""
    series: dict[str, list[Claim]] = defaultdict(list)
    for claim in written:
        series[claim.id[:-5]].append(claim)
    for rows in series.values():
        rows.sort(key=lambda claim: claim.id)
        assert [int(c.id[-4:]) for c in rows] == list(range(1, len(rows) + 1))
        assert [c.day for c in rows] == sorted(c.day for c in rows)
        assert all(c.due >= c.day for c in rows)


@settings(deadline=None, max_examples=examples(8))
@given(
    agreement=st.sampled_from(["enters", "leaves", "one"]),
    amounts=st.lists(st.integers(1, 10**7), min_size=1, max_size=5),
)
def test_instalments_are_the_share_however_often_the_budget_is_revised(
    folders: dict[str, Path], agreement: str, amounts: list[int]
) -> None:
    """The last budget is claimed, where a host had an instalment left for it."""
    year = Year(folders[agreement])
    for number, amount in enumerate(amounts, 1):
        day = f"2018-0{number}-01"
        year.step("voucher", budget(str(kroner(amount)), day))
        _assert_planned(year.shared, year.written)
        year.step("instalment", number)
        _assert_planned(year.shared, year.written)


def _assert_planned(shared: Shared, written: Sequence[Claim]) -> None:
    """A host's instalments are its part of the plan, where it has one left."""
    (plan,) = payment_plans(shared, written, 2018)
    (result,) = shared.budget_results
    share = result.periods[-1].apportionment.amounts_ore
    assert {p: a for p, a in plan.share_ore.items() if a} == {
        p: a for p, a in share.items() if a
    }
    for payer in plan.share_ore:
        rows = [row for row in plan.instalments if row.payer == payer]
        owners, planned = plan.owners[payer], plan.planned_ore(payer)
        assert sum(planned) == plan.share_ore[payer]
        for owner in set(owners.values()):
            own = [row for row in rows if owners[row.number] == owner]
            of_host = sum(planned[n - 1] for n, each in owners.items() if each == owner)
            if any(row.claim is None for row in own):
                assert sum(row.amount_ore for row in own) == of_host
        for row in rows:
            if row.claim is not None:
                assert row.claim.kind is not ClaimKind.CREDIT
                assert row.amount_ore == row.claim.share * 100


@settings(deadline=None, max_examples=examples(10))
@given(
    agreement=st.sampled_from(sorted(AGREEMENTS)),
    first=st.lists(VOUCHERS, max_size=4),
    steps=st.lists(GRANTED, min_size=5, max_size=10),
)
def test_what_is_held_back_is_no_more_than_what_was_given_back(
    folders: dict[str, Path], agreement: str, first: list[str], steps: list[Any]
) -> None:
    """All else is claimed, once; and the rest is, by who means it."""
    year = Year(folders[agreement])
    for voucher in (budget("4000.00"), cost("2018-06-01", "5000.00"), *first):
        year.step("voucher", voucher)
    for kind, value in steps:
        year.step(kind, value)
    before, given = _open(year), _given_back(year)
    year.close(holds_back=True)
    open_ = _open(year)
    assert all(0 <= amount <= given[payer] for payer, amount in open_.items())
    if agreement in ONE_PERIOD:
        for payer, amount in before.items():
            assert open_[payer] == max(0, min(amount, given[payer]))
    after = Wanted(2018, settlement=True, day=LAST, holds_back=True)
    assert not claimable(year.entries, year.shared, after).drafts, "once"
    year.close()
    _assert_settled(year)


def _open(year: Year) -> dict[str, Decimal]:
    """What is not claimed of each payer, less what it has laid out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for prefix in ("Assets:Fordringer", "Liabilities:Utlegg"):
        for account, amount in year.balances(prefix).items():
            found[account.split(":")[2]] += amount
    return found


def _given_back(year: Year) -> dict[str, Decimal]:
    """What credit notes took back of each payer after objections.

    Without that of an instalment that is claimed anew, by who means it.
    """
    found: dict[str, Decimal] = defaultdict(Decimal)
    stands = {c.id: (c.payer.slug, c.instalment) for c in remaining(year.written)}
    for claim in year.written:
        others = {of for id_, of in stands.items() if id_ != claim.credits}
        anew = claim.instalment and (claim.payer.slug, claim.instalment) in others
        if claim.granted and not anew:
            found[claim.payer.account] -= claim.amount
    return found
