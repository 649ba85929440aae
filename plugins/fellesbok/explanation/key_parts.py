"""What each payer's share is put together of (*hva nøkkelen består av*), exactly.

A key is a small tree: what its leaves give a payer, and what the keys around them add
or take, is what the payer bears before it is made whole øre.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.titles import key_title
from fellesbok.contradictions import must_equal
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Payer
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Share

NOTHING = Fraction(0)
BEFORE = Text("belastet i tidligere år")
AROUND = {
    BasePlusRest: Text("grunnbeløp"),
    Bounded: Text("minimum og tak"),
    Threshold: Text("egen del under terskelen"),
}
"""What a key around another one adds to what that gives."""


@frozen
class Part:
    """One part of what payers bear.

    Attributes:
        title: What it is.
        amounts_ore: Whose it is by slug, in øre; below nothing where it comes off.
    """

    title: Text
    amounts_ore: Mapping[str, Fraction]


@frozen
class KeyParts:
    """A year's shares by their parts.

    Attributes:
        year: The accounting year.
        parts: In the order of the key.
        borne_ore: What each payer bears so far in the year, in whole øre.
    """

    year: int
    parts: tuple[Part, ...]
    borne_ore: Mapping[str, int]

    @property
    def is_put_together(self) -> bool:
        """Whether anybody's share has more than one part."""
        counts = Counter(
            payer
            for part in self.parts
            for payer, ore in part.amounts_ore.items()
            if ore
        )
        return any(count > 1 for count in counts.values())


def key_parts(result: YearResult) -> KeyParts:
    """The parts of what each payer bears of a year to the end of its last period."""
    last = result.periods[-1]
    found: list[Part] = []
    for pot in last.pots:
        found += _of(pot.evaluation)
        if pot.borne_before_ore:
            taken = {payer: -ore for payer, ore in pot.borne_before_ore.items()}
            found.append(Part(BEFORE, taken))
    parts = tuple(_together(found))
    sums = added(part.amounts_ore for part in parts)
    exact = added(pot.entitlements_ore for pot in last.pots)
    for payer in exact:
        must_equal(
            "Delene av andelen til {payer} og andelen",
            sums.get(payer, NOTHING),
            exact[payer],
            payer=payer,
        )
    return KeyParts(result.year, parts, last.apportionment.amounts_ore)


def parts_as_charged(
    result: YearResult, shares: Iterable[Share], payers: Iterable[Payer]
) -> KeyParts | None:
    """The parts of a year's shares as they stand in the books.

    A closed year is what it was fixed as.  Where that is no longer what the agreement
    and the vouchers give, its shares are not put together of these parts: ``None``.

    Args:
        result: The year.
        shares: Those of the books, of any year and cooperation.
        payers: Those whose shares may be seen.
    """
    found = key_parts(result)
    posted: dict[str, Decimal] = defaultdict(lambda: kroner(0))
    for share in shares:
        of = share.cooperation, share.day.year
        if of == (result.cooperation.account, result.year):
            posted[share.municipality] += share.amount
    for payer in payers:
        if posted[payer.name] != kroner(found.borne_ore.get(payer.slug, 0)):
            return None
    return found


def _of(evaluation: Evaluation) -> Iterator[Part]:
    """The parts inside a key, and then what the key itself adds or takes."""
    if not evaluation.steps:
        yield Part(key_title(evaluation.key), evaluation.entitlements_ore)
        return
    for step in evaluation.steps:
        yield from _of(step)
    inside = added(step.entitlements_ore for step in evaluation.steps)
    own = {
        payer: ore - inside.get(payer, NOTHING)
        for payer, ore in evaluation.entitlements_ore.items()
    }
    if any(own.values()):
        title = AROUND.get(type(evaluation.key)) or key_title(evaluation.key)
        yield Part(title, own)


def _together(found: Sequence[Part]) -> Iterator[Part]:
    """Parts that are called the same, added up."""
    titles = list(dict.fromkeys(part.title for part in found))
    for title in titles:
        amounts = added(part.amounts_ore for part in found if part.title == title)
        if any(amounts.values()):
            yield Part(title, amounts)
