"""Which lines of another's books are held against ours (*utvalget*).

The arts of KOSTRA pick them, and whatever names a claim of ours, on whatever art of
operations it stands: that is how a wrong art is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.reconciling.claim_names import Names
    from fellesbok.reconciling.records import TheirLine

ARTS = ("350", "380", "750", "780")
"""Kjøp fra kommuner og fra eget foretak, refusjon fra kommuner, salg til eget foretak.

(Skatteetaten/saf-t, KOSTRA_Arts_2024_kommuner.)
"""

RIGHT_ARTS = ("350", "750")
"""What another municipality is paid, or gives back.

380 and 780 are of undertakings (*kommunalt foretak*) of one's own: a claim that stands
there stands on the wrong art.
"""

TAX_ARTS = frozenset({"429", "729"})
"""Tax that is compensated, and the compensation: no part of the cost that it is of."""


@frozen
class Picking:
    """Which lines of another's books are kept, and how its file is read.

    Attributes:
        year: The accounting year.
        municipality: The slug of whose books they are.
        names: Finds our claims in what is written.
        arts: The arts that pick a line.
        payables: Beginnings of the accounts that payments are debited.
        profile: The profile by which the file is read; otherwise the one that knows it.
        rows: Rows that a person has answered for, which are kept whatever they are.
    """

    year: int
    municipality: str
    names: Names
    arts: tuple[str, ...] = ARTS
    payables: tuple[str, ...] = ()
    profile: str | None = None
    rows: frozenset[int] = frozenset()

    def keeps_by_art(self, line: TheirLine) -> bool:
        """Whether its art picks a line of the year."""
        return line.art in self.arts and (
            line.year == self.year or bool(self.names.of(line).claims)
        )

    def keeps(self, line: TheirLine) -> bool:
        """Whether a line of operations is picked, by its art or by what it names."""
        if line.row in self.rows or self.keeps_by_art(line):
            return True
        return line.art not in TAX_ARTS and bool(self.names.of(line).claims)


def paid(
    payables: Iterable[TheirLine],
    costs: Iterable[TheirLine],
    names: Names,
    parties: frozenset[str],
    year: int,
) -> tuple[TheirLine, ...]:
    """The lines on the payables that pay us: debits, and what takes them back.

    The voucher that a cost stands in is the invoice, and pays nothing.

    Args:
        payables: The lines on the accounts of suppliers.
        costs: The lines that are picked as costs.
        names: Finds our claims in what is written.
        parties: What the hosts are called, in lower case.
        year: The accounting year.
    """
    invoices = {(line.year, line.voucher) for line in costs}
    return tuple(
        line
        for line in payables
        if (line.year, line.voucher) not in invoices
        if names.of(line).claims
        or (line.year == year and line.party.casefold() in parties)
    )
