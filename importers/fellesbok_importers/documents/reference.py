"""References on payments: KID, and our own (*betalingsreferanse*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import luhn

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer

OUR_LINK = re.compile(r"fordeling-(\d{4})-([a-z0-9-]+)", re.IGNORECASE)
SHORTEST_KID, LONGEST_KID = 2, 25


def is_kid(written: str) -> bool:
    """Whether digits end in the check digit of a KID, by modulus 10 or 11.

    The last sign of a KID by modulus 11 is a hyphen where the digit would be ten.
    """
    text = written.replace(" ", "")
    if not SHORTEST_KID <= len(text) <= LONGEST_KID:
        return False
    if not text[:-1].isascii() or not text[:-1].isdigit():
        return False
    if text[-1] == "-":
        return _modulus_11(text[:-1]) == "-"
    if not (text[-1].isascii() and text[-1].isdigit()):
        return False
    return bool(luhn.is_valid(text)) or _modulus_11(text[:-1]) == text[-1]


def _modulus_11(digits: str) -> str:
    """The check digit by the weights 2 to 7 from the right; ten is a hyphen."""
    total = sum(
        int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits))
    )
    rest = 11 - total % 11
    return {10: "-", 11: "0"}.get(rest, str(rest))


def receivable_of(text: str, agreement: Agreement) -> tuple[Cooperation, Payer] | None:
    """Whose share a reference such as ``fordeling-2018-ikt-nordreisa`` names."""
    for match in OUR_LINK.finditer(text):
        rest = match[2].lower()
        for slug, cooperation in agreement.cooperations.items():
            for payer in agreement.payers:
                if rest == f"{slug}-{payer.slug}":
                    return cooperation, payer
    return None
