"""A disk that fails, or a machine that stops, at one step of a command.

Every step that changes something is one call of ``os``, so counting those calls is
counting the steps.  In the suite some of them are tried, spread evenly over the whole
and the last ones always; ``make deep`` tries every one.
"""

from __future__ import annotations

import errno
import os
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

import deep

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

STEPS = (
    "close",
    "fchmod",
    "fchown",
    "fsync",
    "mkdir",
    "open",
    "rename",
    "replace",
    "rmdir",
    "unlink",
    "write",
)
IN_THE_SUITE = 4
"""How many steps of each command the suite tries."""


class Counting:
    """Counts the calls of ``os`` that change something, and acts on one of them."""

    def __init__(
        self, patch: pytest.MonkeyPatch, act: Callable[[], None], at: int
    ) -> None:
        self.calls = 0
        self.act = act
        self.at = at
        for name in filter(partial(hasattr, os), STEPS):
            patch.setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:  # noqa: ANN401 -- as os has it
            if name != "close":
                self.calls += 1
                if self.calls == self.at:
                    self.act()
            return real(*args, **named)

        return call


def nothing() -> None:
    """The run that counts the steps."""


def kill() -> None:
    """End the process as a power cut does: nothing more is run."""
    os._exit(9)


def full() -> None:
    """The disk is full, at this step alone."""
    raise OSError(errno.ENOSPC, "No space left on device")


def some(steps: int, most: int = IN_THE_SUITE) -> list[int]:
    """The steps that are tried: all of them with ``FELLESBOK_DEEP``, else a sample."""
    if deep.TIMES > 1 or steps <= most:
        return list(range(1, steps + 1))
    stride = -(-steps // most)
    return list(range(steps, 0, -stride))[::-1]
