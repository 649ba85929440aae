"""Keys with amounts for a year: threshold, bounds, base (*terskel, tak, grunnbeløp*).

They are not linear: what they give depends on all the cost of the year, so they are
used on all the lots of a year of service at once, whichever way these came in.  A lot
below zero, a refund, goes by the key inside, always.  All amounts are øre a year;
nothing is rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key.bounds import Kept
from fellesbok.agreement.distribution_key.bounds import Wanted
from fellesbok.agreement.distribution_key.bounds import keep_within
from fellesbok.agreement.distribution_key.bounds import lacking
from fellesbok.agreement.distribution_key.cost_sharing import Groups
from fellesbok.agreement.distribution_key.cost_sharing import share_lots
from fellesbok.agreement.distribution_key.evaluation import CannotKeepBoundsError
from fellesbok.agreement.distribution_key.evaluation import CannotShareError
from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import DistributionKey
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.agreement.distribution_key.evaluation import ServiceYear
from fellesbok.agreement.distribution_key.evaluation import added
from fellesbok.agreement.distribution_key.evaluation import figures_of
from fellesbok.agreement.distribution_key.lots import Lot
from fellesbok.agreement.distribution_key.lots import borne_below
from fellesbok.agreement.distribution_key.lots import by_members
from fellesbok.agreement.distribution_key.lots import total_of
from fellesbok.agreement.distribution_key.lots import without_first
from fellesbok.agreement.distribution_key.lots import without_refunds
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

NOTHING = Fraction(0)


class _Yearly:
    """A key that is used on all the lots of a year."""

    is_linear = False

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """What each payer bears of the year's lots."""
        raise NotImplementedError

    def evaluate(self, amount_ore: Fraction, now: Circumstances) -> Evaluation:
        """As if the amount were all the cost of the year, or of a part of the year."""
        year = ServiceYear(now.year, now.statistics, now.year_part, now.year_part)
        return self.share((Lot.of(now.members, amount_ore, now.bearer),), year)


@frozen
class Threshold(_Yearly):
    """Whoever paid bears the cost up to a threshold a year, the rest is shared.

    Each bearer has the threshold once a year, and bears the first cost in the order of
    the days of service, also of a cost that it has no part in.
    """

    threshold_ore: Fraction
    above: DistributionKey
    shares_cost: bool = field(default=True, init=False)

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """The part below is the bearer's, the part above is shared by the key."""
        if any(lot.bearer is None for lot in lots if lot.amount_ore):
            raise CannotShareError(
                "Nøkkelen har en terskel som betaleren bærer selv, men betaleren er"
                " ikke oppgitt. Oppgi vertskommune i avtalen eller «betaler:» på"
                " bilaget."
            )
        costs, rest = without_refunds(lots)
        of_bearer: dict[str, list[Lot]] = defaultdict(list)
        for lot in costs:
            of_bearer[str(lot.bearer)].append(lot)
        own: dict[str, Fraction] = {}
        for bearer, of in sorted(of_bearer.items()):
            below = borne_below(of, self.threshold_ore * year.held)
            own[bearer] = sum(below, NOTHING)
            rest += map(self._left, of, below)
        above = share_lots(self.above, rest or _of_nothing(lots), year)
        entitlements = added((above.entitlements_ore, own))
        return Evaluation(self, total_of(lots), entitlements, (above,), own)

    def _left(self, lot: Lot, below_ore: Fraction) -> Lot:
        """What the key above is used on; one that is linear asks for no day of it."""
        if self.above.is_linear:
            return Lot.of(lot.members, lot.amount_ore - below_ore, lot.bearer)
        return without_first(lot, below_ore)


def _of_nothing(lots: Sequence[Lot]) -> list[Lot]:
    """Nothing, between the first by who takes part, in whatever order the lots came.

    A cost and a refund that come to nothing together are none.
    """
    some = sorted((lot.members, lot.bearer or "") for lot in lots)[:1]
    return [Lot.of(members, NOTHING, bearer or None) for members, bearer in some]


@frozen
class Bounded(_Yearly):
    """Another key with a least and a greatest amount a year (*minimum og tak*).

    Those outside their bound get the bound, and the rest is shared again between the
    others, as little as possible being moved (``bounds``).  A least amount binds only
    one who has a part in some cost of the year.  The key inside is linear.
    """

    key: DistributionKey
    minimum_ore: Mapping[str, Fraction]
    maximum_ore: Mapping[str, Fraction]
    shares_cost: bool = field(default=True, init=False)

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """As the key, with the bounds kept.

        Before the year is over a bound that cannot be kept yet is left out: the least
        amounts, and if that is not enough the greatest ones too.

        Raises:
            CannotKeepBoundsError: The year is over, and no split keeps the bounds.
        """
        together = by_members(lots)
        steps = tuple(
            self.key.evaluate(lot.amount_ore, year.circumstances(lot))
            for lot in together
        )
        year = year.with_parties(p for step in steps for p in _named_in_groups(step))
        given = added(s.entitlements_ore for s in steps if s.amount_ore <= 0)
        parts = [s.entitlements_ore for s in steps if s.amount_ore > 0]
        payers = {p for of in parts for p, part in of.items() if part}
        least = {
            p: bound * year.due(p)
            for p, bound in self.minimum_ore.items()
            if p in payers
        }
        most = {
            p: bound * year.whole(p)
            for p, bound in self.maximum_ore.items()
            if p in payers
        }
        kept = _kept(_less(least, given), _less(most, given), parts, year)
        entitlements = added((given, *kept.amounts))
        bounds = {p: (least.get(p), most.get(p)) for p in sorted(payers)}
        return Evaluation(
            self,
            total_of(lots),
            entitlements,
            steps,
            lots=together,
            kept=kept,
            bounds=bounds,
        )


def _named_in_groups(evaluation: Evaluation) -> Iterator[str]:
    """Everybody that a group of a key names."""
    if isinstance(evaluation.key, Groups):
        for group in evaluation.key.groups:
            yield from group.payers or ()
    for step in evaluation.steps:
        yield from _named_in_groups(step)


def _less(
    bounds: Mapping[str, Fraction], given: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The bounds on what is borne of the costs, when the refunds are given."""
    return {p: bound - given.get(p, NOTHING) for p, bound in bounds.items()}


def _kept(
    least: Mapping[str, Fraction],
    most: Mapping[str, Fraction],
    parts: Sequence[Mapping[str, Fraction]],
    year: ServiceYear,
) -> Kept:
    """The split within the bounds, or within those of them that can be kept yet."""
    tried = [Wanted(parts, least, most)]
    if not year.is_over:
        tried += [Wanted(parts, {}, most), Wanted(parts, {}, {})]
    for wanted in tried:
        off = lacking(wanted)
        if not off:
            return keep_within(wanted)
    raise CannotKeepBoundsError(
        "Minimum og tak kan ikke holdes samtidig: {rest} kr kan ikke plasseres.",
        rest=Decimal(ceil(off)).scaleb(-2),  # whole øre, never less than it is
    )


@frozen
class BasePlusRest(_Yearly):
    """A base amount a year each (*grunnbeløp*), and the rest by another key.

    The base amounts come off the costs in proportion.  Where they are more than the
    costs, nothing is left for the other key, and the difference is a surplus of the
    cooperation.
    """

    base_ore: Mapping[str, Fraction]
    rest: DistributionKey
    shares_cost: bool = field(default=False, init=False)

    def share(self, lots: Sequence[Lot], year: ServiceYear) -> Evaluation:
        """Base amounts, and the rest of the cost by the other key."""
        payers = sorted({*year.takes_part, *(p for lot in lots for p in lot.members)})
        each = figures_of(self.base_ore, payers)
        base = {payer: ore * year.due(payer) for payer, ore in each.items()}
        amounts = {lot.members: lot.amount_ore for lot in by_members(lots)}
        cost = sum((a for a in amounts.values() if a > 0), NOTHING)
        left = max(NOTHING, cost - sum(base.values(), NOTHING)) / (cost or 1)
        rests = [
            lot.times(left) if amounts.get(lot.members, NOTHING) > 0 else lot
            for lot in lots
        ]
        rest = share_lots(self.rest, rests, year)
        entitlements = added((base, rest.entitlements_ore))
        return Evaluation(self, total_of(lots), entitlements, (rest,), base)
