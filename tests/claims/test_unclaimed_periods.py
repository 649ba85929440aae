"""A whole period that nobody is claimed for is told when a claim would have been due.

Three share IKT by weights 5 : 3 : 2; Nordvik is host, and claims fall due in 30 days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
NOTHING = '\n{day} * "Rente"\n  Assets:Bank  0.00 NOK\n'


def books(folder: Path, *parts: str) -> Folder:
    """Books with a cost of 900 kr in 2018."""
    terms = version(claims="claims: {due_days: 30}")
    written = cost("2018-02-01", "900.00"), *parts
    return Folder(folder).write(rules(terms), chart(), *written)


def told(folder: Folder) -> list[str]:
    """What is not claimed, as the books tell it."""
    found = statement.findings(folder.load().entries)
    return [text for note in found if "ikke krevd" in (text := str(note.text))]


@pytest.mark.parametrize(
    ("last", "is_told"), [("2020-01-30", True), ("2020-01-29", False)]
)
def test_a_year_that_is_not_claimed_is_told_when_it_would_be_due(
    tmp_path: Path, last: str, *, is_told: bool
) -> None:
    folder = books(tmp_path, NOTHING.format(day="2018-12-31"))
    run = folder.run("claim", "2018", "--date", "2019-01-15", "--yes")
    assert run.exit_code == 0, run.output
    folder.add(cost("2019-02-01", "90.00"), NOTHING.format(day=last))
    amounts = {"Midvik": "27,00", "Nordvik": "45,00", "Sørvik": "18,00"}
    assert told(folder) == (
        [
            f"{payer}: {amount} kr er ikke krevd for 2019. Nordvik krever det med"
            " «fellesbok claim 2019»."
            for payer, amount in amounts.items()
        ]
        if is_told
        else []
    )


def test_books_that_never_claim_are_told_nothing(tmp_path: Path) -> None:
    assert not told(books(tmp_path, NOTHING.format(day="2021-01-01")))
