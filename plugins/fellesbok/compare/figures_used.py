"""The figures of statistics that something was tried by (*tall som er brukt*).

A figure that is tried and that no key looked up changes nothing: whoever wrote it is
told.  So is which figures stand for those that are not published yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.statistic_tables import looked_up
from fellesbok.compare.records import OwnNote
from fellesbok.messages import Text
from fellesbok.messages import joined

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.compare.proposed_change import Change
    from fellesbok.sharing.settlement import YearResult


class FigureUsed(NamedTuple):
    """A figure that a key looked up.

    Attributes:
        statistic: The name of the statistic.
        title: What the statistic is called.
        payer: Whose it is, by slug.
        name: What that payer is called.
        day: The day that it is of.
        is_older: Whether it stands for a later one that is not published yet.
        payers: Who is shared between by it.
    """

    statistic: str
    title: str
    payer: str
    name: str
    day: date
    is_older: bool
    payers: frozenset[str]


def figures_used(
    results: Iterable[YearResult], agreement: Agreement
) -> Iterator[FigureUsed]:
    """What the keys looked up in the years that are tried, as often as they did.

    Args:
        results: The years, shared.
        agreement: With all that they were shared by.
    """
    for result in results:
        for period in result.periods:
            for pot in period.pots:
                payers = frozenset(pot.pot.participants)
                for name, day, figures in looked_up(pot.evaluation):
                    statistic = agreement.statistics[name]
                    for payer in figures:
                        newest = statistic.on(payer, day).newest_of
                        yield FigureUsed(
                            name,
                            statistic.title,
                            payer,
                            agreement.payer(payer).name,
                            newest or day,
                            newest is not None,
                            payers,
                        )


def not_looked_up(
    change: Change, used: Collection[FigureUsed], agreement: Agreement
) -> Iterator[Text]:
    """A sentence for each figure that no key looked up in any year that was tried.

    Args:
        change: What is tried.
        used: In the years as they are shared with it, alone and with all else.
        agreement: What statistics and payers are called.
    """
    known = {(of.statistic, of.payer, of.day) for of in used}
    for name, payer, day in change.figures:
        if (name, payer, day) not in known:
            yield Text(
                "{statistic}: ingen nøkkel slår opp tallet for {payer} per {day} i det"
                " som er prøvd.",
                statistic=agreement.statistics[name].title,
                payer=agreement.payer(payer).name,
                day=day,
            )


def older_figures(used: Collection[FigureUsed]) -> Iterator[tuple[Text, OwnNote]]:
    """Which figures stand for later ones, to all, and to who is shared between by them.

    Whose they are is told where others have figures of another day, and to all alone.

    Args:
        used: In both states of the books.
    """
    for title in dict.fromkeys(of.title for of in used):
        of_one = [of for of in used if of.title == title]
        is_one_day = len({(of.day, of.is_older) for of in of_one}) == 1
        for day in sorted({of.day for of in of_one if of.is_older}):
            here = [of for of in of_one if of.is_older and of.day == day]
            text = Text(
                "{statistic}: tallene per {day} er brukt der nyere tall ikke er"
                " publisert ennå.",
                statistic=title,
                day=day,
            )
            own = OwnNote(text, frozenset().union(*(of.payers for of in here)))
            if not is_one_day:
                names = {of.name for of in here}
                text = Text(
                    "{statistic}: tallene per {day} er brukt for {payers}, for nyere"
                    " tall er ikke publisert ennå.",
                    statistic=title,
                    day=day,
                    payers=joined(sorted(names)),
                )
            yield text, own
