"""What a distribution key and the other terms are called by those who read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.messages import MOST_DECIMALS
from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.messages import joined
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key import Group
    from fellesbok.agreement.distribution_key import Reading
    from fellesbok.agreement.duration import Notice

NOT_STATED = Text("ikke oppgitt")
"""What the source does not say, which is neither nothing nor zero."""

BASES = {
    Basis.NET: Text("netto, etter tilskudd"),
    Basis.GROSS: Text("brutto, før tilskudd"),
}
SETTLEMENTS = {
    Settlement.MONTH: Text("hver måned"),
    Settlement.QUARTER: Text("hvert kvartal"),
    Settlement.HALF_YEAR: Text("hvert halvår"),
    Settlement.YEAR: Text("hvert år"),
    Settlement.PROJECT_END: Text("ved prosjektslutt"),
}
SURPLUSES = {
    Surplus.RETURN_TO_PARTICIPANTS: Text("overskuddet betales tilbake"),
    Surplus.FUND: Text("overskuddet settes av til fond"),
    Surplus.OWED_TO_GRANTOR: Text("overskuddet skyldes tilskuddsgiver"),
    Surplus.NOT_STATED: Text("overskuddet har ingen eier"),
}


def key_title(key: DistributionKey) -> Text:  # noqa: C901, PLR0911, PLR0912 -- one line a kind
    """The name of a key, or what kind it is where it has none."""
    match key:
        case Named():
            return Text("{title}", title=key.title)
        case Equal():
            return Text("likt")
        case ByStatistic():
            return Text("etter {statistic}", statistic=_statistic(key))
        case Shares():
            return Text("faste andeler")
        case Weights():
            return Text("vekter")
        case FixedAmounts():
            return Text("faste beløp")
        case PricePerUnit():
            return Text(
                "{price} kr per enhet, {statistic}",
                price=exact_kroner(key.price_ore),
                statistic=_statistic(key),
            )
        case SizeSteps():
            return Text("trapp etter {statistic}", statistic=_statistic(key))
        case BasePlusRest():
            return Text("grunnbeløp, resten {rest}", rest=key_title(key.rest))
        case Bounded():
            return Text("{key} med minimum og tak", key=key_title(key.key))
        case Threshold():
            return Text(
                "{key} over {threshold} kr",
                key=key_title(key.above),
                threshold=kroner(int(key.threshold_ore)),
            )
        case NothingShared():
            return Text("ingenting fordeles")
        case NotStated():
            return NOT_STATED
        case Groups():
            return _weighted([(g.share, _group_title(g)) for g in key.groups])
        case Combined():
            return _weighted([(weight, key_title(part)) for weight, part in key.parts])
        case _:
            raise TypeError(key)


def notice_title(notice: Notice) -> Text:
    """A time of notice in words."""
    if notice.count == 1:
        return Text(_ONE[notice.unit])
    return Text(_SEVERAL[notice.unit], count=notice.count)


_ONE = {
    "days": "én dag",
    "weeks": "én uke",
    "months": "én måned",
    "years": "ett år",
}
_SEVERAL = {
    "days": "{count} dager",
    "weeks": "{count} uker",
    "months": "{count} måneder",
    "years": "{count} år",
}


def reading_title(reading: Reading) -> Text:
    """Another reading in words: its own, or what is read otherwise."""
    if reading.text:
        return Text("{reading}", reading=reading.text)
    if reading.key is not None:
        return key_title(reading.key)
    if reading.basis is not None:
        return BASES[Basis(reading.basis)]
    return SURPLUSES[Surplus(reading.surplus)]


def _statistic(key: ByStatistic | PricePerUnit | SizeSteps) -> str:
    """The statistic's title, in the middle of a sentence."""
    title = key.title or key.statistic
    return title[:1].lower() + title[1:]


def percent(share: Fraction) -> Text:
    """An agreed share, never rounded: ``54,2 %``, or ``1/3`` if that has no end."""
    number = share * 100
    if (number * 10**MOST_DECIMALS).denominator == 1:
        return Text("{number} %", number=number)
    return Text("{share}", share=str(share))


def _group_title(group: Group) -> Text:
    """Who a group is and, where they are several, how they share."""
    names = ", ".join(sorted(group.names))
    if isinstance(group.key, NotStated):
        if not names:
            return Text("deltakerne (delingen er ikke oppgitt)")
        return Text("{names} (delingen er ikke oppgitt)", names=names)
    if group.payers is None:
        return Text("deltakerne {key}", key=key_title(group.key))
    if len(group.payers) == 1 and isinstance(group.key, Equal):
        return Text("{names}", names=names)
    return Text("{names} {key}", names=names, key=key_title(group.key))


def _weighted(parts: Sequence[tuple[Fraction, Text]]) -> Text:
    """Parts of a key, each with its weight."""
    told = [Text("{weight} {key}", weight=percent(w), key=title) for w, title in parts]
    return joined(told, " + ")
