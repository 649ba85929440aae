"""What the books hold for the two-column table of a cooperation's year (*skjemaet*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.naming import KINDS
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.budgets.figures import Kind
    from fellesbok.budgets.figures import Line
    from fellesbok.budgets.records import Part
    from fellesbok.entries.declared import Declared
    from fellesbok.sharing.statement import Share


@frozen
class Form:
    """What the table of a cooperation's year is made of.

    Attributes:
        cooperation: Which one.
        agreement: The agreements.
        year: The year.
        lines: Its accounts, in the order of the form.
        parts: What each payer bears of it.
        shares: Of the year, as they are charged.
        budgeted: What each payer is to bear of the budget, by slug.
        said: What the source says: sums that it states, and what it leaves blank.
        units: What each commodity that is not kroner of the year is called.
        payers: Those whose parts may be read.
        is_whole: Whether these are all, so that their parts can be added up.
        is_missing: Whether nobody has reported.
    """

    cooperation: Cooperation
    agreement: Agreement
    year: int
    lines: Sequence[Line]
    parts: Sequence[Part]
    shares: Sequence[Share]
    budgeted: Mapping[str, Decimal]
    said: Sequence[Declared]
    units: Mapping[str, str]
    payers: tuple[Payer, ...]
    is_whole: bool
    is_missing: bool

    def unit(self, currency: str) -> str:
        """What an amount is counted in, blank where it is kroner of the year."""
        is_annual = currency == self.agreement.currency
        return "" if is_annual else self.units.get(currency, currency)

    def left_blank(self, kind: Kind, column: str) -> Declared | None:
        """Where the books say that a column of a kind stands blank, if they do."""
        words = [KINDS[kind], column]
        blanks = (told for told in self.said if told.kind == LEFT_BLANK)
        return next((told for told in blanks if told.words[1:3] == words), None)

    def stated_sums(self, kind: Kind) -> list[Declared]:
        """The sums of a kind that the source states."""
        sums = (told for told in self.said if told.kind == CHECK_SUM)
        return [told for told in sums if told.word(1) == KINDS[kind]]
