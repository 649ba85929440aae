"""The oracle is right where the right answer is known, and agrees with itself.

What the design promises of a year (P10–P16) must hold of the oracle before it is a
measure for the programme.  ``FELLESBOK_DEEP=1`` tries twenty times as many draws.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING
from typing import get_args

import pytest

import drawn_changes
from deep import FIRST
from deep import seeds
from fellesbok.rules.key_schema import KEY_KINDS
from fellesbok.rules.key_schema import AmountsModel
from fellesbok.rules.key_schema import StatisticDateModel
from fellesbok.rules.key_schema import YearWord
from fellesbok.rules.key_schema import key_kind
from oracle import Outcome
from oracle import plain
from oracle import settle
from oracle.bounds import is_the_split
from oracle.bounds import shortfall
from oracle.bounds import split_within
from oracle.bounds import water_filled
from oracle.lines import FIXED
from oracle.lines import terms_of
from oracle.nodes import amount_of
from random_agreements import count
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drawn_books import Draw

UNSHARED = {"nothing_shared", "not_stated"}
KINDS = ("lineær", "bounded", "threshold", "parts", "groups")
NESTINGS = {
    *(
        f"{outer} > {inner}"
        for outer in ("threshold", "parts", "groups")
        for inner in KINDS
    ),
    *(f"base > {inner}" for inner in KINDS),
    *(f"bounded > {inner}" for inner in ("lineær", "parts", "groups")),
}


def settled(of: Draw) -> Outcome:
    return settle(of.cooperation, of.vouchers)


def same(of: Outcome, other: Outcome) -> bool:
    """Whether nobody is charged an øre more or less in any period."""
    return (of.charged, of.refused.keys()) == (other.charged, other.refused.keys())


def borne(of: Outcome) -> dict[str, Fraction]:
    """What each payer is entitled to bear when the books end, all accounts together."""
    last = {
        account: exact
        for (_, account), exact in sorted(of.exact.items(), key=lambda e: e[0][0])
    }
    total: dict[str, Fraction] = defaultdict(Fraction)
    for exact in last.values():
        for payer, ore in exact.items():
            total[payer] += ore
    return {payer: ore for payer, ore in total.items() if ore}


def test_what_is_drawn_is_not_too_easy() -> None:
    """At least those that are tried, and so many that chance evens out."""
    number = max(400, len(seeds(16)))
    drawn = count(range(FIRST, FIRST + number))
    assert drawn["ikke lineær, to lotter eller flere"] >= number * 30 // 100
    assert drawn["refusjon"] >= number * 10 // 100
    missing = {
        nesting for nesting in NESTINGS if not any(nesting in trait for trait in drawn)
    }
    assert not missing


def test_every_kind_of_key_is_drawn() -> None:
    """Each that the agreement knows, with each way to say a period and a day."""
    dates, _ = get_args(StatisticDateModel)
    periods = AmountsModel.model_fields["per"].annotation
    known = {*KEY_KINDS, *get_args(periods), *get_args(YearWord)}
    known |= {get_args(day)[-1].tag for day in get_args(dates)} - {"word"}
    drawn: set[str] = set()
    for seed in range(FIRST, FIRST + 400):
        rules = draw(seed).rules
        drawn |= {*kinds([version["key"] for version in draw(seed).versions])}
        if any(version["key"] == "k0" for version in draw(seed).versions):
            drawn |= {*kinds(rules["keys"]["k0"]["key"])}
    assert known <= drawn


def kinds(key: object) -> Iterator[str]:
    """The kinds of a key as it is written, and of what stands in it."""
    if isinstance(key, dict):
        if kind := key_kind(key):
            yield kind
        if "per" in key:
            yield key["per"]
        if "date" in key:
            day = key["date"]
            yield "day" if isinstance(day, dict) else day
            if isinstance(day, str) and day[:1].isdigit():
                yield "fixed"
    inner = key if isinstance(key, list) else []
    for one in key.values() if isinstance(key, dict) else inner:
        yield from kinds(one)


# ----------------------------------------------------------- the bounds by themselves


@pytest.mark.parametrize("seed", range(10))
def test_the_split_within_bounds_is_what_defines_it(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- chance that can be repeated
    for _ in range(20):
        lots = _lots(chance)
        payers = sorted({payer for row in lots.values() for payer in row})
        cost = int(sum(sum(row.values()) for row in lots.values()))
        least = {p: Fraction(chance.randint(0, cost // 3)) for p in payers[::2]}
        most = {
            p: least.get(p, 0) + Fraction(chance.randint(0, cost)) for p in payers[1:]
        }
        split = split_within(lots, least, most)
        assert (split is None) == (shortfall(lots, least, most) > 0)
        if split is None:
            continue
        assert is_the_split(lots, least, most, split)
        if len(lots) == 1:
            (wanted,) = lots.values()
            assert water_filled(wanted, least, most) == {p: split.of(p) for p in payers}


def _lots(chance: Random) -> dict[frozenset[str], dict[str, Fraction]]:
    found = {}
    for _ in range(chance.randint(1, 4)):
        some = chance.sample("abcdef", chance.randint(1, 6))
        weights = {payer: Fraction(chance.randint(1, 5)) for payer in some}
        part = chance.randint(1, 200) / sum(weights.values(), Fraction(0))
        found[frozenset(some)] = {payer: w * part for payer, w in weights.items()}
    return found


# -------------------------------------------------------------- what is always true


@pytest.mark.parametrize("seed", seeds(4))
def test_whole_ore_follow_the_exact_entitlements(seed: int) -> None:
    of = draw(seed)
    outcome = settled(of)
    assert same(outcome, settled(of))
    charged: dict[int, int] = defaultdict(int)
    for (year, _), ore in outcome.by_year().items():
        charged[year] += ore
    for year, surplus in outcome.surplus.items():
        mine = [v for v in of.vouchers if v.day.year == year]
        cost = sum(v.ore for v in mine if not v.income)
        income = sum(v.ore for v in mine if v.income)
        if not outcome.refused and not UNSHARED & {*kinds(of.rules)}:
            assert charged[year] == cost - income + surplus
    for (year, account), exact in outcome.exact.items():
        assert (year, account) not in outcome.refused
        assert all(isinstance(ore, Fraction) for ore in exact.values())


@pytest.mark.parametrize("seed", seeds(4))
def test_terms_cut_in_two_move_nothing(seed: int) -> None:  # P10
    of, chance = draw(seed), Random(seed)  # noqa: S311 -- can be repeated
    cut = drawn_changes.cut_in_two(of, chance)
    before, after = settled(of), settled(cut)
    assert before.by_year() == after.by_year()
    if not any(isinstance(v.key, FIXED) for v in of.cooperation.versions):
        assert same(before, after)


@pytest.mark.parametrize("seed", seeds(4))
def test_months_are_quarters_are_the_year(seed: int) -> None:  # P11, P3
    of = draw(seed)
    outcomes = [
        settled(of.with_settlement(how))
        for how in ("year", "half_year", "quarter", "month")
    ]
    for other in outcomes[1:]:
        assert other.by_year() == outcomes[0].by_year()
        assert other.refused.keys() == outcomes[0].refused.keys()


@pytest.mark.parametrize("seed", seeds(4))
def test_order_and_splits_of_vouchers_mean_nothing(seed: int) -> None:  # P12, P4
    of, chance = draw(seed), Random(seed)  # noqa: S311 -- can be repeated
    whole = settled(of)
    assert same(whole, settled(drawn_changes.permuted(of, chance)))
    assert same(whole, settled(drawn_changes.split_by_amount(of, chance)))
    of = drawn_changes.whole_days(of)
    assert same(settled(of), settled(drawn_changes.split_by_days(of, chance)))


@pytest.mark.parametrize("seed", seeds(4))
def test_a_cost_and_its_reversal_leave_nothing(seed: int) -> None:  # P13, P5
    of, chance = draw(seed), Random(seed)  # noqa: S311 -- can be repeated
    before = settled(of)
    same_year = drawn_changes.with_reversal(of, chance, next_year=False)
    if same_year is not None:
        after = settled(same_year)
        assert after.by_year() == before.by_year()
        assert after.refused.keys() == before.refused.keys()
    later = drawn_changes.with_reversal(of, chance, next_year=True)
    if later is not None and not any(v.income for v in of.vouchers):
        after = settled(later)
        if not after.refused and not before.refused:
            assert borne(after) == borne(before)
            apart: dict[str, int] = defaultdict(int)
            for outcome, sign in ((before, -1), (after, 1)):
                for (_, payer), ore in outcome.by_year().items():
                    apart[payer] += sign * ore
            most = 2 * len(before.surplus)
            assert all(abs(ore) < most for ore in apart.values())


@pytest.mark.parametrize("seed", seeds(4))
def test_bounds_hold_in_every_year_that_can_hold_them(seed: int) -> None:  # P14
    of = draw(seed)
    for (year, account), exact in settled(of).exact.items():
        if account.year > year or not isinstance(account.key, plain.Bounded):
            continue
        last = date(account.year, 12, 31)
        terms = terms_of(of.cooperation, account, last, over=True)
        for payer, ore in exact.items():
            part = terms.part.get(payer, terms.held)
            low = amount_of(account.key.minimum, payer)
            high = amount_of(account.key.maximum, payer)
            if ore > 0:
                assert (low or 0) * part <= ore
            if high is not None:
                assert ore <= high * part


@pytest.mark.parametrize("seed", seeds(4))
def test_a_refund_charges_nobody(seed: int) -> None:  # P15
    of, chance = draw(seed), Random(seed)  # noqa: S311 -- can be repeated
    refunded = drawn_changes.with_refund(of, chance)
    if refunded is None or any(v.income for v in of.vouchers):
        return
    before, after = settled(of), settled(refunded)
    if not after.refused and not before.refused:
        was = borne(before)
        for payer, ore in borne(after).items():
            assert ore <= was.get(payer, 0), payer
