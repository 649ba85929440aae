"""Which way income goes in a column of amounts (*fortegn på inntekter*).

In a ledger income has a minus; a budget or a list for people often writes it like the
costs, without::

    620  Salg  -500,00     income of 500
    620  Salg   500,00     income of 500, or 500 of income taken back

Where no income of a file has a minus, it can be read in two ways, and is asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.profiles.account_codes import KOSTRA
from fellesbok_importers.profiles.account_codes import Kind
from fellesbok_importers.profiles.account_codes import kind_of

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok_importers.profiles import Profile

ASKED = Text(
    "Ingen av inntektene i filen har minus. Skriv income_sign under booking i profilen:"
    " plus om inntekter skrives slik som kostnader, minus om dette er inntekter som"
    " tas tilbake."
)


class IncomeSigns:
    """Reads the sign of income, and remembers whether any had a minus."""

    def __init__(self, profile: Profile) -> None:
        """No line has come yet.

        Debit and credit, and vouchers that come to nought, leave nothing in doubt.
        """
        columns, self._booking = profile.columns, profile.booking
        is_one_column = columns.amount is not None and columns.side is None
        is_whole = self._booking.vouchers == "balanced"
        self._is_in_doubt = is_one_column and not is_whole
        self._has_minus = False
        self._first: tuple[int, str] | None = None

    def turns(self, row: int, art: str, kind: str, net: Decimal) -> bool:
        """Whether an amount goes the other way than it is written."""
        if not self._is_in_doubt or not self._is_income(art, kind):
            return False
        if net < 0:
            self._has_minus = True
        elif net and self._first is None:
            self._first = row, f"{net:f}"
        return self._booking.income_sign == "plus"

    def asked(self) -> tuple[int, str] | None:
        """The row of the first income without a minus, and what stands there."""
        is_said = self._booking.income_sign is not None
        return None if is_said or self._has_minus else self._first

    def _is_income(self, art: str, kind: str) -> bool:
        if not art:
            return kind == "income"
        found = kind_of(art, self._booking.chart or KOSTRA)
        return found in {Kind.INCOME, Kind.CONTRA}
