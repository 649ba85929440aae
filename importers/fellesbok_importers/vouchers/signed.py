"""Who attested and approved each voucher of an export, and when, as its rows say.

A row says it of the whole voucher.  Where no row of a voucher says anything, nobody has
signed it in the file: nothing is concluded from that, nor from a name without a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.profiles.by_column import SIGNED

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from fellesbok_importers.rows.sheet import Row
    from fellesbok_importers.rows.voucher_lines import LineReader

_COLUMNS = dict(zip(Approval, SIGNED, strict=True))


@frozen
class Signed:
    """That somebody attested or approved a voucher, by the row that says so first."""

    approval: Approval
    person: str
    day: date
    row: int


class SignedVouchers:
    """Gathers who signed each voucher; what cannot be meant is noted as a fault."""

    def __init__(self, reader: LineReader) -> None:
        """No row has come yet."""
        self._reader = reader
        self._people = reader.profile.booking.people
        self._found: dict[Hashable, dict[Approval, Signed]] = {}

    def note(self, voucher: Hashable, row: Row) -> None:
        """What a row says of the voucher that it is a line of."""
        for approval, (by, on) in _COLUMNS.items():
            each = self._read(approval, by, on, row)
            if each is None:
                continue
            of_voucher = self._found.setdefault(voucher, {})
            first = of_voucher.setdefault(approval, each)
            if (first.person, first.day) != (each.person, each.day):
                expected = Text(
                    "Rad {row} sier {person} {day} om det samme bilaget.",
                    row=first.row,
                    person=first.person,
                    day=first.day,
                )
                label = self._reader.finder.label(by)
                self._reader.reject(row.number, label, each.person, expected)

    def of(self, voucher: Hashable) -> tuple[Signed, ...]:
        """Who signed a voucher, attested first."""
        found = self._found.get(voucher, {})
        return tuple(found[approval] for approval in Approval if approval in found)

    def _read(self, approval: Approval, by: str, on: str, row: Row) -> Signed | None:
        """One signature of a row; ``None`` where there is none, or it is faulty."""
        reader, finder = self._reader, self._reader.finder
        written, day_written = finder.text(row, by), finder.text(row, on)
        if not written and not day_written:
            return None
        if not written:
            expected = Text("Dagen står der, men ikke hvem som har gjort det.")
            reader.reject(row.number, finder.label(by), "", expected)
            return None
        day = reader.day(row, on)
        if day is None:
            return None
        person = self._people.get(written, written)
        return Signed(approval, person, day, row.number)
