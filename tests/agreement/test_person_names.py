"""A name is one, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doors import door as door  # noqa: PLC0414 -- a fixture
from fellesbok.agreement.person_names import normalised

if TYPE_CHECKING:
    from doors import Door


@pytest.mark.parametrize(
    "name",
    [
        "Kontroll",
        " kontroll ",
        "\N{FULLWIDTH LATIN SMALL LETTER K}ontroll",
        "KONTROLL\t",
    ],
)
def test_a_name_is_one_however_it_is_written(door: Door, name: str) -> None:
    assert normalised(name) == "kontroll"
    assert door.try_it(name).status_code == 302
