"""Why a municipality bears what it bears of a cooperation's year, from loaded books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.explanation import explain
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from casebook import Loaded
    from fellesbok.explanation.of_one_payer import Explanation


def explained(
    loaded: Loaded,
    cooperation: str,
    municipality: str,
    year: int,
    *,
    everything: bool = False,
) -> Explanation:
    """The explanation as the command shows it."""
    return explain(
        loaded.entries,
        loaded.options[OPTION],
        cooperation=cooperation,
        municipality=municipality,
        year=year,
        everything=everything,
    )
