"""What somebody tries (*det som prøves*), read from files and options, and bounded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from compared_books import FIGURE
from compared_books import compared_books
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import named
from fellesbok.compare.proposed_change import proposed_budget
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_vouchers

if TYPE_CHECKING:
    from pathlib import Path


def test_what_cannot_be_tried_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bilag.beancount"
    path.write_text(
        'include "andre.beancount"\n2018-06-01 * "a"\n  Expenses:IKT 1 NOK\n  feil\n'
    )
    with pytest.raises(CannotCompareError) as error:
        proposed_vouchers(path)
    faults = error.value.faults
    assert {f.path for f in faults} == {str(path)}
    assert {1, 4} <= {f.line for f in faults}
    path.write_text(cost("2018-06-01", "1.00"))
    with pytest.raises(CannotCompareError) as error:
        proposed_budget(path)
    (fault,) = error.value.faults
    assert fault.line == 2
    assert fault.message == "Her skal det bare stå budsjettlinjer og kontoer."


def test_figures_are_asked_for_by_name_and_day(tmp_path: Path) -> None:
    agreement = compared_books(tmp_path / "a").shared().agreement
    (change,), _ = proposed_figures(["population:MIDVIK=3100.5@2018-01-01"])
    assert named(change, agreement).figures == {
        ("population", "midvik", date(2018, 1, 1)): Fraction("3100.5")
    }
    wrong = {
        "population:midvik=-3@2018-01-01": "kan ikke leses",
        "population:midvik=3@2018-02-30": "kan ikke leses",
    }
    changes, faults = proposed_figures([*wrong, *[FIGURE] * 2])
    assert [len(change.figures) for change in changes] == [1]
    for said, fault in zip([*wrong.values(), "to ganger"], faults, strict=True):
        assert said in fault


@pytest.mark.parametrize(
    "line",
    ['option "title" "X"', 'plugin "x"', 'include "x"', 'option "name_assets" "A"'],
)
def test_what_a_main_file_alone_decides_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bilag.beancount"
    path.write_text(f"{line}\n{cost('2018-06-01', '1.00')}")
    with pytest.raises(CannotCompareError) as error:
        proposed_vouchers(path)
    assert "kan ikke hente inn andre filer" in str(error.value.faults[0])
