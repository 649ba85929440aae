-- Overskudd: hvem som eier pengene, eller at ingen eier er avklart.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  text AS tekst,
  account AS konto,
  -coalesce(amount, quantity) AS "beløp",
  currency AS enhet
FROM vouchers
WHERE list_contains(string_split(tags, '; '), 'overskudd')
  AND regexp_matches(account, '^(Assets|Liabilities):')
ORDER BY date, account, row_number
