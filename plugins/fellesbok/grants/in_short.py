"""Grants in short (*kort sagt*): what is earned and has come, and what is urgent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.grants.tables import FIGURES
from fellesbok.messages import Text
from fellesbok.tables import added
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.grants.records import GrantOnDay

NOT_STATED = Text("ikke oppgitt")
NOTHING = Decimal("0.00")


def grants_in_short(rows: Sequence[GrantOnDay], day: date) -> InShort | None:
    """What is earned, what has come, and how much must be looked at; or nothing."""
    if not rows:
        return None
    earned = [row.stand.earned for row in rows]
    received = [row.stand.received for row in rows]
    warnings = sum(len(row.warnings) for row in rows)
    told = Text(
        "Per {day} er {earned} kr opptjent, og {received}.",
        day=day,
        earned=added(earned) or NOTHING,
        received=_received(received),
    )
    if warnings:
        told = Text("{told} {count} forhold må avklares.", told=told, count=warnings)
    return InShort(
        told,
        (
            Figure(FIGURES["earned"].title, added(earned), _known(earned)),
            Figure(FIGURES["received"].title, added(received), _known(received)),
            Figure(Text("Må avklares"), warnings, is_urgent=bool(warnings)),
        ),
    )


def _received(received: Sequence[Decimal | None]) -> Text:
    """What has come, which nobody may have stated."""
    amount = added(received)
    if amount is None:
        return Text("hva som er mottatt, er ikke oppgitt")
    if None in received:
        return Text("{amount} kr mottatt, så langt det er oppgitt", amount=amount)
    return Text("{amount} kr mottatt", amount=amount)


def _known(amounts: Sequence[Decimal | None]) -> str:
    """How many of the grants the figure is of, where it is not of all."""
    count = sum(1 for amount in amounts if amount is not None)
    if count == len(amounts):
        return ""
    if not count:
        return NOT_STATED
    return Text("oppgitt for {count} av {whole}", count=count, whole=len(amounts))
