"""Which claims a line names: by a number of ours, else by a KID."""

from __future__ import annotations

import pytest

from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.records import Basis
from held_by_hand import ours
from held_by_hand import theirs

ONE, TWO = "nord-2018-0001", "nord-2018-0002"
NAMES = Names(
    (
        ours("1", claim=ONE, kid="20180001"),
        ours("1", claim=TWO, kid="20180019"),
        ours("1", claim="nord-reisa-2018-0001", kid="20180001"),
        ours("1", claim="", kid="777"),
    )
)


@pytest.mark.parametrize(
    ("text", "reference", "claims", "basis"),
    [
        (f"Faktura {ONE}", "", {ONE}, Basis.NUMBER),
        (f"FAKTURA {ONE.upper()}", "", {ONE}, Basis.NUMBER),
        (f"^krav-{ONE}", "", {ONE}, Basis.NUMBER),
        (f"Krav {ONE}.", "", {ONE}, Basis.NUMBER),
        (f"{ONE}, {TWO}", "", {ONE, TWO}, Basis.NUMBER),
        ("Nord\u20132018\u20130001", "", {ONE}, Basis.NUMBER),
        (
            "nord\u2011reisa\u20112018\u20110001",
            "",
            {"nord-reisa-2018-0001"},
            Basis.NUMBER,
        ),
        (f"Faktura\u2013{ONE}", "", {ONE}, Basis.NUMBER),
        # The longest host is meant, and a longer slug than any of ours is another's.
        ("nord-reisa-2018-0001", "", {"nord-reisa-2018-0001"}, Basis.NUMBER),
        ("sor-nord-2018-0001", "", set(), Basis.NOT_KNOWN),
        ("snord-2018-0001", "", set(), Basis.NOT_KNOWN),
        # Digits that go on are another number.
        (f"{ONE}7", "", set(), Basis.NOT_KNOWN),
        # A KID of two claims names both; one in groups is the same.
        ("", "20180001", {ONE, "nord-reisa-2018-0001"}, Basis.KID),
        ("", "2018 0019", {TWO}, Basis.KID),
        ("KID 20180019", "", {TWO}, Basis.KID),
        ("KID 120180019", "", set(), Basis.NOT_KNOWN),
        # A number is believed before a KID.
        (ONE, "20180019", {ONE}, Basis.NUMBER),
        # Money that pays no claim has no claim to name.
        ("", "777", set(), Basis.NOT_KNOWN),
        ("Husleie mai", "", set(), Basis.NOT_KNOWN),
    ],
)
def test_what_a_line_names(
    text: str, reference: str, claims: set[str], basis: Basis
) -> None:
    found = NAMES.of(theirs("1", text=text, reference=reference))
    assert (set(found.claims), found.basis) == (claims, basis)


def test_a_number_of_our_form_that_we_do_not_have_is_told_once() -> None:
    found = NAMES.of(theirs("1", text="nord-2018-0009 og nord-2018-0009"))
    assert found.claims == frozenset()
    assert found.strangers == ("nord-2018-0009",)
    both = NAMES.of(theirs("1", text=f"{ONE} nord-2017-0001"))
    assert both.strangers == ("nord-2017-0001",)
    assert both.claims == frozenset({ONE})
