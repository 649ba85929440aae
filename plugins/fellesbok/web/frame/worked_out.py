"""What several pages rest on, worked out once for the books (*utregnet en gang*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import MutableMapping
    from typing import Any

T = TypeVar("T")

MOST_WORKED_OUT = 50


def once(
    worked_out: MutableMapping[Hashable, Any], what: Hashable, make: Callable[[], T]
) -> T:
    """What was worked out before, or is now."""
    known: T | None = worked_out.get(what)
    if known is not None:
        return known
    found = make()
    if len(worked_out) >= MOST_WORKED_OUT:
        worked_out.clear()  # years are asked for by readers, without end
    worked_out[what] = found
    return found
