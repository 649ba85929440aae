"""What is agreed on a grant: its accounts, its cap, and what is committed on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fellesbok.agreement.grant_terms import Commitment
from fellesbok.agreement.grant_terms import Deadline
from fellesbok.agreement.grant_terms import Grant
from fellesbok.agreement.grant_terms import OwnFinancing
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import PayoutCap
from fellesbok.agreement.grant_terms import Unused
from fellesbok.agreement.grant_terms import grant_place


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("Income:X:Tilskudd", ("X", "", "Income:X:Tilskudd")),
        ("Income:X:Tilskudd:NFK", ("X", "NFK", "Income:X:Tilskudd:NFK")),
        ("Income:X:A:Tilskudd:NFK", ("X", "NFK", "Income:X:Tilskudd:NFK")),
        ("Income:X:A:B:Tilskudd", ("X", "", "Income:X:Tilskudd")),
        ("Income:X:Tilskudd:NFK:A", ("X", "NFK:A", "Income:X:Tilskudd:NFK:A")),
        ("Income:Tilskudd:Salg", None),
        ("Income:X:Salg", None),
        ("Income:X:Tilskuddet", None),
        ("Expenses:X:Tilskudd", None),
        ("Income", None),
    ],
)
def test_what_is_an_account_of_grants(
    account: str, expected: tuple[str, str, str] | None
) -> None:
    place = grant_place(account)
    assert (None if place is None else (*place, place.account)) == expected


@pytest.mark.parametrize(
    ("rate", "stated", "committed", "cap", "above_rate"),
    [
        ("3/4", None, "1000.00", "750.00", "0"),
        ("1/3", None, "100.00", "33.33", "0"),  # cut down, never up
        ("2/3", None, "0.01", "0.00", "0"),
        (None, "800.00", "1000.00", "800.00", "0"),
        # Where they disagree the amount holds, and how much it is above is told.
        ("3/4", "800.00", "1000.00", "800.00", "50.00"),
        ("3/4", "700.00", "1000.00", "700.00", "-50.00"),
        (None, None, "1000.00", None, "0"),
    ],
)
def test_a_cap_is_the_amount_that_is_stated_else_by_the_rate(
    rate: str | None,
    stated: str | None,
    committed: str,
    cap: str | None,
    above_rate: str,
) -> None:
    of = PayoutCap(
        None if rate is None else Fraction(rate),
        None if stated is None else Decimal(stated),
    )
    assert of.holds(Decimal(committed)) == (cap and Decimal(cap))
    assert of.contradiction(Decimal(committed)) == Decimal(above_rate)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (OwnKind.CASH, False),
        (OwnKind.IN_KIND, True),
        (OwnKind.EITHER, True),
        (None, False),
    ],
)
def test_work_counts_only_where_the_source_says_so(
    kind: OwnKind | None, *, counts: bool
) -> None:
    assert OwnFinancing(Decimal(1), None, kind).counts_work is counts


GRANT = Grant(
    slug="velferd",
    title="Velferd",
    grantor="nfk",
    cooperation="ikt",
    purpose=None,
    account="NFK",
    earned_on="Income:IKT:Tilskudd:NFK",
    commodity="NOK",
    commitments=(
        Commitment(Decimal("1000.00"), date(2018, 3, 1), "brev 1"),
        Commitment(Decimal("-250.00"), date(2019, 3, 1), "brev 2"),
    ),
    first_day=date(2018, 1, 1),
    last_day=date(2019, 12, 31),
    cap=None,
    final_report=Deadline(date(2020, 3, 1), "Sluttrapport", date(2020, 2, 15)),
    own_financing=None,
    deadlines=(),
    unused=Unused.NOT_STATED,
    source="brev 1",
    assumptions=(),
    place=("allocation_rules.yaml", 7),
)


@pytest.mark.parametrize(
    ("day", "committed"),
    [
        (date(2018, 2, 28), None),  # nothing is stated, which is not zero
        (date(2018, 3, 1), Decimal("1000.00")),
        (date(2019, 3, 1), Decimal("750.00")),
    ],
)
def test_a_commitment_counts_from_its_day(day: date, committed: Decimal | None) -> None:
    assert GRANT.committed_on(day) == committed


def test_a_commitment_without_a_day_has_always_counted() -> None:
    dayless = replace(GRANT, commitments=(Commitment(Decimal(5), None, "brev"),))
    assert dayless.committed_on(date.min) == 5


def test_it_is_capped_until_the_final_report_is_delivered() -> None:
    assert GRANT.is_capped_on(date(2020, 2, 14))
    assert not GRANT.is_capped_on(date(2020, 2, 15))
    late = replace(GRANT, final_report=Deadline(date(2020, 3, 1), "Sluttrapport"))
    assert late.is_capped_on(date(2030, 1, 1))
    assert replace(GRANT, final_report=None).is_capped_on(date(2030, 1, 1))


def test_a_period_has_both_its_days_and_one_that_lacks_sets_no_limit() -> None:
    first, last = date(2018, 1, 1), date(2019, 12, 31)
    assert GRANT.covers(first, last)
    assert not GRANT.covers(date(2017, 12, 31), last)
    assert not GRANT.covers(first, date(2020, 1, 1))
    assert replace(GRANT, first_day=None).covers(date.min, last)
    assert replace(GRANT, last_day=None).covers(first, date.max)


def test_it_is_earned_on_its_own_account_and_on_those_of_its_grantor() -> None:
    assert GRANT.earned_accounts == ("Income:IKT:Tilskudd:NFK",)
    shared = replace(GRANT, shared_accounts=("Income:IKT:Ansvar-155:Tilskudd:NFK",))
    assert shared.earned_accounts == (
        "Income:IKT:Tilskudd:NFK",
        "Income:IKT:Ansvar-155:Tilskudd:NFK",
    )
    assert not GRANT.is_memo
    assert replace(GRANT, earned_on="Equity:Memo:IKT:NFK").is_memo
