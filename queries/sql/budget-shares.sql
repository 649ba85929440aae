-- Hver betalers del av budsjettet mot det som er belastet, for hvert samarbeid.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  municipality AS betaler,
  budget AS budsjett,
  accounts AS belastet,
  variance AS avvik,
  variance_percent AS prosent
FROM budget_allocations
ORDER BY year, cooperation, municipality
