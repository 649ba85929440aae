"""Keys that are not linear hold for the year: the programme against the oracle.

Random agreements and vouchers, written as a person would and loaded by Beancount with
the real plugin, must give what the oracle gives, øre by øre and period by period; and
what moves no money must move none (P1–P16 of ``docs/agreements.md`` in short words).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from datetime import timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

import drawn_changes
from deep import seeds
from drawn_books import voucher_text
from drawn_loads import Booked
from drawn_loads import load_draw
from oracle import Outcome
from oracle import plain
from oracle import settle
from oracle.bounds import shortfall
from oracle.bounds import water_filled
from oracle.lines import FIXED
from oracle.lines import Account
from oracle.lines import terms_of
from oracle.nodes import Piece
from oracle.nodes import amount_of
from oracle.nodes import shares
from random_agreements import draw
from random_agreements import draw_bounded

if TYPE_CHECKING:
    from drawn_books import Draw


@cache
def drawn(seed: int) -> tuple[Draw, Outcome, Booked]:
    """A draw, what the oracle says, and what the books say."""
    of = draw(seed)
    return of, settle(of.cooperation, of.vouchers), load_draw(of)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- chance that can be repeated


def told(of: Draw) -> str:
    """The draw in words, for whom a test fails."""
    vouchers = "".join(map(voucher_text, of.vouchers))
    return f"seed {of.seed}\n{of.rules['keys']}\n{of.versions}\n{vouchers}"


def assert_same(of: Draw, booked: Booked, other: Booked) -> None:
    """Nobody is charged an øre more or less, and the same accounts are refused."""
    assert booked.by_year() == other.by_year(), told(of)
    assert bool(booked.errors) == bool(other.errors), told(of)


@pytest.mark.parametrize("seed", seeds(16))
def test_the_books_charge_what_the_oracle_says(seed: int) -> None:
    of, outcome, booked = drawn(seed)
    assert booked.charged == outcome.charged, told(of)
    assert bool(booked.errors) == bool(outcome.refused), (booked.errors, told(of))
    assert all("kan ikke" in error for error in booked.errors), booked.errors
    assert len(booked.errors) == len(outcome.refused), (booked.errors, told(of))


@pytest.mark.parametrize("seed", seeds(16))
def test_a_surplus_is_once_for_the_year_and_owned_by_entitlement(seed: int) -> None:
    of, outcome, booked = drawn(seed)
    assert booked.given_back == outcome.owned, told(of)


@pytest.mark.parametrize("seed", seeds(16))
def test_everything_is_charged_and_nothing_else(seed: int) -> None:  # P1, P7
    of, outcome, booked = drawn(seed)
    charged: dict[int, int] = defaultdict(int)
    for (year, _), ore in booked.by_year().items():
        charged[year] += ore
    for year, surplus in outcome.surplus.items():
        mine = [v for v in of.vouchers if v.day.year == year]
        cost = sum(v.ore * (-1 if v.income else 1) for v in mine)
        assert outcome.refused or charged[year] == cost + surplus, told(of)
    known = {p for v in of.cooperation.versions for p in v.participants}
    known |= {"fylket", "staten"} | {v.bearer for v in of.vouchers if v.bearer}
    known |= {str(v.host) for v in of.cooperation.versions}
    assert {payer for _, payer in booked.by_year()} <= known, told(of)


@pytest.mark.parametrize("seed", seeds(16))
def test_no_year_is_a_whole_ore_from_what_is_exact(seed: int) -> None:  # P2, P3
    of, outcome, booked = drawn(seed)
    if any(isinstance(v.key, FIXED) for v in of.cooperation.versions):
        return
    exact: dict[tuple[int, str], Fraction] = defaultdict(Fraction)
    before: dict[object, dict[str, Fraction]] = {}
    for (year, account), now in sorted(outcome.exact.items(), key=lambda e: e[0][0]):
        for payer in now.keys() | before.get(account, {}).keys():
            was = before.get(account, {}).get(payer, Fraction(0))
            exact[year, payer] += now.get(payer, Fraction(0)) - was
        before[account] = now
    charged = booked.by_year()
    for place in exact.keys() | charged.keys():
        assert abs(charged.get(place, 0) - exact[place]) < 1, (place, told(of))


@pytest.mark.parametrize("seed", seeds(8))
def test_terms_cut_in_two_move_nothing(seed: int) -> None:  # P10
    of, _, booked = drawn(seed)
    cut = drawn_changes.cut_in_two(of, chance(seed))
    again = load_draw(cut)
    assert_same(cut, booked, again)
    if not any(isinstance(v.key, FIXED) for v in of.cooperation.versions):
        assert booked.charged == again.charged, told(cut)


@pytest.mark.parametrize("seed", seeds(8))
def test_months_are_quarters_are_the_year(seed: int) -> None:  # P11
    of, _, booked = drawn(seed)
    for how in ("year", "half_year", "quarter", "month"):
        other = of.with_settlement(how)
        assert_same(other, booked, load_draw(other))


@pytest.mark.parametrize("seed", seeds(8))
def test_order_and_splits_of_vouchers_mean_nothing(seed: int) -> None:  # P4, P12
    of, _, booked = drawn(seed)
    permuted = drawn_changes.permuted(of, chance(seed))
    assert booked.charged == load_draw(permuted).charged, told(permuted)
    split = drawn_changes.split_by_amount(of, chance(seed))
    assert booked.charged == load_draw(split).charged, told(split)
    whole = drawn_changes.whole_days(of)
    days = drawn_changes.split_by_days(whole, chance(seed))
    assert load_draw(whole).charged == load_draw(days).charged, told(days)


@pytest.mark.parametrize("seed", seeds(8))
def test_a_cost_and_its_reversal_leave_nothing(seed: int) -> None:  # P5, P13
    of, _, booked = drawn(seed)
    same_year = drawn_changes.with_reversal(of, chance(seed), next_year=False)
    if same_year is not None:
        assert_same(same_year, booked, load_draw(same_year))
    later = drawn_changes.with_reversal(of, chance(seed), next_year=True)
    if later is None or any(v.income for v in of.vouchers):
        return
    again = load_draw(later)
    if not again.errors and not booked.errors:
        apart: dict[str, int] = defaultdict(int)
        for each, sign in ((booked, -1), (again, 1)):
            for (_, payer), ore in each.by_year().items():
                apart[payer] += sign * ore
        years = {v.day.year for v in later.vouchers}
        assert all(abs(ore) < 2 * len(years) for ore in apart.values()), told(later)


@pytest.mark.parametrize("seed", seeds(8))
def test_a_refund_charges_nobody(seed: int) -> None:  # P15
    of, _, booked = drawn(seed)
    refunded = drawn_changes.with_refund(of, chance(seed))
    if refunded is None or any(v.income for v in of.vouchers) or booked.errors:
        return
    after = load_draw(refunded)
    if after.errors:
        return  # below the minimums: an error, not a charge
    total: dict[str, int] = defaultdict(int)
    for each, sign in ((booked, -1), (after, 1)):
        for (_, payer), ore in each.by_year().items():
            total[payer] += sign * ore
    years = {v.day.year for v in refunded.vouchers}
    # Each year is rounded by itself, so an øre a year may move.
    assert all(more < 2 * len(years) for more in total.values()), told(refunded)


@pytest.mark.parametrize("seed", seeds(8))
def test_one_lot_within_bounds_is_water_that_is_filled(seed: int) -> None:  # P14, P16
    """One voucher, one version, one bounded key: the bounds hold, the rest in level."""
    everybody, written = draw_bounded(seed)
    day = date(2020, 1, 1) + timedelta(days=chance(seed).randrange(366))
    ore = chance(seed).randrange(1, 900_000_00)
    of = draw(seed)
    version = {**of.versions[0], "from": "2020-01-01", "participants": everybody}
    version |= {"host": everybody[0], "key": written, "cost_centre_rules": {}}
    version |= {"settlement": "year"}
    voucher = plain.Voucher(day, ore, day, day)
    of = replace(of.with_versions([version]), vouchers=(voucher,))
    key = of.cooperation.versions[0].key
    assert isinstance(key, plain.Bounded)
    account = Account("", 2020, key)
    terms = terms_of(of.cooperation, account, date(2020, 12, 31), over=True)
    lot = Piece(frozenset(everybody), None, day, Fraction(1))
    wanted = {p: s * ore for p, s in shares(key.key, lot, terms).items()}
    least = {p: low for p in wanted if (low := amount_of(key.minimum, p)) is not None}
    most = {p: high for p in wanted if (high := amount_of(key.maximum, p)) is not None}
    booked = load_draw(of)
    if shortfall({lot.participants: wanted}, least, most):
        assert booked.errors, told(of)
        assert not booked.charged, told(of)
        return
    filled = water_filled(wanted, least, most)
    for payer, exact in filled.items():
        charged = booked.by_year().get((2020, payer), 0)
        assert abs(charged - exact) < 1, told(of)
        assert least.get(payer, 0) - 1 < charged < most.get(payer, charged) + 1
