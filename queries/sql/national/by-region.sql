-- Hva samarbeidene koster de som deltar, i hver region og hvert år.
SELECT
  region,
  year AS "år",
  count(DISTINCT cooperation) AS samarbeid,
  count(DISTINCT municipality) AS betalere,
  sum(amount) AS kroner
FROM allocations
GROUP BY region, year
ORDER BY region, year
