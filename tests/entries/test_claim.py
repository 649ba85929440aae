"""What a claim says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from fellesbok.entries.claim import period_end


@pytest.mark.parametrize(
    ("label", "end"),
    [
        ("2018", date(2018, 12, 31)),
        ("2018-H1", date(2018, 6, 30)),
        ("2018-H2", date(2018, 12, 31)),
        ("2018-Q3", date(2018, 9, 30)),
        ("2020-02", date(2020, 2, 29)),
        ("2018-12", date(2018, 12, 31)),
        ("2018-Q5", None),
        ("2018-13", None),
        ("våren", None),
        ("2018-01-01/2018-04-15", date(2018, 4, 15)),
        ("2018-04-15/2018-04-15", date(2018, 4, 15)),
        ("2018-04-16/2018-04-15", None),
        ("2018-07-01/2019-06-30", None),
        ("2018-02-01/2018-02-30", None),
        ("2018-W01-1/2018-W02-1", None),
    ],
)
def test_a_period_ends_on_its_last_day(label: str, end: date | None) -> None:
    assert period_end(label) == end
