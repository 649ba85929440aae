"""How much of each claim is disputed (*omtvistet*): an amount is taken off once.

An objection to a share or a voucher is one to every settlement that asks for its year.
It says one amount for all of them, which is taken off the oldest first, as far as
something is left of each: whichever of them has fallen due, no more is reminded of
than all that is left less what is objected to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.objections import Objection


class Claimed(Protocol):
    """What is looked at of a claim: what is left to pay, and the objections to it."""

    @property
    def left_to_pay(self) -> Decimal:
        """In kroner; nothing where the payer is owed."""

    @property
    def is_internal(self) -> bool:
        """Whether it is the host's note to itself."""

    @property
    def objections(self) -> Sequence[Objection]:
        """What its payer objects to it, or to what it rests on."""


def disputed_amounts(claims: Sequence[Claimed]) -> Sequence[Decimal]:
    """What is disputed of each claim, in kroner, in their order.

    What several object to is added up: of what may be the same, less is undisputed.
    An objection that says no amount disputes all that is left of what it is to.

    Args:
        claims: All of them, the oldest first.
    """
    disputed = [Decimal("0.00")] * len(claims)
    for objection, places in sorted(_places(claims), key=_order):
        rest = objection.amount
        for place in places:
            left = claims[place].left_to_pay - disputed[place]
            part = left if rest is None else min(left, rest)
            disputed[place] += part
            rest = None if rest is None else rest - part
    return disputed


def _order(each: tuple[Objection, Sequence[int]]) -> tuple[object, ...]:
    """Those that dispute all first; then those that have no later claim to go to."""
    objection, places = each
    return objection.amount is not None, max(places), len(places), objection.id


def _places(claims: Sequence[Claimed]) -> Iterable[tuple[Objection, Sequence[int]]]:
    """What holds something back, and where the claims stand that it is to.

    A host's note to itself is the last of them.
    """
    found: dict[str, tuple[Objection, list[int]]] = {}
    for place in sorted(range(len(claims)), key=lambda at: claims[at].is_internal):
        for each in claims[place].objections:
            if each.holds_back:
                found.setdefault(each.id, (each, []))[1].append(place)
    return found.values()
