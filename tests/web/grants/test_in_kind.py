"""What is put in without money is one table until a day, and never a sum."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from asked_pages import asked_by
from fellesbok.web.grants.in_kind import in_kind_shown
from fellesbok.web.grants.in_kind import in_kind_until

if TYPE_CHECKING:
    from fellesbok.tables import Table


def tables(day: date, *cooperations: str) -> list[Table]:
    with asked_by() as asked:
        return in_kind_shown(asked, in_kind_until(asked, day, cooperations))


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (date(2018, 9, 29), 0),
        (date(2018, 9, 30), 1),  # 120 hours in the group of the project
        (date(2018, 10, 31), 2),  # and 64 000 kr of work at home
    ],
)
def test_what_is_put_in_by_the_end_of_the_day_is_there(day: date, lines: int) -> None:
    found = tables(day, "Velferd")
    assert sum(len(table.lines) for table in found) == lines
    assert {line.role for table in found for line in table.lines} <= {"line"}


def test_other_cooperations_than_those_that_are_shown_are_left_out() -> None:
    assert tables(date(2018, 12, 31), "IKT") == []
    assert tables(date(2018, 12, 31)) == []
