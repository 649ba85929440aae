-- Samarbeid der ingen har oppgitt hvordan kostnaden deles, i det siste året i hver region.
SELECT
  terms.region AS region,
  year AS "år",
  cooperation AS samarbeid,
  title AS navn,
  host AS vert,
  participants AS deltakere,
  source AS kilde
FROM terms
JOIN (SELECT region, max(year) AS year FROM terms GROUP BY region) USING (region, year)
WHERE NOT key_stated
ORDER BY region, samarbeid, row_number
