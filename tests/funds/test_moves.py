"""What moves a fund moves its owners, to the øre, and keeps nobody below zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.entries import vocabulary
from fellesbok.entries.vocabulary import MADE_OF
from fellesbok.funds.moves import fund_moves
from fellesbok.funds.orders import FundMove
from fellesbok.funds.orders import FundOrder
from fellesbok.rules import read_rules
from places import HOUSE

if TYPE_CHECKING:
    from beancount.core.data import Transaction


AGREEMENT = read_rules(HOUSE / "allocation_rules.yaml")
OWNERS = tuple(AGREEMENT.municipalities)
HERE, THERE = "Skadefelling", "Innkjøp"
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*FundMove, FundMove.USE, FundMove.USE]),
        st.sampled_from(OWNERS),
        st.integers(0, 3),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=25,
)


OPENED = [
    data.Open(data.new_metadata("x", 1), date(2018, 1, 1), account, [], None)
    for cooperation in (HERE, THERE)
    for account in (
        f"Income:{cooperation}:Fond",
        *(
            account
            for payer in AGREEMENT.name_by_account
            for account in (
                f"Liabilities:Fond:{cooperation}:{payer}",
                f"Assets:Fordringer:{payer}:{cooperation}",
            )
        ),
    )
]


def surplus(owner: str, ore: int) -> Transaction:
    """What has been set aside for an owner before."""
    units = Amount(Decimal(ore).scaleb(-2), "NOK")
    account = f"Liabilities:Fond:{HERE}:{_account(owner)}"
    return data.Transaction(
        vocabulary.metadata(0, {}),
        date(2018, 12, 31),
        "*",
        "Fordeling",
        "",
        frozenset({vocabulary.SURPLUS_TAG}),
        frozenset(),
        [
            data.Posting(f"Income:{HERE}:Fond", units, None, None, None, {}),
            data.Posting(account, -units, None, None, None, {}),
        ],
    )


def order(number: int, step: tuple[FundMove, str, int, int]) -> FundOrder:
    """A decision; some payouts are of the whole part, some transfers to a fund."""
    move, owner, variant, ore = step
    payer = None if move is FundMove.USE else owner
    to_payer = to_fund = None
    amount: int | None = ore
    if move is FundMove.PAY_OUT and not variant:
        amount = None
    if move is FundMove.TRANSFER and variant:
        to_payer = OWNERS[OWNERS.index(owner) - variant]
    elif move is FundMove.TRANSFER:
        payer, to_fund = None, AGREEMENT.cooperation_by_account[THERE]
    meta = data.new_metadata("x", number)
    entry = data.Custom(meta, date(2019, 1, 1), "fond", [])
    here = AGREEMENT.cooperation_by_account[HERE]
    return FundOrder(here, move, payer, to_payer, to_fund, amount, entry)


def changes(entry: Transaction) -> dict[tuple[str, str], int]:
    """What a transaction adds to each owner's part of each fund, in øre."""
    found = {}
    for posting in entry.postings:
        units: Any = posting.units
        if posting.account.startswith("Liabilities:Fond:"):
            _, _, cooperation, payer = posting.account.split(":")
            found[cooperation, payer] = int(-units.number.scaleb(2))
    return found


class Exact:
    """The same fund in fractions, by its own reckoning."""

    def __init__(self, whole: dict[str, int]) -> None:
        self.whole = dict(whole)
        self.parts = {p: Fraction(ore) for p, ore in whole.items()}

    def follow(self, order: FundOrder, moved: dict[str, int]) -> None:
        """Carry out a decision that was made; ``moved`` is what it did."""
        total = sum(self.whole.values())
        if order.payer is None:
            assert order.amount_ore is not None
            if order.to_cooperation is not None:
                self.parts = {p: Fraction(ore) for p, ore in self.whole.items()}
            left = Fraction(total - order.amount_ore, total)
            self.parts = {p: part * left for p, part in self.parts.items()}
        else:
            for payer, ore in moved.items():
                self.parts[payer] += ore
        for payer, ore in moved.items():
            self.whole[payer] += ore
        if order.payer is not None and not self.whole[_account(order.payer)]:
            self.parts = {p: Fraction(ore) for p, ore in self.whole.items()}


def _account(slug: str) -> str:
    return AGREEMENT.payer(slug).account


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(st.integers(0, 300), min_size=len(OWNERS), max_size=len(OWNERS)),
    steps=STEPS,
)
def test_owners_are_always_the_fund_and_nobody_is_below_zero(
    parts: list[int], steps: list[tuple[FundMove, str, int, int]]
) -> None:
    orders = [order(number, step) for number, step in enumerate(steps, 1)]
    made = [surplus(owner, ore) for owner, ore in zip(OWNERS, parts, strict=True)]
    found = fund_moves(OPENED, AGREEMENT, orders, made)
    exact = Exact({_account(o): ore for o, ore in zip(OWNERS, parts, strict=True)})
    other = dict.fromkeys(exact.whole, 0)
    told = {str(e.source["lineno"]) for e in found.errors}
    for decision in orders:
        line = str(decision.entry.meta["lineno"])
        lines = [
            entry for entry in found.transactions if entry.meta[MADE_OF] == f"x:{line}"
        ]
        assert bool(lines) != (line in told)
        if not lines:
            continue
        before = sum(exact.whole.values())
        moved = dict.fromkeys(exact.whole, 0)
        for entry in lines:
            for (cooperation, payer), ore in changes(entry).items():
                (moved if cooperation == HERE else other)[payer] += ore
        exact.follow(decision, moved)
        assert sum(exact.parts.values()) == sum(exact.whole.values())
        assert all(ore >= 0 for ore in [*exact.whole.values(), *other.values()])
        assert all(abs(exact.whole[p] - exact.parts[p]) < 1 for p in exact.whole)
        if decision.payer is None:
            assert before - sum(exact.whole.values()) == decision.amount_ore


@pytest.mark.parametrize(
    ("uses", "left"), [([1] * 30, (40, 30)), ([10] * 3, (40, 30)), ([30], (40, 30))]
)
def test_many_small_uses_are_one_large(uses: list[int], left: tuple[int, int]) -> None:
    """57 and 43 øre: 30 øre used in any parts leave what is nearest 39.9 and 30.1."""
    steps = [(FundMove.USE, "lyngen", 0, ore) for ore in uses]
    orders = [order(number, step) for number, step in enumerate(steps, 1)]
    made = [surplus("kafjord", 57), surplus("lyngen", 43)]
    found = fund_moves(OPENED, AGREEMENT, orders, made)
    parts = {"Kåfjord": 57, "Lyngen": 43}
    for entry in found.transactions:
        for (_, payer), ore in changes(entry).items():
            parts[payer] += ore
    assert (parts["Kåfjord"], parts["Lyngen"]) == left
