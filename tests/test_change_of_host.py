"""A change of host (*vertskommune*): each host claims what its own time cost."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement import period_ends
from fellesbok.agreement import period_label
from fellesbok.claims import period_days

if TYPE_CHECKING:
    from pathlib import Path

DAYS = "claims: {due_days: 30}"


def hosted(
    *hosts: tuple[str, str], settlement: str = "half_year", claims: str = DAYS
) -> str:
    """The agreements: who is host from which day, everything else the same."""
    terms = {"key": "equal", "settlement": settlement, "claims": claims}
    return rules(*(version(day, host=host, **terms) for day, host in hosts))


@pytest.mark.parametrize(
    ("settlement", "hosts", "labels"),
    [
        ("year", [("2018-01-01", "midvik")], ["2018"]),
        (
            "year",
            [("2018-01-01", "midvik"), ("2018-07-01", "nordvik")],
            ["2018-H1", "2018-H2"],
        ),
        (
            "year",
            [("2018-01-01", "midvik"), ("2018-04-16", "nordvik")],
            ["2018-01-01/2018-04-15", "2018-04-16/2018-12-31"],
        ),
        (
            "half_year",
            [("2018-01-01", "midvik"), ("2018-07-01", "nordvik")],
            ["2018-H1", "2018-H2"],
        ),
        (
            "quarter",
            [("2018-01-01", "midvik"), ("2018-02-15", "nordvik")],
            [
                "2018-01-01/2018-02-14",
                "2018-02-15/2018-03-31",
                "2018-Q2",
                "2018-Q3",
                "2018-Q4",
            ],
        ),
        (
            "year",
            [
                ("2018-01-01", "midvik"),
                ("2018-03-01", "nordvik"),
                ("2018-10-01", "midvik"),
            ],
            ["2018-01-01/2018-02-28", "2018-03-01/2018-09-30", "2018-Q4"],
        ),
        ("year", [("2018-01-01", "midvik"), ("2019-01-01", "nordvik")], ["2018"]),
        (
            "year",
            [("2018-01-01", "midvik"), ("2018-07-01", "midvik")],
            ["2018"],
        ),
    ],
)
def test_the_last_day_of_a_host_ends_a_period(
    tmp_path: Path, settlement: str, hosts: list[tuple[str, str]], labels: list[str]
) -> None:
    text = hosted(*hosts, settlement=settlement)
    folder = Folder(tmp_path).write(text, chart(), cost("2018-02-01", "300.00"))
    cooperation = folder.shared().agreement.cooperations["ikt"]
    ends = period_ends(cooperation, 2018)
    assert [period_label(cooperation, end) for end in ends] == labels
    days = [period_days(label) for label in labels]
    assert [last for _, last in filter(None, days)] == list(ends)


@pytest.mark.parametrize("settlement", ["month", "quarter", "half_year", "year"])
@pytest.mark.parametrize("year", [2018, 2020])
def test_a_period_has_the_days_of_its_label(
    tmp_path: Path, settlement: str, year: int
) -> None:
    text = hosted(("2018-01-01", "midvik"), settlement=settlement)
    folder = Folder(tmp_path).write(text, chart(), cost("2018-02-01", "300.00"))
    cooperation = folder.shared().agreement.cooperations["ikt"]
    first = date(year, 1, 1)
    for end in period_ends(cooperation, year):
        assert period_days(period_label(cooperation, end)) == (first, end)
        first = end + timedelta(days=1)
    assert first == date(year + 1, 1, 1)
