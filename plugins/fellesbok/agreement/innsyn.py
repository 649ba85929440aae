"""What a member of a cooperation may see of the others' shares (*innsyn*)."""

from __future__ import annotations

from enum import Enum


class Innsyn(Enum):
    """None of them, or all; the value is the word in the agreement."""

    OWN = "egen"
    COMMON = "felles"
