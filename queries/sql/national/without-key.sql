-- Samarbeid der ingen har oppgitt hvordan kostnaden deles, i det siste året i hver region.
-- En region som ikke er skrevet, har en linje med grunnen; et år har det der
-- filen til en region er borte, er byttet eller ikke er av kjøringen.
WITH told AS (
  SELECT *
  FROM terms
  WHERE NOT key_stated
    AND (region, year) IN (SELECT (region, max(year)) FROM terms GROUP BY region)
)
SELECT
  region,
  year AS "år",
  cooperation AS samarbeid,
  title AS navn,
  host AS vert,
  participants AS deltakere,
  source AS kilde,
  reason AS "mangler fordi"
FROM (FROM told UNION ALL BY NAME FROM lacking('terms'))
ORDER BY reason IS NOT NULL, region, year, samarbeid, row_number
