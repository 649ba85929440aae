"""Instalments that have fallen due and are not claimed: told by `check`, not by `plan`.

Four of 500, 300 and 200 kroner in all: 125, 75 and 50 each time, due 15 February, May,
August and November.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fallen_due import missed
from fallen_due import seen
from fallen_due import told

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """IKT, claimed in four instalments of a budget of 1000.00 kr."""
    return Folder(tmp_path).write(rules(), chart(), budget("1000.00"))


@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        ("2018-02-14", ()),
        ("2018-02-15", ("75,00", "125,00", "50,00")),
        ("2018-08-20", ("225,00", "375,00", "150,00")),
    ],
)
def test_what_has_fallen_due_and_was_never_claimed(
    folder: Folder, day: str, amounts: tuple[str, ...]
) -> None:
    folder.add(seen(day))
    payers = ("Midvik", "Nordvik", "Sørvik")[: len(amounts)]
    assert told(folder) == [
        missed(payer, amount, "15.02.2018")
        for payer, amount in zip(payers, amounts, strict=True)
    ]


def test_nothing_is_told_when_it_is_claimed(folder: Folder) -> None:
    folder.add(seen("2018-08-20"))
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    assert not told(folder)


def test_what_is_left_when_some_of_it_is_claimed(folder: Folder) -> None:
    """The first is claimed of all, and the second of Midvik alone."""
    folder.add(seen("2018-05-20"))
    for more in (("--instalment", "1"), ("--instalment", "2", "--payer", "midvik")):
        done = folder.run("claim", "2018", "--yes", *more)
        assert done.exit_code == 0, done.output
    assert told(folder) == [
        missed("Nordvik", "125,00", "15.05.2018"),
        missed("Sørvik", "50,00", "15.05.2018"),
    ]


def test_what_was_taken_back_is_to_be_claimed_again(folder: Folder) -> None:
    folder.add(seen("2018-02-20"))
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    credited = folder.run("credit", "nordvik-2018-0001", "--reason", "Feil", "--yes")
    assert credited.exit_code == 0, credited.output
    assert told(folder) == [missed("Midvik", "75,00", "15.02.2018")]


def test_when_the_year_is_over_it_is_asked_for_in_the_settlement(
    folder: Folder,
) -> None:
    """Nothing was claimed of a year that cost 400, until 20 January."""
    folder.add(cost("2018-03-01", "400.00"), seen("2019-01-20"))
    assert told(folder)[0] == (
        "Midvik: 300,00 kr a konto for 2018 har forfalt uten å være krevd, det første"
        " 15.02.2018. Nordvik krever det i avregningen, med «fellesbok claim 2018»."
    )
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    assert not told(folder)


def test_a_year_that_cost_nothing_is_owed_nothing(folder: Folder) -> None:
    folder.add(seen("2019-01-20"))
    assert not told(folder)


def test_years_before_the_books_began_are_not_told_of(tmp_path: Path) -> None:
    """100 agreed each year since 2018; the books begin with a balance from 2024."""
    terms = version(claims="claims: {advance: {amount: 1000, due: [02-15]}}")
    made = Folder(tmp_path).write(rules(terms), chart(), seen("2024-12-31"))
    made.add(seen("2025-02-20"))
    assert told(made) == [
        missed("Midvik", "300,00", "15.02.2025", "2025"),
        missed("Nordvik", "500,00", "15.02.2025", "2025"),
        missed("Sørvik", "200,00", "15.02.2025", "2025"),
    ]
