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
    of = [(each, _concerned(claims, each)) for each in _holding(claims)]
    for objection, places in sorted(of, key=_order):
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


def _holding(claims: Sequence[Claimed]) -> Sequence[Objection]:
    """The objections that hold something back, each once."""
    found = {
        each.id: each
        for claim in claims
        for each in claim.objections
        if each.holds_back
    }
    return tuple(found.values())


def _concerned(claims: Sequence[Claimed], objection: Objection) -> Sequence[int]:
    """Where the claims stand that it is to; a host's note to itself last of them."""
    found = [
        place
        for place, claim in enumerate(claims)
        if any(each.id == objection.id for each in claim.objections)
    ]
    return sorted(found, key=lambda place: claims[place].is_internal)
