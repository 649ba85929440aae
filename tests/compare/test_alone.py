"""What a change does alone is told, or why nobody knows; a correction is never lost."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import cost
from compared_books import EQUAL
from compared_books import POPULATION
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import source
from compared_by_hand import state
from fellesbok.compare.alone import each_alone
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.sentences import answer
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
ACCRUED = """
2017-01-01 open Liabilities:Påløpt:IKT NOK

2018-12-31 custom "paaloept" "ikt" Expenses:IKT 127.00 NOK
  id: "2018-support"
  tekst: "Support"
  leverandoer: "Datahuset"
  venter: "faktura"
"""


def changes(*figures: str) -> list[Change]:
    found, faults = proposed_figures(figures)
    assert not faults
    return [proposed_text(JOINS, "forslag.yaml"), *found]


def test_the_reason_of_each_is_told_by_its_number() -> None:
    def cannot() -> tuple[Books, Bearing]:
        raise CannotCompareError(Text("Det går ikke."))

    first, last = each_alone([cannot, cannot], state({}), frozenset())
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


@pytest.mark.parametrize("is_closed_before", [True, False])
def test_a_year_that_is_closed_in_one_state_alone_is_compared_as_it_stands(
    tmp_path: Path, *, is_closed_before: bool
) -> None:
    """60 kr came after the closing: in 2018 where it is open, else in 2019."""
    closed, still_open = tmp_path / "a", tmp_path / "b"
    late = cost("2018-11-01", "60.00")
    states = [closed_comparison(closed).add(late)]
    shutil.copytree(closed, still_open)
    (still_open / "ledger" / "avsluttet.beancount").write_text("", encoding="utf-8")
    shutil.rmtree(still_open / "ledger" / "avsluttet")
    states.append(Folder(still_open))
    first, last = map(source, states if is_closed_before else reversed(states))
    found = compare(first, last, ())
    sign = 1 if is_closed_before else -1
    moved = {"nordvik": "30.00", "midvik": "18.00", "sorvik": "12.00"}
    assert {(e.payer, e.corrects): e.difference for e in found.different} == {
        (payer, corrects): Decimal(amount) * (-sign if corrects else sign)
        for payer, amount in moved.items()
        for corrects in (None, 2018)
    }
    assert [*answer(found)] == [
        *(
            f"{name} betaler det samme i alt, men fordelt på andre samarbeid eller år."
            for name in ("Midvik", "Nordvik", "Sørvik")
        ),
        "Til sammen betaler de det samme.",
    ]
    assert found.notes[0].startswith("Avsluttede år står som de ble fastsatt")
    assert {y.year for y in found.years if not y.is_split_only} == {2018}


def test_cost_that_nobody_bears_alone_is_no_zero_and_it_is_told_why(
    tmp_path: Path,
) -> None:
    """There is room for 1 500 kr of 1 600: the bounds keep only with the refund."""
    books = compared_books(tmp_path / "a", key="{bounded: equal, maximum: 500}")
    more, back = tmp_path / "mer.beancount", tmp_path / "tilbake.beancount"
    more.write_text(cost("2018-05-01", "600.00"), encoding="utf-8")
    back.write_text(cost("2018-06-01", "-400.00"), encoding="utf-8")
    here = source(books)
    tried = proposed_vouchers(more), proposed_vouchers(back)
    found = compare(here, here, tried)
    assert {e.alone[0] for e in found.different} == {None}
    assert {e.interaction for e in found.different} == {None}
    assert found.difference == Decimal("200.00")
    (note,) = [note for note in found.notes if "prøves alene" in note]
    assert note.startswith(
        "Endring 1 kan ikke prøves alene: IKT-samarbeidet 2018: 1\N{NBSP}600,00 kr kan"
        " ikke fordeles"
    )


def test_what_waits_for_a_payer_alone_is_told_with_its_line(tmp_path: Path) -> None:
    """Whose threshold it is, no voucher of the one says; by equal parts nobody asks."""
    books = compared_books(tmp_path / "a", key="{threshold: 300, above: equal}")
    path = tmp_path / "paaloept.beancount"
    path.write_text(ACCRUED, encoding="utf-8")
    here = source(books)
    equal = proposed_text(EQUAL, "forslag.yaml")
    found = compare(here, here, (equal, proposed_vouchers(path)))
    assert found.difference == Decimal("127.00")
    assert {e.alone[1] for e in found.different} == {None}
    (note,) = [note for note in found.notes if "prøves alene" in note]
    assert note.startswith("Endring 2 kan ikke prøves alene: allocation_rules.yaml:31:")
    assert "127,00 kr er ikke fordelt" in note


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
        "Endring 1 kan ikke prøves alene: forslag.yaml:6: IKT-samarbeidet 2019 kan ikke"
        " fordeles: Statistikken «population» mangler tall for Østvik per 01.01.2019."
    )
    assert {e.payer: e.difference for e in found.different} == {
        "nordvik": Decimal("-300.00"),
        "midvik": Decimal("-180.00"),
        "sorvik": Decimal("-120.00"),
        "ostvik": Decimal("600.00"),
    }
