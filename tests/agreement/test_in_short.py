"""Agreements in short: what they do not say is counted, and a host has its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Reading
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.in_short import agreement_in_short
from fellesbok.agreement.in_short import agreements_in_short
from fellesbok.agreement.in_short import facts_in_short
from fellesbok.agreement.model import Basis
from fellesbok.messages import say
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Version

PAIR = ("kafjord", "lyngen")
HOSTED = version(Equal(), PAIR, host="lyngen")
NOBODY_KNOWS = NotStated("Ingen vet")


@pytest.mark.parametrize(
    ("key", "lacks"),
    [
        (NOBODY_KNOWS, True),
        (Named("ukjent", "Ukjent", NOBODY_KNOWS), True),
        (NothingShared("Staten betaler"), False),
        (Weights({"kafjord": Fraction(5), "lyngen": Fraction(3)}), False),
    ],
)
def test_a_key_that_is_not_stated_is_counted_under_whatever_name(
    key: DistributionKey, *, lacks: bool
) -> None:
    of = agreement(replace(HOSTED, key=key))
    every = agreements_in_short(of)
    assert every.figures[1].value == lacks
    assert ("1 av dem oppgir ikke fordelingsnøkkel" in str(every.sentence)) is lacks
    assert ("alle med fordelingsnøkkel" in str(every.sentence)) is not lacks
    one = agreement_in_short(of.cooperations["ikt"], of).sentence
    assert ("oppgir ikke hvordan kostnaden deles" in str(one)) is lacks


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            (HOSTED,),
            (
                "1 samarbeid og prosjekt har avtaler her, alle med fordelingsnøkkel og"
                " vertskommune."
            ),
        ),
        (
            (replace(HOSTED, host=None),),
            (
                "1 samarbeid og prosjekt har avtaler her; 1 av dem oppgir ikke"
                " vertskommune."
            ),
        ),
        (
            (replace(HOSTED, host=None, key=NOBODY_KNOWS),),
            (
                "1 samarbeid og prosjekt har avtaler her; 1 av dem oppgir ikke"
                " fordelingsnøkkel, og 1 oppgir ikke vertskommune."
            ),
        ),
        # What held before is told nowhere here: the last terms have both.
        (
            (replace(HOSTED, host=None, key=NOBODY_KNOWS), HOSTED),
            (
                "1 samarbeid og prosjekt har avtaler her, alle med fordelingsnøkkel og"
                " vertskommune."
            ),
        ),
    ],
)
def test_what_the_last_terms_lack_is_counted(
    terms: tuple[Version, ...], told: str
) -> None:
    assert say(agreements_in_short(agreement(*terms)).sentence, "nb") == told


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            HOSTED,
            (
                "Kostnaden deles «likt» mellom 2 deltakere fra 01.01.2016."
                " Lyngen er vertskommune."
            ),
        ),
        (
            replace(HOSTED, participants=None, host=None),
            "Nøkkelen er «likt» fra 01.01.2016. Vertskommunen er ikke oppgitt.",
        ),
    ],
)
def test_one_agreement_says_who_shares_how_and_since_when(
    terms: Version, told: str
) -> None:
    of = agreement(terms)
    found = agreement_in_short(of.cooperations["ikt"], of).sentence
    assert say(found, "nb") == told


# What a cooperation's own page begins with --------------------------------------------


def facts(*terms: Version, **reported: str) -> dict[str, list[str]]:
    """What is told of 2018."""
    of = agreement(*terms)
    found = facts_in_short(of.cooperations["ikt"], 2018, of, reported)
    return {say(name, "nb"): [say(v, "nb") for v in values] for name, values in found}


def test_what_nobody_states_is_said_to_be_so() -> None:
    assert facts(replace(HOSTED, participants=None, host=None)) == {
        "Samarbeidsparter": ["ikke oppgitt"],
        "Organisasjonsform": ["ikke oppgitt"],
        "Antall årsverk/ansatte": ["ikke oppgitt"],
        "Vertskommune": ["ikke oppgitt"],
        "Fordelingsnøkkel": ["likt", "tilskudd trekkes fra før kostnaden deles"],
    }


def test_what_it_has_reported_is_told_and_zero_is_a_number_of_staff() -> None:
    told = facts(HOSTED, styre="Rådmennene", arsverk="0")
    assert told["Styre og styringsgruppe"] == ["Rådmennene"]
    assert told["Antall årsverk/ansatte"] == ["0"]
    assert told["Samarbeidsparter"] == ["Kafjord, Lyngen"]


def test_a_host_of_a_part_of_the_year_has_its_days() -> None:
    """Lyngen twice in a row is one host, from the first day that is its own."""
    cuts = ((1, 1, 4, 30), (5, 1, 8, 31), (9, 1, 12, 31))
    hosts = ("kafjord", "lyngen", "lyngen")
    terms = (
        replace(
            HOSTED, first_day=date(2018, a, b), last_day=date(2018, c, d), host=host
        )
        for (a, b, c, d), host in zip(cuts, hosts, strict=True)
    )
    assert facts(*terms)["Vertskommune"] == [
        "Kafjord 01.01.2018–30.04.2018",
        "Lyngen 01.05.2018–31.12.2018",
    ]


def test_why_nothing_is_shared_is_told_and_no_basis_of_it() -> None:
    told = facts(replace(HOSTED, key=NothingShared("Staten betaler")))
    assert told["Fordelingsnøkkel"] == ["ingenting fordeles", "Staten betaler"]


def test_a_basis_that_may_be_another_is_marked() -> None:
    assumed = Assumption("Antatt", readings=(Reading("Netto", basis="net"),))
    gross = replace(HOSTED, basis=Basis.GROSS, assumptions=(assumed,))
    told = "tilskudd trekkes ikke fra før kostnaden deles"
    assert facts(gross)["Fordelingsnøkkel"] == ["likt", f"{told} (antatt)"]
    assert facts(replace(gross, assumptions=()))["Fordelingsnøkkel"][1] == told
