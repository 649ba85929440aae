"""What keys, notice and readings are called, and that no share is rounded in it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Reading
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.duration import Notice
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.agreement.titles import key_title
from fellesbok.agreement.titles import notice_title
from fellesbok.agreement.titles import percent
from fellesbok.agreement.titles import reading_title
from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey

PEOPLE = ByStatistic("population", StatisticDate(), title="Folketall 1. januar")
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        (Named("forti-seksti", "40/60", PEOPLE), "40/60"),
        (Equal(), "likt"),
        (PEOPLE, "etter folketall 1. januar"),
        (ByStatistic("crew", StatisticDate()), "etter crew"),
        (Shares({}), "faste andeler"),
        (Weights({}), "vekter"),
        (FixedAmounts({}), "faste beløp"),
        (
            PricePerUnit(Fraction(20_50), "population", StatisticDate(), title="Folk"),
            "20,50 kr per enhet, folk",
        ),
        (SizeSteps((), "population", StatisticDate()), "trapp etter population"),
        (BasePlusRest({}, PEOPLE), "grunnbeløp, resten etter folketall 1. januar"),
        (Bounded(Equal(), {}, {}), "likt med minimum og tak"),
        (Threshold(Fraction(50_000_00), Equal()), "likt over 50 000,00 kr"),
        (NothingShared("Staten betaler"), "ingenting fordeles"),
        (NotStated("Ingen vet"), "ikke oppgitt"),
        (
            Combined(((Fraction(2, 5), Equal()), (Fraction(3, 5), PEOPLE))),
            "40 % likt + 60 % etter folketall 1. januar",
        ),
        (
            Groups(
                (
                    Group(HALF, None, Equal()),
                    Group(HALF, ("nfk",), Equal(), names=("Fylket",)),
                )
            ),
            "50 % deltakerne likt + 50 % Fylket",
        ),
        (
            Groups(
                (
                    Group(HALF, ("b", "a"), Equal(), names=("Bø", "Ås")),
                    Group(HALF, ("c",), NotStated(""), "c", names=("Ci",)),
                )
            ),
            "50 % Bø, Ås likt + 50 % Ci (delingen er ikke oppgitt)",
        ),
        (
            Groups((Group(Fraction(1), None, NotStated(""), "alle"),)),
            "100 % deltakerne (delingen er ikke oppgitt)",
        ),
    ],
)
def test_every_kind_of_key_has_a_title(key: DistributionKey, title: str) -> None:
    assert say(key_title(key), "nb").replace("\N{NO-BREAK SPACE}", " ") == title


def test_what_is_no_key_has_none() -> None:
    with pytest.raises(TypeError):
        key_title("likt")  # type: ignore[arg-type]


def test_an_agreed_share_is_never_rounded() -> None:
    """A third has no end as a percentage, and stands as it was agreed."""
    assert percent(Fraction("0.54125")) == "54,125 %"
    assert percent(Fraction(1, 3)) == "1/3"
    title = key_title(Combined(((Fraction(1, 3), Equal()), (Fraction(2, 3), Equal()))))
    assert title == "1/3 likt + 2/3 likt"


@pytest.mark.parametrize(
    ("notice", "told", "english"),
    [
        (Notice(1, "years"), "ett år", "one year"),
        (Notice(1, "months"), "én måned", "one month"),
        (Notice(6, "months"), "6 måneder", "6 months"),
        (Notice(2, "years"), "2 år", "2 years"),
        (Notice(1, "weeks"), "én uke", "one week"),
        (Notice(8, "weeks"), "8 uker", "8 weeks"),
        (Notice(1, "days"), "én dag", "one day"),
        (Notice(90, "days"), "90 dager", "90 days"),
    ],
)
def test_notice_in_words(notice: Notice, told: str, english: str) -> None:
    assert notice_title(notice) == told
    assert say(notice_title(notice), "en") == english


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (Reading("Likt, sier vedtaket", Equal()), "Likt, sier vedtaket"),
        (Reading("", Equal()), "likt"),
        (Reading("", basis="gross"), "brutto, før tilskudd"),
        (Reading("", surplus="fund"), "overskuddet settes av til fond"),
        (Reading("", NotStated("")), NOT_STATED),
    ],
)
def test_another_reading_is_told_in_its_own_words_else_by_what_is_otherwise(
    reading: Reading, told: str
) -> None:
    assert reading_title(reading) == told
