"""Municipality numbers (*kommunenummer*), which reforms change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from datetime import date


@frozen
class NumberPeriod:
    """A municipality number (*kommunenummer*) and the days it was in use."""

    number: str
    first_day: date
    last_day: date
