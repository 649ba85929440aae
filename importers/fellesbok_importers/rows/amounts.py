"""The amount of a row: one column with a sign or a side, or one for debit and credit.

Amounts are kroner with two decimals, debit positive.  A minus in a column that says its
side already can be read in two ways, and is asked about::

    Kredit -50,25     50,25 in debit, since it takes a credit back (reversal)
    Kredit -50,25     50,25 in credit, and the minus says it once more (repeated)
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import kroner_in_sheet
from fellesbok_importers.documents.numbers import read_sided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok_importers.documents.numbers import Side
    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.columns import Finder
    from fellesbok_importers.rows.sheet import Row

_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
SIDES: dict[str, Side] = {
    **{sign: "debit" if way > 0 else "credit" for sign, way in _SIGNS.items()},
    **dict.fromkeys(("d", "dr", "db", "deb", "debet", "debit"), "debit"),
    **dict.fromkeys(("k", "c", "cr", "kr", "kred", "kredit", "credit"), "credit"),
}


class NoAmountError(ValueError):
    """A row has no amount, or one that can be read in two ways."""

    def __init__(self, column: str, found: str, text: Text) -> None:
        """Keep the column, what stands there and the message for people."""
        self.column = column
        self.found = found
        self.text = text
        super().__init__(text)


@frozen
class Amount:
    """What a row has in debit and in credit; a reversal is negative on its side."""

    debit: Decimal
    credit: Decimal

    @property
    def net(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


@frozen
class AmountReader:
    """Reads amounts as a profile says."""

    profile: Profile
    finder: Finder

    def amount(self, row: Row) -> Amount:
        """The amount of a line.

        Raises:
            NoAmountError: There is none, or it can be read in two ways.
        """
        if self.profile.columns.amount is not None:
            return self._one(row)
        found = {side: self._side(row, side) for side in ("debit", "credit")}
        debit, credit = found["debit"], found["credit"]
        if debit is None and credit is None:
            text = Text("Linjen har verken debet eller kredit.")
            raise NoAmountError("debit", "", text)
        if debit and credit:
            text = Text("Linjen har beløp både i debet og i kredit.")
            raise NoAmountError("debit", str(debit), text)
        return Amount(debit or ZERO, credit or ZERO)

    def stated(self, row: Row) -> Iterator[tuple[str, Decimal]]:
        """What a row of sums says of each column: ``net``, ``debit``, ``credit``.

        Raises:
            NoAmountError: It says nothing, or what can be read in two ways.
        """
        if self.profile.columns.amount is not None:
            yield "net", self._one(row, of_sum=True).net
            return
        found = [(side, self._side(row, side)) for side in ("debit", "credit")]
        if all(amount is None for _, amount in found):
            text = Text("Her skal det stå et tall.")
            raise NoAmountError("debit", "", text)
        yield from ((side, amount) for side, amount in found if amount is not None)

    def label_of(self, stated: str) -> str:
        """The column that a sum stands in."""
        return "amount" if stated == "net" else stated

    def _one(self, row: Row, *, of_sum: bool = False) -> Amount:
        """An amount whose side is its sign, letters after it, or another column's."""
        cell = self.finder.cell(row, "amount")
        amount, letters = self._read("amount", cell)
        side = self._side_said(row, letters, amount, of_sum=of_sum)
        if side is None:
            negative = self.profile.booking.sign == "credit_positive"
            net = -amount if negative else amount
            return Amount(net, ZERO) if net >= 0 else Amount(ZERO, -net)
        amount = self._of_side("amount", side, amount)
        return Amount(amount, ZERO) if side == "debit" else Amount(ZERO, amount)

    def _side_said(
        self, row: Row, letters: Side | None, amount: Decimal, *, of_sum: bool
    ) -> Side | None:
        """Debit or credit, where the row says it; nought needs no side."""
        if not self.finder.has("side"):
            return letters
        written = self.finder.text(row, "side")
        side = SIDES.get(written.casefold().rstrip("."))
        if written in _SIGNS and self.profile.booking.sign == "credit_positive":
            side = "credit" if side == "debit" else "debit"
        if side is None and (written or (amount and not of_sum)):
            text = Text("Her skal det stå D (debet) eller K (kredit).")
            raise NoAmountError("side", written, text)
        if letters is not None and side is not None and letters != side:
            text = Text("Beløpet og kolonnen sier hver sin side.")
            raise NoAmountError("side", written, text)
        return side or letters

    def _side(self, row: Row, side: Side) -> Decimal | None:
        """What stands in debit or in credit; ``None`` where nothing does."""
        cell = self.finder.cell(row, side)
        if isinstance(cell, str) and not cell.strip():
            return None
        amount, letters = self._read(side, cell)
        if letters not in {None, side}:
            text = Text("Beløpet og kolonnen sier hver sin side.")
            raise NoAmountError(side, cell_text(cell), text)
        return self._of_side(side, side, amount)

    def _of_side(self, column: str, side: Side, amount: Decimal) -> Decimal:
        """The amount on its side; a minus means what the profile says."""
        meant = self.profile.booking.minus_in_sides
        if meant is None and amount < 0:
            text = Text(
                "Beløpet har minus og står alt på en side. Skriv minus_in_sides under"
                " booking i profilen: reversal om det går motsatt vei, repeated om"
                " minus bare gjentar at det er kredit."
            )
            raise NoAmountError(column, str(amount), text)
        if meant != "repeated" or not amount:
            return amount
        if (side == "credit") != (amount < 0):
            text = Text("Etter profilen har kredit minus og debet ikke.")
            raise NoAmountError(column, str(amount), text)
        return abs(amount)

    def _read(self, column: str, cell: Cell) -> tuple[Decimal, Side | None]:
        try:
            if isinstance(cell, Decimal):
                return kroner_in_sheet(cell), None
            return read_sided(cell, self.profile.decimal_sign)
        except NotANumberError as error:
            raise NoAmountError(column, cell_text(cell), error.text) from None


def cell_text(cell: Cell) -> str:
    """A cell as it is shown in a message."""
    return cell.strip() if isinstance(cell, str) else f"{cell:f}"
