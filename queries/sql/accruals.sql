-- Påløpt og ikke mottatt: hvem som ikke har sendt hva, og siden når.
SELECT
  cooperation AS samarbeid,
  awaits AS mangler,
  sender AS "fra hvem",
  text AS hva,
  since AS siden,
  amount AS "beløp"
FROM accruals
WHERE replaced IS NULL
ORDER BY since, cooperation, row_number
