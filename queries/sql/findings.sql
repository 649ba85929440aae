-- Alle funn: det leseren må vite som ikke er feil i bøkene.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  kind AS funn,
  text AS forklaring
FROM findings
ORDER BY year, cooperation, kind, row_number
