"""How a room is asked that is imported when the books have what it is about."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any
from typing import Generic
from typing import ParamSpec
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class SleepingRoom:
    """A module that is imported when something of it is asked for.

    Types are those of the module: where it is given its name, the module itself is
    imported for whoever checks them.
    """

    def __init__(self, name: str) -> None:
        """Say which, below the programme."""
        self.__name = f"fellesbok.{name}"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the room has
        """What the room has by that name."""
        return getattr(import_module(self.__name), name)


class Asked(Generic[P, R]):
    """A function of a room, which is imported when the function is needed.

    What is made of it has the signature that the function has there.
    """

    def __init__(self, found: Callable[[], Callable[P, R]]) -> None:
        """Say how it is found."""
        self.found = found

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the room answers."""
        return self.found()(*args, **kwargs)

    def where(
        self, is_woken: Callable[P, object], otherwise: Callable[P, R]
    ) -> Callable[P, R]:
        """What the room answers, and what it would have said of nothing.

        Args:
            is_woken: Whether the room has anything to say of what it is asked.
            otherwise: What it says if it has not.
        """

        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            if not is_woken(*args, **kwargs):
                return otherwise(*args, **kwargs)
            return self(*args, **kwargs)

        return ask
