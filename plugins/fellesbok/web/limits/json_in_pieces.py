"""Long answers to programs, written out a piece at a time (*store svar i JSON*).

Whoever writes out a whole answer of a million values lets no other thread work for
several seconds.  Between two pieces others have their turn, and the clock is looked at.
"""

from __future__ import annotations

from dataclasses import fields
from dataclasses import is_dataclass
from typing import TYPE_CHECKING
from typing import Any

from fava.core.charts import FavaJSONProvider

from fellesbok.web.limits.deadline import seconds_left

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE_ROWS = 100
DEEPEST = 3
"""How deep lists of many rows lie in Fava's answers."""


class JsonInPieces(FavaJSONProvider):
    """Writes what Fava's own writes, a hundred rows at a time."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:  # noqa: ANN401 -- as its parent
        """The value as text.

        Raises:
            fellesbok.web.limits.deadline.TooHeavyError: The time is used up.
        """
        return "".join(self._pieces(obj, DEEPEST))

    def _pieces(self, value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401
        if is_dataclass(value) and not isinstance(value, type):
            value = {field.name: getattr(value, field.name) for field in fields(value)}
        if isinstance(value, dict) and depth and all(type(k) is str for k in value):
            for number, key in enumerate(sorted(value)):
                yield f"{',' if number else '{'}{super().dumps(key)}:"
                yield from self._pieces(value[key], depth - 1)
            yield "}" if value else "{}"
        elif isinstance(value, (list, tuple)) and len(value) > PIECE_ROWS:
            for first in range(0, len(value), PIECE_ROWS):
                seconds_left()
                piece = super().dumps(list(value[first : first + PIECE_ROWS]))
                yield f"{',' if first else '['}{piece[1:-1]}"
            yield "]"
        else:
            yield super().dumps(value)
