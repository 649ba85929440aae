"""A comparison as programs read it: blank is not known, and zero is zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compared_by_hand import HALVES
from compared_by_hand import IN_2018
from compared_by_hand import MORE_OF_LYNGEN
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.for_programs import ToldLacking
from fellesbok.compare.for_programs import told_comparison
from fellesbok.compare.records import Lacking
from fellesbok.compare.records import Untried
from fellesbok.messages import Text


def test_names_are_those_of_accounts_and_payers() -> None:
    note = Text("Merk dette.")
    told = told_comparison(
        compared(state(HALVES), state(MORE_OF_LYNGEN), notes=(note,))
    )
    assert (told.before, told.after, told.tried_on) == (
        "bøkene",
        "forslaget",
        "regnskapet",
    )
    assert (told.changes, told.notes, told.faults) == (("endring 1",), (note,), ())
    effect = told.effects[1]
    assert (effect.cooperation, effect.municipality, effect.year) == (
        "IKT",
        "Lyngen",
        2018,
    )
    assert (effect.before, effect.after, effect.difference) == (
        Decimal(50),
        Decimal(60),
        Decimal(10),
    )
    assert (effect.corrects, effect.alone) == (None, (Decimal(10),))
    (year,) = told.years
    assert (year.key_before, year.is_split_only, year.is_lacking) == (
        "likt",
        True,
        False,
    )


def test_a_year_that_one_cannot_share_is_lacking_and_has_no_key() -> None:
    told = told_comparison(compared(state(HALVES), state({}, lacking=[IN_2018])))
    (year,) = told.years
    assert (year.key_after, year.shared_after, year.is_lacking) == (None, None, True)
    assert {effect.after for effect in told.effects} == {None}


def test_why_a_year_is_not_known_and_what_is_not_tried_is_told() -> None:
    why = Text("forslag.yaml:4: 9,00 kr er ikke fordelt.")
    same = compared(state(HALVES), state(HALVES))
    lacking = Lacking("ikt", "IKT", "IKT", 2018, frozenset({"lyngen"}), (why,))
    untried = Untried(Text("Ingenting er prøvd."), frozenset({"lyngen"}))
    told = told_comparison(replace(same, lacking=(lacking,), untried=(untried,)))
    assert told.lacking == (ToldLacking("IKT", 2018, is_closed=False, reasons=(why,)),)
    assert told.untried == ("Ingenting er prøvd.",)
    assert told.years[0].is_lacking
