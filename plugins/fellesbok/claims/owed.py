"""What a payer owes (*hva vi skylder*): of the shares of a period, and of the claims.

The one answer to it.  The payer's page, the page of claims, the overview, the terminal
and the report say this sentence and no other; it is of the books as they are written,
and of one day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.reminders import ages
from fellesbok.claims.tables import OVERDUE
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import INTERNAL
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort
from fellesbok.tables.targets import Page
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement.model import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.settling import Settlement
    from fellesbok.sharing.records import Parts
    from fellesbok.sharing.statement import Share

NOTHING = Decimal("0.00")
UNPAID = Text("Krevd og ikke betalt")
TO_PAY = Text("Å betale")


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


@frozen
class Owed:
    """What a payer bears of a period, and what is claimed of it and not paid.

    Attributes:
        payer: Who owes.
        period: The period of the shares, as it is written: ``2018``.
        parts: What its shares of the period come to.
        unpaid: What is claimed and not paid; ``None`` where nothing was ever claimed.
        left: What of its shares is not claimed, in kroner; below zero is claimed
            too much, and ``None`` is not known.  Its own share as host is no part.
        laid_out: What it has paid for the others, which its settlement takes off.
    """

    payer: Payer
    period: str
    parts: Parts
    unpaid: Unpaid | None
    left: Decimal | None = None
    laid_out: Decimal = NOTHING

    @property
    def sentence(self) -> str:
        """It in words: a sentence, and more where something is claimed."""
        told = [self.shared]
        if self.unpaid is not None:
            told.append(self.unpaid.sentence)
            if self.left is not None and self.left > 0:
                words = Text("{left} kr er ikke krevd ennå.", left=self.left)
                told.append(words)
            elif self.left is not None and self.left < 0:
                words = Text(
                    "{left} kr er krevd for mye og skal avregnes.", left=-self.left
                )
                told.append(words)
            if self.laid_out > 0:
                words = Text(
                    "{laid_out} kr er lagt ut for de andre, og går av i avregningen.",
                    laid_out=self.laid_out,
                )
                told.append(words)
        return sentences(told)

    @property
    def shared(self) -> Text:
        """What it is to pay of the period, and what it bears itself."""
        parts = self.parts
        values = {"payer": self.payer.name, "period": self.period}
        if parts.now is None:
            return self._nothing_to_pay()
        if parts.now < 0:
            told = Text(
                "{payer} skal ha tilbake {amount} kr for {period}",
                amount=-parts.now,
                **values,
            )
        else:
            told = Text(
                "{payer} skal betale {amount} kr for {period}",
                amount=parts.now,
                **values,
            )
        if parts.internal is not None and parts.later is not None:
            return Text(
                "{told}, og bærer {internal} kr selv som vert; {later} kr til forfaller"
                " senere.",
                told=told,
                internal=parts.internal,
                later=parts.later,
            )
        if parts.internal is not None:
            return Text(
                "{told}, og bærer {internal} kr selv som vert.",
                told=told,
                internal=parts.internal,
            )
        if parts.later is not None:
            return Text(
                "{told}; {later} kr til forfaller senere.", told=told, later=parts.later
            )
        return Text("{told}.", told=told)

    def _nothing_to_pay(self) -> Text:
        """Where no share falls due for the period."""
        parts = self.parts
        values = {"payer": self.payer.name, "period": self.period}
        if parts.internal is not None and parts.later is not None:
            return Text(
                "{payer} bærer {internal} kr selv som vert i {period}, og skal betale"
                " {later} kr senere.",
                internal=parts.internal,
                later=parts.later,
                **values,
            )
        if parts.internal is not None:
            return Text(
                "{payer} bærer {internal} kr selv som vert i {period}, og skal ikke"
                " betale noe.",
                internal=parts.internal,
                **values,
            )
        if parts.later is not None:
            return Text(
                "{payer} skal betale {later} kr for {period}, som forfaller senere.",
                later=parts.later,
                **values,
            )
        return Text("{payer} har ingen andeler i {period}.", **values)

    @property
    def in_short(self) -> InShort:
        """The sentence with its figures."""
        parts, statement = self.parts, Statement(self.payer.slug, self.period)
        titled = Text("{what} for {period}", what=TO_PAY, period=self.period)
        figures = [Figure(titled, parts.now or NOTHING, leads_to=statement)]
        if self.unpaid is not None:
            claims = Page("Krav", (("kommune", self.payer.slug), ("time", "")))
            unpaid, overdue = self.unpaid.figures
            figures += [
                Figure(unpaid.title, unpaid.value, unpaid.note, leads_to=claims),
                overdue,
            ]
        elif parts.internal is not None:
            figures.append(Figure(INTERNAL.title, parts.internal))
        return InShort(self.sentence, tuple(figures))


def owed(
    payer: Payer,
    period: str,
    shares: Iterable[Share],
    unpaid: Unpaid | None = None,
    settlement: Settlement | None = None,
) -> Owed:
    """What a payer owes.

    Args:
        payer: The payer.
        period: The period of the shares, as it is written.
        shares: The shares of the period, whoever bears them.
        unpaid: What is claimed of it and not paid.
        settlement: Its settlement of the year, where the period is one.
    """
    ours = [share for share in shares if share.municipality == payer.name]
    left, laid_out = None, NOTHING
    if settlement is not None:
        laid_out = settlement.laid_out
        own = {share.cooperation for share in ours if share.internal}
        lines = (x for x in settlement.lines if x.cooperation.account not in own)
        left = sum((line.left for line in lines), NOTHING)
    return Owed(payer, period, parts_of(ours), unpaid, left, laid_out)


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
