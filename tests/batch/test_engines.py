"""Whichever engine carries out the jobs, the bytes are the same; and others read them.

The tests that are asked for (``-m engine``) need Dask, Polars and Spark, and fail where
one of them is not installed.
"""

from __future__ import annotations

import importlib
import os
import sys
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import in_duckdb
from fellesbok.batch import engines
from fellesbok.batch.engines import DASK
from fellesbok.batch.engines import Engine
from fellesbok.batch.engines import EngineError
from places import tree
from small_regions import QUICK
from small_regions import batch
from small_regions import small_regions

if TYPE_CHECKING:
    from pathlib import Path

BORN = """
SELECT region, CAST(year AS BIGINT) AS year, municipality,
  CAST(sum(amount) AS DECIMAL(18,2)) AS amount
FROM allocations
GROUP BY region, year, municipality
ORDER BY region, year, municipality
"""
WITHOUT_KEY = """
SELECT region, cooperation FROM terms
WHERE NOT key_stated AND year = 2024
ORDER BY region, cooperation
"""


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two regions, and a folder that is none."""
    folder = tmp_path_factory.mktemp("regioner")
    (folder / "tom").mkdir()
    return [*small_regions(folder, 2), folder / "tom"]


@pytest.fixture(scope="module")
def land(regions: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves of them, as Parquet."""
    output = tmp_path_factory.mktemp("ut") / "land"
    done = batch(*regions[:2], "--output", output, "--certify", "none")
    assert done.exit_code == 0, done.output
    return output


def test_dask_that_is_not_there_is_told_before_anything_is_done(
    regions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    done = batch(*regions, "--output", tmp_path / "ut", *QUICK, "--engine", "dask")
    assert done.exit_code == 1
    assert "pip install 'fellesbok[dask]'" in done.output
    assert not tree(tmp_path)


SILENT = "import sys; sys.stdin.read(); sys.exit('ingen planlegger')"
HALF = """
import json, sys
jobs = json.load(sys.stdin)["jobs"]
print(json.dumps([0, {"late": True}]), flush=True)
sys.exit("en arbeider ble borte")
"""


@pytest.mark.parametrize(
    ("program", "ended", "said"),
    [(SILENT, 0, "ingen planlegger"), (HALF, 1, "en arbeider ble borte")],
)
def test_dask_that_gives_up_is_told_in_words(
    program: str,
    ended: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    monkeypatch.setattr(engines, "DASK_PROGRAM", path)
    monkeypatch.setattr(engines, "find_spec", lambda _name: object())
    answers = Engine(DASK, 1).carried_out([{}, {}])
    for _ in range(ended):
        assert next(answers) == (0, {"late": True})
    with pytest.raises(EngineError, match=said):
        next(answers)


def asked_of_duckdb(land: Path, text: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers."""
    with in_duckdb(land) as asked:
        found: list[tuple[Any, ...]] = asked.execute(text).fetchall()
        return found


@pytest.mark.engine
def test_polars_reads_the_same(land: Path) -> None:
    polars = importlib.import_module("polars")
    with polars.SQLContext() as asked:
        for name in ("allocations", "terms"):
            pattern = f"{land}/region=*/year=*/{name}.parquet"
            rows = polars.scan_parquet(pattern, hive_partitioning=True)
            asked.register(name, rows)
        amounts = asked.execute(BORN.replace("BIGINT", "INT8"), eager=True).rows()
        without = asked.execute(WITHOUT_KEY, eager=True).rows()
    assert amounts == asked_of_duckdb(land, BORN)
    assert amounts
    assert all(isinstance(row[-1], Decimal) for row in amounts)
    assert without == asked_of_duckdb(land, WITHOUT_KEY)


@pytest.mark.engine
def test_spark_reads_the_same(
    land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = importlib.import_module("pyspark.sql")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[2]")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": os.fspath(tmp_path / "warehouse"),
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        for name in ("allocations", "terms"):
            rows = spark.read.option("basePath", str(land))
            rows = rows.parquet(f"{land}/region=*/year=*/{name}.parquet")
            rows.createOrReplaceTempView(name)
        amounts = [tuple(row) for row in spark.sql(BORN).collect()]
        without = [tuple(row) for row in spark.sql(WITHOUT_KEY).collect()]
    finally:
        spark.stop()
    assert amounts == asked_of_duckdb(land, BORN)
    assert amounts
    assert without == asked_of_duckdb(land, WITHOUT_KEY)
