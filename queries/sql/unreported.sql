-- Samarbeid som ikke har rapportert for året.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  text AS forklaring
FROM settlement_notes
WHERE kind = 'mangler rapportering'
ORDER BY year, cooperation, row_number
