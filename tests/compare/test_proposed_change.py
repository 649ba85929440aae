"""What somebody tries (*det som prøves*), read from files and options, and bounded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from compared_books import FIGURE
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import named
from fellesbok.compare.proposed_change import proposed_budget
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.trying import compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fellesbok.compare.proposed_change import Change


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


@pytest.mark.parametrize(
    ("read", "lines"),
    [
        (proposed_vouchers, cost("2018-06-01", "100.00")),
        (proposed_budget, budget("2600.00")),
    ],
)
def test_a_file_is_not_tried_twice(
    read: Callable[[Path], Change], lines: str, tmp_path: Path
) -> None:
    """Whatever leads to it: its amounts would count twice."""
    books = compared_books(tmp_path / "a")
    path, link = tmp_path / "nytt.beancount", tmp_path / "lenke.beancount"
    path.write_text(lines, encoding="utf-8")
    link.symlink_to(path)
    here = source(books)
    with pytest.raises(CannotCompareError) as error:
        compare(here, here, (read(path), read(link)))
    (fault,) = error.value.faults
    assert str(fault) == f"{link}:1: Filen prøves to ganger. Oppgi den én gang."


def test_two_budgets_of_one_year_are_asked_about(tmp_path: Path) -> None:
    """Each takes the place of that of the books: 2 600 or 900, and never 3 500."""
    books = compared_books(tmp_path / "a")
    first, second = tmp_path / "b1.beancount", tmp_path / "b2.beancount"
    first.write_text(budget("2600.00"), encoding="utf-8")
    second.write_text(budget("900.00", "2018-07-01"), encoding="utf-8")
    here = source(books)
    changes = proposed_budget(first), proposed_budget(second)
    with pytest.raises(CannotCompareError) as error:
        compare(here, here, changes, TriedOn.BUDGET)
    assert [str(fault) for fault in error.value.faults] == [
        (
            f"{second}:2: Budsjettet for IKT 2018 prøves også i b1.beancount, linje 2,"
            " og bare ett av dem kan gjelde. Prøv dem hver for seg."
        )
    ]
    second.write_text(budget("900.00", cooperation="Barnevern"), encoding="utf-8")
    changes = proposed_budget(first), proposed_budget(second)
    found = compare(here, here, changes, TriedOn.BUDGET)
    assert found.difference == 600 + 900
