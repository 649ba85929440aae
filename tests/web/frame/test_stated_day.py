"""The day that figures are seen from: the period's last, or the last written one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asked_pages import asked_by
from fellesbok.web.frame.stated_day import last_written_day
from fellesbok.web.frame.stated_day import stated_day


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("", date(2018, 10, 31)),
        ("2018", date(2018, 12, 31)),
        ("2018-02", date(2018, 2, 28)),
        ("2018-q3", date(2018, 9, 30)),
    ],
)
def test_it_is_the_last_of_the_period_or_the_last_that_is_written_on(
    time: str, day: date
) -> None:
    """The year's shares are dated 31 December, and nobody has written them."""
    with asked_by(time=time) as asked:
        assert stated_day(asked) == day
        assert last_written_day(asked) == date(2018, 10, 31)


def test_in_books_with_no_voucher_it_is_the_first_day_of_an_agreement() -> None:
    with asked_by() as asked:
        bare = replace(asked, all_entries=[])
        assert last_written_day(bare) == date(2018, 1, 1)
