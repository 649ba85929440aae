"""What a reader must know of a figure, as the lines behind it say."""

from __future__ import annotations

import pytest

from budgets_by_hand import line
from fellesbok.budgets.marks import COLUMN_UNKNOWN
from fellesbok.budgets.marks import marks
from fellesbok.budgets.marks import marks_of_budgets
from fellesbok.budgets.marks import unstated
from fellesbok.budgets.marks import without_repeating

SPRING, AUTUMN = "2018-01-01/2018-06-30", "2018-07-01/2018-12-31"


@pytest.mark.parametrize(
    ("metas", "told"),
    [
        ([{}], []),
        ([{"avrundet": True}, {"avrundet": True}], ["avrundet"]),
        ([{"avrundet": False, "status": "", "gjentatt": False}], []),
        ([{"kolonne": "uavklart"}], [COLUMN_UNKNOWN]),
        ([{"status": "foreløpig", "gjentatt": True}], ["foreløpig", "gjentatt"]),
        ([{"periode": SPRING}], ["gjelder 01.01.2018–30.06.2018"]),
        # Together they are the year, and one without days is of the year too.
        ([{"periode": SPRING}, {"periode": AUTUMN}], []),
        ([{"periode": SPRING}, {}], []),
        ([{"periode": "2017-07-01/2018-06-30"}], ["gjelder 01.07.2017–30.06.2018"]),
        ([], []),
    ],
)
def test_what_is_told_once_of_all_that_is_behind_it(
    metas: list[dict[str, object]], told: list[str]
) -> None:
    assert list(marks(metas, 2018)) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (None, []),
        (SPRING, []),
        ("ikke oppgitt", ["tidsrommet er ikke oppgitt"]),
        (
            "2018-01-01/ikke oppgitt",
            ["gjelder fra 01.01.2018, siste dag ikke oppgitt"],
        ),
        (
            "ikke oppgitt/2018-12-31",
            ["gjelder til 31.12.2018, første dag ikke oppgitt"],
        ),
    ],
)
def test_days_that_nobody_has_stated_are_told(
    written: str | None, told: list[str]
) -> None:
    meta = {} if written is None else {"periode": written}
    assert list(unstated(meta)) == told


def test_budgets_are_told_of_each_for_itself() -> None:
    """The two halves are no year together here: each is a budget of its own."""
    both = [line("1", None, periode=SPRING), line("1", None, periode=AUTUMN)]
    assert marks_of_budgets([*both, *both, line(None, "1")], 2018) == (
        "gjelder 01.01.2018–30.06.2018",
        "gjelder 01.07.2018–31.12.2018",
    )


def test_what_a_unit_tells_already_is_not_told_again() -> None:
    found = ("avrundet", COLUMN_UNKNOWN)
    assert without_repeating(found, "uavklart") == ("avrundet",)
    assert without_repeating(found, "") == found
