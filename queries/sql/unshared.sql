-- Kostnader som ikke er fordelt, og hvorfor.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  text AS forklaring
FROM settlement_notes
WHERE kind = 'ikke fordelt'
ORDER BY year, cooperation, row_number
