"""A dataset as files, by format: path → content, by the schema (*filer*).

CSV and SQLite need the standard library alone.  DuckDB writes its own file and Parquet,
out of the same CSV, and is an extra.  The same books give the same bytes, with the same
version of the engine, but for DuckDB's own file, which holds numbers drawn at random.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.dataset.exact import PARTITIONS
from fellesbok.errors import InWordsError
from fellesbok.filing.disk import set_out
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.dataset.exact import Cell
    from fellesbok.dataset.filled import Dataset
    from fellesbok.dataset.filled import Filled

Files = dict[str, bytes]
"""Content by path in the folder of the dataset."""

ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
}
"""One thread, so that rows keep their order; and nothing is fetched from a net."""

VIEWS = "views.sql"


class NoEngineError(InWordsError):
    """The engine of a format is not installed, or gives up; ``text`` says which."""


def csv_files(made: Dataset) -> Files:
    """A file a table and year: comma, full stop, UTF-8, and what is blank is empty."""
    return {
        _place(made, table, year, "csv"): _csv(
            [column.name for column in table.columns[len(PARTITIONS) :]],
            (row[len(PARTITIONS) :] for row in rows),
        )
        for table in made.tables
        for year, rows in table.by_year(made.last_year).items()
    }


def sqlite_file(made: Dataset) -> Files:
    """One file with a table each.  SQLite has no decimals: such a number is text."""
    with closing(sqlite3.connect(":memory:")) as books:
        for table in made.tables:
            types = [_in_sqlite(column.type.value) for column in table.columns]
            _create(books.execute, table, types)
            marks = ", ".join("?" * len(table.columns))
            rows = (tuple(map(_plain, row)) for row in table.rows)
            books.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 -- our own names
        books.commit()
        return {"fellesbok.sqlite": bytes(books.serialize())}


def duckdb_file(made: Dataset) -> Files:
    """One file with a table each."""
    with set_out(_whole(made)) as folder:
        path = folder / "fellesbok.duckdb"
        with _in_duckdb(str(path)) as books:
            _take_in(books, made, folder)
            books.execute("CHECKPOINT")
        return {path.name: path.read_bytes()}


def parquet_files(made: Dataset) -> Files:
    """A file a table and year, and the views that make tables of them in DuckDB."""
    found: Files = {VIEWS: _views(made)}
    with set_out(_whole(made)) as folder, _in_duckdb(":memory:") as books:
        _take_in(books, made, folder)
        path = folder / "part.parquet"
        for table in made.tables:
            for year in table.by_year(made.last_year):
                books.execute(
                    f"COPY (SELECT * EXCLUDE (region, year) FROM {table.name}"  # noqa: S608 -- our own names
                    f" WHERE year = {year} ORDER BY row_number)"
                    f" TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
                )
                found[_place(made, table, year, "parquet")] = path.read_bytes()
    return found


FORMATS: dict[str, Callable[[Dataset], Files]] = {
    "parquet": parquet_files,
    "duckdb": duckdb_file,
    "sqlite": sqlite_file,
    "csv": csv_files,
}
"""How each format is made."""


@contextmanager
def _in_duckdb(path: str) -> Iterator[Any]:
    """A database of DuckDB, where it is installed; what it says is told in words."""
    if find_spec("duckdb") is None:
        text = Text(
            "Parquet og DuckDB krever pakken duckdb, som ikke er installert: pip"
            " install 'fellesbok[export]'. SQLite og CSV går uten."
        )
        raise NoEngineError(text)
    import duckdb  # noqa: PLC0415 -- an extra, and the others do not wait for it

    try:
        with closing(duckdb.connect(path, config=ALONE)) as books:
            yield books
    except duckdb.Error as error:
        text = Text("DuckDB kunne ikke skrive tabellene: {reason}", reason=str(error))
        raise NoEngineError(text) from None


def _place(made: Dataset, table: Filled, year: int, ending: str) -> str:
    """Where a table's year stands, so that engines know region and year by the path."""
    parts = (f"region={made.region[1]}", f"year={year}", f"{table.name}.{ending}")
    return PurePosixPath(table.name, *parts).as_posix()


def _views(made: Dataset) -> bytes:
    """What DuckDB reads to have each table by its name, in the folder itself."""
    return "".join(
        f"CREATE OR REPLACE VIEW {table.name} AS SELECT * FROM"  # noqa: S608 -- our own names
        f" read_parquet('{table.name}/*/*/*.parquet', hive_partitioning = true,"
        " hive_types = {'region': VARCHAR, 'year': BIGINT});\n"
        for table in made.tables
    ).encode()


def _whole(made: Dataset) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Each table as one file of CSV, for the engine to take in."""
    for table in made.tables:
        names = [column.name for column in table.columns]
        yield PurePosixPath(f"{table.name}.csv"), _csv(names, table.rows)


def _take_in(books: Any, made: Dataset, folder: Path) -> None:  # noqa: ANN401 -- what DuckDB offers
    """Make every table of its file; a type is as it is told, and none is guessed."""
    for table in made.tables:
        _create(books.execute, table, [column.type.value for column in table.columns])
        types = ", ".join(f"'{c.name}': '{c.type.value}'" for c in table.columns)
        books.execute(
            f"INSERT INTO {table.name} SELECT * FROM read_csv("  # noqa: S608 -- our own names
            f"{_quoted(folder / table.name)[:-1]}.csv', auto_detect = false,"
            " header = true, parallel = false, delim = ',', quote = '\"',"
            f" escape = '\"', nullstr = '', columns = {{{types}}})"
        )


def _create(
    execute: Callable[[str], object], table: Filled, types: Sequence[str]
) -> None:
    columns = ", ".join(
        f'"{column.name}" {kind}'
        for column, kind in zip(table.columns, types, strict=True)
    )
    execute(f'CREATE TABLE "{table.name}" ({columns})')


def _quoted(path: Path) -> str:
    """A path as SQL writes a text."""
    return "'" + path.as_posix().replace("'", "''") + "'"


def _csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_in_csv(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _in_csv(cell: Cell) -> object:
    """A cell as CSV has it."""
    return str(cell).lower() if isinstance(cell, bool) else _plain(cell)


def _plain(cell: Cell) -> object:
    """A cell as text or a whole number."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _in_sqlite(kind: str) -> str:
    """The type in SQLite: what it would take for a binary fraction is text."""
    if kind in {"BIGINT", "BOOLEAN"}:
        return "INTEGER"
    return "TEXT"
