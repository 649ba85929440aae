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

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")


def seen(day: str) -> str:
    """The books have come to a day."""
    return f'\n{day} * "Rente"\n  Assets:Bank  0.00 NOK\n'


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """IKT, claimed in four instalments of a budget of 1000.00 kr."""
    return Folder(tmp_path).write(rules(), chart(), budget("1000.00"))


def told(folder: Folder) -> list[str]:
    """What `check` tells of claims."""
    said = " ".join(folder.run("check").output.split())
    return [
        each.partition("».")[0] + "»."
        for each in said.split(" · ")[1:]
        if "«fellesbok claim" in each
    ]


def missed(payer: str, amount: str, first: str, year: str = "2018") -> str:
    return (
        f"{payer}: {amount} kr a konto for {year} har forfalt uten å være krevd, det"
        f" første {first}. Nordvik krever det med «fellesbok claim {year}»."
    )


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


def test_who_has_no_account_yet_is_told_of_too(tmp_path: Path) -> None:
    """Nothing can stand on an account that is not open; `check` says it itself."""
    account = "Assets:Fordringer:Sørvik:IKT"
    opened = "".join(
        line for line in chart().splitlines(keepends=True) if account not in line
    )
    folder = Folder(tmp_path).write(rules(), opened, budget("1000.00"))
    folder.add(seen("2018-02-20"))
    said = " ".join(folder.run("check").output.split())
    assert f"! IKT-samarbeidet: {missed('Sørvik', '50,00', '15.02.2018')}" in said
    assert f"Kontoen {account} er ikke åpnet; det gjør «fellesbok accounts»." in said
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    assert f"kontoen {account} er ikke åpen" in refused.output
    folder.add(f"\n2018-01-01 open {account} NOK\n")
    assert "er ikke åpnet" not in folder.run("check").output


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


def test_a_settlement_that_is_late_is_told_once(folder: Folder) -> None:
    """The first was claimed; in March the settlement would have fallen due too."""
    folder.add(seen("2018-02-20"))
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-03-01", "400.00"), seen("2019-03-01"))
    assert [each.partition(" kr ")[0] for each in told(folder)] == [
        "Midvik: 45,00",
        "Nordvik: 75,00",
        "Sørvik: 30,00",
    ]


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
