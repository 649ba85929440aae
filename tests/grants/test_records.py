"""Each grant on a day with what is its own, and the deadline that comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.grants.records import account_of
from fellesbok.grants.records import grants_on
from fellesbok.grants.records import next_due
from grant_books import earned
from grant_books import ledger
from grant_books import received
from grants_by_hand import grant
from grants_on_a_day import DAY
from grants_on_a_day import ON_DAY
from grants_on_a_day import due
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.deadlines import Due

NEW_YEAR, MARCH = due(date(2019, 1, 1)), due(date(2019, 3, 1))


@pytest.mark.parametrize(
    ("dues", "coming"),
    [
        ([MARCH, NEW_YEAR], NEW_YEAR),
        ([due(DAY)], due(DAY)),  # on its own day it is still to come
        ([due(date(2018, 12, 30))], None),
        ([due(date(2019, 1, 1), done=DAY), MARCH], MARCH),
        # It was done later than the day that is looked at.
        ([due(MARCH.day, done=date(2019, 2, 1))], due(MARCH.day, date(2019, 2, 1))),
        ([], None),
    ],
)
def test_the_first_that_is_open_and_has_not_passed(
    dues: list[Due], coming: Due | None
) -> None:
    assert next_due(dues, DAY) == coming
    assert replace(ON_DAY, dues=tuple(dues)).next_due == coming


def test_money_stands_on_the_grants_account_and_memo_figures_where_they_are_told() -> (
    None
):
    of = agreement(version(Equal()))
    memo = grant(earned_on="Equity:Memo:IKT:Tilskudd:Staten")
    assert account_of(grant(), of) == "Assets:Tilskudd:IKT:Staten"
    assert account_of(memo, of) == "Equity:Memo:IKT:Tilskudd:Staten"


def test_a_grant_on_a_day_knows_nothing_of_later_days(tmp_path: Path) -> None:
    entries, of, errors = ledger(
        tmp_path, received("2018-02-01", "700.00"), earned("2018-04-01", "400.00")
    )
    assert errors == []
    (before,) = grants_on(entries, of, date(2018, 3, 31))
    (after,) = grants_on(entries, of, date(2018, 4, 1))
    assert (before.stand.earned, after.stand.earned) == (None, Decimal("400.00"))
    assert before.stand.received == after.stand.received == Decimal("700.00")
    assert (after.grant.slug, after.grantor, after.own) == ("velferd", "Staten", None)
    assert [year.year for year in after.years] == [2018]
    assert after.cooperation.slug == "ikt"
