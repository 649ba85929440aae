"""What new terms change, and that what is not stated is no change of members."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.version_changes import version_changes
from fellesbok.messages import say
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Version

BEFORE = version(Equal(), ("kafjord", "lyngen"), host="kafjord")
WEIGHTS = Weights({"kafjord": Fraction(1), "lyngen": Fraction(2)})


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE, []),
        (
            replace(BEFORE, participants=("lyngen", "storfjord", "nordreisa")),
            ["Storfjord, Nordreisa blir med", "Kafjord går ut"],
        ),
        (replace(BEFORE, participants=None), []),
        (replace(BEFORE, host="lyngen"), ["Lyngen blir vert"]),
        (replace(BEFORE, host=None), ["verten er ikke oppgitt"]),
        (replace(BEFORE, key=WEIGHTS), ["vekter"]),
        (replace(BEFORE, source="Ny avtale"), []),
    ],
)
def test_what_new_terms_change(after: Version, told: list[str]) -> None:
    found = version_changes(BEFORE, after, agreement(BEFORE, after))
    assert [say(text, "nb") for text in found] == told


def test_who_is_stated_for_the_first_time_has_not_joined() -> None:
    unknown = replace(BEFORE, participants=None, host=None)
    found = version_changes(unknown, BEFORE, agreement(unknown, BEFORE))
    assert [say(text, "nb") for text in found] == ["Kafjord blir vert"]
