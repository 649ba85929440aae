"""The year that is coming (*året som kommer*), which has a budget and no costs yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.budgets.adopted import budgets
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.compare.proposed_change import Change


def coming_year(
    mains: Iterable[Path], year: int | None, changes: Sequence[Change]
) -> int:
    """The year after the last one that something is shared in, or as it is asked.

    Args:
        mains: The main files of the states; the year is the same for both.
        year: The year, if it is asked for.
        changes: What is tried.

    Raises:
        CannotCompareError: No year is coming, or it has no budget in any of them.
    """
    states = [load_books(main) for main in dict.fromkeys(mains)]
    if year is None:
        results = [r for of in states if of.shared for r in of.shared.results]
        # What is only agreed for a year that has just begun has cost nobody anything.
        shared = {r.year for r in results if r.cost_ore or r.charged_ore}
        if not shared:
            text = Text(
                "Ingenting er fordelt i bøkene, så ingen vet hvilket år som kommer."
                " Oppgi det: --year."
            )
            raise CannotCompareError(text)
        year = max(shared) + 1
    has_budget = any(of == year for change in changes for of, _ in change.budgets)
    adopted = {b.year for of in states for b in budgets(of.entries)[0]}
    if not has_budget and year not in adopted:
        text = Text(
            "Bøkene har ikke noe budsjett for {year}. Oppgi det: --with-budget.",
            year=year,
        )
        raise CannotCompareError(text)
    return year
