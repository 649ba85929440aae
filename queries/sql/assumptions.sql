-- Antakelser som tallene hviler på, etter samarbeid.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  text AS antakelse
FROM settlement_notes
WHERE kind = 'antakelse'
ORDER BY year, cooperation, row_number
