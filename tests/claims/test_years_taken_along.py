"""What years before a year's settlement rests on, and what their vouchers lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attested_books import CABLE
from attested_books import SERVER
from attested_books import approved
from attested_books import books
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from fellesbok.claims.years_taken_along import lacking_before

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

OF_2019 = CABLE.replace("B-2", "C-1").replace("2018-04-02", "2019-04-02")


def told(folder: Folder, year: int = 2019) -> list[str]:
    loaded = folder.load()
    agreement = loaded.settled.agreement
    of = agreement.cooperations.values()
    return [str(t) for t in lacking_before(loaded.entries, agreement, year, of)]


def test_a_year_that_nobody_was_claimed_for_is_told_with_the_next(
    tmp_path: Path,
) -> None:
    """C-1 lacks something too, and is listed with its own year."""
    folder = books(tmp_path, SERVER, CABLE, OF_2019)
    assert told(folder) == [
        (
            "IKT-samarbeidet: avregningen for 2019 hviler også på bilag fra år før som"
            " ikke er krevd, og som mangler noe: B-1, B-2. Se «fellesbok approvals"
            " 2018»."
        )
    ]
    assert told(folder, 2018) == []


def test_nothing_is_told_where_all_is_attested_or_nothing_has_to_be(
    tmp_path: Path,
) -> None:
    assert told(approved(tmp_path).add(OF_2019)) == []
    assert told(Folder(tmp_path).write(rules(), chart(), SERVER, OF_2019)) == []


def test_a_year_that_is_claimed_is_the_next_ones_no_more(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, OF_2019, required="[close]")
    assert len(told(folder)) == 1
    claimed = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert claimed.exit_code == 0, claimed.output
    assert told(folder) == []
