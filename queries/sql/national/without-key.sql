-- Samarbeid der ingen har oppgitt hvordan kostnaden deles, i det siste året i hver region.
-- En region som ikke er skrevet, har en linje med grunnen.
WITH told AS (
  SELECT *
  FROM terms
  WHERE NOT key_stated
    AND (region, year) IN (SELECT (region, max(year)) FROM terms GROUP BY region)
)
SELECT
  coalesce(region, folder) AS region,
  year AS "år",
  cooperation AS samarbeid,
  title AS navn,
  host AS vert,
  participants AS deltakere,
  source AS kilde,
  reason AS "mangler fordi"
FROM regions LEFT JOIN told USING (region)
WHERE cooperation IS NOT NULL OR reason IS NOT NULL
ORDER BY reason IS NOT NULL, region, samarbeid, row_number
