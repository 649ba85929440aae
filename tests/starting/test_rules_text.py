"""The agreements of a region that begins are read back as what was answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from begun_plans import ANSWERS
from begun_plans import agreement_of
from begun_plans import plan
from fellesbok.agreement import Basis
from fellesbok.agreement import Settlement
from fellesbok.agreement.distribution_key import Equal

if TYPE_CHECKING:
    from pathlib import Path

IT, FIRE = ANSWERS["cooperations"]


def test_what_is_answered_is_what_the_agreements_say(tmp_path: Path) -> None:
    found = agreement_of(tmp_path, plan())
    (it,) = found.cooperations["felles-it"].versions
    assert (it.first_day, it.last_day) == (date(2026, 1, 1), date.max)
    assert it.participants == ("kafjord", "lyngen", "storfjord")
    assert (it.host, it.key, it.basis) == ("lyngen", Equal(), Basis.NET)
    assert it.settlement is Settlement.YEAR
    (fire,) = found.cooperations["brann"].versions
    assert (fire.host, fire.basis) == (None, Basis.GROSS)
    assert fire.participants == ("kafjord", "lyngen")
    assert fire.settlement is Settlement.QUARTER
    assert found.region == "Lyngenfjord"


def test_claims_are_as_often_as_it_is_answered_and_else_not_at_all(
    tmp_path: Path,
) -> None:
    found = agreement_of(tmp_path, plan())
    (it,) = found.cooperations["felles-it"].versions
    assert it.claims.due_days == 30
    assert it.claims.advance is not None
    assert len(it.claims.advance.due) == 2
    (fire,) = found.cooperations["brann"].versions
    assert (fire.claims.due_days, fire.claims.advance) == (None, None)


@pytest.mark.parametrize(("times", "count"), [("1", 1), ("4", 4), ("12", 12)])
def test_instalments_fall_due_so_many_times_a_year(
    tmp_path: Path, times: str, count: int
) -> None:
    found = agreement_of(tmp_path, plan(cooperations=[IT | {"instalments": times}]))
    (it,) = found.cooperations["felles-it"].versions
    assert it.claims.advance is not None
    assert len(set(it.claims.advance.due)) == count


def test_a_bank_account_is_of_whom_it_was_stated(tmp_path: Path) -> None:
    found = agreement_of(tmp_path, plan()).municipalities
    assert found["lyngen"].invoicing.bank_account == "86011117947"
    assert not found["kafjord"].invoicing.bank_account


def test_numbers_hold_between_the_days_that_the_list_says(tmp_path: Path) -> None:
    """Lyngen was 1938 to the end of 2019, 5424 to the end of 2023, and is 5536."""
    lyngen = agreement_of(tmp_path, plan()).municipalities["lyngen"]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [lyngen.number_on(day) for day in days] == ["1938", "5424", "5424", "5536"]


@pytest.mark.parametrize(
    "title", ['IT "2"', "IT: felles", "IT # 1", "- IT", "{IT}", "IT\\n", "ja"]
)
def test_a_title_is_read_back_as_it_was_written(tmp_path: Path, title: str) -> None:
    found = agreement_of(tmp_path, plan(cooperations=[FIRE | {"title": title}]))
    (made,) = found.cooperations.values()
    assert made.title == title
