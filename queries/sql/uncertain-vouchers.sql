-- Føringer som er merket usikre med utropstegn, og hvorfor.
SELECT
  date AS dato,
  voucher AS bilag,
  text AS tekst,
  account AS konto,
  coalesce(amount, quantity) AS "beløp",
  currency AS enhet,
  remark AS merknad
FROM vouchers
WHERE flag = '!'
  AND regexp_matches(account, '^(Expenses|Income|Equity:Memo):')
  AND account <> 'Equity:Memo:Motpost'
ORDER BY date, bilag NULLS FIRST, row_number
