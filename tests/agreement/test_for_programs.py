"""Inhabitants and deadlines as programs read them: fields, numbers and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.agreement.for_programs import inhabitants_told
from fellesbok.agreement.for_programs import told_deadline
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.municipality_numbers import NumberPeriod
from settled_years import agreement
from settled_years import version

NUMBER = NumberPeriod("1940", date(2018, 1, 1), date(2019, 12, 31))
PEOPLE = Statistic(
    "population",
    "Folketall",
    "innbyggere",
    "SSB 07459",
    {
        ("lyngen", date(2018, 1, 1)): Observation(Fraction(2877), "eget brev"),
        ("kafjord", date(2018, 1, 1)): Observation(Fraction(4265, 2), ""),
        ("kafjord", date(2017, 1, 1)): Observation(Fraction(0), ""),
        ("nfk", date(2018, 1, 1)): Observation(Fraction(9), ""),
    },
)
VIKA = replace(
    agreement(version(Equal())),
    statistics={"population": PEOPLE},
    municipalities={
        "kafjord": Municipality("kafjord", "Kåfjord", "Kåfjord", "", (NUMBER,)),
        "lyngen": Municipality("lyngen", "Lyngen", "Lyngen", "", ()),
    },
)


def test_every_figure_by_day_with_the_number_and_the_source_of_its_own() -> None:
    """Half a person is a mean of two counts; zero is a figure; a county is left out."""
    found = [
        (told.year, told.municipality, told.number, told.inhabitants, told.source)
        for told in inhabitants_told((), VIKA)
    ]
    assert found == [
        (2017, "Kåfjord", None, Decimal(0), "SSB 07459"),
        (2018, "Kåfjord", "1940", Decimal("2132.5"), "SSB 07459"),
        (2018, "Lyngen", None, Decimal(2877), "eget brev"),
    ]


def test_rules_without_the_statistic_tell_of_nobody() -> None:
    assert list(inhabitants_told((), replace(VIKA, statistics={}))) == []


def test_a_deadline_is_seen_from_a_day() -> None:
    due = Due(
        day=date(2019, 3, 1),
        kind=DeadlineKind.FINAL_REPORT,
        slug="velferd",
        title="Velferd",
        cooperation="ikt",
        text="Sluttrapport",
        done=None,
        source="brev",
    )
    told = told_deadline(due, VIKA, date(2019, 2, 27))
    assert (told.day, told.kind, told.of) == (due.day, "sluttrapport", "velferd")
    assert (told.cooperation, told.days) == ("IKT", 2)
    assert told_deadline(due, VIKA, date(2019, 3, 3)).days == -2
