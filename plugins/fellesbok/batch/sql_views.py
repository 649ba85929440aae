"""What DuckDB reads to have the tables of all regions by their names (*navn i SQL*).

A sum over regions is of those that the record of the run says are written, and says
how many are not: so the record is a table too.  The record has the digest of what each
region says of itself, and that the digest of each of its files; a file that is not
there, is another or is of no run is told, and no row of it is read.
"""

from __future__ import annotations

from pathlib import Path

from fellesbok.dataset.filled import exported

PROMISED = """\
CREATE OR REPLACE TEMP TABLE record AS
SELECT unnest(regions, max_depth := 2), currency FROM read_json('regions.json',
  columns = {currency: 'VARCHAR', regions: 'STRUCT(folder VARCHAR, state VARCHAR,
    exit_code BIGINT, region VARCHAR, slug VARCHAR, reason VARCHAR, "rows" BIGINT,
    certificates BIGINT, revision VARCHAR, contents VARCHAR)[]'});
CREATE OR REPLACE TABLE promised AS
SELECT region, file.key AS file, file.value AS digest
FROM (SELECT slug AS region, unnest(map_entries(CAST(
    CASE WHEN sha256(content) = contents THEN decode(content) END::JSON -> 'files'
    AS MAP(VARCHAR, VARCHAR)))) AS file
  FROM read_blob('region=*/fellesbok.json') JOIN record
    ON slug = split_part(split_part(replace(filename, '\\', '/'), '/', -2), '=', 2)
  WHERE state = 'written')
WHERE file.key LIKE 'year=%/%';
"""
"""The record of the run, and what each region that it has written says its files are.

What is not as the run wrote it is not read: it may be no text, or no JSON.
"""

REGIONS = """\
CREATE OR REPLACE TABLE regions AS
SELECT
  slug AS region, region AS name, folder,
  CASE WHEN is_gone THEN 'gone' WHEN is_changed THEN 'changed' ELSE state END AS state,
  exit_code,
  CASE WHEN is_gone THEN 'Regionen ble skrevet, men tabellene er der ikke lenger: de er'
    ' flyttet eller slettet, eller en kjøring med et annet format er avbrutt. Kjør'
    ' fellesbok batch på nytt.'
    WHEN is_changed THEN 'Regionen er en annen enn den kjøringen skrev: fellesbok.json'
    ' er borte eller endret, eller mappen er byttet. Flytt mappen og kjør fellesbok'
    ' batch på nytt.' ELSE reason END AS reason,
  "rows", certificates, revision, currency
FROM (SELECT *, state = 'written' AND 'region=' || slug NOT IN (
  SELECT split_part(replace(file, '\\', '/'), '/', -3)
  FROM glob('region=*/year=*/allocations.parquet')) AS is_gone,
  state = 'written' AND coalesce(slug, '') NOT IN (
  SELECT region FROM promised) AS is_changed
FROM record);
DROP TABLE temp.record;
"""
"""A row for each folder of the run, with what became of it and why.

The record comes last: where a run was cut off, or somebody has moved a region, it tells
of tables that are not there any more, and no sum may be told as if it had them.
"""

FILES = """\
CREATE OR REPLACE MACRO files_of(name) AS TABLE
WITH ours AS (
  SELECT region, file, digest FROM promised JOIN regions USING (region)
  WHERE state = 'written' AND file LIKE 'year=%/' || name || '.parquet'
), found AS (
  SELECT filename, split_part(split_part(path, '/', -3), '=', 2) AS region,
    split_part(path, '/', -2) || '/' || split_part(path, '/', -1) AS file, digest
  FROM (SELECT filename, replace(filename, '\\', '/') AS path,
      sha256(content) AS digest
    FROM read_blob('region=*/year=*/' || name || '.parquet'))
)
SELECT region, TRY_CAST(split_part(split_part(file, '/', 1), '=', 2) AS BIGINT) AS year,
  file, filename, CASE
  WHEN found.digest IS NULL THEN 'gone'
  WHEN ours.digest IS NULL THEN 'foreign'
  WHEN found.digest <> ours.digest THEN 'changed'
  ELSE 'written' END AS state
FROM ours FULL JOIN found USING (region, file);
CREATE OR REPLACE MACRO lacking(name) AS TABLE
SELECT coalesce(region, folder) AS region, CAST(NULL AS BIGINT) AS year, reason
FROM regions WHERE state <> 'written'
UNION ALL SELECT region, year, file || CASE state
  WHEN 'gone' THEN ' er der ikke lenger'
  WHEN 'foreign' THEN ' er ikke skrevet av kjøringen og er ikke regnet med'
  ELSE ' er en annen enn den kjøringen skrev og er ikke regnet med'
  END || '. Flytt mappen og kjør fellesbok batch på nytt.' AS reason
FROM files_of(name) WHERE state <> 'written' AND region NOT IN (
  SELECT region FROM regions WHERE region IS NOT NULL AND state <> 'written');
"""
"""Each file of a table, and what a sum over them lacks by region and year, and why.

A region that is not written lacks in all years, and is told once.
"""

TABLE = """\
SET VARIABLE files_of_{name} = (
  SELECT coalesce(list(filename ORDER BY filename), ['region=*/year=*/{name}.parquet'])
  FROM files_of('{name}') WHERE state = 'written');
CREATE OR REPLACE VIEW {name} AS
SELECT * EXCLUDE (filename) FROM read_parquet(getvariable('files_of_{name}'),
  filename = true, hive_partitioning = true,
  hive_types = {{'region': VARCHAR, 'year': BIGINT}})
WHERE filename IN (SELECT filename FROM files_of('{name}') WHERE state = 'written');
"""
"""The rows of the files that the run has written: what else lies there is not read.

A file that is no Parquet is not even opened, so the files are named beforehand.  Where
none is as it was written, a table has the columns of what is there, and no row.
"""


def views() -> str:
    """The views of the record, and of each table of all regions."""
    names = sorted(table.name for table in exported(Path()))
    tables = "".join(TABLE.format(name=name) for name in names)
    return PROMISED + REGIONS + FILES + tables
