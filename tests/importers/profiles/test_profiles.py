"""Profiles of the intake say how well they are known, and faults their line."""

from __future__ import annotations

import re

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.profiles import profile_of
from places import HOUSE


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_says_how_well_it_is_known(name: str) -> None:
    profile = find_profile(name)
    assert profile.attested.source
    assert profile.attested.assumed, "what no real file has shown is said"


def test_a_document_is_tried_with_every_preset() -> None:
    """A test gives it to a document, or a profile of its books builds on it."""
    tests = HOUSE / "tests"
    tried = "".join(
        path.read_text(encoding="utf-8")
        for folder in (tests / "importers", tests / "books")
        for path in (*folder.rglob("*.py"), *folder.rglob("*.yaml"))
    )
    named = r'"{name}"|^like: {name}$|\blike: {name}\\n'
    lacking = [
        name
        for name in preset_names()
        if not re.search(named.format(name=name), tried, re.MULTILINE)
    ]
    assert not lacking


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "Filen skal ha felter med navn."),
        ("title: x\n", "attested: Feltet mangler."),
        ("like: gbat10\nfarge: rød\n", "p.yaml:2: farge: "),
        ("like: gbat10\nbooking:\n  sign: plus\n", "p.yaml:3: booking.sign: "),
        ("like: gbat\n", "Feltet mangler."),
        ("like: gbat10\ndecimal_sign: ;\n", "Mulige verdier"),
        ("like: gbat10\ncolumns: {debit: 3}\n", "enten amount, eller både"),
        ("like: gbat10\ncolumns: {text: Tekst}\n", "må kolonnen være et nummer"),
        ("like: gbat10\nbooking: {host: Nordvik}\n", "kan ikke brukes i lenker"),
        ("like: gbat10\nbooking: {arts: {70: income}}\n", "er ikke et kontonavn"),
        ("like: gbat10\nfile: {header_row: 0}\n", "er ikke et radnummer fra 1"),
        ("like: gbat10\ntitle: a\ntitle: b\n", "står to ganger"),
    ],
)
def test_a_faulty_profile_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RejectedError) as refused:
        profile_of(text, "p.yaml")
    assert said in str(refused.value)
    assert str(refused.value).startswith("p.yaml:")


def test_a_profile_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(RejectedError, match="gbat10"):
        find_profile("visma")
