"""Each change alone (*hver for seg*), or why nobody knows what it does alone.

A change may rest on another: terms on a key, a member on its figures.  What cannot be
shared with it alone is not known, and is no zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from fellesbok.books import Books
    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.records import YearOf
    from fellesbok.errors import FileFault

    State = tuple[Books, Bearing]


@frozen
class Alone:
    """What one change does alone.

    Attributes:
        state: The books with it; ``None`` where they cannot be so.
        told: Why something of it is not known, where it is not.
        faults: What is wrong in the books with it, but for what it lacks of another.
    """

    state: State | None
    told: Text | None = None
    faults: tuple[FileFault, ...] = ()


def each_alone(
    tries: Sequence[Callable[[], State]], before: Bearing, known: AbstractSet[YearOf]
) -> Iterator[Alone]:
    """What each change does alone, in order.

    Args:
        tries: Each loads the books with one change.
        before: What each payer bears without any of them.
        known: The years that are not known with all of them, which is told of these.
    """
    for number, load in enumerate(tries, 1):
        try:
            books, bearing = load()
        except CannotCompareError as error:
            reason = error.text or error.faults[0].message
            yield Alone(None, _told(number, reason))
            continue
        unknown = bearing.unknown_between(before)
        lacks = unknown.keys() - known
        told = {fault.message for fault, of in books.of_one.items() if of in lacks}
        faults = tuple(fault for fault in books.errors if fault.message not in told)
        reason = _why(books, min(lacks), unknown) if lacks else ""
        yield Alone((books, bearing), _told(number, reason) if reason else None, faults)


def _why(
    tried: Books, lacking: YearOf, unknown: Mapping[YearOf, Sequence[Text]]
) -> str:
    """Why a year cannot be shared, as it is said in the books, or that it cannot."""
    for fault, of in sorted(tried.of_one.items()):
        if of == lacking:
            return fault.message
    for reason in unknown[lacking]:
        return reason
    return Text(
        "{cooperation} {year} kan ikke fordeles.",
        cooperation=tried.settled.agreement.cooperations[lacking.cooperation].title,
        year=lacking.year,
    )


def _told(number: int, reason: str) -> Text:
    return Text(
        "Endring {number} kan ikke prøves alene: {reason}", number=number, reason=reason
    )
