-- Egeninnsats: timer, stillinger og annet arbeid, med verdien der det finnes en pris.
-- Ingenting av dette kreves inn.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  party AS hvem,
  unit AS enhet,
  planned AS planlagt,
  quantity AS "utført",
  value AS "verdi i kroner",
  remark AS merknad
FROM in_kind
ORDER BY year, cooperation, party, unit, row_number
