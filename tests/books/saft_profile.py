"""SAF-T that is booked by a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.vouchers.from_saft import SaftImporter
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.vouchers.from_table import Booked


AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
OWN = "like: saft\nbooking: {source: nordvik, host: nordvik}\n"


def profile(text: str = OWN) -> Profile:
    """A profile that builds on the preset."""
    return profile_of(text, "profil.yaml")


def booked(folder: Path, text: str, own: str = OWN) -> Booked:
    """What the importer makes of a document."""
    path = folder / "regnskap.xml"
    path.write_text(text, encoding="utf-8")
    return SaftImporter("nordvik", profile(own), AGREEMENT).booked(str(path))


def refused(folder: Path, text: str, own: str = OWN) -> str:
    """What is said of a document that is refused."""
    with pytest.raises(RejectedError) as told:
        booked(folder, text, own)
    return str(told.value).replace(f"{folder}/", "").replace("\N{NO-BREAK SPACE}", " ")
