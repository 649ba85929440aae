"""The year that is coming (*året som kommer*), and what figures stand for its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.budgets.adopted import budgets
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.messages import Text
from fellesbok.rules.proposal import Proposal
from fellesbok.rules.proposal import carried_on
from fellesbok.rules.proposal import known_figures
from fellesbok.rules.proposal import with_figures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fellesbok.compare.proposed_change import Change


def coming_year(
    mains: Iterable[Path], year: int | None, changes: Sequence[Change]
) -> tuple[int, tuple[Text, ...], dict[tuple[str, str, date], date]]:
    """The year after the last one that something is shared in, or as it is asked.

    And which figures stand for those of that year that are not published: told, and by
    statistic, payer and day the day that is used.

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
    figures = {of: value for c in changes for of, value in c.figures.items()}
    stands_for: dict[tuple[str, str, date], date] = {}
    days: dict[str, set[date]] = {}
    for agreement in (of.shared.agreement for of in states if of.shared):
        known = agreement.statistics, agreement.municipalities
        of_these, _ = known_figures(figures, *known)
        for statistic in with_figures(known[0], Proposal(figures=of_these)).values():
            carried = carried_on(statistic.observations, year)
            stands_for |= {(statistic.name, *of): day for of, day in carried.items()}
            days.setdefault(statistic.title, set()).update(carried.values())
    told = tuple(
        Text(
            "{statistic}: tallene per {day} er brukt der nyere tall ikke er publisert"
            " ennå.",
            statistic=title,
            day=day,
        )
        for title, found in days.items()
        for day in sorted(found)
    )
    return year, told, stands_for
