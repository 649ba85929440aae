-- Korreksjoner: hva avsluttede år ville blitt nå, mindre det som ble fastsatt.
SELECT
  corrects AS gjelder,
  cooperation AS samarbeid,
  municipality AS betaler,
  period AS "ført i",
  before AS "før",
  after AS etter,
  amount AS korreksjon,
  reason AS "årsak"
FROM corrections
ORDER BY corrects, cooperation, municipality NULLS FIRST, row_number
