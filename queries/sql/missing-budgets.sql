-- Kostnader som er ført uten at det finnes noe budsjett for kontoen.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  account AS konto,
  accounts AS regnskap,
  currency AS enhet
FROM budget_vs_accounts
WHERE kind = 'kostnad' AND budget IS NULL
ORDER BY year, account, row_number
