-- Budsjett mot regnskap for hvert samarbeid, etter art. Avvik over null er bra for
-- kommunene: lavere kostnad eller høyere inntekt enn budsjettert.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  kind AS art,
  currency AS enhet,
  budget AS budsjett,
  accounts AS regnskap,
  variance AS avvik,
  variance_percent AS prosent
FROM budget_totals
ORDER BY year, cooperation, row_number
