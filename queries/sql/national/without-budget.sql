-- Samarbeid som har kostnad i regnskapet og ikke noe budsjett, i hver region og hvert år.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen.
WITH told AS (
  SELECT region, year, cooperation, accounts, budget_totals.currency AS currency
  FROM budget_totals JOIN regions USING (region)
  WHERE kind = 'kostnad' AND budget_totals.currency = regions.currency
    AND budget IS NULL AND accounts <> 0
)
SELECT
  coalesce(region, folder) AS region,
  year AS "år",
  cooperation AS samarbeid,
  accounts AS regnskap,
  told.currency AS valuta,
  reason AS "mangler fordi"
FROM regions LEFT JOIN told USING (region)
WHERE cooperation IS NOT NULL OR reason IS NOT NULL
ORDER BY reason IS NOT NULL, region, year, samarbeid
