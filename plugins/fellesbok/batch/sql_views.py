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
  slug AS region, region AS name, folder,
  CASE WHEN is_gone THEN 'gone' ELSE state END AS state, exit_code,
  CASE WHEN is_gone THEN 'Regionen ble skrevet, men tabellene er der ikke lenger: de er'
    ' flyttet eller slettet, eller en kjøring med et annet format er avbrutt. Kjør'
    ' fellesbok batch på nytt.' ELSE reason END AS reason,
  "rows", certificates, revision, currency
FROM (SELECT *, state = 'written' AND 'region=' || slug NOT IN (
  SELECT split_part(replace(file, '\\', '/'), '/', -3)
  FROM glob('region=*/year=*/allocations.parquet')) AS is_gone
FROM (SELECT unnest(regions, max_depth := 2), currency FROM read_json('regions.json',
  columns = {currency: 'VARCHAR', regions: 'STRUCT(folder VARCHAR, state VARCHAR,
    exit_code BIGINT, region VARCHAR, slug VARCHAR, reason VARCHAR, "rows" BIGINT,
    certificates BIGINT, revision VARCHAR)[]'})));
"""
"""A row for each folder of the run, with what became of it and why.

The record comes last: where a run was cut off, or somebody has moved a region, it tells
of tables that are not there any more, and no sum may be told as if it had them.
"""

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
