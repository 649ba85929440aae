-- Budsjett mot regnskap for hvert ansvar, etter samarbeid.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  cost_centre AS ansvar,
  part AS navn,
  kind AS art,
  budget AS budsjett,
  accounts AS regnskap,
  variance AS avvik,
  variance_percent AS prosent
FROM budget_vs_accounts
WHERE kind LIKE 'kostnad%' AND cost_centre IS NOT NULL
ORDER BY year, cooperation, cost_centre, row_number
