-- Hva samarbeidene koster de som deltar, i hver region og hvert år.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen; et år har det der
-- filen til en region er borte, er byttet eller ikke er av kjøringen.
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
), lacks AS (
  FROM lacking('allocations')
), nothing AS (
  SELECT region FROM regions
  WHERE state = 'written'
    AND region NOT IN (SELECT region FROM told UNION ALL SELECT region FROM lacks)
)
SELECT
  region,
  year AS "år",
  cooperations AS samarbeid,
  payers AS betalere,
  amount AS kroner,
  currency AS valuta,
  reason AS "mangler fordi"
FROM (FROM told UNION ALL BY NAME FROM nothing UNION ALL BY NAME FROM lacks)
ORDER BY reason IS NOT NULL, region, year, valuta
