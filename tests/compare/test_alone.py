"""What a change does alone is told, or why nobody knows; a correction is never lost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claimbook import budget
from compared_books import POPULATION
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.alone import each_alone
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.trying import compare
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.proposed_change import Change

JOINS = """\
municipalities:
  ostvik: {name: Østvik, organisation_number: "312000008", numbers: []}
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        participants: [midvik, nordvik, ostvik, sorvik]
"""
"""Østvik joins, whose figures the books do not have."""


def changes(*figures: str) -> list[Change]:
    found, faults = proposed_figures(figures)
    assert not faults
    return [proposed_text(JOINS, "forslag.yaml"), *found]


def test_the_reason_of_each_is_told_by_its_number() -> None:
    def cannot() -> tuple[Books, Bearing]:
        raise CannotCompareError(Text("Det går ikke."))

    first, last = each_alone([cannot, cannot], frozenset())
    assert (first.state, last.state) == (None, None)
    assert first.told == "Endring 1 kan ikke prøves alene: Det går ikke."
    assert last.told == "Endring 2 kan ikke prøves alene: Det går ikke."


def test_a_closed_year_whose_corrections_are_not_known_is_no_zero(
    tmp_path: Path,
) -> None:
    """Østvik has a figure of the open year alone, and joins from the closed one."""
    here = source(closed_comparison(tmp_path / "a"))
    found = compare(here, here, changes("population:ostvik=2500@2019-01-01"))
    (lacking,) = found.lacking
    assert (lacking.year, lacking.is_closed) == (2018, True)
    assert [str(reason) for reason in lacking.reasons] == [
        (
            "forslag.yaml:6: IKT-samarbeidet 2018 kan ikke fordeles: Statistikken"
            " «population» mangler tall for Østvik per 01.01.2018."
        )
    ]
    assert not [e for e in found.effects if e.corrects and e.difference is not None]
    both = changes(
        "population:ostvik=2500@2018-01-01", "population:ostvik=2500@2019-01-01"
    )
    found = compare(here, here, both)
    corrected = {e.payer: e.difference for e in found.effects if e.corrects == 2018}
    assert corrected == {
        "nordvik": Decimal("-100.00"),
        "midvik": Decimal("-60.00"),
        "sorvik": Decimal("-40.00"),
        "ostvik": Decimal("200.00"),
    }
    # Alone it could not be known what is to be corrected.
    assert {e.alone for e in found.different} == {(None, None)}


def test_a_budget_that_one_cannot_share_alone_is_told(tmp_path: Path) -> None:
    """Also where nothing is said of it in the books: a budget has its own time."""
    books = compared_books(tmp_path / "a", budget("3000.00", "2019-01-01"))
    csv = books.path / "ledger" / "population.csv"
    csv.write_text(POPULATION + POPULATION.replace("2018", "2019").partition("\n")[2])
    here = source(books)
    given = [f"population:ostvik=2500@{year}-01-01" for year in (2018, 2019)]
    found = compare(here, here, changes(*given), TriedOn.BUDGET, year=2019)
    first, _ = [note for note in found.notes if "prøves alene" in note]
    assert first == (
        "Endring 1 kan ikke prøves alene: IKT-samarbeidet 2019 kan ikke fordeles."
    )
    assert {e.payer: e.difference for e in found.different} == {
        "nordvik": Decimal("-300.00"),
        "midvik": Decimal("-180.00"),
        "sorvik": Decimal("-120.00"),
        "ostvik": Decimal("600.00"),
    }
