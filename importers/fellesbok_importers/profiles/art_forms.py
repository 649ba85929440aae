"""How a file writes its arts: alone, or with the account class (*kontoklasse*) first.

Where the codes of a file could be either, and the profile says nothing, it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.profiles.account_codes import KOSTRA
from fellesbok_importers.profiles.account_codes import NS4102
from fellesbok_importers.profiles.account_codes import code_fault
from fellesbok_importers.profiles.account_codes import may_be_accounts
from fellesbok_importers.profiles.account_codes import may_begin_with_class

if TYPE_CHECKING:
    from fellesbok_importers.profiles.column_schema import Booking

_ART_DIGITS = 3


@frozen
class Art:
    """A code that was read; ``fault`` where it is none."""

    code: str
    account_class: str
    art: str
    fault: Text | None = None


@frozen
class Asked:
    """A code that can be read in two ways, what to ask, and where the answer stands."""

    row: int
    code: str
    text: Text
    field: str


class ArtForms:
    """Reads the arts of one file, and remembers what they could have been."""

    def __init__(self, booking: Booking) -> None:
        """No code has been read yet."""
        self._booking = booking
        self._read: dict[str, Art] = {}
        self._rows: dict[str, int] = {}

    def read(self, code: str, row: int) -> Art:
        """What a code is by the profile."""
        if code not in self._read:
            self._read[code] = self._of(code)
            self._rows[code] = row
        return self._read[code]

    def _of(self, code: str) -> Art:
        chart = self._booking.chart or KOSTRA
        if chart != KOSTRA or self._booking.art_form != "class_art":
            return Art(code, "", code, code_fault(code, chart))
        fault = code_fault(code[1:], chart)
        if fault is not None:
            fault = Text(
                "Etter profilen (art_form: class_art) er koden kontoklassen og så en"
                " art på minst tre sifre, slik som 17101."
            )
        return Art(code, code[:1], code[1:], fault)

    def asked(self) -> Asked | None:
        """What must be asked of the codes that have been read, if anything."""
        booking = self._booking
        codes = [code for code, art in self._read.items() if code and not art.fault]
        if booking.chart == NS4102 or booking.art_form is not None:
            return None
        if booking.chart is None and may_be_accounts(codes):
            return Asked(self._rows[codes[0]], codes[0], which_chart(codes[0]), "chart")
        if not may_begin_with_class(codes):
            return None
        code = codes[0]
        text = Text(
            "Kodene i filen kan leses på to måter: {code} er art {plain}, eller art"
            " {behind} med kontoklassen {first} foran. Skriv art_form: art eller"
            " art_form: class_art under booking i profilen.",
            code=code,
            plain=code[:_ART_DIGITS],
            behind=code[1 : 1 + _ART_DIGITS],
            first=code[0],
        )
        return Asked(self._rows[code], code, text, "art_form")


def which_chart(code: str) -> Text:
    """What must be asked where every code of a file has four digits."""
    return Text(
        "Kodene i filen kan leses på to måter: {code} er art {art} med et eget siffer"
        " (KOSTRA), eller konto {code} etter Norsk Standard 4102. Skriv chart: kostra"
        " eller chart: ns4102 under booking i profilen.",
        code=code,
        art=code[:_ART_DIGITS],
    )
