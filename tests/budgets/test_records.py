"""Budget and accounts as records: what filters hide, sums, and each payer's part."""

from __future__ import annotations

from decimal import Decimal

from budgets_by_hand import line
from budgets_by_hand import part
from budgets_by_hand import shown
from budgets_by_hand import year
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.records import Bearers
from fellesbok.budgets.records import all_together
from fellesbok.budgets.records import budget_lines
from fellesbok.budgets.records import by_cooperation
from fellesbok.budgets.records import parts_of
from fellesbok.budgets.records import together
from fellesbok.budgets.variances import Amount
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from objections_by_hand import VIKA

COST = line("100.00", "90.00")
SUPPORT = line(
    None,
    "45.00",
    kind=Kind.MUNICIPAL_SUPPORT,
    account="Income:IKT:Kommuner:Lyngen",
    part="Lyngen",
)
BEARERS = Bearers(
    VIKA,
    [KAFJORD, LYNGEN],
    {"ikt": {"kafjord": Decimal("50.00"), "lyngen": Decimal("50.00")}},
    {("IKT", "Lyngen")},
)


def test_what_filters_hide_is_known_and_leaves_no_variance() -> None:
    less = line("100.00", "30.00")
    (whole,) = budget_lines([COST], [COST], whole_year=True)
    assert (whole.pair.variance, whole.pair.is_hidden) == (Decimal(10), False)
    (part_,) = budget_lines([COST], [less], whole_year=True)
    assert part_.pair.accounts == Amount(Decimal("30.00"), is_hidden=True)
    assert part_.pair.variance is None
    (none,) = budget_lines([COST], [], whole_year=True)
    assert none.pair.budget == Amount(None, is_hidden=True)
    (spring,) = budget_lines([COST], [COST], whole_year=False)
    assert spring.pair.variance is None


def test_what_has_a_budget_and_nothing_posted_is_left_of_the_whole() -> None:
    unused = line("50.00", None)
    pair = together([shown(COST), shown(unused)], whole_year=True)
    assert (pair.variance, pair.percent) == (Decimal(60), Decimal("40.00"))
    hidden = together([shown(COST, hidden=True), shown(unused)], whole_year=True)
    assert hidden.variance is None


def test_cooperations_are_added_each_and_then_all() -> None:
    rows = by_cooperation([shown(COST), shown(COST)], whole_year=True)
    ((account, lines, pair),) = rows
    assert (account, len(lines), pair.variance) == ("IKT", 2, Decimal(20))
    total = all_together([shown(COST)], whole_year=True)
    assert (total.of, total.variances, total.pair.variance) == (1, 1, Decimal(10))


def test_a_payers_part_is_what_is_budgeted_for_it_and_what_it_is_charged() -> None:
    lines = [shown(COST), shown(SUPPORT)]
    kafjord, lyngen = parts_of(lines, BEARERS, whole_year=True)
    assert (kafjord.pair.budget.shown, kafjord.pair.accounts.shown) == (
        Decimal("50.00"),
        None,
    )
    assert (lyngen.pair.variance, lyngen.is_explained) == (Decimal(5), True)
    assert kafjord.line is None
    assert kafjord.has_budget
    assert not kafjord.is_explained


def test_a_budget_of_the_payers_own_comes_before_its_part() -> None:
    own = line(
        "44.00",
        "45.00",
        kind=Kind.MUNICIPAL_SUPPORT,
        account="Income:IKT:Kommuner:Lyngen",
        part="Lyngen",
    )
    _, lyngen = parts_of([shown(COST), shown(own)], BEARERS, whole_year=True)
    assert lyngen.pair.budget.shown == Decimal("44.00")
    assert lyngen.pair.variance == Decimal(-1)


def test_a_budget_of_other_days_too_has_parts_without_a_variance() -> None:
    other = Bearers(VIKA, [LYNGEN], BEARERS.budgeted, BEARERS.explained, {"IKT"})
    (lyngen,) = parts_of([shown(COST), shown(SUPPORT)], other, whole_year=True)
    assert (lyngen.pair.variance, lyngen.is_comparable) == (None, False)


def test_who_has_neither_has_no_part() -> None:
    nobody = Bearers(VIKA, [KAFJORD, LYNGEN], {}, set())
    (lyngen,) = parts_of([shown(SUPPORT)], nobody, whole_year=True)
    assert lyngen.payer == LYNGEN
    assert not lyngen.has_budget


def test_a_year_knows_whether_anything_is_hidden() -> None:
    assert not year(shown(COST), parts=(part(LYNGEN, "1", "1"),)).is_hidden
    assert year(shown(COST, hidden=True)).is_hidden
