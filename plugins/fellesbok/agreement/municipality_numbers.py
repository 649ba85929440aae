"""Municipality numbers (*kommunenummer*), which reforms change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class NumberPeriod:
    """A municipality number (*kommunenummer*) and the days it was in use."""

    number: str
    first_day: date
    last_day: date
