-- Hva samarbeidene koster de som deltar, i hver region og hvert år.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen.
WITH told AS (
  SELECT
    region,
    year,
    currency,
    count(DISTINCT cooperation) AS cooperations,
    count(DISTINCT municipality) AS payers,
    sum(amount) AS amount
  FROM allocations
  GROUP BY region, year, currency
)
SELECT
  coalesce(region, folder) AS region,
  year AS "år",
  cooperations AS samarbeid,
  payers AS betalere,
  amount AS kroner,
  told.currency AS valuta,
  reason AS "mangler fordi"
FROM regions LEFT JOIN told USING (region)
ORDER BY reason IS NOT NULL, region, year, valuta
