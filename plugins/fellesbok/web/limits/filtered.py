"""Filters and long periods end in time (*filtre og perioder*).

A filter may have hundreds of conditions, each tried on each entry, and a period of a
few hundred years has more days than anybody draws.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from typing import Any

from fava import core
from fava import json_api
from fava.core import filters

from fellesbok.web.limits.deadline import TooMuchError
from fellesbok.web.limits.deadline import clocked
from fellesbok.web.limits.deadline import in_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

MOST_INTERVALS = 4_000
"""Days, weeks or months that a period is divided into: ten years by the day."""

BOUNDED = "fellesbok_bounded"


def put_in_place() -> None:
    """Let Fava's filters, periods and journals look at the clock, in this process."""
    if hasattr(core, BOUNDED):
        return
    setattr(core, BOUNDED, True)
    for kind in (filters.AccountFilter, filters.AdvancedFilter):
        either: Any = kind
        either.apply = _timed(either.apply)
    filtered: Any = core.FilteredLedger
    filtered.interval_ranges = _bounded(filtered.interval_ranges)
    # It is asked once for each interval whose balances are worked out.
    favas: Any = core
    favas.slice_entry_dates = clocked(favas.slice_entry_dates)
    # And this for each entry of a journal, before anything of it is written.
    api: Any = json_api
    api.serialise = clocked(api.serialise)


def _timed(apply: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at the clock for each entry."""

    @wraps(apply)
    def call(favas: Any, entries: Sequence[Any]) -> Any:  # noqa: ANN401 -- as Fava
        return apply(favas, in_time(tuple)(entries))

    return call


def _bounded(ranges: Callable[..., Any]) -> Callable[..., Any]:
    """The intervals of a period, if they are not more than anybody draws."""

    @wraps(ranges)
    def call(filtered: Any, interval: Any) -> Any:  # noqa: ANN401 -- as Fava
        found = ranges(filtered, interval)
        if len(found) > MOST_INTERVALS:
            raise TooMuchError
        return found

    return call
