"""A year that is to be closed, in short (*kort sagt*): what is charged, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from fellesbok.closing.writing import Closing


def closing_in_short(closing: Closing) -> Text:
    """What is fixed of one cooperation's year, in kroner; corrections apart."""
    charged = [
        line.amount_ore
        for line in closing.year.lines
        if vocabulary.CHARGE_TAG in line.tags
    ]
    return Text(
        "{cooperation} {year}: {amount} kr fordelt i {lines} linjer, {vouchers} bilag.",
        cooperation=closing.year.cooperation.title,
        year=closing.year.year,
        amount=kroner(sum(charged)),
        lines=len(closing.year.lines),
        vouchers=closing.vouchers,
    )
