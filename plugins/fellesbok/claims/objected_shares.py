"""The objections to shares that are shown (*innsigelser mot andelene*), beside them.

An objection is to a share, to a voucher in it, or to a claim that asks for it: whoever
sees the share, or what has corrected it since, is told of it, and of how it ended.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.claims.years_held import with_years
from fellesbok.entries.tables import OBJECTION
from fellesbok.frozen import frozen
from fellesbok.objections import objections_on
from fellesbok.objections.tables import marks
from fellesbok.objections.tables import objections_table
from fellesbok.sharing.statement import corrections
from fellesbok.tables import BLANK
from fellesbok.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection
    from fellesbok.sharing.statement import Correction
    from fellesbok.sharing.statement import Share
    from fellesbok.tables import Table

    ShareYear = tuple[str, str, int]
    """A share of a year: cooperation, as accounts call it, payer's name, and year."""


def shown_shares(
    shares: Iterable[Share], corrections: Iterable[Correction] = ()
) -> list[ShareYear]:
    """Whose share of which year each share is, and then each correction corrects."""
    return [
        *((each.cooperation, each.municipality, each.day.year) for each in shares),
        *((each.cooperation, each.municipality, each.year) for each in corrections),
    ]


def shares_in_figure(
    entries: Entries, cooperation: Cooperation, payer: Payer, year: int
) -> list[ShareYear]:
    """A payer's share of a year, and those that are corrected in it."""
    since = [
        each
        for each in corrections(entries, year)
        if (each.cooperation, each.municipality) == (cooperation.account, payer.name)
    ]
    return [(cooperation.account, payer.name, year), *shown_shares((), since)]


@frozen
class ObjectedShares:
    """Every objection with the shares that it is about, in the order of the books."""

    found: tuple[tuple[Objection, frozenset[ShareYear]], ...]

    @cached_property
    def by_share(self) -> Mapping[ShareYear, Sequence[Objection]]:
        """The objections to each share that has any."""
        by_share: dict[ShareYear, list[Objection]] = defaultdict(list)
        for each, about in self.found:
            for share in about:
                by_share[share].append(each)
        return dict(by_share)

    def to(self, shown: Iterable[ShareYear]) -> list[Objection]:
        """The objections to any of some shares, each once."""
        some = set(shown)
        return [each for each, about in self.found if about & some]

    def table(self, shown: Iterable[ShareYear]) -> list[Table]:
        """The same as a table; none or one."""
        some = self.to(shown)
        return [objections_table(some)] if some else []

    def marked(self, table: Table, of: Iterable[ShareYear]) -> Table:
        """A table of shares with a mark on each line that is objected to.

        Args:
            table: The table; it is as it was where there is nothing to mark.
            of: Which share each of its first lines is of, or corrects.
        """
        told = [Cell(marks(self.by_share.get(share, ()))) for share in of]
        if not any(cell.value for cell in told):
            return table
        told += [BLANK] * (len(table.lines) - len(told))
        lines = (
            replace(line, cells=(*line.cells, cell))
            for line, cell in zip(table.lines, told, strict=True)
        )
        columns = (*table.columns, OBJECTION)
        return replace(table, columns=columns, lines=tuple(lines))


def objected_shares(
    entries: Entries, agreement: Agreement, day: date | None = None
) -> ObjectedShares:
    """The objections, each with the shares that it is about.

    Args:
        entries: The books, or a municipality's part of them, with its own objections.
        agreement: The agreements.
        day: The day that the objections are known on; all if ``None``.
    """
    found = objections_on(entries, agreement, day or date.max)
    asked: dict[str, list[tuple[str, int]]] = {}
    if any(each.claim for each in found):
        asked = {
            claim.id: [(claim.cooperation.account, year) for year in years]
            for claim, years in with_years(entries, entries, agreement)
        }
    return ObjectedShares(
        tuple(
            (each, frozenset((of, each.payer.name, year) for of, year in about))
            for each in found
            for about in [_about(each, asked)]
        )
    )


def _about(
    each: Objection, asked: Mapping[str, Sequence[tuple[str, int]]]
) -> Sequence[tuple[str, int]]:
    """The cooperations, as accounts call them, and years that an objection is about."""
    if each.cooperation is None or each.year is None:
        return asked.get(each.claim, ())
    return [(each.cooperation.account, each.year)]
