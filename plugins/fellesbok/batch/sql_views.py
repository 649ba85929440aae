"""What DuckDB reads to have the tables of all regions by their names (*navn i SQL*).

A sum over regions is of those that the record of the run says are written, and says
how many are not: so the record is a table too.
"""

from __future__ import annotations

from pathlib import Path

from fellesbok.dataset.filled import exported

REGIONS = """\
CREATE OR REPLACE VIEW regions AS
SELECT
  slug AS region, region AS name, folder, state, exit_code, reason, "rows",
  certificates, revision, currency
FROM (SELECT unnest(regions, max_depth := 2), currency FROM read_json('regions.json',
  columns = {currency: 'VARCHAR', regions: 'STRUCT(folder VARCHAR, state VARCHAR,
    exit_code BIGINT, region VARCHAR, slug VARCHAR, reason VARCHAR, "rows" BIGINT,
    certificates BIGINT, revision VARCHAR)[]'}));
"""
"""A row for each folder of the run, with what became of it and why."""

TABLE = """\
CREATE OR REPLACE VIEW {name} AS
SELECT * FROM read_parquet('region=*/year=*/{name}.parquet', hive_partitioning = true,
  hive_types = {{'region': VARCHAR, 'year': BIGINT}})
WHERE region IN (SELECT region FROM regions WHERE state = 'written');
"""
"""The rows of the regions that are written: what else lies there is of no run."""


def views() -> str:
    """The views of the record, and of each table of all regions."""
    names = sorted(table.name for table in exported(Path()))
    return REGIONS + "".join(TABLE.format(name=name) for name in names)
