"""Keys step by step for one payer, with the figures that were looked up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Reading
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.explanation.key import Row
from fellesbok.explanation.key import effect_rows
from fellesbok.explanation.key import figures_used
from fellesbok.explanation.key import key_rows
from fellesbok.sharing.readings import OtherReading
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

PEOPLE = ByStatistic("population", StatisticDate(), title="Folketall")
"""Kåfjord has 2 132 and Lyngen 2 877 of 5 009."""
MAY = date(2018, 5, 1)
FOUR_TO_SIX = Combined(((Fraction(2, 5), Equal()), (Fraction(3, 5), PEOPLE)))


def told(key: DistributionKey, ore: int = 100_00) -> list[tuple[str, str, int]]:
    """What each row says of Lyngen, its øre exactly, and how far in it stands."""
    of = agreement(version(key, ("kafjord", "lyngen"), host="lyngen"))
    (pot,) = settle(of, [Voucher(MAY, ore)]).periods[-1].pots
    return [said(row) for row in key_rows(pot.evaluation, "lyngen", of)]


def said(row: Row) -> tuple[str, str, int]:
    """A row as text."""
    label = row.label.replace("\N{NO-BREAK SPACE}", " ")
    return label, str(row.amount_ore), row.depth


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (Equal(), [("likt på 2: × 1 / 2", "5000", 0)]),
        (PEOPLE, [(": × 2 877 / 5 009", str(Fraction(10000 * 2877, 5009)), 0)]),
        (
            Shares({"kafjord": Fraction(1, 4), "lyngen": Fraction(3, 4)}),
            [("fast andel: × 75 %", "7500", 0)],
        ),
        (
            Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)}),
            [("vekt: × 3 / 4", "7500", 0)],
        ),
        (
            FixedAmounts({"kafjord": Fraction(0), "lyngen": Fraction(70_00)}),
            [("fast beløp 70,00 kr per år", "7000", 0)],
        ),
        (Named("n", "Navn", Equal()), [("likt på 2: × 1 / 2", "5000", 0)]),
        (
            FOUR_TO_SIX,
            [
                ("40 % likt: å fordele", "4000", 0),
                ("likt på 2: × 1 / 2", "2000", 1),
                ("60 % etter folketall: å fordele", "6000", 0),
                (": × 2 877 / 5 009", str(Fraction(6000 * 2877, 5009)), 1),
            ],
        ),
        (
            Threshold(Fraction(30_00), Equal()),
            [
                ("betaleren bærer selv opp til terskelen", "3000", 0),
                ("resten, likt: å fordele", "7000", 0),
                ("likt på 2: × 1 / 2", "3500", 1),
            ],
        ),
        (
            BasePlusRest(
                {"kafjord": Fraction(10_00), "lyngen": Fraction(20_00)}, Equal()
            ),
            [
                ("grunnbeløp", "2000", 0),
                ("resten, likt: å fordele", "7000", 0),
                ("likt på 2: × 1 / 2", "3500", 1),
            ],
        ),
    ],
)
def test_each_kind_of_key_says_its_figure_and_the_sum_it_is_of(
    key: DistributionKey, rows: list[tuple[str, str, int]]
) -> None:
    assert told(key) == rows


def test_who_is_held_at_a_bound_and_what_the_others_bear() -> None:
    """Kåfjord is held at 20 of 100 kr, so Lyngen bears 80: 50 × 8/5."""
    capped = Bounded(Equal(), {}, {"kafjord": Fraction(20_00)})
    assert told(capped) == [
        ("likt på 2: × 1 / 2", "5000", 0),
        ("holdt på minimum eller tak: Kafjord", "None", 0),
        ("50 kr × 8/5, så grensene holder", "8000", 1),
        ("med minimum – og tak – per år", "8000", 0),
    ]


def test_what_was_looked_up_is_told_with_sum_and_source() -> None:
    of = agreement(version(FOUR_TO_SIX, ("kafjord", "lyngen")))
    (pot,) = settle(of, [Voucher(MAY, 100)]).periods[-1].pots
    (text,) = figures_used(pot.evaluation, of)
    assert text.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "Folketall per 01.01.2018: Kafjord 2 132, Lyngen 2 877; sum 5 009"
    )
    assert "Kilde: 07459" in text


ASSUMED = Assumption("Antatt likt", effect="Lyngen sparer 5 kr.")


@pytest.mark.parametrize(
    ("as_written", "is_read", "rows"),
    [
        (True, False, [("Virkning: Lyngen sparer 5 kr.", "None", 1)]),
        (False, False, []),
        # What is calculated is told instead of what somebody has written.
        (True, True, [("Lest som «vekter»", "7000", 1)]),
        (False, True, [("Lest som «vekter»", "7000", 1)]),
    ],
)
def test_what_an_assumption_means_is_calculated_or_else_as_it_is_written(
    rows: list[tuple[str, str, int]], *, as_written: bool, is_read: bool
) -> None:
    of = agreement(version(Equal(), ("kafjord", "lyngen")))
    result = settle(of, [Voucher(MAY, 100_00)])
    reading = Reading(key=Weights({}))
    other = OtherReading("ikt", 2018, ASSUMED, reading, {}, {"lyngen": 70_00})
    found = effect_rows(
        ASSUMED, [other] * is_read, result, "lyngen", as_written=as_written
    )
    assert [said(row) for row in found] == rows
