"""What of a year nobody bears (*ikke båret*): cost that is not shared, sums that wait.

It is no saving: a year in which one state of the books leaves more of it than another
cannot be held against it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.distribution_key import unshared
from fellesbok.agreement.statistic_tables import looked_up
from fellesbok.errors import FileFault
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing.findings import not_shared
from fellesbok.sharing.refusals import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.compare.records import YearOf
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.shared_pots import PotResult


class Unshared(NamedTuple):
    """Cost in øre that is not shared: of a year of service and a cost centre."""

    year: int
    cost_centre: str
    amount_ore: Fraction


class Waiting(NamedTuple):
    """By what a sum is agreed that is not charged yet, as the books lack its days."""

    year: int
    cost_centre: str
    key: DistributionKey
    participants: tuple[str, ...]
    figures: tuple[tuple[str, date, tuple[tuple[str, Fraction], ...]], ...]


@frozen
class NotBorne:
    """What of a cooperation's year nobody bears, all sums in whole øre.

    Attributes:
        unshared: Each cost that is not shared.
        waiting: What the sums that wait are agreed by.
        unshared_ore: The cost in all.
        waiting_ore: What is agreed for the year and not charged yet.
        reasons: Why, each with the line that says so.
        given_back: What decides the surplus that is given back when the sums that wait
            are charged; nothing where it is not to be given back.
    """

    unshared: tuple[Unshared, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    unshared_ore: int = 0
    waiting_ore: int = 0
    reasons: tuple[Text, ...] = ()
    given_back: tuple[tuple[str, int], ...] = ()

    def is_same(self, other: NotBorne) -> bool:
        """Whether the same is left, so that what is borne can be compared."""
        ours = self.unshared, self.waiting, self.given_back, self.waiting_ore
        theirs = other.unshared, other.waiting, other.given_back, other.waiting_ore
        return ours == theirs


NOTHING_LEFT = NotBorne()


def not_borne(
    result: YearResult, agreement: Agreement, *, is_budget: bool
) -> NotBorne | None:
    """What of a year nobody bears; ``None`` where somebody bears all of it.

    Args:
        result: The year as it is shared.
        agreement: For the names of payers.
        is_budget: Whether it is a budget.
    """
    pots = result.periods[-1].pots
    left = tuple(
        sorted(
            Unshared(pot.pot.year, pot.pot.cost_centre, pot.unshared_ore)
            for pot in pots
            if pot.unshared_ore or pot.refused is not None
        )
    )
    if not left and not result.waiting_ore:
        return None
    waits = result.waiting_ore
    return NotBorne(
        left,
        tuple(_waiting(p) for p in pots if sets_amounts(p.pot.key)) if waits else (),
        result.unshared_ore,
        waits,
        tuple(_reasons(result, agreement, is_budget=is_budget)),
        tuple(_given_back(result)) if waits else (),
    )


def _waiting(pot: PotResult) -> Waiting:
    """What decides a sum of which nothing may be charged yet."""
    figures = tuple(
        (name, day, tuple(sorted(found.items())))
        for name, day, found in looked_up(pot.evaluation)
    )
    of = pot.pot
    return Waiting(of.year, of.cost_centre, of.key, of.participants, figures)


def _given_back(result: YearResult) -> Iterator[tuple[str, int]]:
    """What is covered, and by whom, where what is left over goes back to the payers."""
    if result.last_version.surplus is not Surplus.RETURN_TO_PARTICIPANTS:
        return
    yield "", result.cost_ore + result.contra_ore - result.income_ore
    yield from sorted(result.periods[-1].apportionment.amounts_ore.items())


def _reasons(
    result: YearResult, agreement: Agreement, *, is_budget: bool
) -> Iterator[Text]:
    for error in refusals(result, agreement, is_budget=is_budget):
        source = error.source
        yield told(FileFault(source["filename"], source["lineno"], error.message))
    of_key = [pot.pot for pot in result.periods[-1].pots if unshared(pot.pot.key)]
    if of_key:
        place = result.cooperation.versions[of_key[0].version].place
        refused = Text("minimum og tak kan ikke holdes samtidig.")
        for reason, amount_ore in not_shared(result).items():
            if reason != refused:
                text = Text(
                    "{amount} kr er ikke fordelt: {reason}",
                    amount=kroner(amount_ore),
                    reason=reason,
                )
                yield told(FileFault(place.path, place.line, text))
    if result.waiting_ore:
        place = result.last_version.place
        text = Text(
            "{amount} kr er avtalt for året og ikke belastet ennå: bøkene når til"
            " {day}.",
            amount=kroner(result.waiting_ore),
            day=result.come_to,
        )
        yield told(FileFault(place.path, place.line, text))
        if result.last_version.surplus is Surplus.RETURN_TO_PARTICIPANTS:
            yield Text(
                "Det som er til overs, går tilbake til deltakerne, og er ikke kjent før"
                " det er belastet."
            )


def left_alike(
    before: Mapping[YearOf, NotBorne],
    after: Mapping[YearOf, NotBorne],
    titles: Mapping[str, str],
) -> Iterator[Text]:
    """That the same is left in both, so that the rest alone is compared.

    Args:
        before: What is left of each year in the one.
        after: The same in the other.
        titles: What the cooperations are called, by slug.
    """
    alike = {
        of: left
        for of, left in before.items()
        if left.is_same(after.get(of, NOTHING_LEFT))
    }
    cost = [(of, left.unshared_ore) for of, left in alike.items() if left.unshared_ore]
    sums = [(of, left.waiting_ore) for of, left in alike.items() if left.waiting_ore]
    if cost:
        yield Text(
            "Ikke fordelt verken før eller etter, og ikke med i tallene: {years}.",
            years=_years(cost, titles),
        )
    if sums:
        yield Text(
            "Avtalt for året og ikke belastet ennå, likt før og etter, og ikke med i"
            " tallene: {years}.",
            years=_years(sums, titles),
        )


def _years(found: Iterable[tuple[YearOf, int]], titles: Mapping[str, str]) -> Text:
    return joined(
        tuple(
            Text(
                "{cooperation} {year} ({amount} kr)",
                cooperation=titles[of.cooperation],
                year=of.year,
                amount=kroner(amount_ore),
            )
            for of, amount_ore in sorted(found)
        )
    )


def told(fault: FileFault) -> Text:
    """A fault with its file and line, without the folders of the machine."""
    return Text(
        "{file}:{line}: {reason}",
        file=Path(fault.path).name,
        line=fault.line,
        reason=fault.message,
    )
