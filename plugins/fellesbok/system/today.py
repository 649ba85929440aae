"""The day on this machine, for what somebody does now."""

from __future__ import annotations

from datetime import date
from datetime import datetime


def today() -> date:
    """When somebody signs or objects; no figure rests on it."""
    return datetime.now().astimezone().date()
