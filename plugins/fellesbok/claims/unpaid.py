"""What is claimed and not paid on a day (*utestående*): a sentence and its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.reminders import ages
from fellesbok.claims.tables import OVERDUE
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.tables.in_short import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose

NOTHING = Decimal("0.00")
UNPAID = Text("Krevd og ikke betalt")


@frozen
class Unpaid:
    """What is claimed and not paid on a day, in kroner.

    Attributes:
        day: The day.
        count: How many claims something is left of.
        amount: What is left; a host's own notes are no debt.
        overdue: What of it has fallen due.
        oldest: How many days ago the oldest of that fell due.
        credit: What payers have to their credit, which is not taken off.
    """

    day: date
    count: int
    amount: Decimal
    overdue: Decimal
    oldest: int
    credit: Decimal

    @property
    def sentence(self) -> Text:
        """It in words."""
        if not self.amount:
            told = Text("Alt som er krevd per {day}, er betalt.", day=self.day)
        elif not self.overdue:
            told = Text(
                "Per {day} er {amount} kr krevd og ikke betalt; ingenting har forfalt.",
                day=self.day,
                amount=self.amount,
            )
        elif self.overdue == self.amount:
            told = Text(
                "Per {day} er {amount} kr krevd og ikke betalt; alt har forfalt.",
                day=self.day,
                amount=self.amount,
            )
        else:
            told = Text(
                "Per {day} er {amount} kr krevd og ikke betalt; {overdue} kr av det har"
                " forfalt.",
                day=self.day,
                amount=self.amount,
                overdue=self.overdue,
            )
        return told if not self.credit else _and_credit(told, self.credit)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is left, and what of it has fallen due."""
        count = Text("{count} krav", count=self.count)
        oldest = Text("det eldste for {days} dager siden", days=self.oldest)
        return (
            Figure(UNPAID, self.amount, count),
            Figure(
                OVERDUE.title,
                self.overdue,
                oldest if self.overdue else Text("ingen krav"),
                is_urgent=bool(self.overdue),
            ),
        )


def unpaid_of(items: Sequence[ClaimItem], loose: Iterable[Loose], day: date) -> Unpaid:
    """What is claimed and not paid.

    Args:
        items: Claims, also those that are paid.
        loose: What is paid and belongs to no claim.
        day: The day that they are seen from.
    """
    left = [i for i in items if i.remaining > 0 and not i.is_internal]
    aged = ages(items, loose)
    late = [item.days_overdue for item in left if item.days_overdue]
    return Unpaid(
        day,
        len(left),
        NOTHING + sum(aged.overdue),
        NOTHING + sum(i.remaining for i in left if i.days_overdue),
        max(late, default=0),
        aged.credit,
    )


def _and_credit(told: Text, credit: Decimal) -> Text:
    return Text("{told} {credit} kr er til gode.", told=told, credit=credit)
