"""The day on this machine is the day where it stands."""

from __future__ import annotations

import time
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.system.today import today

if TYPE_CHECKING:
    import pytest


def test_the_day_is_told_where_the_machine_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half the earth has another day than the other half; zones are 26 hours apart."""
    days = []
    for zone in ("<far>12", "<early>-14"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(today())
    monkeypatch.undo()
    time.tzset()
    assert days[1] - days[0] in {timedelta(1), timedelta(2)}
    assert days[0] <= datetime.now(UTC).date() <= days[1]
