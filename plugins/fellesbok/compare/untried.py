"""What nothing is tried on (*ikke prøvd*), so that no difference says nothing of it.

That nobody pays more or less is an answer only where something was shared with what is
tried: not of a year without costs, a budget that is not there, or terms of later days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import budget_of
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.records import Untried
from fellesbok.entries.kinds import is_opening
from fellesbok.entries.records import Record
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.proposed_change import Change
    from fellesbok.compare.records import Effect


def untried(
    changes: Sequence[Change],
    states: tuple[Bearing, Bearing],
    effects: Collection[Effect],
    tried_on: TriedOn,
    year: int | None,
) -> Iterator[Untried]:
    """What of the changes nothing was tried on.

    Args:
        changes: What is tried.
        states: The books before and after.
        effects: What each payer bears in both.
        tried_on: Which costs.
        year: That one alone.
    """
    before, after = states
    if not before.tried and not after.tried:
        yield Untried(_nothing(tried_on, year))
        return
    costs: Text = tried_on.text
    if year is not None and tried_on is not TriedOn.COMING:
        costs = Text("{costs} for {year}", costs=costs, year=year)
    compared = {of.year for of in before.tried | after.tried}
    for change in changes:
        if not _matters(change, tried_on):
            text = Text(
                "Det er prøvd på {costs}, der {change} ikke betyr noe.",
                costs=costs,
                change=change.title,
            )
            yield Untried(text)
        elif (years := _years(change, tried_on)) and not years & compared:
            text = Text(
                "Det er prøvd på {costs}, og {change} er av andre år.",
                costs=costs,
                change=change.title,
            )
            yield Untried(text)
    files = {file for change in changes for file in change.files}
    different = {effect.cooperation for effect in effects if effect.is_one}
    for slug, cooperation in after.cooperations.items():
        if slug not in different:
            yield from _terms(cooperation, after, files, costs)


def _nothing(tried_on: TriedOn, year: int | None) -> Text:
    """That nothing is there to try anything on."""
    if tried_on is TriedOn.ACCOUNTS and year is not None:
        return Text(
            "Ingenting er prøvd: bøkene har ingen kostnader i {year} å fordele.",
            year=year,
        )
    if tried_on is TriedOn.ACCOUNTS:
        return Text("Ingenting er prøvd: bøkene har ingen kostnader å fordele.")
    if year is not None:
        return Text(
            "Ingenting er prøvd: bøkene har ikke noe budsjett for {year}.", year=year
        )
    return Text("Ingenting er prøvd: bøkene har ikke noe budsjett.")


def _matters(change: Change, tried_on: TriedOn) -> bool:
    """Whether it can move what it is tried on: vouchers no budget, and none of them it.

    A file of vouchers may have lines of a budget too.
    """
    if not change.entries:
        return True
    is_budget = any(budget_of(entry) is not None for entry in change.entries)
    if tried_on is TriedOn.ACCOUNTS:
        return not change.budgets
    return is_budget


def _years(change: Change, tried_on: TriedOn) -> set[int]:
    """The years that vouchers, or lines of a budget, are of; none of other changes."""
    is_budget = tried_on is not TriedOn.ACCOUNTS
    return {
        Record(entry).day.year
        for entry in change.entries
        if not is_opening(entry) and (budget_of(entry) is not None) is is_budget
    }


def _terms(
    cooperation: Cooperation, after: Bearing, files: Collection[str], costs: Text
) -> Iterator[Untried]:
    """Terms of the changes by which nothing is shared."""
    unknown = [of.year for of in after.lacking if of.cooperation == cooperation.slug]
    for number, version in enumerate(cooperation.versions):
        is_tried = (cooperation.slug, number) in after.terms
        is_unknown = any(version in cooperation.versions_in(y) for y in unknown)
        if version.place.path in files and not is_tried and not is_unknown:
            text = Text(
                "Vilkårene for {cooperation} fra {day} er ikke prøvd: ingenting i"
                " {costs} fordeles etter dem.",
                cooperation=cooperation.title,
                day=version.first_day,
                costs=costs,
            )
            yield Untried(text, frozenset(version.participants or ()))
