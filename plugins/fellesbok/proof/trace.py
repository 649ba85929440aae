"""The sharing of a year as a tree of steps (*trinn*), as a certificate has it.

It is the tree that ``explain`` tells of, key by key, with the lines of the agreement
and of the statistics that each number stands on.  Nothing is worked out here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.frozen import frozen
from fellesbok.proof.checker.verify import number

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.proof.agreed import RulesText
    from fellesbok.rules.document import Location

Node = dict[str, Any]
Step = list[Any]
"""File, first line, last line, and the word that stands there."""

OPERATIONS: Mapping[type, str] = {
    BasePlusRest: "base",
    Bounded: "bounded",
    ByStatistic: "statistic",
    Combined: "parts",
    Equal: "equal",
    FixedAmounts: "amounts",
    Groups: "groups",
    NotStated: "not_stated",
    NothingShared: "nothing_shared",
    PricePerUnit: "price",
    Shares: "shares",
    SizeSteps: "steps",
    Threshold: "threshold",
    Weights: "weights",
}
"""What a step is called in a certificate: as the agreement writes such a key."""

_LEAVES = {"equal", "statistic", "shares", "weights", "amounts", "price", "steps"}


@frozen
class Trace:
    """What a tree is told by.

    Attributes:
        rules: The agreement.
        figure: The place of a statistic's figure, by its name, day and payer.
        due: The parts of a year's sums, and of those of an agreement period, that are
            due: now, and when the year began.
    """

    rules: RulesText
    figure: Callable[[str, date, str], Step]
    due: tuple[Fraction, Fraction, Fraction]

    def tree(self, evaluation: Evaluation, way: Location | None) -> Node:
        """A key used on an amount.

        Args:
            evaluation: How it was used.
            way: Where in the agreement it is written; ``None`` on a voucher.
        """
        key = evaluation.key
        if key.is_linear and evaluation.lots:
            steps = [self.tree(step, way) for step in evaluation.steps]
            return {**self._node("lots", evaluation, None), "of": steps}
        if isinstance(key, Named):
            of_name = "keys", key.name, "key"
            return self.tree(evaluation.steps[0], of_name)
        operation = OPERATIONS[type(key)]
        node = self._node(operation, evaluation, way)
        if operation in _LEAVES:
            node["members"] = sorted(evaluation.entitlements_ore)
            figures = evaluation.figures.values()
            node["sum"] = str(sum(figures, Fraction(0)))
        if way is not None:
            node |= self._more(key, evaluation, way)
        return node

    def _node(
        self, operation: str, evaluation: Evaluation, way: Location | None
    ) -> Node:
        amounts = evaluation.entitlements_ore
        return {
            "at": None if way is None else self._place(way, operation),
            "of": [],
            "op": operation,
            "ore": str(evaluation.amount_ore),
            "value": {payer: str(ore) for payer, ore in amounts.items() if ore},
        }

    def _place(self, way: Location, word: str | None = None) -> Step:
        passage = self.rules.found[way]
        said = str(passage.written) if word is None else word
        return [self.rules.name, passage.first, passage.last, said]

    def _of_each(self, way: Location, payer: str) -> Step:
        """The place of a sum that is a payer's own, or of all."""
        own = *way, payer
        return self._place(own if own in self.rules.found else way)

    def _more(self, key: DistributionKey, of: Evaluation, way: Location) -> Node:
        """What a kind of key has of its own."""
        match key:
            case Combined():
                each = self._written(way, "parts", key.parts)
                return {
                    "of": self._inside(of, [(*w, "key") for w in each]),
                    "weights": [self._place((*w, "weight")) for w in each],
                }
            case Groups():
                return self._groups(key, of, way)
            case Threshold() | BasePlusRest():
                return self._above(key, of, way)
            case Bounded():
                return self._bounded(key, of, way)
            case Equal() | NotStated():
                return {}
            case _:
                return self._leaf(key, of, way)

    def _written(
        self,
        way: Location,
        name: str,
        parts: Sequence[tuple[Fraction, DistributionKey]],
        whose: Sequence[Collection[str] | None] = (),
    ) -> list[Location]:
        """Where each part is written: the agreement's order is nobody's.

        ``whose`` are the payers that each names, where parts are groups.
        """
        ways: list[Location] = [(*way, name, n) for n in range(len(parts))]
        weight = "weight" if name == "parts" else "share"
        found = []
        for n, (part, key) in enumerate(parts):
            of = [w for w in ways if self._says((*w, weight), part)]
            if whose:
                of = [w for w in of if self._names(w, whose[n])] or of
            fits = [w for w in of if self._fits(key, (*w, "key"))]
            mine = fits[0] if fits else of[0]
            ways.remove(mine)
            found.append(mine)
        return found

    def _names(self, way: Location, payers: Collection[str] | None) -> bool:
        """Whether a group is written with these payers; ``None``: all who take part."""
        written = self.rules.found[*way, "payers"].written
        if payers is None:
            return isinstance(written, str)
        return not isinstance(written, str) and sorted(map(str, written)) == sorted(
            payers
        )

    def _reads(self, way: Location, word: str) -> bool:
        return way in self.rules.found and self._place(way)[3] == word

    def _says(self, way: Location, value: Fraction) -> bool:
        return way in self.rules.found and number(self._place(way)[3]) == value

    def _fits(self, key: DistributionKey, way: Location) -> bool:
        """Whether a key can be what is written there, by its numbers and names."""
        match key:
            case Named():
                return self._reads(way, key.name)
            case ByStatistic():
                return self._reads((*way, "statistic"), key.statistic)
            case Shares(shares=numbers) | Weights(weights=numbers):
                at = *way, OPERATIONS[type(key)]
                return all(self._says((*at, p), n) for p, n in numbers.items())
            case Threshold():
                limit = self._says((*way, "threshold"), key.threshold_ore / 100)
                return limit and self._fits(key.above, (*way, "above"))
            case Bounded():
                sums = {"minimum": key.minimum_ore, "maximum": key.maximum_ore}
                is_so = all(self._has((*way, n), of) for n, of in sums.items())
                return is_so and self._fits(key.key, (*way, "bounded"))
            case _:
                name = OPERATIONS[type(key)]
                known = self.rules.found
                is_so = (*way, name) in known or (
                    way in known and known[way].written == name
                )
                return is_so and all(
                    any(self._fits(inner, (*way, *more)) for more in self._keys(way))
                    for inner in inner_keys(key)
                )

    def _keys(self, way: Location) -> list[Location]:
        """The keys that are written directly inside another one."""
        size = len(way)
        return [
            at[size:]
            for at in self.rules.found
            if at[:size] == way
            and (at[size:] == ("rest",) or (len(at) == size + 3 and at[-1] == "key"))
        ]

    def _has(self, way: Location, sums: Mapping[str, Fraction]) -> bool:
        """Whether these sums of each payer, and none other, are written there."""
        if way not in self.rules.found:
            return not sums
        places = [self._of_each(way, payer)[3] for payer in sums]
        is_told = all(place[:1].isdigit() for place in places)
        pairs = zip(places, sums.values(), strict=True)
        return is_told and all(number(place) * 100 == ore for place, ore in pairs)

    def _inside(self, of: Evaluation, ways: list[Location]) -> list[Node]:
        return [self.tree(s, w) for s, w in zip(of.steps, ways, strict=True)]

    def _groups(self, key: Groups, of: Evaluation, way: Location) -> Node:
        pairs = [(group.share, group.key) for group in key.groups]
        whose = [group.payers for group in key.groups]
        each = self._written(way, "groups", pairs, whose)
        steps = self._inside(of, [(*w, "key") for w in each])
        for group, step, at in zip(key.groups, steps, each, strict=True):
            if step["op"] == "not_stated" and group.collective:
                own = *at, "collective"
                of_all = own if own in self.rules.found else (*at, "payers")
                step["collective"] = self._place(of_all, group.collective)
        payers = [
            [self._place((*w, "payers"), name) for name in group.payers or ()]
            for group, w in zip(key.groups, each, strict=True)
        ]
        weights = [self._place((*w, "share")) for w in each]
        return {"of": steps, "payers": payers, "weights": weights}

    def _above(
        self, key: Threshold | BasePlusRest, of: Evaluation, way: Location
    ) -> Node:
        is_base = isinstance(key, BasePlusRest)
        name, inside = ("base", "rest") if is_base else ("threshold", "above")
        return {
            "numbers": {p: self._of_each((*way, name), p) for p in of.figures},
            "of": self._inside(of, [(*way, inside)]),
            "own": {p: str(ore) for p, ore in of.figures.items() if ore},
        }

    def _bounded(self, key: Bounded, of: Evaluation, way: Location) -> Node:
        borne = of.entitlements_ore
        inner = added(step.entitlements_ore for step in of.steps)
        moved = {p: ore - inner.get(p, Fraction(0)) for p, ore in borne.items()}
        held = [p for p, (_, b) in of.bounds.items() if b is not None and borne[p] <= b]
        most = [p for p in held if p in key.maximum_ore]
        return {
            "numbers": {p: self._of_each((*way, "maximum"), p) for p in most},
            "of": [self.tree(step, (*way, "bounded")) for step in of.steps],
            "own": {p: str(ore) for p, ore in moved.items() if ore},
        }

    def _leaf(self, key: DistributionKey, of: Evaluation, way: Location) -> Node:
        payers, day = sorted(of.entitlements_ore), of.statistic_date
        at = *way, OPERATIONS[type(key)]
        found: Node = {}
        if isinstance(key, ByStatistic | PricePerUnit | SizeSteps) and day is not None:
            counts = {p: self.figure(key.statistic, day, p) for p in payers}
            if isinstance(key, ByStatistic):
                return {"numbers": counts}
            found["counts"] = counts
        now, before, after = self.due
        found |= {"due": [str(now), "0"], "per": "year"}
        match key:
            case PricePerUnit():
                numbers = dict.fromkeys(payers, self._place(at))
            case SizeSteps():
                tops = [top for top, _ in key.steps]
                numbers = {
                    p: self._place((*at, _step(tops, of.figures[p]), "amount"))
                    for p in payers
                }
            case FixedAmounts():
                numbers = {p: self._place((*at, p)) for p in payers}
                if key.per != "year":
                    found |= {"due": [str(after), str(before)], "per": key.per}
            case _:
                return {"numbers": {p: self._place((*at, p)) for p in payers}}
        return {**found, "numbers": numbers}


def _step(tops: list[Fraction | None], size: Fraction) -> int:
    return next(n for n, top in enumerate(tops) if top is None or size <= top)
