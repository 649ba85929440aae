"""The reference that the payment of a claim is to bear (*KID*), and a claim's number.

A KID is digits that end in a check digit by modulus 10 (Luhn); ours is the year and the
number of the claim.  Two hosts may have the same one: each has its own bank account.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ID = re.compile(
    r"(?P<host>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)-(?P<year>[12]\d{3})-(?P<number>\d{4})"
)


class ClaimNumber(NamedTuple):
    """What the id of a claim is made of (*kravnummer*).

    Attributes:
        host: Slug of the host.
        year: The year of the claim's date.
        number: Its place in the series of the host and year, from 1.
    """

    host: str
    year: int
    number: int

    @property
    def id(self) -> str:
        """As it stands in the books: ``nordreisa-2018-0001``."""
        return f"{self.host}-{self.year}-{self.number:04d}"

    @property
    def kid(self) -> str:
        """Year, number and check digit: ``201800018``."""
        digits = f"{self.year}{self.number:04d}"
        from stdnum import luhn  # noqa: PLC0415 -- it brings a web client with it

        return f"{digits}{luhn.calc_check_digit(digits)}"


def claim_number(written: str) -> ClaimNumber | None:
    """What an id says, or ``None`` where it is none."""
    match = _ID.fullmatch(written)
    if match is None or not int(match["number"]):
        return None
    return ClaimNumber(match["host"], int(match["year"]), int(match["number"]))
