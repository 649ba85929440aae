-- Oppgjørets merknader: det bøkene selv sier om hvert år, og som ikke er feil.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  kind AS merknad,
  text AS forklaring
FROM settlement_notes
ORDER BY year, cooperation, kind, row_number
