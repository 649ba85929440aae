"""Shares in short (*kort sagt*): what is shared of a period, and one payer's share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.sharing.tables import BASIS
from fellesbok.sharing.tables import COOPERATIONS
from fellesbok.tables import added
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.sharing.statement import Share


def shared_in_short(shares: Sequence[Share], period: str) -> InShort | None:
    """How much is shared of a period, among how many; nothing where nothing is.

    Args:
        shares: Everybody's.
        period: The period, as it is written.
    """
    amount = added(share.amount for share in shares)
    if amount is None:
        return None
    cooperations = len({share.cooperation for share in shares})
    payers = len({share.municipality for share in shares})
    return InShort(
        Text(
            "{amount} kr er fordelt for {period}: {cooperations} samarbeid, {payers}"
            " betalere.",
            amount=amount,
            period=period,
            cooperations=cooperations,
            payers=payers,
        ),
        (
            Figure(Text("Fordelt for {period}", period=period), amount),
            Figure(COOPERATIONS.title, cooperations),
            Figure(Text("Betalere"), payers),
        ),
    )


def all_shared_in_short(shares: Sequence[Share]) -> Text:
    """How much the books share in all, in kroner, and between how many cooperations.

    The shares have been held against the cost when they were made.
    """
    return Text(
        "{amount} kr er fordelt på {count} samarbeid; summen av andelene stemmer på"
        " øret.",
        amount=sum((share.amount for share in shares), Decimal(0)),
        count=len({share.cooperation for share in shares}),
    )


def share_in_short(shares: Sequence[Share], payer: Payer) -> InShort | None:
    """What a payer bears of a cooperation's year, and of how much.

    Args:
        shares: The payer's shares of the year, of which there is at least one.
        payer: The payer.
    """
    amount = added(share.amount for share in shares)
    if amount is None:
        return None
    last = shares[-1]
    told = Text("{payer} betaler {amount} kr", payer=payer.name, amount=amount)
    if all(share.internal for share in shares):
        told = Text(
            "{payer} bærer {amount} kr selv som vert", payer=payer.name, amount=amount
        )
    if last.share is None:
        return InShort(
            Text("{told} ({how}).", told=told, how=last.share_text),
            (Figure(Text("Andelen"), amount),),
        )
    percent = percent_of(last.share)
    return InShort(
        Text(
            "{told}, som er {percent} % av {basis} kr, delt etter «{key}».",
            told=told,
            percent=percent,
            basis=last.basis,
            key=last.key,
        ),
        (
            Figure(Text("Andelen"), amount),
            Figure(Text("Andelen i prosent"), percent, last.share_text),
            Figure(BASIS.title, last.basis),
        ),
    )
