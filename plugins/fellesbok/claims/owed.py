"""What a payer owes (*hva vi skylder*): of the shares of a period, and of the claims.

The one answer to it.  The payer's page, the page of claims, the overview, the terminal
and the report say this sentence and no other; it is of the books as they are written,
and of one day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator

    from fellesbok.agreement import Payer
    from fellesbok.claims.settling import Settlement
    from fellesbok.claims.unpaid import Unpaid
    from fellesbok.sharing.records import Parts
    from fellesbok.sharing.statement import Share

NOTHING = Decimal("0.00")
TO_PAY = Text("Å betale")


@frozen
class Owed:
    """What a payer bears of a period, and what is claimed of it and not paid.

    Attributes:
        payer: Who owes.
        period: The period of the shares, as it is written: ``2018``.
        parts: What its shares of the period come to.
        unpaid: What is claimed and not paid; ``None`` where nothing was ever claimed.
        left: What of its shares is not claimed, in kroner; below zero is claimed
            too much, and ``None`` is not known.  Its own share as host is no part, nor
            what is held back.
        laid_out: What it has paid for the others, which its settlement takes off.
        set_off: What of its claims is settled against what it has paid for the others.
        received: What it is claimed beside its shares: what it has got for the others.
        tax: What is added to its claims as tax; below zero where it is taken back.
        held_back: What was taken back after an objection, and is not asked for.
    """

    payer: Payer
    period: str
    parts: Parts
    unpaid: Unpaid | None
    left: Decimal | None = None
    laid_out: Decimal = NOTHING
    set_off: Decimal = NOTHING
    received: Decimal = NOTHING
    tax: Decimal = NOTHING
    held_back: Decimal = NOTHING

    @property
    def sentence(self) -> str:
        """It in words: a sentence, and more where something is claimed or laid out."""
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
            if self.held_back > 0:
                words = Text(
                    "{held_back} kr ble tatt tilbake etter en innsigelse, og er holdt"
                    " tilbake.",
                    held_back=self.held_back,
                )
                told.append(words)
        if self.laid_out > 0:
            words = Text(
                "{laid_out} kr er lagt ut for de andre, og går av i avregningen.",
                laid_out=self.laid_out,
            )
            told.append(words)
        return sentences([*told, *self._beside_shares()])

    def _beside_shares(self) -> Iterator[Text]:
        """Why what is claimed and paid is not what the shares come to."""
        payer = self.payer.name
        if self.set_off > 0:
            yield Text(
                "{set_off} kr er gjort opp mot det {payer} har lagt ut for de andre.",
                set_off=self.set_off,
                payer=payer,
            )
        if self.received > 0:
            yield Text(
                "{received} kr er krevd i tillegg: det {payer} har mottatt for de"
                " andre.",
                received=self.received,
                payer=payer,
            )
        if self.tax > 0:
            yield Text("{tax} kr er krevd i tillegg som merverdiavgift.", tax=self.tax)
        elif self.tax < 0:
            yield Text(
                "{tax} kr mindre er krevd, for merverdiavgift som går tilbake.",
                tax=-self.tax,
            )

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
            claims = claims_page(self.payer)
            unpaid, overdue = self.unpaid.figures
            figures += [
                Figure(unpaid.title, unpaid.value, unpaid.note, leads_to=claims),
                overdue,
            ]
        elif parts.internal is not None:
            figures.append(Figure(INTERNAL.title, parts.internal))
        return InShort(self.sentence, tuple(figures))


def claims_page(payer: Payer) -> Page:
    """The claims on a payer, of every year."""
    return Page("Krav", (("kommune", payer.slug), ("time", "")))


def owed(  # noqa: PLR0913 -- one for each thing that it is made of
    payer: Payer,
    period: str,
    shares: Iterable[Share],
    unpaid: Unpaid | None = None,
    settlement: Settlement | None = None,
    *,
    laid_out: Decimal = NOTHING,
) -> Owed:
    """What a payer owes.

    Args:
        payer: The payer.
        period: The period of the shares, as it is written.
        shares: The shares of the period, whoever bears them.
        unpaid: What is claimed of it and not paid.
        settlement: Its settlement of the year, where the period is one and something is
            claimed.
        laid_out: What it has paid for the others; of a settlement that of the same.
    """
    ours = [share for share in shares if share.municipality == payer.name]
    parts = parts_of(ours)
    if settlement is None:
        return Owed(payer, period, parts, unpaid, laid_out=laid_out)
    own = {share.cooperation for share in ours if share.internal}
    lines = [x for x in settlement.lines if x.cooperation.account not in own]
    return Owed(
        payer,
        period,
        parts,
        unpaid,
        left=sum((line.left - line.held_back for line in lines), NOTHING),
        held_back=sum((line.held_back for line in lines), NOTHING),
        laid_out=settlement.laid_out,
        set_off=sum((line.set_off for line in lines), NOTHING),
        received=sum((line.received for line in lines), NOTHING),
        tax=sum((line.tax for line in lines), NOTHING),
    )
