"""What is handed over of an e-invoice, for the access point (*aksesspunkt*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@frozen
class Payload:
    """One file to hand over; ``amount`` in kroner, negative in a credit note.

    ``due`` and ``kid`` are ``None`` where nothing is to be paid.  The fields stand in
    the order of the columns.
    """

    number: str
    payer: str
    endpoint: str
    amount: Decimal
    kid: str | None
    due: date | None
    file: str
