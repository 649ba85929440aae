"""An objection to what was taken back is heard in what asks for the same again.

Midvik pays 150 kr twice on account for 2018, and bears 300 kr of the year.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claims.reminders import outstanding

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

FIRST = "nordvik-2018-0001"
ON_ACCOUNT = (
    "claims:\n"
    "  advance:\n"
    "    amounts: {nordvik: 500, midvik: 300, sorvik: 200}\n"
    "    due: [02-15, 08-15]\n"
    "  due_days: 30\n"
)
OBJECTED = f"""
2018-03-01 custom "innsigelse" "2018-midvik-1" "krav" "{FIRST}"
  kommune: "Midvik"
  beloep: 150.00 NOK
  aarsak: "Ikke levert"
"""


def run(folder: Folder, *words: str) -> None:
    done = folder.run(*words, "--yes")
    assert done.exit_code == 0, done.output


def claim(folder: Folder, *words: str) -> None:
    run(folder, "claim", "2018", *words, "--payer", "Midvik")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The first instalment is claimed, and objected to."""
    made = Folder(tmp_path).write(
        rules(version(claims=ON_ACCOUNT)),
        chart(),
        cost("2018-02-01", "1000.00"),
        cost("2018-10-01", "0.00"),
    )
    claim(made, "--instalment", "1")
    return made.add(OBJECTED)


def reminded(folder: Folder) -> dict[str, tuple[str, str]]:
    """By what Midvik's claims are for: what is disputed, and reminded of."""
    books = folder.load()
    day = date(2019, 12, 31)
    seen = outstanding(books.entries, books.settled.agreement, day, of_undisputed=True)
    return {
        str(each.item.claim.instalment): (str(each.objected), str(each.amount))
        for dues in seen.dues
        if dues.payer.name == "Midvik"
        for each in dues.reminders
    }


def test_the_settlement_asks_again_for_an_instalment_that_was_taken_back(
    folder: Folder,
) -> None:
    claim(folder, "--instalment", "2")
    run(folder, "credit", FIRST, "--reason", "feil", "--date", "2018-12-01")
    assert reminded(folder) == {"2 av 2": ("0.00", "150.00")}
    folder.add(cost("2019-06-01", "0.00"))
    claim(folder, "--settlement")
    assert reminded(folder) == {"2 av 2": ("0.00", "150.00")}


def test_a_later_instalment_asks_for_what_was_taken_back_in_part(
    folder: Folder,
) -> None:
    """50 kr are left of the first; the second is 150 kr and the 100 once more."""
    back = ("--amount", "100.00", "--reason", "feil", "--date", "2018-06-01")
    run(folder, "credit", FIRST, *back)
    claim(folder, "--instalment", "2")
    assert reminded(folder) == {"2 av 2": ("100.00", "150.00")}


def test_what_was_claimed_before_anything_was_taken_back_asks_for_nothing_again(
    folder: Folder,
) -> None:
    claim(folder, "--instalment", "2", "--date", "2018-08-01")
    back = ("--amount", "100.00", "--reason", "feil", "--date", "2018-09-01")
    run(folder, "credit", FIRST, *back)
    assert reminded(folder) == {"2 av 2": ("0.00", "150.00")}
