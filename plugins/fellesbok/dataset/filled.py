"""Loaded books → the tables of the dataset with all their rows (*innhold*).

Every table that can be asked for is here, and every line of every voucher.  What is
given decides what is told: a reader's part of the books gives that part alone.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from functools import partial
from typing import TYPE_CHECKING

from fellesbok.dataset.exact import Known
from fellesbok.dataset.exact import cells_of
from fellesbok.dataset.exact import columns_of
from fellesbok.entries.days import last_year
from fellesbok.entries.for_programs import PostedLine
from fellesbok.entries.for_programs import posted_lines
from fellesbok.frozen import frozen
from fellesbok.questions.record_tables import TABLES
from fellesbok.questions.record_tables import RecordTable
from fellesbok.questions.record_tables import agreement
from fellesbok.starting.plan import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.dataset.exact import Cell
    from fellesbok.dataset.exact import Field
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


@frozen
class Filled:
    """A table with its rows, each cell in the type of its column."""

    name: str
    columns: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def by_year(self, last: int) -> dict[int, list[tuple[Cell, ...]]]:
        """The rows of each year; a table without any has none in the last year."""
        found: dict[int, list[tuple[Cell, ...]]] = {} if self.rows else {last: []}
        for row in self.rows:
            found.setdefault(int(str(row[1])), []).append(row)
        return dict(sorted(found.items()))


@frozen
class Dataset:
    """All tables of some books.

    Attributes:
        region: The name of the region, and its slug.
        last_year: The last year of the books.
        tables: The tables, in the order of their names.
    """

    region: tuple[str, str]
    last_year: int
    tables: tuple[Filled, ...]


def exported(root: Path) -> tuple[RecordTable, ...]:
    """What the dataset has a table of; files are told from the folder."""
    lines = partial(posted_lines, root=root)
    return (*TABLES, RecordTable("vouchers", PostedLine, lines, agreement))


def dataset(entries: Entries, shared: Shared, root: Path) -> Dataset:
    """The dataset of books, or of a part of them.

    Args:
        entries: The books, or what one reader may see of them.
        shared: What the plugin kept, likewise.
        root: The folder of the books.

    Raises:
        CannotFitError: A number has no place in its column.
        UnclearPlanError: The name of the region gives no slug.
    """
    region = shared.agreement.region
    slug = slug_of(region)
    known = _known(shared.agreement)
    tables = sorted(exported(root), key=lambda table: table.name)
    return Dataset(
        (region, slug),
        last_year(entries),
        tuple(
            Filled(
                table.name,
                columns_of(table),
                tuple(_rows(table, slug, known, entries, shared)),
            )
            for table in tables
        ),
    )


def _known(agreement: Agreement) -> Known:
    """What the agreements tell beside the records of all tables."""
    payers = {payer.name: payer.slug for payer in agreement.payers}
    towns = {town.name: town for town in agreement.municipalities.values()}

    @cache
    def number_of(name: str, year: int) -> str | None:
        town = towns.get(name)
        return None if town is None else town.number_on(date(year, 1, 1))

    slugs = {
        "cooperation": {c.account: c.slug for c in agreement.cooperations.values()},
        "municipality": payers,
        "host": payers,
        "grantor": payers,
    }
    return Known(slugs, number_of, agreement.currency)


def _rows(
    table: RecordTable, region: str, known: Known, entries: Entries, shared: Shared
) -> Iterator[tuple[Cell, ...]]:
    for number, record in enumerate(table.rows(entries, shared, entries), start=1):
        yield (region, record.year, number, *cells_of(table, record, known))
