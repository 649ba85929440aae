"""A word that is nearly one of ours is told, and what others write is left alone."""

from __future__ import annotations

import pytest

import inventory
from fellesbok.entries.line_kinds import KINDS
from fellesbok.entries.line_kinds import meant


def test_every_kind_that_something_reads_is_known() -> None:
    read = {thing.name for thing in inventory.directives()}
    assert set(KINDS) == {kind for kind in read if not kind.startswith("fava-")}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("budsjett", "budget"),
        ("Budget", "budget"),
        ("påløpt", "paaloept"),
        ("noekkeltall", "nøkkeltall"),
        ("innsigelser", "innsigelse"),
        ("avslutta", "avsluttet"),
    ],
)
def test_another_spelling_is_told_by_the_kind_that_is_meant(
    written: str, kind: str
) -> None:
    assert meant(written) == kind


@pytest.mark.parametrize(
    "written", [*KINDS, "fava-option", "fava-extension", "forecast", "autobean.share"]
)
def test_a_kind_and_the_words_of_others_are_no_mistake(written: str) -> None:
    assert meant(written) is None
