"""What a change does to what each payer bears (*virkning*), as records.

All amounts are kroner with two decimals; ``None`` is what is not known, as where a year
cannot be shared, and is no zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.frozen import frozen
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.errors import FileFault
    from fellesbok.messages import Text

NOTHING = Decimal("0.00")


class YearOf(NamedTuple):
    """A cooperation's year: the slug of the cooperation, and the year."""

    cooperation: str
    year: int


class Whose(NamedTuple):
    """Whose amount it is, by slugs.

    Attributes:
        cooperation: The cooperation.
        payer: Who bears it.
        year: The accounting year that it stands in.
        corrects: The closed year that it corrects, or ``None``.
    """

    cooperation: str
    payer: str
    year: int
    corrects: int | None = None

    @property
    def of_year(self) -> YearOf:
        """The year that it stands in."""
        return YearOf(self.cooperation, self.year)


@frozen
class Effect:
    """What a payer bears of a cooperation in a year, before and after.

    Attributes:
        cooperation: The slug.
        account: What the accounts call the cooperation.
        title: The name of the cooperation.
        payer: The slug.
        name: The name of the payer.
        year: The accounting year that the amount stands in.
        corrects: The closed year that it corrects, or ``None``.
        before: What it was.
        after: What it is with all changes together.
        difference: After less before: above zero the payer pays more.
        alone: The difference that each change makes alone, in the order of the changes.
        interaction: The difference less the sum of what each makes alone: what the
            changes do to each other.
    """

    cooperation: str
    account: str
    title: str
    payer: str
    name: str
    year: int
    corrects: int | None
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    alone: tuple[Decimal | None, ...]
    interaction: Decimal | None

    @property
    def is_one(self) -> bool:
        """Whether anything is different, or not known in one of the runs."""
        if self.before is None and self.after is None:
            return False
        return self.difference is None or any((self.difference, *self.alone))


@frozen
class YearEffect:
    """What is different in the ground of a cooperation's year (*grunnlaget*).

    Attributes:
        cooperation: The slug.
        account: What the accounts call the cooperation.
        title: The name of the cooperation.
        year: The accounting year.
        key_before: By which keys it was shared; blank where it was not.
        key_after: By which keys it is shared with all changes.
        shared_before: What the payers bore together.
        shared_after: What they bear with all changes.
        is_split_only: Whether what is shared is the same, so that the differences add
            up to nothing.
    """

    cooperation: str
    account: str
    title: str
    year: int
    key_before: str
    key_after: str
    shared_before: Decimal | None
    shared_after: Decimal | None
    is_split_only: bool


@frozen
class Lacking:
    """A cooperation's year that one of the two cannot share, or not all of it.

    Attributes:
        cooperation: The slug.
        account: What the accounts call the cooperation.
        title: The name of the cooperation.
        year: The accounting year.
        payers: Whose year it is, by slug.
        reasons: Why it cannot be shared, each with its file and line.
        is_closed: Whether it stands as it was fixed, and its corrections are unknown.
    """

    cooperation: str
    account: str
    title: str
    year: int
    payers: frozenset[str]
    reasons: tuple[Text, ...] = ()
    is_closed: bool = False


@frozen
class Untried:
    """Something that nothing was tried on, so that no difference says nothing of it.

    Attributes:
        text: What it is, and why.
        payers: Whose it is, by slug; ``None`` where it is everybody's.
    """

    text: Text
    payers: frozenset[str] | None = None


@frozen
class OwnNote:
    """What somebody must know of how its own part of a comparison was made.

    Attributes:
        text: What it is, without the names of others.
        payers: Whom it is told, by slug.
    """

    text: Text
    payers: frozenset[str]


@frozen
class Reservation:
    """That the figures of a comparison may lack something.

    Attributes:
        text: In which state of the books, in a sentence.
        reasons: Why, each with its file and line.
    """

    text: Text
    reasons: tuple[Text, ...] = ()


@frozen
class Comparison:
    """Two states of the books side by side.

    Attributes:
        before: What the first is, in words.
        after: What the other is.
        tried_on: Which costs it is tried on.
        changes: What is changed, in words, in the order of ``Effect.alone``.
        effects: Everybody's amounts, also those that are the same.
        years: The ground of each cooperation's year.
        lacking: The cooperations' years that one of the two cannot share.
        untried: What nothing was tried on.
        reservations: Why the figures may lack something.
        notes: What a reader must know of how it was made.
        own_notes: What of that a payer is told of its own part.
        faults: What is wrong in any of the states.
        files: What any of the states is read from, agreements and figures too.
        year: The one year that is compared, or ``None`` where every year is.
    """

    before: Text
    after: Text
    tried_on: Text
    changes: tuple[Text, ...]
    effects: tuple[Effect, ...]
    years: tuple[YearEffect, ...]
    lacking: tuple[Lacking, ...] = ()
    untried: tuple[Untried, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    notes: tuple[Text, ...] = ()
    own_notes: tuple[OwnNote, ...] = ()
    faults: tuple[FileFault, ...] = ()
    files: frozenset[str] = frozenset()
    year: int | None = None

    @property
    def different(self) -> tuple[Effect, ...]:
        """Those whose amounts are not the same."""
        return tuple(effect for effect in self.effects if effect.is_one)

    @property
    def is_split_only(self) -> bool:
        """Whether what is shared is the same everywhere, and all of it is known."""
        return not self.lacking and all(year.is_split_only for year in self.years)

    @property
    def difference(self) -> Decimal:
        """What all payers together bear more."""
        return _sum(effect.difference for effect in self.effects)


@frozen
class PayerEffect:
    """What a payer bears of everything that is compared, before and after."""

    payer: str
    name: str
    before: Decimal
    after: Decimal
    difference: Decimal


def by_payer(comparison: Comparison, first: str = "") -> tuple[PayerEffect, ...]:
    """Every payer for whom something is different, who pays most more first.

    What is not known in one of the two is in neither sum.  ``first`` is the slug of the
    payer that it is seen from, which stands before the others.
    """
    found: dict[str, list[Effect]] = {}
    for effect in comparison.effects:
        if effect.difference is not None:
            found.setdefault(effect.payer, []).append(effect)
    sums = [
        PayerEffect(
            slug,
            rows[0].name,
            _sum(row.before for row in rows),
            _sum(row.after for row in rows),
            _sum(row.difference for row in rows),
        )
        for slug, rows in found.items()
        if any(row.difference for row in rows)
    ]
    return tuple(
        sorted(sums, key=lambda one: (one.payer != first, -one.difference, one.name))
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return added(amounts) or NOTHING
