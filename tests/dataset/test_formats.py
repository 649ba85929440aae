"""Each format holds the same, exactly, and the same books give the same bytes."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import duckdb
import pytest

from datasets import NORD_TROMS
from datasets import SETTLED
from datasets import in_duckdb
from datasets import made_of
from datasets import put
from fellesbok.dataset import formats
from fellesbok.dataset.exact import Field
from fellesbok.dataset.exact import Type
from fellesbok.dataset.filled import Dataset
from fellesbok.dataset.filled import Filled

if TYPE_CHECKING:
    from pathlib import Path

NASTY = Filled(
    "nasty",
    (
        Field("region", Type.TEXT),
        Field("year", Type.WHOLE),
        Field("row_number", Type.WHOLE),
        Field("text", Type.TEXT),
        Field("amount", Type.KRONER),
        Field("hours", Type.QUANTITY),
        Field("day", Type.DAY),
        Field("sure", Type.TRUTH),
    ),
    tuple(
        ("vika", year, number, text, Decimal(amount), None, date(year, 1, 2), sure)
        for number, (year, text, amount, sure) in enumerate(
            [
                (
                    2019,
                    " \"Kari\"; sa, «hei»\r\nog\n'gikk' ",
                    "9999999999999999.99",
                    True,
                ),
                (2018, "=1+1", "-0.01", False),
                (2018, None, "0.00", None),
                (2018, "NULL", "0.10", None),
                (2018, "\\N", "0.20", True),
            ],
            start=1,
        )
    ),
)
EMPTY = replace(NASTY, name="bare", rows=())
MADE_UP = Dataset(("Vika", "vika"), 2019, (EMPTY, NASTY))


def test_parquet_gives_back_every_value_and_type(tmp_path: Path) -> None:
    folder = put(formats.parquet_files(MADE_UP), tmp_path)
    with in_duckdb(folder) as asked:
        columns = ", ".join(column.name for column in NASTY.columns)
        found = asked.execute(f"SELECT {columns} FROM nasty ORDER BY row_number")  # noqa: S608 -- our own names
        assert tuple(found.fetchall()) == NASTY.rows
        told = asked.execute("DESCRIBE nasty").fetchall()
        assert {row[0]: row[1] for row in told} == {
            column.name: column.type.value for column in NASTY.columns
        }
        assert asked.execute("SELECT count(*) FROM bare").fetchone() == (0,)
    years = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.parquet"))
    assert years == [
        "bare/region=vika/year=2019/bare.parquet",
        "nasty/region=vika/year=2018/nasty.parquet",
        "nasty/region=vika/year=2019/nasty.parquet",
    ]


def test_duckdb_gives_back_every_value_and_type(tmp_path: Path) -> None:
    put(formats.duckdb_file(MADE_UP), tmp_path)
    path = str(tmp_path / "fellesbok.duckdb")
    with closing(duckdb.connect(path, read_only=True)) as asked:
        assert tuple(asked.execute("FROM nasty").fetchall()) == NASTY.rows
        told = asked.execute("DESCRIBE nasty").fetchall()
    assert [row[1] for row in told] == [column.type.value for column in NASTY.columns]


def test_sqlite_holds_no_binary_fractions(tmp_path: Path) -> None:
    put(formats.sqlite_file(MADE_UP), tmp_path)
    with closing(sqlite3.connect(tmp_path / "fellesbok.sqlite")) as asked:
        found = asked.execute("SELECT * FROM nasty ORDER BY row_number").fetchall()
        kinds = asked.execute("SELECT DISTINCT typeof(amount) FROM nasty").fetchall()
        (total,) = asked.execute(
            "SELECT sum(CAST(replace(amount, '.', '') AS INTEGER)) FROM nasty"
        ).fetchone()
    assert kinds == [("text",)]
    assert total == 10**18 - 1 - 1 + 10 + 20
    assert [tuple(map(in_text, row)) for row in found] == [
        tuple(map(in_text, row)) for row in NASTY.rows
    ]


def in_text(value: Any) -> str | None:  # noqa: ANN401 -- a cell of any type
    """A value as SQLite gives it."""
    plain = int(value) if isinstance(value, bool) else value
    return None if value is None else str(plain)


def test_csv_is_exact_and_read_by_anything(tmp_path: Path) -> None:
    put(formats.csv_files(MADE_UP), tmp_path)
    path = tmp_path / "nasty" / "region=vika" / "year=2018" / "nasty.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, first, *_ = csv.reader(file)
    assert head == ["row_number", "text", "amount", "hours", "day", "sure"]
    assert first == ["2", "=1+1", "-0.01", "", "2018-01-02", "false"]
    with closing(duckdb.connect()) as asked:
        found = asked.execute(
            f"SELECT region, year, text FROM read_csv('{tmp_path}/nasty/*/*/*.csv',"  # noqa: S608 -- our own folder
            " hive_partitioning = true, types = {'amount': 'DECIMAL(18,2)'})"
            " ORDER BY row_number"
        ).fetchall()
    assert found == [(row[0], row[1], row[3]) for row in NASTY.rows]


@pytest.mark.parametrize("form", ["parquet", "sqlite", "csv"])
def test_the_same_books_give_the_same_bytes(form: str) -> None:
    made = made_of(SETTLED)
    assert formats.FORMATS[form](made) == formats.FORMATS[form](made)


@pytest.mark.parametrize("root", [NORD_TROMS, SETTLED])
def test_all_formats_hold_the_same(root: Path, tmp_path: Path) -> None:
    made = made_of(root)
    folder = put(formats.parquet_files(made), tmp_path)
    put(formats.duckdb_file(made) | formats.sqlite_file(made), tmp_path)
    with (
        in_duckdb(folder) as asked,
        closing(duckdb.connect(str(folder / "fellesbok.duckdb"))) as whole,
        closing(sqlite3.connect(folder / "fellesbok.sqlite")) as lite,
    ):
        for table in made.tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            text = f"SELECT {names} FROM {table.name} ORDER BY row_number"  # noqa: S608 -- our own names
            assert tuple(asked.execute(text).fetchall()) == table.rows
            assert tuple(whole.execute(text).fetchall()) == table.rows
            assert [tuple(map(in_text, row)) for row in lite.execute(text)] == [
                tuple(map(in_text, row)) for row in table.rows
            ]


def test_what_duckdb_gives_up_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(formats, "_take_in", full)
    with pytest.raises(formats.NoEngineError, match="No space left on device"):
        formats.parquet_files(MADE_UP)


def test_what_duckdb_is_for_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _name: None)
    for form in ("parquet", "duckdb"):
        with pytest.raises(
            formats.NoEngineError, match=r"pip install 'fellesbok\[export"
        ):
            formats.FORMATS[form](MADE_UP)
    assert formats.FORMATS["sqlite"](MADE_UP)
    assert formats.FORMATS["csv"](MADE_UP)
