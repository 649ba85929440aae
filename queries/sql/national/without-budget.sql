-- Samarbeid som har kostnad i regnskapet og ikke noe budsjett, i hver region og hvert år.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen; et år har det der
-- filen til en region er borte, er byttet eller ikke er av kjøringen.
WITH told AS (
  SELECT region, year, cooperation, accounts, budget_totals.currency AS currency
  FROM budget_totals JOIN regions USING (region)
  WHERE kind = 'kostnad' AND budget_totals.currency = regions.currency
    AND budget IS NULL AND accounts <> 0
)
SELECT
  region,
  year AS "år",
  cooperation AS samarbeid,
  accounts AS regnskap,
  currency AS valuta,
  reason AS "mangler fordi"
FROM (FROM told UNION ALL BY NAME FROM lacking('budget_totals'))
ORDER BY reason IS NOT NULL, region, year, samarbeid
