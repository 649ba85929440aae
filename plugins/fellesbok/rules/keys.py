"""Keys as written → keys as values, with every fault that can be seen in the file.

Checked here: that names exist, that nothing goes in a circle, that shares are exactly
100 %, and that the payers a key names are those who take part.
"""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.distribution_key import EQUAL
from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Group
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Reading
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import StatisticDate
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import YearRule
from fellesbok.agreement.distribution_key import as_text
from fellesbok.agreement.distribution_key import unshared
from fellesbok.messages import Text
from fellesbok.rules import key_schema
from fellesbok.rules.key_schema import NO_EFFECT

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.distribution_key import Statistic
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location


def _weight_first(part: tuple[Fraction, object]) -> tuple[Fraction, str]:
    """The order of a key's parts: which is written first tells nothing."""
    weight, what = part
    return weight, as_text(what)


_TOLD_OTHERWISE = {"own", "none"}
"""What a certificate says instead of the name of a key."""


class KeyReader:
    """Makes keys of what is written, and notes faults in the document."""

    def __init__(
        self,
        document: Document,
        named: Mapping[str, key_schema.NamedKeyModel],
        statistics: Mapping[str, Statistic],
        payers: Mapping[str, str],
    ) -> None:
        """Know what names there are; keys are read when they are asked for.

        ``payers`` are their names by slug.
        """
        self._document = document
        self._named = named
        self._statistics = statistics
        self._payers = payers
        self._done: dict[str, Named] = {}
        self._open: list[str] = []

    def all_named(self) -> dict[str, Named]:
        """Every named key, whether it is used or not."""
        for name in self._named:
            if name == EQUAL:
                self._document.fault(
                    ("keys", name),
                    "«{name}» betyr alltid lik deling. Gi nøkkelen et annet navn.",
                    name=name,
                )
            elif name in _TOLD_OTHERWISE:
                self._document.fault(
                    ("keys", name),
                    "«{name}» står i sertifikater for avtalens egen nøkkel, eller"
                    " ingen. Gi nøkkelen et annet navn.",
                    name=name,
                )
            self._named_key(name, ("keys", name))
        return dict(self._done)

    def read(  # noqa: C901, PLR0911 -- one case a kind of key
        self,
        written: Any,  # noqa: ANN401 -- one of fourteen models
        way: Location,
    ) -> DistributionKey:
        """The key that is written at ``way``; ``NotStated`` where it is faulty."""
        match written:
            case key_schema.NOT_STATED:
                return NotStated("")
            case str():
                return Equal() if written == EQUAL else self._named_key(written, way)
            case key_schema.NotStatedModel():
                return NotStated(written.not_stated)
            case key_schema.NothingSharedModel():
                return NothingShared(written.nothing_shared)
            case key_schema.ByStatisticModel():
                return ByStatistic(*self._statistic(written, way))
            case key_schema.PriceModel():
                return PricePerUnit(written.price, *self._statistic(written, way))
            case key_schema.StepsModel():
                return self._steps(written, way)
            case key_schema.SharesModel():
                self._whole(written.shares.values(), (*way, "shares"))
                return Shares(self._by_payer(written.shares, (*way, "shares")))
            case key_schema.WeightsModel():
                return Weights(self._by_payer(written.weights, (*way, "weights")))
            case key_schema.AmountsModel():
                amounts = self._by_payer(written.amounts, (*way, "amounts"))
                return FixedAmounts(amounts, written.per, self._period(written, way))
            case _:
                return self._nested(written, way)

    def _nested(self, written: Any, way: Location) -> DistributionKey:  # noqa: ANN401 -- as above
        """A key with other keys inside it."""
        match written:
            case key_schema.CombinedModel():
                self._whole([part.weight for part in written.parts], (*way, "parts"))
                parts = (
                    (part.weight, self._sharing(part.key, (*way, "parts", n)))
                    for n, part in enumerate(written.parts)
                )
                return Combined(tuple(sorted(parts, key=_weight_first)))
            case key_schema.GroupsModel():
                self._whole([g.share for g in written.groups], (*way, "groups"))
                groups = (
                    self._group(group, (*way, "groups", n))
                    for n, group in enumerate(written.groups)
                )
                return Groups(
                    tuple(sorted(groups, key=lambda g: _weight_first((g.share, g))))
                )
            case key_schema.BoundedModel():
                return Bounded(
                    self._linear(written.bounded, way, "bounded"),
                    self._amounts(written.minimum, (*way, "minimum")),
                    self._amounts(written.maximum, (*way, "maximum")),
                )
            case key_schema.ThresholdModel():
                above = self._sharing(written.above, way, "above")
                return Threshold(written.threshold, above)
            case _:
                rest = self._sharing(written.rest, way, "rest")
                return BasePlusRest(self._amounts(written.base, (*way, "base")), rest)

    def _named_key(self, name: str, way: Location) -> DistributionKey:
        """A key by its name, read once; a circle of names is a fault."""
        if name in self._done:
            return self._done[name]
        line = self._document.line_of(way)
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            self._document.fault(
                line, "Nøklene går i ring: {circle}.", circle=" → ".join(circle)
            )
            return NotStated("")
        if name not in self._named:
            self._document.fault(
                line,
                "Ukjent nøkkel «{name}». Kjente nøkler: {known}.",
                name=name,
                known=", ".join([EQUAL, *sorted(self._named)]),
            )
            return NotStated("")
        written = self._named[name]
        self._open.append(name)
        key = self.read(written.key, ("keys", name, "key"))
        assumed = self.assumptions(written.assumptions, ("keys", name))
        self._open.pop()
        self._done[name] = Named(
            name, written.title, key, written.source or "", assumed
        )
        return self._done[name]

    def assumptions(
        self, written: Sequence[key_schema.AssumptionModel], way: Location
    ) -> tuple[Assumption, ...]:
        """Assumptions as values; ``way`` leads to what they belong to."""
        return tuple(
            Assumption(
                assumption.text,
                assumption.source or "",
                "" if assumption.effect in {None, NO_EFFECT} else assumption.effect,
                self._readings(assumption, (*way, "assumptions", n)),
                self._document.line_of((*way, "assumptions", n)),
                assumption.effect == NO_EFFECT,
            )
            for n, assumption in enumerate(written)
        )

    def _readings(
        self, written: key_schema.AssumptionModel, way: Location
    ) -> tuple[Reading, ...]:
        """Other ways to read the source than an assumption does."""
        found = []
        for n, other in enumerate(written.alternatives):
            place = (*way, "alternatives", n)
            if other.key is None and other.basis is None and other.surplus is None:
                self._document.fault(
                    place,
                    "Si hva som ville vært annerledes: «key», «basis» eller «surplus».",
                )
            way_to_key = (*place, "key")
            key = None if other.key is None else self.read(other.key, way_to_key)
            found.append(Reading(other.text or "", key, other.basis, other.surplus))
        return tuple(found)

    def _sharing(self, written: Any, way: Location, name: str = "key") -> Any:  # noqa: ANN401 -- as above
        """A key that must share the cost it is given."""
        place = (*way, name)
        key = self.read(written, place)
        if not key.shares_cost:
            self._document.fault(
                place,
                "Nøkkelen her må dele en kostnad; faste beløp, «not_stated» og"
                " «nothing_shared» kan ikke stå inne i en annen nøkkel.",
            )
            return Equal()
        return key

    def _period(
        self, written: key_schema.AmountsModel, way: Location
    ) -> tuple[date, date] | None:
        """The agreement period of some amounts, where it is written with them."""
        first, last = written.from_, written.to
        if first is None and last is None:
            return None
        if first is None or last is None or written.per == "year" or last < first:
            self._document.fault(
                (*way, "from" if first else "to"),
                "Avtaleperioden for beløpene skrives med både «from» og «to», den siste"
                " dagen ikke før den første, og bare ved «per: agreement_period».",
            )
            return None
        return first, last

    def _linear(self, written: Any, way: Location, name: str) -> Any:  # noqa: ANN401 -- as above
        """A key that must share each amount alike, however large it is."""
        key = self._sharing(written, way, name)
        if key.is_linear:
            return key
        self._document.fault(
            (*way, name),
            "Nøkkelen som får minimum og tak, kan ikke selv ha terskel eller grenser:"
            " det som er utenpå, ville bryte det som er inni.",
        )
        return Equal()

    def _group(self, written: key_schema.GroupModel, way: Location) -> Group:
        payers: tuple[str, ...] | None = None
        if not isinstance(written.payers, str):
            payers = tuple(
                slug
                for n, slug in enumerate(written.payers)
                if self._known_payer(slug, (*way, "payers", n))
            )
            for slug in sorted({p for p in payers if payers.count(p) > 1}):
                self._document.fault(
                    (*way, "payers"),
                    "«{name}» står mer enn én gang i «payers».",
                    name=slug,
                )
        key = unshared(self.read(written.key, (*way, "key")))
        if key is None:
            key = self._sharing(written.key, way)
        if written.collective is not None:
            self._known_payer(written.collective, (*way, "collective"))
        elif isinstance(key, NotStated):
            self._document.fault(
                way,
                "Nøkkelen i gruppen er ikke oppgitt: oppgi «collective», den som står"
                " for gruppen så lenge.",
            )
            return Group(written.share, payers, Equal())
        stand = payers if payers is not None else (written.collective or "",)
        names = tuple(self._payers[slug] for slug in stand if slug in self._payers)
        return Group(written.share, payers, key, written.collective, names)

    def _steps(self, written: key_schema.StepsModel, way: Location) -> SizeSteps:
        steps = tuple((step.up_to, step.amount) for step in written.steps)
        limits = [limit for limit, _ in steps]
        ascending = all(
            low is not None and (high is None or low < high)
            for low, high in itertools.pairwise(limits)
        )
        if not ascending:
            self._document.fault(
                (*way, "steps"),
                "Trinnene må stå nedenfra, og bare det siste kan være uten «up_to».",
            )
        return SizeSteps(steps, *self._statistic(written, way))

    def _statistic(
        self,
        written: key_schema.ByStatisticModel
        | key_schema.PriceModel
        | key_schema.StepsModel,
        way: Location,
    ) -> tuple[str, StatisticDate, str]:
        """The name of a statistic, its date rule and its title."""
        if written.statistic not in self._statistics:
            self._document.fault(
                (*way, "statistic"),
                "Ukjent statistikk «{name}». Kjente statistikker: {known}.",
                name=written.statistic,
                known=", ".join(sorted(self._statistics)) or Text("ingen"),
            )
        series = self._statistics.get(written.statistic)
        title = series.title if series else written.statistic
        return written.statistic, _date_rule(written.date), title

    def _amounts(
        self, written: Fraction | Mapping[str, Fraction] | None, way: Location
    ) -> dict[str, Fraction]:
        """Amounts by payer; one amount is the same for every payer there is."""
        if written is None:
            return {}
        if isinstance(written, Fraction):
            return dict.fromkeys(sorted(self._payers), written)
        return self._by_payer(written, way)

    def _by_payer(
        self, written: Mapping[str, Fraction], way: Location
    ) -> dict[str, Fraction]:
        return {
            payer: figure
            for payer, figure in written.items()
            if self._known_payer(payer, (*way, payer))
        }

    def _known_payer(self, slug: str, way: Location) -> bool:
        if slug in self._payers:
            return True
        self._document.fault(
            way,
            "Ukjent betaler «{name}»: ikke blant kommunene eller de andre partene.",
            name=slug,
        )
        return False

    def _whole(
        self, shares: Sequence[Fraction] | Collection[Fraction], way: Location
    ) -> None:
        """Shares must be exactly 1 together; say by how much they are not."""
        off = sum(shares, Fraction(0)) - 1
        if off:
            template = (
                "Andelene blir til sammen {total} %, {off} prosentpoeng for mye."
                if off > 0
                else "Andelene blir til sammen {total} %, {off} prosentpoeng for lite."
            )
            self._document.fault(
                way, template, total=(1 + off) * 100, off=abs(off) * 100
            )


def _date_rule(written: YearRule | key_schema.YearDateModel | date) -> StatisticDate:
    """Which date of a statistic holds."""
    if isinstance(written, key_schema.YearDateModel):
        month, day = written.day
        return StatisticDate(written.year, month, day)
    if isinstance(written, date):
        return StatisticDate(None, fixed=written)
    return StatisticDate(year=written)
