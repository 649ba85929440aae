"""Exact entitlements become whole øre that add up, by the largest remainder.

The tables are worked out beside the programme: the exact share, rounded down, and the
øre (or kroner) that are left given to the largest fractions.  ``largest_remainder``
does not ask what its unit is, so tables in whole kroner are tested in kroner.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.contradictions import ContradictionError

IKT = ("kvaenangen", "nordreisa", "skjervoy", "kafjord", "storfjord")
SIX = (*IKT, "lyngen")

# Statistics Norway, table 07459: inhabitants on 1 January, in the order of SIX.
POPULATION = {
    2017: (1233, 4919, 2912, 2132, 1890, 2876),
    2018: (1224, 4944, 2925, 2132, 1856, 2877),
    2019: (1202, 4909, 2917, 2097, 1841, 2847),
}

EQUAL_40 = Fraction(40, 100)
EQUAL_60 = Fraction(60, 100)


def equal_and_population(
    total: int, members: tuple[str, ...], equal_part: Fraction, year: int
) -> dict[str, Fraction]:
    """One part in equal shares, the rest by population, as one exact fraction."""
    people = dict(zip(SIX, POPULATION[year], strict=True))
    everybody = sum(people[member] for member in members)
    return {
        member: total * equal_part / len(members)
        + total * (1 - equal_part) * people[member] / everybody
        for member in members
    }


def apportioned(
    entitlements: dict[str, Fraction], *, line: tuple[str, ...] | None = None
) -> dict[str, int]:
    """What the programme makes of exact entitlements that add up to whole units."""
    total = sum(entitlements.values(), Fraction(0))
    assert total.denominator == 1
    result = largest_remainder(
        entitlements, int(total), tie_order=line or tuple(sorted(entitlements))
    )
    return dict(result.amounts_ore)


# ------------------------------------------------------------ worked out by hand


@pytest.mark.parametrize(
    ("members", "total_ore", "expected_ore"),
    [
        pytest.param(
            IKT,
            3_359_724_00,
            (457_401_21, 1_030_668_09, 719_532_12, 597_327_64, 554_794_94),
            id="IKT, budget",
        ),
        pytest.param(
            IKT,
            2_822_000_00,
            (384_194_13, 865_709_61, 604_370_96, 501_725_32, 465_999_98),
            id="IKT, accounts",
        ),
        pytest.param(
            SIX,
            610_000_00,
            (68_739_36, 154_058_32, 107_752_14, 89_564_52, 83_234_41, 106_651_25),
            id="Innkjøp, accounts",
        ),
    ],
)
def test_forty_sixty_in_2018_to_the_oere(
    members: tuple[str, ...], total_ore: int, expected_ore: tuple[int, ...]
) -> None:
    exact = equal_and_population(total_ore, members, EQUAL_40, 2018)
    assert tuple(apportioned(exact).values()) == expected_ore


@pytest.mark.parametrize(
    ("equal_part", "year", "expected_kroner"),
    [
        (EQUAL_40, 2017, (385_298, 862_230, 602_544, 501_620, 470_308)),
        (EQUAL_40, 2018, (384_194, 865_710, 604_371, 501_725, 466_000)),
        (EQUAL_40, 2019, (382_727, 866_815, 606_684, 499_602, 466_172)),
        (EQUAL_60, 2017, (444_999, 762_953, 589_829, 522_547, 501_672)),
        (EQUAL_60, 2018, (444_263, 765_273, 591_047, 522_617, 498_800)),
        (EQUAL_60, 2019, (443_284, 766_010, 592_589, 521_202, 498_915)),
    ],
)
def test_ikt_accounts_in_both_readings_of_forty_sixty(
    equal_part: Fraction, year: int, expected_kroner: tuple[int, ...]
) -> None:
    exact = equal_and_population(2_822_000, IKT, equal_part, year)
    assert tuple(apportioned(exact).values()) == expected_kroner


@pytest.mark.parametrize(
    ("equal_part", "year", "expected_kroner"),
    [
        (EQUAL_40, 2017, (458_716, 1_026_526, 717_357, 597_202, 559_923)),
        (EQUAL_40, 2018, (457_401, 1_030_668, 719_532, 597_328, 554_795)),
        (EQUAL_60, 2017, (529_792, 908_332, 702_220, 622_116, 597_264)),
        (EQUAL_60, 2018, (528_916, 911_093, 703_670, 622_200, 593_845)),
    ],
)
def test_ikt_budget_in_both_readings_of_forty_sixty(
    equal_part: Fraction, year: int, expected_kroner: tuple[int, ...]
) -> None:
    exact = equal_and_population(3_359_724, IKT, equal_part, year)
    assert tuple(apportioned(exact).values()) == expected_kroner


@pytest.mark.parametrize(
    ("equal_part", "year", "expected_kroner"),
    [
        (EQUAL_40, 2017, (68_939, 153_457, 107_437, 89_552, 84_003, 106_612)),
        (EQUAL_40, 2018, (68_739, 154_058, 107_752, 89_565, 83_235, 106_651)),
        (EQUAL_40, 2019, (68_488, 154_288, 108_182, 89_203, 83_277, 106_562)),
        (EQUAL_60, 2017, (79_848, 136_193, 105_514, 93_590, 89_891, 104_964)),
        (EQUAL_60, 2018, (79_715, 136_594, 105_724, 93_599, 89_378, 104_990)),
        (EQUAL_60, 2019, (79_547, 136_748, 106_010, 93_358, 89_407, 104_930)),
    ],
)
def test_innkjop_accounts_in_both_readings_of_forty_sixty(
    equal_part: Fraction, year: int, expected_kroner: tuple[int, ...]
) -> None:
    exact = equal_and_population(610_000, SIX, equal_part, year)
    assert tuple(apportioned(exact).values()) == expected_kroner


@pytest.mark.parametrize(
    ("total_ore", "permille", "expected_ore"),
    [
        pytest.param(
            645_000_00,
            {"lyngen": 500, "kafjord": 150, "skjervoy": 50, "nordreisa": 300},
            {
                "lyngen": 322_500_00,
                "kafjord": 96_750_00,
                "skjervoy": 32_250_00,
                "nordreisa": 193_500_00,
            },
            id="Skogbruk, accounts",
        ),
        pytest.param(
            946_040_00,
            {"kvaenangen": 150, "kafjord": 250, "skjervoy": 150, "nordreisa": 450},
            {
                "kvaenangen": 141_906_00,
                "kafjord": 236_510_00,
                "skjervoy": 141_906_00,
                "nordreisa": 425_718_00,
            },
            id="Kommuneveterinær, net of the state grant",
        ),
        pytest.param(
            127_000_00,
            {"kommunene": 542, "eksterne": 458},
            {"kommunene": 68_834_00, "eksterne": 58_166_00},
            id="HoppIdé C, accrued",
        ),
        # 50.005, 15.0015, 5.0005 and 30.003 kroner: the one øre goes to Lyngen.
        pytest.param(
            100_01,
            {"lyngen": 500, "kafjord": 150, "skjervoy": 50, "nordreisa": 300},
            {"lyngen": 50_01, "kafjord": 15_00, "skjervoy": 5_00, "nordreisa": 30_00},
            id="Skogbruk, an invoice that does not come out even",
        ),
    ],
)
def test_fixed_percentages(
    total_ore: int, permille: dict[str, int], expected_ore: dict[str, int]
) -> None:
    exact = {p: Fraction(total_ore * part, 1000) for p, part in permille.items()}
    assert apportioned(exact) == expected_ore


def test_a_refund_takes_back_just_what_the_cost_gave() -> None:
    cost = equal_and_population(2_822_000_00, IKT, EQUAL_40, 2018)
    refund = {payer: -exact for payer, exact in cost.items()}
    paid, returned = apportioned(cost), apportioned(refund)
    assert {payer: -amount for payer, amount in returned.items()} == paid


def test_a_refund_is_rounded_down_toward_minus_infinity() -> None:
    # −3.4, −3.3 and −3.3 øre: rounded down −4 each, and the two øre that are left go
    # to the fractions 0.7.  Rounding toward zero would have had one øre to take.
    exact = {"a": Fraction(-34, 10), "b": Fraction(-33, 10), "c": Fraction(-33, 10)}
    assert apportioned(exact) == {"a": -4, "b": -3, "c": -3}


def test_who_is_entitled_to_nothing_gets_nothing_even_first_in_line() -> None:
    exact = {"none": Fraction(0), "a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert apportioned(exact, line=("none", "b", "a")) == {"none": 0, "a": 0, "b": 1}


def test_nothing_shared_between_nobody() -> None:
    assert largest_remainder({}, 0, tie_order=()).amounts_ore == {}


# ------------------------------------------------------------------------- ties


def test_a_tie_goes_to_the_first_in_line_and_is_told() -> None:
    thirds = dict.fromkeys(("a", "b", "c"), Fraction(1, 3))
    result = largest_remainder(thirds, 1, tie_order=("b", "c", "a"))
    assert result.amounts_ore == {"a": 0, "b": 1, "c": 0}
    assert result.raised == {"b"}
    assert result.tied == {"a", "b", "c"}
    assert result.entitlements_ore == thirds


def test_only_those_at_the_border_are_tied() -> None:
    # Two øre are left: one for a's 4/5, one between b and c with 1/2 each; d has 1/5.
    exact = {
        "a": Fraction(4, 5),
        "b": Fraction(1, 2),
        "c": Fraction(1, 2),
        "d": Fraction(1, 5),
    }
    result = largest_remainder(exact, 2, tie_order=("d", "c", "b", "a"))
    assert result.raised == {"a", "c"}
    assert result.tied == {"b", "c"}


@pytest.mark.parametrize(
    "quarters",
    [
        pytest.param((3, 3, 1, 1), id="both 3/4 are raised, neither 1/4"),
        pytest.param((4, 8, 8, 4), id="no øre are left over"),
    ],
)
def test_equal_fractions_on_the_same_side_are_no_tie(quarters: tuple[int, ...]) -> None:
    exact = {payer: Fraction(n, 4) for payer, n in zip("abcd", quarters, strict=True)}
    result = largest_remainder(exact, sum(quarters) // 4, tie_order=tuple("abcd"))
    assert result.tied == frozenset()


def test_first_in_line_is_who_has_paid_least_of_its_share_before() -> None:
    owed = {"a": Fraction(-1, 2), "b": Fraction(1, 3), "d": Fraction(1, 6)}
    line = tie_order("abcd", owed_before=owed, agreement="ikt", year=2018)
    assert line == ("b", "d", "c", "a")


def test_the_draw_can_be_repeated_with_sha256sum() -> None:
    # printf 'ikt|2018|kafjord' | sha256sum
    assert {
        year: tie_order(
            ("kafjord", "kvaenangen", "nordreisa"),
            owed_before={},
            agreement="ikt",
            year=year,
        )
        for year in (2018, 2019)
    } == {
        2018: ("kafjord", "nordreisa", "kvaenangen"),  # 1328…, 7a1a…, b88c…
        2019: ("nordreisa", "kvaenangen", "kafjord"),  # 79b6…, 9fe6…, b49b…
    }


@given(
    payers=st.permutations(SIX),
    agreement=st.text(max_size=10),
    year=st.integers(1900, 2100),
)
@settings(max_examples=100, derandomize=True, deadline=None)
def test_the_draw_does_not_depend_on_the_order_of_payers(
    payers: list[str], agreement: str, year: int
) -> None:
    def lot(payer: str) -> bytes:
        return hashlib.sha256(f"{agreement}|{year}|{payer}".encode()).digest()

    line = tie_order(payers, owed_before={}, agreement=agreement, year=year)
    assert line == tuple(sorted(SIX, key=lot))


@pytest.mark.parametrize("members", [SIX[:2], SIX[:3], IKT, SIX])
@pytest.mark.parametrize("total_ore", [1, 100, -1, 10_01])
def test_ties_favour_nobody_over_120_years(
    members: tuple[str, ...], total_ore: int
) -> None:
    # Equal parts: every year all fractions are equal, and only the line decides.
    exact = dict.fromkeys(members, Fraction(total_ore, len(members)))
    owed = dict.fromkeys(members, Fraction(0))
    raised: Counter[str] = Counter(dict.fromkeys(members, 0))
    for year in range(2018, 2018 + 120):
        line = tie_order(members, owed_before=owed, agreement="ikt", year=year)
        result = largest_remainder(exact, total_ore, tie_order=line)
        raised.update(result.raised)
        for payer in members:
            owed[payer] += exact[payer] - result.amounts_ore[payer]
        assert max(map(abs, owed.values())) < 1
    assert max(raised.values()) - min(raised.values()) <= 1


def test_the_draw_alone_gives_everybody_a_fair_number_of_first_places() -> None:
    first = Counter(
        tie_order(SIX, owed_before={}, agreement="ikt", year=year)[0]
        for year in range(2018, 2018 + 120)
    )
    # 20 each is even, with a standard deviation of 4: three of them to either side.
    assert set(first) == set(SIX)
    assert all(8 <= times <= 32 for times in first.values())


# ----------------------------------------------------------------------- errors


@pytest.mark.parametrize("total_ore", [99, 101, 0, -100])
def test_a_total_that_is_not_the_sum_is_refused(total_ore: int) -> None:
    exact = {"a": Fraction(100, 3), "b": Fraction(200, 3)}
    with pytest.raises(ContradictionError) as told:
        largest_remainder(exact, total_ore, tie_order=("a", "b"))
    assert told.value.figures == (Fraction(1), Fraction(total_ore, 100))


def test_a_sum_that_is_not_whole_is_shared_rounded_down() -> None:
    exact = {"a": Fraction(5, 3), "b": Fraction(1, 4)}
    result = largest_remainder(exact, 1, tie_order=("a", "b"))
    assert result.amounts_ore == {"a": 1, "b": 0}
    with pytest.raises(ContradictionError):
        largest_remainder(exact, 2, tie_order=("a", "b"))


# ------------------------------------------------------------------- properties

TOTALS = st.one_of(st.integers(-5, 5), st.integers(-(10**9), 10**9))
WEIGHTS = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(any)


def shared_by(weights: list[int], total: int) -> dict[str, Fraction]:
    """Exact entitlements in proportion to weights."""
    return {
        payer: Fraction(total * weight, sum(weights))
        for payer, weight in zip(SIX, weights, strict=False)
    }


@given(weights=WEIGHTS, total=TOTALS, line=st.permutations(SIX))
@settings(max_examples=400, derandomize=True, deadline=None)
def test_sum_bound_and_zero(weights: list[int], total: int, line: list[str]) -> None:
    exact = shared_by(weights, total)
    amounts = apportioned(exact, line=tuple(line))
    assert sum(amounts.values()) == total
    for payer, amount in amounts.items():
        assert abs(amount - exact[payer]) < 1
        assert amount == 0 or exact[payer] != 0


@given(weights=WEIGHTS, total=st.integers(-40, 40))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_no_other_whole_amounts_are_nearer(weights: list[int], total: int) -> None:
    # Every way of rounding up or down that adds up is tried.
    exact = shared_by(weights, total)
    amounts = apportioned(exact)

    def distance(candidate: tuple[int, ...]) -> Fraction:
        pairs = zip(candidate, exact.values(), strict=True)
        return sum((abs(whole - share) for whole, share in pairs), Fraction(0))

    both_ways = [(e.__floor__(), e.__ceil__()) for e in exact.values()]
    nearest = min(
        distance(candidate)
        for candidate in itertools.product(*both_ways)
        if sum(candidate) == total
    )
    assert distance(tuple(amounts.values())) == nearest


@given(weights=WEIGHTS, total=TOTALS, line=st.permutations(SIX))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_refund_mirrors_a_cost_with_the_line_turned_round(
    weights: list[int], total: int, line: list[str]
) -> None:
    exact = shared_by(weights, total)
    refund = {payer: -share for payer, share in exact.items()}
    paid = apportioned(exact, line=tuple(line))
    returned = apportioned(refund, line=tuple(reversed(line)))
    assert returned == {payer: -amount for payer, amount in paid.items()}


@given(weights=WEIGHTS, total=TOTALS, data=st.data())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_the_order_of_payers_means_nothing(
    weights: list[int], total: int, data: st.DataObject
) -> None:
    exact = shared_by(weights, total)
    shuffled = dict(data.draw(st.permutations(list(exact.items()))))
    first = largest_remainder(exact, total, tie_order=SIX)
    second = largest_remainder(shuffled, total, tie_order=SIX)
    assert first == second


@given(
    centres=st.lists(st.tuples(WEIGHTS, TOTALS), min_size=1, max_size=8),
    line=st.permutations(SIX),
)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_table_of_payers_and_cost_centres_adds_up_both_ways(
    centres: list[tuple[list[int], int]], line: list[str]
) -> None:
    # Each cell is what has been apportioned with this cost centre less what had been
    # apportioned without it, so that the cells add up across as over time.
    so_far = dict.fromkeys(SIX, Fraction(0))
    before = dict.fromkeys(SIX, 0)
    cells: dict[str, list[int]] = {payer: [] for payer in SIX}
    for weights, total in centres:
        shares = shared_by(weights, total)
        so_far = {p: e + shares.get(p, Fraction(0)) for p, e in so_far.items()}
        after = apportioned(so_far, line=tuple(line))
        column = {payer: after[payer] - before[payer] for payer in SIX}
        assert sum(column.values()) == total
        for payer, cell in column.items():
            assert abs(cell - shares.get(payer, Fraction(0))) < 2
            cells[payer].append(cell)
        before = after
    assert {payer: sum(row) for payer, row in cells.items()} == before
    assert all(abs(sum(cells[payer]) - so_far[payer]) < 1 for payer in SIX)


def by_fractions(exact: dict[str, Fraction], line: tuple[str, ...]) -> dict[str, int]:
    """The same, reckoned with fractions as they are."""
    amounts = {payer: math.floor(of) for payer, of in exact.items()}
    left = math.floor(sum(exact.values(), Fraction(0))) - sum(amounts.values())
    ranked = sorted(
        exact, key=lambda payer: (amounts[payer] - exact[payer], line.index(payer))
    )
    return {payer: amounts[payer] + (payer in ranked[:left]) for payer in exact}


@given(
    st.lists(st.fractions(max_denominator=10**9), max_size=6),
    st.permutations(SIX).map(tuple),
)
def test_whole_numbers_of_parts_give_what_fractions_give(
    drawn: list[Fraction], line: tuple[str, ...]
) -> None:
    """Whatever the denominators, and also where the sum is no whole number."""
    exact = dict(zip(SIX, drawn, strict=False))
    total = math.floor(sum(drawn, Fraction(0)))
    found = largest_remainder(exact, total, tie_order=line)
    assert found.amounts_ore == by_fractions(exact, line)
    assert found.entitlements_ore == exact
