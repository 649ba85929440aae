"""What is left of the costs when income has come off, and income that is paid back.

Amounts are worked out by hand: a grant that is paid back is a cost like any other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contra_books import CENTRE
from contra_books import COST
from contra_books import GRANT
from contra_books import books
from contra_books import charged
from contra_books import each
from contra_books import result
from contra_books import rules
from contra_books import voucher
from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.net_pots import less_income
from fellesbok.sharing.pots import Pot

if TYPE_CHECKING:
    from pathlib import Path

ORE = st.integers(-1000, 1000).map(Fraction)
OWN = "Income:IKT:Ansvar-155:Egeninntekt"


def pot(name: str, *, tied: bool = False) -> Pot:
    """A pot of its own."""
    return Pot(0, 2020, name, Equal(), ("a", "b"), None, tied)


FREE, OTHER, RULED, ALONE = (
    pot(""),
    pot("other"),
    pot("155", tied=True),
    pot("156", tied=True),
)


def left(*rows: tuple[Pot, int, int]) -> list[int]:
    """What is left of pots with a cost and an income each."""
    amounts = less_income(
        {p: Fraction(cost) for p, cost, _ in rows},
        {p: Fraction(income if p.tied else 0) for p, _, income in rows},
        {p: Fraction(0 if p.tied else income) for p, _, income in rows},
    )
    return [int(amounts[p]) for p, _, _ in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Income, as it has been: the same part of every cost, what is tied its own.
        ([(FREE, 600, 300), (RULED, 400, 0)], [420, 280]),
        ([(FREE, 600, 0), (RULED, 400, 300)], [600, 100]),
        ([(FREE, 600, 900), (RULED, 400, 500)], [0, 0]),
        ([(FREE, -100, 300)], [-100]),
        # Paid back beside a cost: as income, with the sign turned.
        ([(FREE, 600, -300), (RULED, 400, 0)], [780, 520]),
        ([(FREE, 600, 0), (RULED, 400, -300)], [600, 700]),
        # Paid back without a cost.
        ([(FREE, 0, -1000)], [1000]),
        ([(RULED, 0, -1000)], [1000]),
        ([(FREE, 0, -1000), (OTHER, 0, 0)], [1000, 0]),
        ([(FREE, 0, -600), (OTHER, 0, -300)], [600, 300]),
        ([(FREE, 0, -600), (OTHER, 0, 300)], [300, 0]),
        ([(FREE, 0, -600), (OTHER, 0, 600)], [0, 0]),
        # And with a negative cost: the two are one account.
        ([(FREE, -400, -1000)], [600]),
        ([(FREE, -1000, -400)], [-600]),
        ([(RULED, -400, -1000)], [600]),
        ([(RULED, -1000, -400)], [-600]),
        ([(FREE, -400, -1000), (RULED, -100, 0)], [600, -100]),
        # What is paid back of one is a cost that the others' income helps to cover.
        ([(FREE, 0, 500), (RULED, 0, -1000)], [0, 500]),
        ([(FREE, 0, 0), (RULED, 0, -1000), (ALONE, 0, 300)], [0, 1000, 0]),
    ],
)
def test_income_comes_off_and_what_is_paid_back_is_a_cost(
    rows: list[tuple[Pot, int, int]], expected: list[int]
) -> None:
    assert left(*rows) == expected


@given(costs=st.lists(ORE, min_size=4, max_size=4), income=st.lists(ORE, min_size=4))
def test_nothing_that_is_paid_back_is_lost(
    costs: list[Fraction], income: list[Fraction]
) -> None:
    """Left is cost less income, but for a surplus, which is never charged."""
    pots = (FREE, OTHER, RULED, ALONE)
    cost = dict(zip(pots, costs, strict=True))
    came = dict(zip(pots, income[:4], strict=True))
    rest = less_income(
        cost,
        {p: came[p] if p.tied else Fraction(0) for p in pots},
        {p: Fraction(0) if p.tied else came[p] for p in pots},
    )
    whole = sum(costs, Fraction(0)) - sum(came.values(), Fraction(0))
    surplus = sum(rest.values(), Fraction(0)) - whole
    assert surplus >= 0
    if all(amount <= 0 for amount in came.values()):
        assert surplus == 0


@pytest.mark.parametrize("settlement", ["month", "quarter", "half_year", "year"])
@pytest.mark.parametrize("costs", ["", voucher("2021-06-10", f"{COST} 100.00 NOK")])
def test_a_grant_paid_back_in_january_is_charged_in_that_year(
    tmp_path: Path, settlement: str, costs: str
) -> None:
    vouchers = (
        voucher("2020-03-01", f"{COST} 5000.00 NOK")
        + voucher("2020-05-01", f"{GRANT} -4000.00 NOK")
        + voucher("2021-01-15", f"{GRANT} 1000.00 NOK")
        + costs
    )
    loaded = books(tmp_path, vouchers, rules(basis="net", settlement=settlement))
    assert charged(loaded, 2020) == each("500.00")
    assert charged(loaded, 2021) == each("550.00" if costs else "500.00")
    assert result(loaded, 2021).surplus_ore == 0


@pytest.mark.parametrize("account", [GRANT, OWN])
@pytest.mark.parametrize("other", ["", voucher("2021-06-10", f"{COST} 100.00 NOK")])
def test_what_a_cost_centre_pays_back_follows_its_own_rule(
    tmp_path: Path, account: str, other: str
) -> None:
    """1 000 by 25 % and 75 %, with or without other costs in the year."""
    vouchers = voucher("2021-02-01", f"{account} 1000.00 NOK", said='ansvar: "155"')
    opened = f"2020-01-01 open {OWN}\n"
    loaded = books(tmp_path, opened + vouchers + other, rules(basis="net"))
    rest = 50 if other else 0
    assert {k: int(v) for k, v in charged(loaded, 2021).items()} == {
        "Kåfjord": 250 + rest,
        "Lyngen": 750 + rest,
    }


def test_income_that_is_reversed_is_shared_net_and_gross_alike(
    tmp_path: Path,
) -> None:
    """Gross of it, it was a surplus when it came, so it is a cost when it goes."""
    back = voucher("2021-02-01", f"{GRANT} 1000.00 NOK")
    for basis in ("net", "gross"):
        folder = tmp_path / basis
        folder.mkdir()
        loaded = books(folder, back, rules(basis=basis))
        found = charged(loaded, 2021)
        assert found == each("500.00")


def test_a_fund_that_is_used_covers_what_is_paid_back(tmp_path: Path) -> None:
    """1 000 is left of 2020 and set aside; 600 of it covers a part of 1 000."""
    vouchers = (
        voucher("2020-05-01", f"{GRANT} -1000.00 NOK")
        + voucher("2021-02-01", f"{GRANT} 1000.00 NOK")
        + '2021-03-01 custom "fond" "ikt" "bruk" 600.00 NOK\n'
    )
    loaded = books(tmp_path, vouchers, rules(basis="net", surplus="fund"))
    assert charged(loaded, 2021) == each("200.00")


def test_a_cost_centre_without_cost_does_not_touch_the_others(tmp_path: Path) -> None:
    vouchers = (
        voucher("2021-01-01", f"{COST} 1000.00 NOK")
        + voucher("2021-02-01", f"{GRANT} 100.00 NOK", said='deltakere: "Lyngen"')
        + voucher("2021-03-01", f"{CENTRE} 400.00 NOK")
    )
    loaded = books(tmp_path, vouchers, rules(basis="net"))
    assert {k: int(v) for k, v in charged(loaded, 2021).items()} == {
        "Kåfjord": 600,
        "Lyngen": 900,
    }
