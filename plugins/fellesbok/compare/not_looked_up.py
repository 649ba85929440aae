"""Figures that are tried and that no key looks up, so that they change nothing.

An answer that nobody pays more or less can be right, or can be of another day than the
keys ask for: whoever wrote the figure is told which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.statistic_tables import looked_up
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.compare.proposed_change import Change
    from fellesbok.sharing.settlement import YearResult

    Figure = tuple[str, str, date]


def not_looked_up(
    change: Change,
    results: Iterable[YearResult],
    agreement: Agreement,
    stands_for: Mapping[Figure, date],
) -> Iterator[Text]:
    """A sentence for each figure that no key looked up in any year that was tried.

    Args:
        change: What is tried.
        results: The years as they are shared with it, alone and with all else.
        agreement: What statistics and payers are called.
        stands_for: Of a day without a figure, the day whose figure is used.
    """
    if not change.figures:
        return
    used = {
        (name, payer, day)
        for result in results
        for period in result.periods
        for pot in period.pots
        for name, day, figures in looked_up(pot.evaluation)
        for payer in figures
    }
    used |= {(of[0], of[1], stands_for[of]) for of in used if of in stands_for}
    for name, payer, day in change.figures:
        if (name, payer, day) not in used:
            yield Text(
                "{statistic}: ingen nøkkel slår opp tallet for {payer} per {day} i det"
                " som er prøvd.",
                statistic=agreement.statistics[name].title,
                payer=agreement.payer(payer).name,
                day=day,
            )
