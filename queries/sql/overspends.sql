-- Kostnader som er mer enn 5 prosent over budsjettet; bytt 5 for en annen grense.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  part AS navn,
  currency AS enhet,
  budget AS budsjett,
  accounts AS regnskap,
  -variance AS overforbruk,
  -variance_percent AS prosent
FROM budget_vs_accounts
WHERE kind = 'kostnad' AND -variance * 100 > 5 * budget
ORDER BY year, cooperation, navn NULLS FIRST, row_number
