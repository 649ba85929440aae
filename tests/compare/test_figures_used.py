"""A figure that no key looks up is told, and one that stands for a later one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from claimbook import budget
from compared_books import POPULATION
from compared_books import compared_books
from compared_books import source
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.figures_used import figures_used
from fellesbok.compare.figures_used import not_looked_up
from fellesbok.compare.own_part import own_how
from fellesbok.compare.own_part import own_part
from fellesbok.compare.proposed_change import Change
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.trying import compare
from fellesbok.messages import Text
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.compare.records import Comparison

PEOPLE = ByStatistic("population", StatisticDate())
INSIDE = Combined(((Fraction(1, 2), Equal()), (Fraction(1, 2), PEOPLE)))
VIKA = agreement(version(INSIDE, ("kafjord", "lyngen")))
RESULTS = [settle(VIKA, [Voucher(date(2018, 5, 1), 100_00)])]
USED = list(figures_used(RESULTS, VIKA))
NEW_YEAR, JULY = date(2018, 1, 1), date(2018, 7, 1)


def told(*figures: tuple[str, date]) -> list[str]:
    """What is said of figures of the population that are tried."""
    tried = {("population", payer, day): Fraction(1) for payer, day in figures}
    change = Change(Text("prøve"), figures=tried)
    return list(map(str, not_looked_up(change, USED, VIKA)))


def test_a_figure_that_a_key_inside_a_key_looks_up_is_not_told() -> None:
    assert told(("lyngen", NEW_YEAR), ("kafjord", NEW_YEAR)) == []


def test_another_day_and_another_payer_are_told() -> None:
    assert told(("lyngen", NEW_YEAR), ("lyngen", JULY), ("storfjord", NEW_YEAR)) == [
        (
            "Folketall: ingen nøkkel slår opp tallet for Lyngen per 01.07.2018 i det"
            " som er prøvd."
        ),
        (
            "Folketall: ingen nøkkel slår opp tallet for Storfjord per 01.01.2018 i det"
            " som er prøvd."
        ),
    ]


UTVIK_JOINS = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        participants: [nordvik, midvik, sorvik, utvik]
"""
CREW = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        key: {statistic: crew, date: accounting_year}
statistics:
  crew:
    title: Mannskap
    unit: mannskap
    source: Brannordningen
    values:
      - {municipality: nordvik, date: 2017-01-01, value: 3}
      - {municipality: midvik, date: 2017-01-01, value: 2}
      - {municipality: sorvik, date: 2016-01-01, value: 1}
"""


def coming(folder: Path, text: str, *figures: str) -> Comparison:
    """Tried on 2019, of which no figure is published; Utvik's of 2018 is not either."""
    books = compared_books(folder, budget("3000.00", "2019-01-01"))
    csv = books.path / "ledger" / "population.csv"
    csv.write_text(POPULATION.replace("utvik,2018-01-01,1000\n", ""))
    here = source(books)
    tried, _ = proposed_figures(figures)
    changes = [proposed_text(text, "forslag.yaml"), *tried]
    return compare(here, here, changes, TriedOn.COMING)


def test_an_older_figure_that_is_tried_is_told_as_the_one_that_is_used(
    tmp_path: Path,
) -> None:
    found = coming(tmp_path / "a", UTVIK_JOINS, "population:utvik=1000@2017-01-01")
    assert {e.payer: e.after for e in found.effects}["utvik"] == Decimal("272.73")
    notes = list(map(str, found.notes))
    assert notes[:2] == [
        (
            "Folketall 1. januar: tallene per 01.01.2017 er brukt for Utvik, for nyere"
            " tall er ikke publisert ennå."
        ),
        (
            "Folketall 1. januar: tallene per 01.01.2018 er brukt for Midvik, Nordvik,"
            " Sørvik, for nyere tall er ikke publisert ennå."
        ),
    ]
    assert not [note for note in notes if "ingen nøkkel slår opp" in note]


def test_the_figures_that_a_proposal_brings_are_told(tmp_path: Path) -> None:
    notes = list(map(str, coming(tmp_path / "a", CREW).notes))
    assert notes == [
        (
            "Folketall 1. januar: tallene per 01.01.2018 er brukt der nyere tall ikke"
            " er publisert ennå."
        ),
        (
            "Mannskap: tallene per 01.01.2016 er brukt for Sørvik, for nyere tall er"
            " ikke publisert ennå."
        ),
        (
            "Mannskap: tallene per 01.01.2017 er brukt for Midvik, Nordvik, for nyere"
            " tall er ikke publisert ennå."
        ),
    ]


def test_a_municipality_is_told_the_day_of_the_figures_and_nobody_elses_name(
    tmp_path: Path,
) -> None:
    found = coming(tmp_path / "a", CREW)
    own = list(map(str, own_how(own_part(found, "sorvik"))))
    assert own[2:] == [
        f"{title}: tallene per {day} er brukt der nyere tall ikke er publisert ennå."
        for title, day in (
            ("Folketall 1. januar", "01.01.2018"),
            ("Mannskap", "01.01.2016"),
            ("Mannskap", "01.01.2017"),
        )
    ]
    assert len(list(own_how(own_part(found, "utvik")))) == 2, "it takes no part"
