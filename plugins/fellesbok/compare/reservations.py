"""What makes the figures of a comparison unsure (*forbehold*): faults of either state.

A line that cannot be read may be a cost, and what is left out on one side alone would
stand as a difference.  What is told elsewhere is none: a year that cannot be shared is
not known, and an account that is to be opened moves no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.not_borne import told
from fellesbok.compare.records import Reservation
from fellesbok.entries.days import missing_account
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.compare.alone import Alone
    from fellesbok.compare.alone import State
    from fellesbok.errors import FileFault

MOST_TOLD = 5
"""More faults of a state are counted: the command tells all of them."""


def reservations(
    first: tuple[Text, State], last: tuple[Text, State], alone: Sequence[Alone]
) -> Iterator[Reservation]:
    """A reservation for each state that has faults; those of both are told once.

    Args:
        first: The state before, and what it is called.
        last: The same with every change.
        alone: The first state with each change alone.
    """
    before, after = (_faults(state) for _, state in (first, last))
    both = before & after
    yield from _told(Text("bøkene, både før og etter"), both)
    yield from _told(first[0], before - both)
    yield from _told(last[0], after - both)
    for number, one in enumerate(alone, 1):
        title = Text("bøkene med endring {number} alene", number=number)
        if one.state is not None:
            yield from _told(title, _faults(one.state) - before - after)


def _faults(state: State) -> frozenset[FileFault]:
    """The faults by which the figures of a state may lack something.

    One of a cooperation's year tells why that is not shared; where a later year is
    closed, it is of the order of the two, and the figures are there.
    """
    books, bearing = state
    shared = books.settled
    left_out = (*shared.left_out.values(), *shared.budgets_left_out.values())
    known = {told(fault) for fault in left_out if fault is not None}
    last = dict(sorted(bearing.closed))
    return frozenset(
        fault
        for fault in books.errors
        if missing_account(fault.message) is None
        and told(fault) not in known
        and _is_before(books.of_one.get(fault), last)
    )


def _is_before(of: tuple[str, int] | None, last: Mapping[str, int]) -> bool:
    """Whether a fault is of no year alone, or of one before the last closed one."""
    return of is None or of[1] < last.get(of[0], of[1])


def _told(state: Text, faults: Collection[FileFault]) -> Iterator[Reservation]:
    if not faults:
        return
    text = Text(
        "Det er {count} feil i {state}, og tallene kan mangle noe.",
        count=len(faults),
        state=state,
    )
    reasons = [told(fault) for fault in sorted(faults)[:MOST_TOLD]]
    if len(faults) > MOST_TOLD:
        reasons.append(Text("{count} feil til.", count=len(faults) - MOST_TOLD))
    yield Reservation(text, tuple(reasons))


def to_open(faults: Collection[FileFault]) -> tuple[Text, ...]:
    """The accounts that are not open yet, each with the line that opens it."""
    return tuple(
        told(fault)
        for fault in sorted(faults)
        if missing_account(fault.message) is not None
    )
