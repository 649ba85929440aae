-- Samarbeid som har kostnad i regnskapet og ikke noe budsjett, i hver region og hvert år.
SELECT
  region,
  year AS "år",
  cooperation AS samarbeid,
  accounts AS regnskap
FROM budget_totals
WHERE kind = 'kostnad' AND currency = 'NOK' AND budget IS NULL AND accounts <> 0
ORDER BY region, year, cooperation
