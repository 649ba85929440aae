"""Processes that are measured: what they are run with, and what they took."""

from __future__ import annotations

import os
import resource


def as_installed(**more: str) -> dict[str, str]:
    """The environment of a process that loads without Beancount's cache.

    Python keeps what it has compiled, as it does where the programme is installed.
    """
    environment = {**os.environ, "BEANCOUNT_DISABLE_LOAD_CACHE": "1", **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def processor_seconds() -> float:
    """Seconds of the processor that the processes that have ended took together."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
