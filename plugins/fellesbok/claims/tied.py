"""Which cooperations wait for an error, also for that of another one (*ventende*).

An error that keeps one cooperation's year from being shared says that the amounts of
that year, and of those after it, are not known.  They reach another cooperation where
something ties the two:

- Money or ownership is moved between their funds.  How a fund is owned rests on what
  its cooperation has left over, so that what comes of it is not known either.
- A late voucher, whose own date is the error, is booked on both: dated anew it moves
  what both have, be it a cost, an outlay, a payment or a fund.

No more than that ties them.  A year is shared by the vouchers and terms of its own
cooperation, and each posting is of one; outlays, contra-costs, accruals and grants are
posted amounts, which no other year's shares decide; a surplus stays with those who paid
or in the cooperation's own fund.  The tie counts either way and for all that follows
from it: who waits too long loses a day, and what is claimed wrongly is sent.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import transactions
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.errors import FileFault
    from fellesbok.shared import Shared

Year = tuple[str, int]
"""A cooperation (slug) and a year."""


class Tie(NamedTuple):
    """What ties two cooperations (slugs) on a day: a move between funds, or a voucher.

    In the order of the days, so that the first is told.
    """

    day: date
    one: str
    other: str
    is_of_funds: bool

    def why(self, agreement: Agreement) -> Text:
        """What ties them, to people."""
        names = agreement.cooperations
        return Text(
            "Det er flyttet mellom fondene til {one} og {other} den {day}."
            if self.is_of_funds
            else "Bilaget av {day} hører til både {one} og {other}.",
            one=names[self.one].title,
            other=names[self.other].title,
            day=self.day,
        )


@frozen
class Waiting:
    """A cooperation that waits from a year on, and for which error.

    Attributes:
        slug: Of the cooperation.
        year: The first year that waits; those after it do.
        fault: The error.
        of: The cooperation (slug) and year that the error is of.
        tie: What the error comes through, last; ``None`` where it is its own.
    """

    slug: str
    year: int
    fault: FileFault
    of: Year
    tie: Tie | None = None

    def __lt__(self, other: Waiting) -> bool:
        """By year, its own error first, and then by where the error is."""
        ours = self.year, self.tie is not None, self.fault, self.slug
        return ours < (other.year, other.tie is not None, other.fault, other.slug)


def waiting_for(
    faults: Mapping[FileFault, Year], entries: Entries, agreement: Agreement
) -> tuple[Waiting, ...]:
    """Every cooperation that waits for each of the errors, in order.

    Args:
        faults: The errors that are of one cooperation's year alone, with that year.
        entries: The books, with what is generated.
        agreement: The agreements.
    """
    if not faults:
        return ()
    moves = set(_moves(entries, agreement))
    in_terms = {
        place.path
        for cooperation in agreement.cooperations.values()
        for place in (cooperation.place, *(v.place for v in cooperation.versions))
    }
    found: list[Waiting] = []
    for fault, of in faults.items():
        late = (
            () if fault.path in in_terms else _shared_vouchers(of, entries, agreement)
        )
        found += [
            Waiting(slug, year, fault, of, tie)
            for slug, year, tie in _reached(of, {*moves, *late})
        ]
    return tuple(sorted(found))


def first_unknown(entries: Entries, shared: Shared) -> dict[str, int]:
    """By cooperation (slug), the first year whose shares are not known.

    A closed year is as it was fixed, whatever its vouchers would give now.

    Args:
        entries: The books, with what is generated.
        shared: What the plugin kept.
    """
    fixed = {(closed.cooperation.slug, closed.year) for closed in shared.closed}
    left_out = shared.left_out.keys() - fixed
    moves = set(_moves(entries, shared.agreement)) if left_out else set()
    found: dict[str, int] = {}
    for of in left_out:
        for slug, year, _ in _reached(of, moves):
            found[slug] = min(year, found.get(slug, year))
    return found


def _reached(of: Year, ties: Iterable[Tie]) -> Iterator[tuple[str, int, Tie | None]]:
    """Whom an error reaches, the first year that it does, and what it comes through.

    What was moved before the year of the error, was moved of what is known.
    """
    slug, year = of
    yield slug, year, None
    known = {slug: year}
    later = [tie for tie in ties if tie.day.year >= year]
    while True:
        nearest = min(
            (
                (max(known[here], tie.day.year), tie, there)
                for tie in later
                for here, there in permutations((tie.one, tie.other))
                if here in known and there not in known
            ),
            default=None,
        )
        if nearest is None:
            return
        first, tie, there = nearest
        known[there] = first
        yield there, first, tie


def _moves(entries: Entries, agreement: Agreement) -> Iterator[Tie]:
    """What moves between the funds of two cooperations, generated or by hand."""
    words = agreement.accounts
    prefixes = f"{words.funds}:", f"{words.restricted_funds}:"
    for entry in transactions(entries):
        components = {
            posting.account.removeprefix(prefix).split(":")[0]
            for posting in entry.postings
            for prefix in prefixes
            if posting.account.startswith(prefix)
        }
        yield from _ties(components, entry.date, agreement, is_of_funds=True)


def _shared_vouchers(of: Year, entries: Entries, agreement: Agreement) -> Iterator[Tie]:
    """The vouchers of a year that are booked on it, and on another: on any account."""
    slug, year = of
    for entry in transactions(entries):
        if entry.date.year == year and entry.meta["filename"] != vocabulary.FILE:
            components = {part for p in entry.postings for part in p.account.split(":")}
            for tie in _ties(components, entry.date, agreement, is_of_funds=False):
                if slug in {tie.one, tie.other}:
                    yield tie


def _ties(
    components: Iterable[str], day: date, agreement: Agreement, *, is_of_funds: bool
) -> Iterator[Tie]:
    """Each pair of the cooperations with those components of accounts."""
    known = agreement.cooperation_by_account
    slugs = sorted({known[each].slug for each in components if each in known})
    for number, one in enumerate(slugs):
        for other in slugs[number + 1 :]:
            yield Tie(day, one, other, is_of_funds)
